"""Adding, removing and ordering the parts of collections that are written in lines."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from contacts_store.document.draft import Draft, Slot, content_end, dash_of, slot_of, span_of
from contacts_store.document.emit import Value, entry_text, item_text
from contacts_store.document.layout import layout_at
from contacts_store.document.lines import (
    LINE_BREAK,
    Splice,
    behind_blanks,
    column_of,
    line_end,
    line_start,
    newline_near,
    next_line,
)

if TYPE_CHECKING:
    from contacts_store.document.nodes import Mapping, Node, Sequence


def entry_added(draft: Draft, holder: Mapping, key: str, value: Value, before: int | None) -> list[Splice]:
    """Return the edit that adds a key to a mapping.

    Args:
        draft: The text.
        holder: The mapping, not empty.
        key: The key.
        value: Its value.
        before: The position of the pair that it is to follow; None puts it first.
    """
    first = holder.pairs[0][0]
    column = first.start.column
    if before is None:
        layout = layout_at(draft, first.start.index)
        written = entry_text(key, value, column, layout)
        return [Splice(first.start.index, first.start.index, written + layout.newline + " " * column)]
    return [_line_added(draft, holder.pairs[before][1], column, key=key, value=value)]


def item_added(draft: Draft, holder: Sequence, value: Value) -> list[Splice]:
    """Return the edit that adds an item to the end of a list that is not empty."""
    column = slot_of(draft, holder, len(holder.items) - 1).column
    return [_line_added(draft, holder.items[-1], column, key=None, value=value)]


def part_dropped(draft: Draft, holder: Mapping | Sequence, index: int, outer: Slot | None) -> list[Splice]:
    """Return the edit that removes a pair or an item.

    Args:
        draft: The text.
        holder: The collection.
        index: The position of the part.
        outer: The place of the collection itself; None for the root.
    """
    slot = slot_of(draft, holder, index)
    start = slot.key.start.index if slot.key else slot.behind - 1
    lines = _lines_dropped(draft.text, start, slot.node.end.index)
    count = len(holder.pairs if slot.key else holder.items)  # type: ignore[union-attr]  # a key means pairs
    if count > 1:
        return [lines]
    empty = "{}" if slot.key else "[]"
    if outer is None or outer.key is None:
        return [Splice(holder.start.index, holder.end.index, empty)]
    place = span_of(draft, outer).head[1]
    return [Splice(place, place, " " + empty), lines]


def items_arranged(draft: Draft, holder: Sequence, order: tuple[int, ...]) -> list[Splice] | None:
    """Return the edit that orders a list's items anew; None when they do not stand on lines of their own."""
    text = draft.text
    bounds = _item_bounds(draft, holder)
    if bounds is None:
        return None
    newline = newline_near(text, bounds[0])
    parts = [text[start:end] for start, end in pairwise(bounds)]
    ended = [part if LINE_BREAK.search(part[-1:]) else part + newline for part in parts]
    written = "".join(ended[index] for index in order)
    if ended[-1] != parts[-1]:
        written = written[: -len(newline)]
    return [Splice(bounds[0], bounds[-1], written)]


def _line_added(draft: Draft, sibling: Node, column: int, key: str | None, value: Value) -> Splice:
    place = content_end(draft, sibling, column)
    layout = layout_at(draft, place)
    if key is None:
        gap = sibling.start.index - dash_of(draft.text, sibling) - 1
        inline = sibling.end.index > sibling.start.index and sibling.start.column == column + 1 + gap
        written = item_text(value, column, replace(layout, gap=gap) if inline else layout)
    else:
        written = entry_text(key, value, column, layout)
    return Splice(place, place, layout.newline + " " * column + written)


def _lines_dropped(text: str, start: int, end: int) -> Splice:
    """Return the removal of the lines that hold a part, comments on them included."""
    begin = line_start(text, start)
    last = line_end(text, end)
    if behind_blanks(text, begin) != start:
        return Splice(start, behind_blanks(text, next_line(text, last)), "")
    if last < len(text) or begin == 0:
        return Splice(begin, next_line(text, last), "")
    return Splice(begin - len(newline_near(text, begin - 1)), last, "")


def _item_bounds(draft: Draft, holder: Sequence) -> list[int] | None:
    """Return where each item's lines begin, comments directly above among them, and where the last ends."""
    text = draft.text
    dashes = [dash_of(text, item) for item in holder.items]
    column = column_of(text, dashes[0])
    if any(behind_blanks(text, line_start(text, dash)) != dash for dash in dashes):
        return None
    ends = [next_line(text, content_end(draft, item, column)) for item in holder.items]
    first = line_start(text, dashes[0])
    while first:
        above = line_start(text, first - 1 - (text[first - 2 : first] == "\r\n"))
        if text[behind_blanks(text, above)] != "#":
            break
        first = above
    return [first, *ends]
