"""Replacing one value in a text: quoting, comment, anchor and indentation stay as they were."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from dataclasses import replace
from typing import TYPE_CHECKING

from contacts_store.document.draft import Draft, Slot, Span, is_block_scalar, span_of
from contacts_store.document.emit import Noted, Value, block_text, flow_text, is_list
from contacts_store.document.layout import Layout, layout_at
from contacts_store.document.lines import LINE_BREAK, Splice
from contacts_store.document.nodes import Alias, Scalar
from contacts_store.document.scalar import block_scalar, comment_text, scalar_text

if TYPE_CHECKING:
    from collections.abc import Iterator


def replacements(draft: Draft, slot: Slot, value: Value) -> Iterator[list[Splice]]:
    """Yield ways to put another value into a slot, the best first.

    Args:
        draft: The text.
        slot: The place of the value.
        value: What is to stand there; not the mapping or list that stands there with other parts.
    """
    layout = layout_at(draft, slot.node.end.index)
    if slot.holder.is_flow:
        yield [_in_flow(draft.text, slot, value, layout)]
    elif (isinstance(value, AnyMapping) or is_list(value)) and value:
        yield _as_block(draft, slot, value, layout)
    else:
        if isinstance(value, str):
            yield from _as_block_scalar(draft, slot, value, layout)
        yield _as_leaf(draft, slot, value, layout)


def _in_flow(text: str, slot: Slot, value: Value, layout: Layout) -> Splice:
    node = slot.node
    start, end = node.start.index, node.end.index
    written = _anchor(slot) + _one_line(slot, value, layout, in_flow=True)
    if slot.key is not None and start == end:
        colon = text[slot.key.end.index : start].rstrip().endswith(":")
        blank = "" if text[start - 1 : start].isspace() else " "
        written = (blank if colon else layout.colon) + written
    return Splice(start, end, written)


def _as_leaf(draft: Draft, slot: Slot, value: Value, layout: Layout) -> list[Splice]:
    """Return the edit to a value on the line of its key or dash."""
    span = span_of(draft, slot)
    written = _one_line(slot, value, layout)
    if isinstance(slot.node, Scalar):
        written = _anchor(slot) + written
    head = _lead(draft.text, span) + written + _note(value)
    return [Splice(*span.head, head), Splice(*span.tail, "")]


def _as_block_scalar(draft: Draft, slot: Slot, value: str, layout: Layout) -> Iterator[list[Splice]]:
    """Yield the edit to lines of their own, where the old value has them or the new one needs them."""
    span = span_of(draft, slot)
    column, style = slot.column + (layout.indent if slot.key else 1 + layout.gap), "|"
    if is_block_scalar(slot.node):
        content = draft.text[slice(*span.tail)].lstrip("\r\n")
        column = (len(content) - len(content.lstrip(" "))) or column
        style = slot.node.style
    elif "\n" not in value:
        return
    block = block_scalar(value, column, layout.newline, style)
    if block:
        header, content = block
        head = _lead(draft.text, span) + _anchor(slot) + header
        yield [Splice(*span.head, head), Splice(*span.tail, content)]


def _as_block(draft: Draft, slot: Slot, value: Value, layout: Layout) -> list[Splice]:
    """Return the edit to a mapping or list in lines."""
    text, node = draft.text, slot.node
    span = span_of(draft, slot)
    anchor = _anchor(slot)
    if slot.key is not None:
        inner = slot.column + (layout.dash if is_list(value) else layout.indent)
        head = " " + anchor.rstrip() if anchor else ""
        start = min(slot.behind, span.head[0])
        lines = layout.newline + " " * inner + block_text(value, inner, layout)
        return [Splice(start, span.head[1], head), Splice(*span.tail, lines)]
    present = node.end.index > node.start.index
    inline = present and not LINE_BREAK.search(text, slot.behind, node.start.index) and not anchor
    gap = node.start.index - slot.behind if inline else layout.gap
    inner = slot.column + 1 + gap
    first, rest = _split_at(block_text(value, inner, layout), node, layout)
    lead = "" if inline else " " * gap
    return [Splice(span.head[0], span.head[1], lead + first), Splice(*span.tail, rest)]


def _split_at(block: str, old: object, layout: Layout) -> tuple[str, str]:
    """Split a block behind the line that holds the old text, so that its comment follows it still."""
    lines = block.split(layout.newline)
    count = 1
    if isinstance(old, Scalar) and old.value:
        ending = ": " + scalar_text(old.value, layout.quote)
        count = next((number for number, line in enumerate(lines, 1) if line.endswith(ending)), 1)
    newline = layout.newline
    rest = lines[count:]
    return newline.join(lines[:count]), newline + newline.join(rest) if rest else ""


def _one_line(slot: Slot, value: Value, layout: Layout, *, in_flow: bool = False) -> str:
    """Return a value on one line, a text in the quotes of the text that it replaces."""
    style = slot.node.style if isinstance(slot.node, Scalar) and slot.node.style in {"'", '"'} else ""
    if isinstance(value, Noted):
        value = value.value
    if isinstance(value, str):
        return scalar_text(value, layout.quote or style, in_flow=in_flow)
    return flow_text(value, replace(layout, quote=layout.quote or (style if style == '"' else "")))


def _note(value: Value) -> str:
    """Return a value's own comment; a comment that stands on the line already follows it."""
    return comment_text(value.comment) if isinstance(value, Noted) else ""


def _anchor(slot: Slot) -> str:
    """Return the anchor that has to be written again; an alias that is replaced has none."""
    return "" if isinstance(slot.node, Alias) or not slot.node.anchor else f"&{slot.node.anchor} "


def _lead(text: str, span: Span) -> str:
    """Return the blank that is missing between the colon or dash and the value."""
    return "" if text[span.head[0] - 1 : span.head[0]].isspace() else " "
