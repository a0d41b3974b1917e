"""From text to nodes: a tree of texts with positions, built from parser events under limits.

The stack is explicit, so that nesting costs memory of ours and never the interpreter's stack; the
checks that YAML libraries leave out (duplicate keys, alias bombs, foreign tags) are made here, each
with the place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

from yaml import events as ev

from contacts_store.document.conflict import require_unconflicted
from contacts_store.document.error import DocumentError
from contacts_store.document.events import Event, events
from contacts_store.document.limits import DEFAULT_LIMITS, Limits
from contacts_store.document.lines import BREAKS, LINE_BREAK
from contacts_store.document.nodes import (
    NULLS,
    Alias,
    Mapping,
    Mark,
    Node,
    Place,
    Scalar,
    Sequence,
    is_merge,
    resolved,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

_BLOCK_STYLES = frozenset("|>")
_CORE = "tag:yaml.org,2002:"
_SCALAR_TYPES = ("str", "int", "float", "bool", "null", "timestamp")
_SCALAR_TAGS = frozenset({"!", *(_CORE + name for name in _SCALAR_TYPES)})
_COLLECTION_TAGS = {Mapping: _CORE + "map", Sequence: _CORE + "seq"}
_KEEPS_BREAKS = re.compile(r"[|>]\d?\+\d?[ \t]*(?:#|$)")
"""A block scalar's header with the keep indicator, ``|+``."""


def read_tree(text: str, limits: Limits = DEFAULT_LIMITS, *, pure: bool = False) -> Node | None:
    """Return the root of a YAML document, or None when it holds nothing (comments, ``---``, ``~``).

    Args:
        text: The text, without byte order mark.
        limits: Depth and number of nodes that are accepted.
        pure: Use the parser written in Python.

    Raises:
        DocumentError: The text is not YAML, holds conflict markers or a second document, repeats a
            key, uses a tag that is not of the core schema, or goes beyond the limits.
    """
    require_unconflicted(text)
    root = _Builder(text, limits).build(events(text, pure=pure))
    return None if isinstance(root, Scalar) and root.value is None else root


class _Frame:
    """A collection that is being read: its start event, its children so far, the count before it."""

    __slots__ = ("before", "children", "event")

    def __init__(self, event: Event, before: int) -> None:
        self.event = event
        self.children: list[Node] = []
        self.before = before


