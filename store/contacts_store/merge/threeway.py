"""The three-way merge of records: two people's git branches, a form whose file changed, a repeated import.

Pure. The two sides are equal in rights but for the order of lists and for what stands where a
conflict is open: there ours leads. The rules are the table of section 2.1 of the git rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from contacts_store.merge.decisions import Decisions, FieldConflict, Side
from contacts_store.merge.itemlists import merged_items
from contacts_store.merge.scalars import created, merged_keys, merged_members, three_way, updated
from contacts_store.merge.values import ABSENT, field_names, value_of
from contacts_store.model.contact import Contact
from contacts_store.model.tag import Tag

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from contacts_store.merge.scalars import Rule

__all__ = ["FieldConflict", "Merged", "Side", "decided", "merge"]

R = TypeVar("R", Contact, Tag)

KEPT_BOTH = "deleted on one side, edited on the other: both kept"
"""The note on a record that now lies in the trash with the other side's edits in it."""


@dataclass(frozen=True, slots=True)
class Merged(Generic[R]):
    """A merged record.

    ``record`` is valid and carries ours where a conflict stands. ``notes`` are lines for a report,
    about what was settled but should be known.
    """

    record: R
    conflicts: tuple[FieldConflict, ...] = ()
    notes: tuple[str, ...] = ()


def merge(base: R | None, ours: R, theirs: R, *, duplicates: bool = False) -> Merged[R]:
    """Merge two changed states of a record.

    Records of different ids are never mixed: that is one conflict on ``id``.

    Args:
        base: the state that both sides began from; None when both came to be on their own.
        ours: the side that leads.
        theirs: the other side.
        duplicates: two records of one person become one: without a base the ids may differ, ours'
            ``id`` and ``source`` stay, and the result is deleted only if both are.
    """
    decisions = Decisions({})
    record = _settled(base, ours, theirs, decisions, duplicates=duplicates)
    return Merged(record, tuple(decisions.conflicts), _notes(base, ours, theirs, record))


def decided(
    base: R | None, ours: R, theirs: R, choices: Mapping[str, Side], *, duplicates: bool = False
) -> R:
    """Merge as ``merge`` does, and settle each conflict as chosen.

    Args:
        base: as for ``merge``.
        ours: as for ``merge``.
        theirs: as for ``merge``.
        choices: the side to take by ``FieldConflict.field``. Ours where there is no choice, and
            where base is chosen but there is none.
        duplicates: as for ``merge``.
    """
    return _settled(base, ours, theirs, Decisions(choices), duplicates=duplicates)


def _settled(base: R | None, ours: R, theirs: R, decisions: Decisions, *, duplicates: bool) -> R:
    if _are_strangers(base, ours, theirs) and not (base is None and duplicates):
        side = decisions.side("id", value_of(base, "id"), ours.id, theirs.id)
        return {"base": base or ours, "ours": ours, "theirs": theirs}[side]
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    rules = _DUPLICATE_RULES if duplicates else _RULES
    fields: dict[str, Any] = {}
    for name in field_names(type(ours)):
        left, right = getattr(ours, name), getattr(theirs, name)
        value = rules.get(name, three_way)(name, value_of(base, name), left, right, decisions)
        fields[name] = left if value is ABSENT else value
    return type(ours).model_validate(fields)


def _are_strangers(base: R | None, ours: R, theirs: R) -> bool:
    return ours.id != theirs.id or (base is not None and base.id != ours.id)


def _notes(base: R | None, ours: R, theirs: R, record: R) -> tuple[str, ...]:
    if (
        not record.is_deleted
        or ours.is_deleted == theirs.is_deleted
        or (base is not None and base.is_deleted)
    ):
        return ()
    edited = theirs if ours.is_deleted else ours
    return () if base is not None and _only_stamped(base, edited) else (KEPT_BOTH,)


def _only_stamped(base: R, side: R) -> bool:
    return side.with_changes(tm_update=base.tm_update) == base


def _ours(_field: str, _base: Any, ours: Any, _theirs: Any, _: Decisions) -> Any:
    return ours


def _tags(
    _field: str, base: Any, ours: tuple[str, ...], theirs: tuple[str, ...], _: Decisions
) -> tuple[str, ...]:
    return tuple(merged_members(base or (), ours, theirs))


def _deleted(
    field: str, base: Any, ours: datetime | None, theirs: datetime | None, decisions: Decisions
) -> Any:
    """Merge a time of deletion: the earlier when both sides deleted."""
    if ours and theirs and base not in (ours, theirs):
        return min(ours, theirs)
    return three_way(field, base, ours, theirs, decisions)


def _deleted_on_both(
    _field: str, _base: Any, ours: datetime | None, theirs: datetime | None, _: Decisions
) -> datetime | None:
    return min(ours, theirs) if ours and theirs else None


_RULES: Mapping[str, Rule] = {
    "phone_numbers": merged_items,
    "emails": merged_items,
    "tag_ids": _tags,
    "tm_create": created,
    "tm_update": updated,
    "tm_delete": _deleted,
    "extra": merged_keys,
}
"""The rules of the fields that are no single values."""

_DUPLICATE_RULES: Mapping[str, Rule] = {
    **_RULES,
    "id": _ours,
    "source": _ours,
    "tm_delete": _deleted_on_both,
}
