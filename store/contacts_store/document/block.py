"""Adding, removing and ordering the parts of collections that are written in lines."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from contacts_store.document.draft import (
    Draft,
    Slot,
    content_end,
    dash_of,
    header_end,
    is_block_scalar,
    leaves,
    slot_of,
    span_of,
)
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
    spliced,
)
from contacts_store.document.nodes import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contacts_store.document.nodes import Node, Sequence


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
    return _line_added(draft, holder.pairs[before][1], column, key=key, value=value)


def item_added(draft: Draft, holder: Sequence, value: Value) -> list[Splice]:
    """Return the edit that adds an item to the end of a list that is not empty."""
    column = slot_of(draft, holder, len(holder.items) - 1).column
    return _line_added(draft, holder.items[-1], column, key=None, value=value)


def part_dropped(
    draft: Draft, holder: Mapping | Sequence, index: int, outer: Slot | None
) -> Iterator[list[Splice]]:
    """Yield ways to remove a pair or an item, the best first.

    Args:
        draft: The text.
        holder: The collection.
        index: The position of the part.
        outer: The place of the collection itself; None for the root.
    """
    slot = slot_of(draft, holder, index)
    start = slot.key.start.index if slot.key else slot.behind - 1
    is_last_one = len(holder.pairs if isinstance(holder, Mapping) else holder.items) == 1
    empty = "{}" if slot.key else "[]"
    if is_last_one and (outer is None or outer.key is None):
        yield [Splice(holder.start.index, holder.end.index, empty)]
        return
    for lines in _lines_dropped(draft.text, start, slot.node.end.index):
        if is_last_one and outer is not None:
            place = span_of(draft, outer).head[1]
            yield [Splice(place, place, " " + empty), lines]
        else:
            yield [lines]


def items_arranged(draft: Draft, holder: Sequence, order: tuple[int, ...]) -> Iterator[list[Splice]]:
    """Yield ways to order a list's items anew; none when they do not stand on lines of their own."""
    text = draft.text
    bounds = _item_bounds(draft, holder)
    if bounds is None:
        return
    newline = newline_near(text, bounds[0])
    parts = [text[start:end] for start, end in pairwise(bounds)]
    if LINE_BREAK.search(parts[-1][-1:]):
        yield [Splice(bounds[0], bounds[-1], "".join(parts[index] for index in order))]
        return
    stripped = _final_block_stripped(text, holder.items[-1])
    shifted = [Splice(start - bounds[-2], end - bounds[-2], header) for start, end, header in stripped]
    parts[-1] = spliced(parts[-1], shifted) + newline
    written = "".join(parts[index] for index in order)
    yield [Splice(bounds[0], bounds[-1], written.removesuffix(newline))]
    yield [Splice(bounds[0], bounds[-1], written)]


def _line_added(draft: Draft, sibling: Node, column: int, key: str | None, value: Value) -> list[Splice]:
    place = content_end(draft, sibling, column)
    layout = layout_at(draft, place)
    if key is None:
        gap = sibling.start.index - dash_of(draft.text, sibling) - 1
        inline = sibling.end.index > sibling.start.index and sibling.start.column == column + 1 + gap
        written = item_text(value, column, replace(layout, gap=gap) if inline else layout)
    else:
        written = entry_text(key, value, column, layout)
    return [
        *_final_block_stripped(draft.text, sibling),
        Splice(place, place, layout.newline + " " * column + written),
    ]


def _final_block_stripped(text: str, sibling: Node) -> list[Splice]:
    """Return the edit that keeps a block scalar at the end of a text from gaining a line break."""
    leaf = next(reversed(list(leaves(sibling))), sibling)
    if not is_block_scalar(leaf) or not leaf.value or leaf.value.endswith("\n") or leaf.end.index < len(text):
        return []
    header = header_end(text, leaf)
    stripped = text[leaf.start.index : header].rstrip("+-") + "-"
    return [Splice(leaf.start.index, header, stripped)]


def _lines_dropped(text: str, start: int, end: int) -> Iterator[Splice]:
    """Yield removals of the lines that hold a part, comments on them included."""
    begin = line_start(text, start)
    last = line_end(text, end)
    if behind_blanks(text, begin) != start:
        yield Splice(start, behind_blanks(text, next_line(text, last)), "")
        return
    if last == len(text) and begin:
        yield Splice(begin - len(newline_near(text, begin - 1)), last, "")
    yield Splice(begin, next_line(text, last), "")


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
