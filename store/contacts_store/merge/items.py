"""Which phone number or e-mail of one list is which of another, and what it is called in a field's name."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from contacts_store.model.contact import Email, PhoneNumber
from contacts_store.model.phone import digits, extension

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

Item: TypeAlias = PhoneNumber | Email
Named: TypeAlias = dict[str, Any]
"""The items of one list by name, in the list's order."""

_NO_TIME = datetime.max.replace(tzinfo=UTC)


def label(item: Item) -> str:
    """Return what people call an item: its E.164 number, else the number as typed; its address."""
    if isinstance(item, Email):
        return item.address
    return item.number_e164 or item.number


def match_key(item: Item) -> Hashable:
    """Return what two items of different ids have in common when they are the same number or address.

    The digits of the E.164 form and the extension, else the digits of the number as typed, else
    that number; the lower-case address.
    """
    if isinstance(item, Email):
        return item.address.lower()
    if item.number_e164:
        return digits(item.number_e164), extension(item.number)
    return digits(item.number) or item.number, ""


def age(item: Item) -> tuple[datetime, str, str]:
    """Order items from the oldest; those of the same or of no known time by id, then by spelling."""
    return item.tm_create or _NO_TIME, item.id, item.address if isinstance(item, Email) else item.number


def aligned(base: Sequence[Item], ours: Sequence[Item], theirs: Sequence[Item]) -> tuple[Named, Named, Named]:
    """Give the items of three lists names, equal names to what is one item in several of them.

    Items are matched by id, then by ``match_key``: each side's with base's, then what both sides
    added. An item is named by its label as base has it, else as the older side has it; where
    several items bear one label, the later ones get ``#2``, ``#3``. Swapped sides get the same names.
    """
    in_ours, in_theirs = _matches(base, ours), _matches(base, theirs)
    new_ours, new_theirs = _unmatched(in_ours, ours), _unmatched(in_theirs, theirs)
    twice = _matches([ours[at] for at in new_ours], [theirs[at] for at in new_theirs])
    partner = {new_ours[left]: new_theirs[right] for left, right in twice.items()}
    added: list[tuple[Item, int | None, int | None]] = []
    for at in new_ours:
        other = partner.get(at)
        elder = ours[at] if other is None else min(ours[at], theirs[other], key=age)
        added.append((elder, at, other))
    added += [(theirs[at], None, at) for at in new_theirs if at not in partner.values()]
    added.sort(key=lambda entry: age(entry[0]))
    names = _distinct([*map(label, base), *(label(item) for item, _, _ in added)])
    ours_name = {at: names[place] for place, at in in_ours.items()}
    theirs_name = {at: names[place] for place, at in in_theirs.items()}
    for name, (_, at_ours, at_theirs) in zip(names[len(base) :], added, strict=True):
        if at_ours is not None:
            ours_name[at_ours] = name
        if at_theirs is not None:
            theirs_name[at_theirs] = name
    return (
        dict(zip(names, base, strict=False)),
        {ours_name[at]: item for at, item in enumerate(ours)},
        {theirs_name[at]: item for at, item in enumerate(theirs)},
    )


def _matches(left: Sequence[Item], right: Sequence[Item]) -> dict[int, int]:
    """Match places of two lists, each at most once: by id and key together, by id, by key."""
    found: dict[int, int] = {}
    identities: tuple[Callable[[Item], Hashable], ...] = (_id_and_key, _id, match_key)
    for identity in identities:
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for place in _unmatched(found, right):
            waiting[identity(right[place])].append(place)
        for place, item in enumerate(left):
            if place not in found and waiting[identity(item)]:
                found[place] = waiting[identity(item)].pop(0)
    return found


def _unmatched(found: dict[int, int], right: Sequence[Item]) -> list[int]:
    taken = set(found.values())
    return [place for place in range(len(right)) if place not in taken]


def _id(item: Item) -> Hashable:
    return item.id


def _id_and_key(item: Item) -> Hashable:
    return item.id, match_key(item)


def _distinct(labels: Iterable[str]) -> list[str]:
    used: dict[str, None] = {}
    for text in labels:
        name, count = text, 1
        while name in used:
            count += 1
            name = f"{text}#{count}"
        used[name] = None
    return list(used)
