"""The three-way rules for phone numbers and e-mails: matched item by item, at most one of them primary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from contacts_store.merge.items import age, aligned, match_key
from contacts_store.merge.scalars import created, merged_keys, merged_order, three_way
from contacts_store.merge.values import ABSENT, field_names, value_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from contacts_store.merge.decisions import Decisions
    from contacts_store.merge.items import Item, Named
    from contacts_store.merge.scalars import Rule

_Sides: TypeAlias = "tuple[str, Any, Any, Any, Decisions]"
_RULES: Mapping[str, Rule] = {"tm_create": created, "extra": merged_keys}
"""The rules of an item's fields that are no single values."""


def merged_items(
    field: str, base: Any, ours: Sequence[Item], theirs: Sequence[Item], decisions: Decisions
) -> tuple[Item, ...]:
    """Merge two lists of items; an item that one side removed and the other edited is a conflict."""
    sides = aligned(base or (), ours, theirs)
    in_base, in_ours, in_theirs = sides
    kept: Named = {}
    for name in {**in_base, **in_ours, **in_theirs}:
        path = f"{field}[{name}]"
        item = _merged_item(path, in_base.get(name), in_ours.get(name), in_theirs.get(name), decisions)
        if item is not None:
            kept[name] = item
    primary = _merged_primary(field, sides, kept, decisions)
    order = merged_order(list(in_base), list(in_ours), list(in_theirs), kept)
    return tuple(kept[name].with_changes(is_primary=name == primary) for name in order)


def _merged_item(
    path: str, base: Item | None, ours: Item | None, theirs: Item | None, decisions: Decisions
) -> Item | None:
    if ours is not None and theirs is not None:
        return ours if ours == theirs else _joined(path, base, ours, theirs, decisions)
    left = ours or theirs
    if base is None or left is None:
        return left
    if _is_untouched(base, left):
        return None
    settled: Item | None = decisions.settle(path, base, ours, theirs)
    return settled


def _is_untouched(base: Item, item: Item) -> bool:
    """Tell whether a side left an item alone; losing the primary mark is no edit."""
    alike = item.with_changes(id=base.id, tm_create=base.tm_create, is_primary=base.is_primary)
    return alike == base and not (item.is_primary and not base.is_primary)


def _joined(path: str, base: Item | None, ours: Item, theirs: Item, decisions: Decisions) -> Item:
    """Merge the fields of an item that both sides have; added twice it keeps the identity of the older."""
    elder = min(ours, theirs, key=age)
    is_one_number = match_key(ours) == match_key(theirs)
    fields: dict[str, Any] = {}
    for key in field_names(type(ours)):
        values = value_of(base, key), value_of(ours, key), value_of(theirs, key)
        sides: _Sides = (f"{path}.{key}", *values, decisions)
        if key == "id":
            value: Any = _merged_id(base, ours, theirs, elder)
        elif key == "number" and base is None and is_one_number:
            value = value_of(elder, key)
        elif key == "number_e164" and not is_one_number:
            value = _merged_e164(fields["number"], base, ours, theirs, sides)
        elif key == "is_primary":
            value = False  # settled for the list as a whole
        else:
            value = _RULES.get(key, three_way)(*sides)
        fields[key] = value_of(ours, key) if value is ABSENT else value
    return type(ours).model_validate(fields)


def _merged_id(base: Item | None, ours: Item, theirs: Item, elder: Item) -> str:
    if base is not None and base.id in (ours.id, theirs.id):
        return theirs.id if ours.id == base.id else ours.id
    return elder.id


def _merged_e164(number: str, base: Any, ours: Any, theirs: Any, sides: _Sides) -> Any:
    """Return the E.164 form that belongs to the merged number: it is derived, so it goes with its number."""
    if ours.number == theirs.number:
        return three_way(*sides)
    return next((side.number_e164 for side in (ours, theirs, base) if side and side.number == number), "")


def _merged_primary(
    field: str, sides: tuple[Named, Named, Named], kept: Collection[str], decisions: Decisions
) -> str | None:
    """Merge which item is primary, as one value of the list.

    A primary that a side removed is no choice of that side. Where the chosen one is not kept
    (the other side's removal of it was settled on), the other side's choice stands.
    """
    base, ours, theirs = sides
    before = _primary(base)
    choices = _choice(before, ours), _choice(before, theirs)
    chosen = three_way(f"{field} (primary)", before, *choices, decisions)
    if chosen is None:
        return None
    return next((name for name in (chosen, *choices) if name in kept), None)


def _choice(before: str | None, side: Named) -> str | None:
    chosen = _primary(side)
    return before if chosen is None and before not in side else chosen


def _primary(items: Named) -> str | None:
    return next((name for name, item in items.items() if item.is_primary), None)
