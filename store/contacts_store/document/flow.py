"""Adding, removing and ordering the parts of collections that are written in brackets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contacts_store.document.emit import Value, flow_entry, flow_text
from contacts_store.document.layout import layout_at
from contacts_store.document.lines import LINE_BREAK, Splice, behind_blanks, line_start
from contacts_store.document.nodes import Mapping, Node, Sequence

if TYPE_CHECKING:
    from contacts_store.document.draft import Draft


def entry_added(draft: Draft, holder: Mapping, key: str, value: Value, before: int | None) -> list[Splice]:
    """Return the edit that adds a key to a mapping in braces, behind a pair or (None) as the first."""
    layout = layout_at(draft, holder.end.index)
    if holder.pairs:
        name, sibling = holder.pairs[before or 0]
        between = draft.text[name.end.index : sibling.start.index]
        if between.strip() == ":" and not LINE_BREAK.search(between):
            layout = replace(layout, colon=between)
        if name.style == '"':
            layout = replace(layout, quote='"')
    written = flow_entry(key, value, layout)
    spans = [(name.start.index, node.end.index) for name, node in holder.pairs]
    return [_part_added(draft.text, holder, spans, written, before)]


def item_added(draft: Draft, holder: Sequence, value: Value) -> list[Splice]:
    """Return the edit that adds an item to the end of a list in brackets."""
    written = flow_text(value, layout_at(draft, holder.end.index), in_flow=True)
    return [_part_added(draft.text, holder, _item_spans(holder), written, len(holder.items) - 1)]


def part_dropped(draft: Draft, holder: Mapping | Sequence, index: int) -> list[Splice]:
    """Return the edit that removes a pair or an item with its comma; comments stay."""
    text = draft.text
    if isinstance(holder, Mapping):
        spans = [(name.start.index, node.end.index) for name, node in holder.pairs]
    else:
        spans = _item_spans(holder)
    start, end = spans[index]
    if index + 1 < len(spans):
        gap = (end, spans[index + 1][0])
    elif index:
        gap = (spans[index - 1][1], start)
    else:
        return [Splice(start, end, "")]
    if "#" in text[slice(*gap)]:
        comma = text.index(",", gap[0])
        return [Splice(start, end, ""), Splice(comma, comma + 1, "")]
    return [Splice(min(start, gap[0]), max(end, gap[1]), "")]


def items_arranged(draft: Draft, holder: Sequence, order: tuple[int, ...]) -> list[Splice]:
    """Return the edit that orders a list's items anew; what stands between them stays in place."""
    spans = _item_spans(holder)
    return [
        Splice(start, end, draft.text[slice(*spans[index])])
        for (start, end), index in zip(spans, order, strict=True)
    ]


def _item_spans(holder: Sequence) -> list[tuple[int, int]]:
    return [(item.start.index, item.end.index) for item in holder.items]


def _part_added(
    text: str, holder: Node, spans: list[tuple[int, int]], written: str, before: int | None
) -> Splice:
    """Return the insertion of a part with its comma, on a line of its own where its siblings have one."""
    if not spans:
        inside = text.index("[" if isinstance(holder, Sequence) else "{", holder.start.index) + 1
        return Splice(inside, inside, written)
    sibling = spans[before or 0][0]
    start = line_start(text, sibling)
    on_own_line = behind_blanks(text, start) == sibling and start > holder.start.index
    separator = LINE_BREAK.findall(text[:start])[-1] + text[start:sibling] if on_own_line else " "
    if before is None:
        return Splice(sibling, sibling, written + "," + separator)
    place = spans[before][1]
    return Splice(place, place, "," + separator + written)
