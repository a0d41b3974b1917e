"""The three-way rules for single values, unknown keys, sets of texts, and orders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from contacts_store.merge.values import ABSENT, key_path, same

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import datetime

    from contacts_store.merge.decisions import Decisions

Rule: TypeAlias = "Callable[[str, Any, Any, Any, Decisions], Any]"
"""Merges one field: takes its name, its value in base, ours and theirs, and where to put a conflict."""


def three_way(field: str, base: Any, ours: Any, theirs: Any, decisions: Decisions) -> Any:
    """Merge a single value: the changed side's; a conflict when both changed it, differently."""
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    if same(ours, theirs) or same(theirs, base):
        return ours
    if same(ours, base):
        return theirs
    return decisions.settle(field, base, ours, theirs)


def created(_field: str, base: Any, ours: datetime | None, theirs: datetime | None, _: Decisions) -> Any:
    """Merge a time of creation: base's, but for a correction on one side; else the earlier."""
    if theirs in (ours, base):
        return ours
    return theirs if ours == base else min(filter(None, (ours, theirs)), default=None)


def updated(_field: str, _base: Any, ours: datetime | None, theirs: datetime | None, _: Decisions) -> Any:
    """Merge a time of change: the later."""
    return max(filter(None, (ours, theirs)), default=None)


def merged_keys(
    field: str, base: Any, ours: dict[str, Any], theirs: dict[str, Any], decisions: Decisions
) -> dict[str, Any]:
    """Merge mappings key by key, those inside them too; keys in ours' order, theirs' additions at the end."""
    known = base if isinstance(base, dict) else {}
    result = {}
    for key in {**ours, **theirs}:
        sides = (known.get(key, ABSENT), ours.get(key, ABSENT), theirs.get(key, ABSENT))
        value = _merged_value(key_path(field, key), *sides, decisions)
        if value is not ABSENT:
            result[key] = value
    return result


def _merged_value(field: str, base: Any, ours: Any, theirs: Any, decisions: Decisions) -> Any:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return merged_keys(field, base, ours, theirs, decisions)
    if _is_set(ours) and _is_set(theirs):
        return merged_members(base if isinstance(base, list) else [], ours, theirs)
    return three_way(field, base, ours, theirs, decisions)


def _is_set(value: Any) -> bool:
    """Tell whether a list holds texts or nulls only, and none of them twice."""
    if not isinstance(value, list) or not all(member is None or isinstance(member, str) for member in value):
        return False
    return len(set(value)) == len(value)


def merged_members(base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any]) -> list[Any]:
    """Merge sets: what nobody removed and what anybody added."""
    kept = [member for member in ours if member in theirs or member not in base]
    kept += [member for member in theirs if member not in base and member not in ours]
    return merged_order(base, ours, theirs, kept)


def merged_order(
    base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any], kept: Collection[Any]
) -> list[Any]:
    """Put what is kept in ours' order, in theirs' if only they reordered; additions come last."""
    theirs_leads = ours == base or (_reordered(base, theirs) and not _reordered(base, ours))
    lead: Iterable[Any] = (*theirs, *ours, *base) if theirs_leads else (*ours, *theirs, *base)
    return [member for member in dict.fromkeys(lead) if member in kept]


def _reordered(base: Sequence[Any], side: Sequence[Any]) -> bool:
    return [member for member in base if member in side] != [member for member in side if member in base]
