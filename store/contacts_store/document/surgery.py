"""The ways to make one edit by replacing only the characters that it concerns, the best first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_store.document import block, flow
from contacts_store.document.draft import Draft, Slot, comments, node_at, slot_of
from contacts_store.document.edit import Arrange, Drop, Edit, Path, Put, applied, put
from contacts_store.document.emit import KeyOrder, Value, block_text, flow_text, in_order
from contacts_store.document.layout import layout_at
from contacts_store.document.lines import Splice
from contacts_store.document.nodes import Alias, Mapping, Sequence, plain_of
from contacts_store.document.replace import replacements

if TYPE_CHECKING:
    from collections.abc import Iterator


def surgical(draft: Draft, edit: Edit, order: KeyOrder) -> Iterator[list[Splice]]:
    """Yield replacements of characters for an edit whose collection stands in the text."""
    if isinstance(edit, Put):
        yield from _put(draft, edit, order)
    elif isinstance(edit, Drop):
        yield from _dropped(draft, edit.path)
    else:
        yield from _arranged(draft, edit)


def enclosing_rewritten(draft: Draft, edit: Edit) -> Iterator[list[Splice]]:
    """Yield rewritings of the collections around an edit, the smallest first.

    A collection with comments inside is left out: they would be lost.
    """
    for depth in reversed(range(len(edit.path))):
        node = node_at(draft.root, edit.path[:depth])
        if not isinstance(node, Mapping | Sequence) or comments(draft, node.start.index, node.end.index):
            continue
        plain, rest = plain_of(node), edit.path[depth:]
        if isinstance(edit, Put):
            value = put(plain, rest, edit.value)
        else:
            value = applied(plain, Drop(rest) if isinstance(edit, Drop) else Arrange(rest, edit.order))
        slot = slot_at(draft, edit.path[:depth])
        if slot is not None:
            yield from replacements(draft, slot, value)
            continue
        start, end = draft.root.start, draft.root.end.index
        layout = layout_at(draft, start.index)
        written = flow_text(value, layout) if node.is_flow else block_text(value, start.column, layout)
        yield [Splice(start.index, end, written)]


def slot_at(draft: Draft, path: Path) -> Slot | None:
    """Return the slot at a path of own keys, None for the root and where there is none."""
    holder = node_at(draft.root, path[:-1]) if path else None
    if not isinstance(holder, Mapping | Sequence):
        return None
    index = _position(holder, path[-1])
    return None if index is None else slot_of(draft, holder, index)


def _put(draft: Draft, edit: Put, order: KeyOrder) -> Iterator[list[Splice]]:
    value = in_order(edit.value, order, _names(edit.path))
    slot = slot_at(draft, edit.path)
    if slot is not None:
        yield from replacements(draft, slot, value)
        return
    holder = node_at(draft.root, edit.path[:-1])
    if isinstance(holder, Alias) or not isinstance(holder, Mapping | Sequence):
        return
    outer = slot_at(draft, edit.path[:-1])
    key = edit.path[-1]
    empty = not (holder.pairs if isinstance(holder, Mapping) else holder.items)
    if empty and outer is not None and not comments(draft, holder.start.index, holder.end.index):
        yield from replacements(draft, outer, {key: value} if isinstance(holder, Mapping) else [value])
    yield _added(draft, holder, edit.path, value, order)


def _added(
    draft: Draft, holder: Mapping | Sequence, path: Path, value: Value, order: KeyOrder
) -> list[Splice]:
    if isinstance(holder, Sequence):
        add_item = flow.item_added if holder.is_flow else block.item_added
        return add_item(draft, holder, value)
    key = str(path[-1])
    before = _predecessor(holder, key, list(order.get(_names(path[:-1]), ())))
    add_entry = flow.entry_added if holder.is_flow else block.entry_added
    return add_entry(draft, holder, key, value, before)


def _dropped(draft: Draft, path: Path) -> Iterator[list[Splice]]:
    slot = slot_at(draft, path)
    if slot is None:
        return
    index = _position(slot.holder, path[-1])
    assert index is not None
    if slot.holder.is_flow:
        yield flow.part_dropped(draft, slot.holder, index)
    else:
        yield from block.part_dropped(draft, slot.holder, index, slot_at(draft, path[:-1]))


def _arranged(draft: Draft, edit: Arrange) -> Iterator[list[Splice]]:
    node = node_at(draft.root, edit.path)
    if not isinstance(node, Sequence):
        return
    if node.is_flow:
        yield flow.items_arranged(draft, node, edit.order)
    else:
        yield from block.items_arranged(draft, node, edit.order)


def _predecessor(holder: Mapping, key: str, wished: list[str]) -> int | None:
    """Return the position of the pair that a new key follows, None when it comes first.

    That is the pair of the nearest key before it in the order, else the one before the nearest key
    behind it, else the last.
    """
    names = [name.value for name, _ in holder.pairs]
    if key in wished:
        rank = wished.index(key)
        for earlier in reversed(wished[:rank]):
            if earlier in names:
                return names.index(earlier)
        for later in wished[rank + 1 :]:
            if later in names:
                return names.index(later) - 1 if names.index(later) else None
    return len(names) - 1 if names else None


def _position(holder: Mapping | Sequence, step: str | int) -> int | None:
    if isinstance(holder, Mapping):
        names = [name.value for name, _ in holder.pairs]
        return names.index(str(step)) if step in names else None
    return step if isinstance(step, int) and 0 <= step < len(holder.items) else None


def _names(path: Path) -> tuple[str, ...]:
    """Return a path without its list indexes, as key orders are named."""
    return tuple(step for step in path if isinstance(step, str))
