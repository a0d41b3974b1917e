"""A text under edit: its tree, its manner, and where in the text each value has its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeGuard

from contacts_store.document.lines import LINE_BREAK, behind_blanks, column_of, line_end
from contacts_store.document.nodes import Alias, Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contacts_store.document.edit import Path

_PROPERTIES = re.compile(r"(?:[&!]\S*[ \t]*)*")
_COMMENT = re.compile(r"#[^\r\n]*")
_REMARK = re.compile(r"#[^\r\n]*?(?=[ \t]+#|[ \t]*(?:[\r\n]|\Z))")
"""One of several comments on a line: a value's note is put before what a person wrote there."""
_BLOCK_HEADER = re.compile(r"(?:[&!]\S*\s+)*[|>][-+0-9]*")


@dataclass(frozen=True, slots=True)
class Draft:
    """A text and the tree that was read from it."""

    text: str
    root: Mapping


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a value in its collection.

    Attributes:
        holder: The mapping or list.
        node: The value.
        column: The column of the key, or of the dash.
        behind: The offset behind the colon or dash; in a list in brackets, of the item.
        key: The key; None in a list.
    """

    holder: Mapping | Sequence
    node: Node
    column: int
    behind: int
    key: Scalar | None


@dataclass(frozen=True, slots=True)
class Span:
    """What a value takes in the text: a part on the line of its key, and the lines that follow.

    Between the two may stand a comment, which stays when the value is replaced.
    """

    head: tuple[int, int]
    tail: tuple[int, int]


def slot_of(draft: Draft, holder: Mapping | Sequence, index: int) -> Slot:
    """Return the slot of a collection's value by its position."""
    if isinstance(holder, Mapping):
        key, node = holder.pairs[index]
        colon = draft.text.find(":", key.end.index, max(node.start.index, key.end.index) + 1)
        behind = colon + 1 if colon >= 0 else key.end.index
        return Slot(holder, node, key.start.column, behind, key)
    node = holder.items[index]
    if holder.is_flow:
        return Slot(holder, node, node.start.column, node.start.index, None)
    dash = dash_of(draft.text, node)
    return Slot(holder, node, column_of(draft.text, dash), dash + 1, None)


def dash_of(text: str, item: Node) -> int:
    """Return the offset of the dash before a block list's item."""
    dash = text.rfind("-", 0, item.start.index)
    while dash > 0 and _COMMENT.sub("", text[dash + 1 : item.start.index]).strip():
        dash = text.rfind("-", 0, dash)
    return dash


def span_of(draft: Draft, slot: Slot) -> Span:
    """Return the parts of the text that a value takes, its anchor and tag among them."""
    text, node = draft.text, slot.node
    start, end = node.start.index, node.end.index
    if is_block_scalar(node):
        header = header_end(text, node)
        return Span((start, header), (line_end(text, header), end))
    if isinstance(node, Mapping | Sequence) and not node.is_flow:
        first = node.pairs[0][0] if isinstance(node, Mapping) else node.items[0]
        if LINE_BREAK.search(text, slot.behind, first.start.index):
            head = properties_end(text, node)
            inline = head if node.anchor or node.tag else slot.behind
            return Span((inline, inline), (line_end(text, inline), end))
    return Span((start, end), (line_end(text, end), line_end(text, end)))


def is_block_scalar(node: Node) -> TypeGuard[Scalar]:
    """Tell whether a node is a text in lines of its own, behind ``|`` or ``>``."""
    return isinstance(node, Scalar) and node.style in {"|", ">"}


def header_end(text: str, node: Scalar) -> int:
    """Return the offset behind a block scalar's indicators, as ``|2-``."""
    header = _BLOCK_HEADER.match(text, node.start.index)
    assert header
    return header.end()


def properties_end(text: str, node: Node) -> int:
    """Return the offset behind a node's anchor and tag."""
    if isinstance(node, Alias) or not (node.anchor or node.tag):
        return node.start.index
    found = _PROPERTIES.match(text, node.start.index)
    assert found
    return node.start.index + len(found.group().rstrip())


def content_end(draft: Draft, node: Node, column: int) -> int:
    """Return the end of a value's last line, with the comment lines behind it that are indented deeper."""
    text = draft.text
    end = line_end(text, node.end.index)
    while end < len(text):
        found = LINE_BREAK.match(text, end)
        assert found
        first = behind_blanks(text, found.end())
        if text[first : first + 1] != "#" or first - found.end() <= column:
            break
        end = line_end(text, first)
    return end


def node_at(root: Node, path: Path) -> Node | None:
    """Return the node at a path, through own keys only and not through aliases; None if there is none."""
    node: Node | None = root
    for step in path:
        if isinstance(node, Mapping):
            node = next((value for key, value in node.pairs if key.value == step), None)
        elif isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node


def leaves(node: Node) -> Iterator[Scalar | Alias]:
    """Yield keys and values that are no collections, in file order."""
    if isinstance(node, Mapping):
        for key, value in node.pairs:
            yield key
            yield from leaves(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from leaves(item)
    else:
        yield node


def comments(draft: Draft, start: int = 0, end: int | None = None) -> list[str]:
    """Return the comments that stand between two offsets of a text, in file order."""
    text, done = draft.text, 0
    found: list[re.Match[str]] = []
    for leaf in leaves(draft.root):
        begin = leaf.start.index
        if begin >= done:
            if text.find("#", done, begin) >= 0:
                found += _REMARK.finditer(text, done, begin)
            done = leaf.end.index
        if is_block_scalar(leaf):
            found += _REMARK.finditer(text, begin, line_end(text, begin))
    found += _REMARK.finditer(text, done)
    last = len(text) if end is None else end
    return [comment.group() for comment in found if start <= comment.start() and comment.end() <= last]
