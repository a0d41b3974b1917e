"""Who a contact that is being typed may already be: a few dict hits, once the store's handles are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from contacts_store.duplicates.blocking import CROWD
from contacts_store.duplicates.likeness import LIKELY, Likeness, likeness
from contacts_store.duplicates.profile import profile_of, profile_of_row
from contacts_store.snapshot.distinct import pair_of

if TYPE_CHECKING:
    from contacts_store.model.contact import Contact
    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.snapshot import Snapshot


class Lookalike(NamedTuple):
    """A contact of the store that looks like the one at hand, and why."""

    row: Row
    likeness: Likeness


class Lookalikes:
    """The active contacts of one snapshot by number, address and name. Building it takes a pass over all."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Take the snapshot; call this in a worker where there may be many contacts."""
        self._rows = [row for row in snapshot.rows if not (row.is_deleted or row.is_broken)]
        self._distinct = snapshot.distinct.pairs
        self._places: dict[str, int | tuple[int, ...]] = {}
        for place, row in enumerate(self._rows):
            profile = profile_of_row(row)
            for key in {*profile.handles, profile.spelling} - {""}:
                self._add(key, place)

    def of(self, contact: Contact, least: int = LIKELY) -> list[Lookalike]:
        """Return whom a contact looks like, the likeliest first; itself is left out.

        Args:
            contact: a draft, or a contact of the store with what is being typed.
            least: the least score, 0-100.
        """
        profile = profile_of(contact)
        keys = {*profile.handles, profile.spelling} - {""}
        found = {key: self._sharing(key) for key in keys}
        crowds = {key for key, places in found.items() if len(places) > CROWD}
        near = {place for key in keys - crowds for place in found[key]}
        alike = [
            Lookalike(row, likeness(profile, profile_of_row(row), crowds))
            for row in (self._rows[place] for place in sorted(near))
            if row.id != contact.id and pair_of(row.id, contact.id) not in self._distinct
        ]
        return sorted(
            (each for each in alike if each.likeness.score >= least), key=lambda each: -each.likeness.score
        )

    def _add(self, key: str, place: int) -> None:
        """Note who has a key; most keys are one contact's, and 100,000 tuples of one would weigh."""
        known = self._places.get(key)
        if known is None:
            self._places[key] = place
        else:
            self._places[key] = (*self._sharing(key)[:CROWD], place)

    def _sharing(self, key: str) -> tuple[int, ...]:
        known = self._places.get(key, ())
        return (known,) if isinstance(known, int) else known
