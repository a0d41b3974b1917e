"""From text to nodes: a tree of texts with positions, built from parser events under limits.

The stack is explicit, so that nesting costs memory of ours and never the interpreter's stack; the
checks that YAML libraries leave out (duplicate keys, alias bombs, foreign tags) are made here, each
with the place.
"""

from __future__ import annotations

import re
from typing import NoReturn

from yaml import events as ev

from contacts_store.document.conflict import require_unconflicted
from contacts_store.document.decoding import DEFAULT_LIMITS, Limits
from contacts_store.document.error import DocumentError
from contacts_store.document.events import PARSER_ERRORS, Event, event_source
from contacts_store.document.explain import explained
from contacts_store.document.nodes import (
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

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_CORE = "tag:yaml.org,2002:"
_SCALAR_TAGS = frozenset({"!", *(_CORE + name for name in ("str", "int", "float", "bool", "null", "timestamp"))})
_COLLECTION_TAGS = {Mapping: _CORE + "map", Sequence: _CORE + "seq"}
_BREAKS = "\r\n\x85\u2028\u2029"
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
    try:
        next_event = event_source(text, pure=pure)
    except PARSER_ERRORS as error:
        raise explained(error, text) from None
    builder = _Builder(text, limits)
    while True:
        try:
            event = next_event()
        except PARSER_ERRORS as error:
            raise explained(error, text) from None
        if event is None:
            break
        builder.take(event)
    root = builder.root
    return None if isinstance(root, Scalar) and root.value is None else root


class _Frame:
    """A collection that is being read: its start event, its children so far, the count before it."""

    __slots__ = ("before", "children", "event")

    def __init__(self, event: Event | None, before: int) -> None:
        self.event = event
        self.children: list[Node] = []
        self.before = before


class _Builder:
    """Takes events one by one and holds the tree that they describe."""

    def __init__(self, text: str, limits: Limits) -> None:
        self._text = text
        self._limits = limits
        self._top = _Frame(None, 0)
        self._children = self._top.children
        self._stack: list[_Frame] = []
        self._anchors: dict[str, tuple[Scalar | Sequence | Mapping, int] | None] = {}
        self._count = 0
        self._documents = 0

    @property
    def root(self) -> Node | None:
        """The root, once all events are taken."""
        return self._top.children[0] if self._top.children else None

    def take(self, event: Event) -> None:
        """Add what an event describes.

        Raises:
            DocumentError: The event breaks a rule of ours.
        """
        kind = type(event)
        if kind is ev.ScalarEvent:
            self._add_scalar(event)
        elif kind is ev.MappingStartEvent or kind is ev.SequenceStartEvent:
            self._open(event)
        elif kind is ev.MappingEndEvent:
            frame = self._stack.pop()
            start, pairs = frame.event, self._pairs(frame.children)
            end = event.end_mark if start.flow_style else pairs[-1][1].end
            self._close(
                frame,
                Mapping(pairs, start.flow_style, start.start_mark, end, start.anchor or "", start.tag or ""),
            )
        elif kind is ev.SequenceEndEvent:
            frame = self._stack.pop()
            start, items = frame.event, tuple(frame.children)
            end = event.end_mark if start.flow_style else items[-1].end
            self._close(
                frame,
                Sequence(items, start.flow_style, start.start_mark, end, start.anchor or "", start.tag or ""),
            )
        elif kind is ev.AliasEvent:
            self._add_alias(event)
        elif kind is ev.DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                _fail("a second document begins", "keep one contact in one file", event.start_mark)

    def _add_scalar(self, event: Event) -> None:
        value, style, anchor, tag = event.value, event.style or "", event.anchor, event.tag
        end = event.end_mark
        if style and style in "|>":
            end = _end_of_block_scalar(self._text, value, event.start_mark, end)
        if tag is not None:
            if tag not in _SCALAR_TAGS:
                _refuse_tag(tag, event.start_mark)
            if tag == _CORE + "null":
                value = None
        elif not style and value in _NULLS:
            value = None
        if anchor is None and tag is None:
            self._children.append(Scalar(value, style, event.start_mark, end))
            return
        node = Scalar(value, style, event.start_mark, end, anchor or "", tag or "")
        self._children.append(node)
        if anchor is not None:
            self._anchors[anchor] = (node, 1)

    def _add_alias(self, event: Event) -> None:
        name = event.anchor
        if name not in self._anchors:
            _fail(
                f"the alias *{name} stands for nothing",
                f"put the text in quotes, or write &{name} before the value that is meant",
                event.start_mark,
            )
        known = self._anchors[name]
        if known is None:
            _fail(f"the alias *{name} stands inside what it stands for", "write the value out", event.start_mark)
        target, size = known
        self._children.append(Alias(target, name, event.start_mark, event.end_mark))
        self._grow(size, event.start_mark)

    def _open(self, event: Event) -> None:
        if len(self._stack) >= self._limits.depth:
            _fail(f"nested deeper than {self._limits.depth} levels", "flatten it", event.start_mark)
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        frame = _Frame(event, self._count)
        self._stack.append(frame)
        self._children = frame.children

    def _close(self, frame: _Frame, node: Sequence | Mapping) -> None:
        if node.tag and node.tag != "!" and node.tag != _COLLECTION_TAGS[type(node)]:
            _refuse_tag(node.tag, node.start)
        self._grow(len(frame.children) + 1, node.start)
        if node.anchor:
            self._anchors[node.anchor] = (node, self._count - frame.before)
        self._children = self._stack[-1].children if self._stack else self._top.children
        self._children.append(node)

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
    header = raw.splitlines()[0]
    if _KEEPS_BREAKS.search(header):
        kept = raw.removesuffix("\n").removesuffix("\r") if raw[-1:] in "\r\n" else raw
    elif value.rstrip("\n")[-1:] in {" ", "\t"}:
        kept = raw.rstrip(_BREAKS)
    else:
        kept = raw.rstrip(_BREAKS + " \t")
    lines = re.split("\r\n|[\r\n\x85\u2028\u2029]", kept)
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


def _refuse_duplicate(keys: list[Scalar]) -> NoReturn:
    seen: dict[str | None, Scalar] = {}
    for key in keys:
        if key.value in seen:
            first = seen[key.value].start.line + 1
            _fail(
                f"the key {key.value!r} stands twice, in line {first} and in line {key.start.line + 1}",
                "remove or rename one of them",
                key.start,
            )
        seen[key.value] = key
    raise AssertionError("no duplicate among the keys")


def _refuse_tag(tag: str, place: Mark) -> NoReturn:
    shown = "!!" + tag.removeprefix(_CORE) if tag.startswith(_CORE) else tag
    _fail(f"the tag {shown} is not supported", "remove it: every value is a text", place)


def _fail(message: str, remedy: str, place: Mark) -> NoReturn:
    raise DocumentError(message, remedy, place.line + 1, place.column + 1)
