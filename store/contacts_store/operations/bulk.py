"""Bulk changes: one edit of many contacts, worked out in full before anything is written.

What a preview shows is what is then applied: the plan holds the very changes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from contacts_store.errors import StoreError
from contacts_store.merge.changes import field_changes
from contacts_store.operations.change import Change

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from contacts_store.model.contact import Contact
    from contacts_store.operations.applying import Progress
    from contacts_store.operations.change import Loaded
    from contacts_store.snapshot.row import Row

Edit: TypeAlias = "Callable[[Contact], Contact | None]"
"""From a contact to what it shall be, None to remove its file. A ``StoreError`` leaves it as it is."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A contact that an edit does not touch, and why."""

    name: str
    """What it is called for people."""
    reason: StoreError


@dataclass(frozen=True, slots=True)
class Plan:
    """What an edit would do.

    Attributes:
        changes: of the contacts that would change, for ``Store.apply``.
        unchanged: how many are already as they shall be.
        left_out: the contacts that can't be changed.
    """

    changes: tuple[Change, ...] = ()
    unchanged: int = 0
    left_out: tuple[LeftOut, ...] = ()

    def followed_by(self, change: Change) -> Plan:
        """Return the plan with one more change at its end."""
        return replace(self, changes=(*self.changes, change))

    def preceded_by(self, changes: Collection[Change]) -> Plan:
        """Return the plan with other changes before its own: tags that it assigns."""
        return replace(self, changes=(*changes, *self.changes))


def planned(
    rows: Collection[Row], read: Callable[[Row], Loaded], edit: Edit, on_progress: Progress | None = None
) -> Plan:
    """Work out what an edit does to contacts; nothing is written.

    Args:
        rows: of the contacts, each once.
        read: from a row to the contact; a ``StoreError`` leaves it out.
        edit: the edit.
        on_progress: is told how many contacts were looked at, and of how many; False ends it there.
    """
    changes: list[Change] = []
    left_out: list[LeftOut] = []
    unchanged = 0
    for done, row in enumerate(rows, 1):
        try:
            change = _change(read(row), edit)
        except StoreError as problem:
            left_out.append(LeftOut(row.name, problem))
        else:
            changes += (change,) if change else ()
            unchanged += change is None
        if on_progress is not None and not on_progress(done, len(rows)):
            break
    return Plan(tuple(changes), unchanged, tuple(left_out))


def _change(loaded: Loaded, edit: Edit) -> Change | None:
    after = edit(loaded.contact)
    if after is not None and not field_changes(loaded.contact, after):
        return None
    # Documents are dropped: those of 10,000 contacts take more memory than reading them again takes time.
    return Change(loaded.contact, after, loaded.path, loaded.digest)