class _Builder:
    """Turns events into a tree, with a stack of its own."""

    def __init__(self, text: str, limits: Limits) -> None:
        self._text = text
        self._limits = limits
        self._stack: list[_Frame] = [_Frame(None, 0)]
        self._anchors: dict[str, tuple[Scalar | Sequence | Mapping, int] | None] = {}
        self._count = 0

    def build(self, source: Iterable[Event]) -> Node | None:
        """Return the root of the one document that the events describe, None when there is none.

        Raises:
            DocumentError: An event breaks a rule of ours.
        """
        stack = self._stack
        children = top = stack[0].children
        for event in source:
            kind = type(event)
            if kind is ev.ScalarEvent:
                if event.tag is None and event.anchor is None and event.style not in _BLOCK_STYLES:
                    value, style = event.value, event.style or ""
                    if value in NULLS and not style:
                        value = None
                    children.append(Scalar(value, style, event.start_mark, event.end_mark))
                else:
                    children.append(self._special_scalar(event))
                continue
            if kind is ev.MappingStartEvent or kind is ev.SequenceStartEvent:
                self._open(event)
            elif kind is ev.MappingEndEvent or kind is ev.SequenceEndEvent:
                self._close(event)
            elif kind is ev.AliasEvent:
                children.append(self._alias(event))
            elif kind is ev.DocumentStartEvent and top:
                _fail("a second document begins", "keep one contact in one file", event.start_mark)
            children = stack[-1].children
        return top[0] if top else None

    def _special_scalar(self, event: Event) -> Scalar:
        value, style, anchor, tag = event.value, event.style or "", event.anchor or "", event.tag or ""
        if tag and tag not in _SCALAR_TAGS:
            _refuse_tag(tag, event.start_mark)
        if tag == _CORE + "null" or (not tag and not style and value in NULLS):
            value = None
        end = event.end_mark
        if style in _BLOCK_STYLES:
            end = _end_of_block_scalar(self._text, value or "", event.start_mark, end)
        node = Scalar(value, style, event.start_mark, end, anchor, tag)
        if anchor:
            self._anchors[anchor] = (node, 1)
        return node

    def _alias(self, event: Event) -> Alias:
        name = event.anchor
        if name not in self._anchors:
            _fail(
                f"the alias *{name} stands for nothing",
                f"put the text in quotes, or write &{name} before the value that is meant",
                event.start_mark,
            )
        known = self._anchors[name]
        if known is None:
            _fail(f"the alias *{name} is part of what it stands for", "write the value out", event.start_mark)
        target, size = known
        self._grow(size, event.start_mark)
        return Alias(target, name, event.start_mark, event.end_mark)

    def _open(self, event: Event) -> None:
        if len(self._stack) > self._limits.depth:
            _fail(f"nested deeper than {self._limits.depth} levels", "flatten it", event.start_mark)
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        self._stack.append(_Frame(event, self._count))

    def _close(self, event: Event) -> None:
        frame = self._stack.pop()
        start, children = frame.event, frame.children
        is_flow = start.flow_style
        place: Mark = start.start_mark
        end: Mark = event.end_mark if is_flow else children[-1].end
        anchor, tag = start.anchor or "", start.tag or ""
        node: Mapping | Sequence
        if type(start) is ev.MappingStartEvent:
            node = Mapping(self._pairs(children), is_flow, place, end, anchor, tag)
        else:
            node = Sequence(tuple(children), is_flow, place, end, anchor, tag)
        if tag and tag != "!" and tag != _COLLECTION_TAGS[type(node)]:
            _refuse_tag(tag, place)
        self._grow(len(children) + 1, place)
        if anchor:
            self._anchors[anchor] = (node, self._count - frame.before)
        self._stack[-1].children.append(node)

    def _grow(self, size: int, place: Mark) -> None:
        self._count += size
        if self._count > self._limits.nodes:
            _fail(
                f"more than {self._limits.nodes:,} values, those behind aliases counted each time",
                "split the file, or write fewer aliases",
                place,
            )

    def _pairs(self, children: list[Node]) -> tuple[tuple[Scalar, Node], ...]:
        keys = [self._key(node) for node in children[::2]]
        pairs = tuple(zip(keys, children[1::2], strict=True))
        names = [key.value for key in keys]
        if len(set(names)) != len(names):
            _refuse_duplicate(keys)
        if "<<" in names:
            _require_mapping(pairs[names.index("<<")])
        return pairs

    def _key(self, node: Node) -> Scalar:
        if not isinstance(node, Scalar):
            _fail("a key must be a plain text", "write a word before the colon", node.start)
        if node.value is None:
            node.value = self._text[node.start.index : node.end.index]
            if node.anchor or node.tag or not node.value:
                _fail("there is no key before the colon", "write one", node.start)
        return node


def _end_of_block_scalar(text: str, value: str, start: Mark, end: Mark) -> Mark:
    """Return where the last content line ends: libyaml's mark runs past blank lines."""
    raw = text[start.index : end.index]
    header = LINE_BREAK.split(raw, 1)[0]
    if _KEEPS_BREAKS.search(header):
        kept = raw.removesuffix("\n").removesuffix("\r") if raw[-1:] in "\r\n" else raw
    elif value.rstrip("\n")[-1:] in {" ", "\t"}:
        kept = raw.rstrip(BREAKS)
    else:
        kept = raw.rstrip(BREAKS + " \t")
    lines = LINE_BREAK.split(kept)
    column = len(lines[-1]) + (start.column if len(lines) == 1 else 0)
    return Place(start.index + len(kept), start.line + len(lines) - 1, column)


def _require_mapping(pair: tuple[Scalar, Node]) -> None:
    key, value = pair
    if not is_merge(key):
        return
    node = resolved(value)
    sources = node.items if isinstance(node, Sequence) else (node,)
    if not all(isinstance(resolved(source), Mapping) for source in sources):
        _fail("the merge key << must name a mapping", "write <<: *name, or quote the key", value.start)


def _refuse_duplicate(keys: list[Scalar]) -> None:
    first_by_name: dict[str | None, Scalar] = {}
    for key in keys:
        first = first_by_name.setdefault(key.value, key)
        if first is not key:
            lines = f"in line {first.start.line + 1} and in line {key.start.line + 1}"
            _fail(f"the key {key.value!r} stands twice, {lines}", "remove or rename one of them", key.start)


def _refuse_tag(tag: str, place: Mark) -> NoReturn:
    shown = "!!" + tag.removeprefix(_CORE) if tag.startswith(_CORE) else tag
    _fail(f"the tag {shown} is not supported", "remove it: every value is a text", place)


def _fail(message: str, remedy: str, place: Mark) -> NoReturn:
    raise DocumentError(message, remedy, place.line + 1, place.column + 1)
