"""Merging two contacts of one person: the elder takes in what the other has, the other goes to the trash.

The rules are those of every merge (``merge.threeway``). Notes of both are kept, and what settles itself
is not asked: a number's type gives way to one that says more, both primary items stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contacts_store.errors import InvalidData, StoreError, Undecided
from contacts_store.merge.threeway import decided, merge
from contacts_store.merge.wording import one_line
from contacts_store.model.contact import shown_name
from contacts_store.operations.change import Change

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from contacts_store.merge.threeway import FieldConflict, Side
    from contacts_store.model.contact import Contact
    from contacts_store.operations.change import Loaded
    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.snapshot import Snapshot

MERGED_INTO = "merged_into"
"""The key, in a deleted contact's file, that names the contact it was merged into."""

_VAGUE = "other"
"""The type of a number or an address that says nothing of it."""


@dataclass(frozen=True, slots=True)
class Joining:
    """Two contacts that are to become one: ``survivor`` stays, ``loser`` goes to the trash.

    In what is asked and chosen, ``ours`` is the survivor's side and ``theirs`` the loser's.
    """

    survivor: Loaded
    loser: Loaded

    @property
    def label(self) -> str:
        """What is done, in one line for people."""
        loser, survivor = (one_line(shown_name(one.contact, one.path)) for one in (self.loser, self.survivor))
        return f"{loser} merged into {survivor}"

    @property
    def conflicts(self) -> tuple[FieldConflict, ...]:
        """The fields that both have, differently, and that only a person can settle."""
        return tuple(conflict for conflict in self._differences if _settled(conflict) is None)

    def outcome(self, choices: Mapping[str, Side]) -> Contact:
        """Return the contact that comes of it, the survivor's side where nothing is chosen.

        Args:
            choices: the side to take, by the conflict's field.
        """
        settled = {each.field: side for each in self._differences if (side := _settled(each))}
        return decided(None, *self._sides, {**settled, **choices}, duplicates=True)

    def dropped(self, choices: Mapping[str, Side]) -> list[tuple[FieldConflict, Side]]:
        """Return the conflicts with the side whose value the survivor will not have."""
        return [
            (each, "ours" if choices.get(each.field) == "theirs" else "theirs") for each in self.conflicts
        ]

    def changes(self, choices: Mapping[str, Side], moment: datetime) -> tuple[Change, Change]:
        """Return the change of the survivor, then that of the loser.

        Raises:
            Undecided: there is a conflict without a choice.
            InvalidData: they are one contact, or one of them is in the trash.
        """
        survivor, loser = self.survivor.contact, self.loser.contact
        if survivor.id == loser.id:
            raise InvalidData("a contact can't be merged with itself")
        if survivor.is_deleted or loser.is_deleted:
            raise InvalidData("a contact in the trash can't be merged: restore it first")
        undecided = tuple(each for each in self.conflicts if each.field not in choices)
        if undecided:
            raise Undecided(undecided)
        gone = loser.with_changes(
            extra={**loser.extra, MERGED_INTO: survivor.id}, tm_delete=moment, tm_update=moment
        )
        return Change.of(self.survivor, self.outcome(choices)), Change.of(self.loser, gone)

    @property
    def _differences(self) -> tuple[FieldConflict, ...]:
        return merge(None, *self._sides, duplicates=True).conflicts

    @property
    def _sides(self) -> tuple[Contact, Contact]:
        """Both contacts with the notes of both."""
        survivor, loser = unmerged(self.survivor.contact), unmerged(self.loser.contact)
        notes = _both(survivor.notes, loser.notes)
        return survivor.with_changes(notes=notes), loser.with_changes(notes=notes)


def joining(one: Loaded, other: Loaded) -> Joining:
    """Return two contacts as they are merged by default: the one that was created first survives."""
    return Joining(*sorted((one, other), key=_age))


def unmerged(contact: Contact) -> Contact:
    """Return a contact without the key that says what it was merged into."""
    if MERGED_INTO not in contact.extra:
        return contact
    return contact.with_changes(
        extra={key: value for key, value in contact.extra.items() if key != MERGED_INTO}
    )


def heir_of(row: Row, snapshot: Snapshot, read: Callable[[Row], Loaded]) -> Row:
    """Return the contact that a deleted one was merged into, at the end of the chain; else itself.

    Args:
        row: whoever was found.
        snapshot: the store.
        read: reads a whole contact; one that can't be read ends the chain, as one that comes again does.
    """
    seen = {row.id}
    while row.is_deleted:
        try:
            heir = snapshot.row(str(read(row).contact.extra.get(MERGED_INTO)).lower())
        except StoreError:
            return row
        if heir is None or heir.id in seen:
            return row
        seen.add(heir.id)
        row = heir
    return row


def _settled(conflict: FieldConflict) -> Side | None:
    """Return the side that needs no asking, None when a person has to choose."""
    if conflict.field.endswith(" (primary)"):
        return "ours"
    if conflict.field.endswith("].type") and _VAGUE in (conflict.ours, conflict.theirs):
        return "theirs" if conflict.ours == _VAGUE else "ours"
    return None


def _both(one: str, other: str) -> str:
    if other.strip() in one:
        return one
    return other if one.strip() in other else f"{one.rstrip()}\n\n{other}"


def _age(one: Loaded) -> tuple[bool, str, str]:
    created = one.contact.tm_create
    return created is None, created.isoformat() if created else "", one.contact.id
