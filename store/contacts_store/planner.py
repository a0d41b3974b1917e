"""What a change of many contacts would do, worked out before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_store.errors import InvalidData, NotFound
from contacts_store.model.timestamp import now
from contacts_store.operations import tagging
from contacts_store.operations.change import Change
from contacts_store.reader import StoreReader

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contacts_store.operations.applying import Progress
    from contacts_store.operations.bulk import Edit, Plan
    from contacts_store.operations.change import Loaded
    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.tag_row import TagRow


class StorePlanner(StoreReader):
    """The half of a store that plans changes; it takes no lock and writes nothing."""

    def plan(self, ids: Iterable[str], edit: Edit, on_progress: Progress | None = None) -> Plan:
        """Work out what an edit (``operations.bulk_edits``) does to contacts; ``apply`` takes its changes.

        Args:
            ids: of the contacts.
            edit: from a contact to what it shall be, None to remove its file.
            on_progress: as for ``apply``.

        Raises:
            NotFound: there is no such contact.
        """
        from contacts_store.operations.bulk import planned

        return planned([self._row(id_) for id_ in dict.fromkeys(ids)], self._read_sound, edit, on_progress)

    def plan_tag_removal(
        self, ref: str, on_progress: Progress | None = None, *, is_unassigned: bool = True
    ) -> Plan:
        """Work out how to delete a tag, and to take it from every contact if it is to be ``is_unassigned``.

        Raises:
            NotFound: there is no such tag.
        """
        from contacts_store.operations.bulk_edits import with_tags

        tag = self._tag(ref)
        ids = tagging.having(self._snapshot, tag) if is_unassigned else []
        plan = self.plan(ids, with_tags((), (tag.id,)), on_progress)
        return plan.followed_by(tagging.deletion(self._snapshot, tag, now()))

    def plan_tag_merge(self, loser_ref: str, winner_ref: str, on_progress: Progress | None = None) -> Plan:
        """Work out how to put one tag in another's place on every contact, and delete it.

        Raises:
            NotFound: there is no such tag.
            InvalidData: the winner is deleted, or both are the same tag.
        """
        from contacts_store.operations.bulk_edits import with_tag_replaced

        loser, winner = self._tag(loser_ref), self._tag(winner_ref)
        tagging.require_mergeable(loser, winner)
        edit = with_tag_replaced(loser.id, winner.id)
        plan = self.plan(tagging.having(self._snapshot, loser), edit, on_progress)
        return plan.followed_by(tagging.deletion(self._snapshot, loser, now()))

    def _row(self, contact_id: str) -> Row:
        row = self._snapshot.row(contact_id)
        if row is None:
            raise NotFound(f"no contact has the id {contact_id}")
        return row

    def _read_sound(self, row: Row) -> Loaded:
        """Read a contact that may be changed."""
        loaded = self.read(row)
        problem = self._refusal(Change.of(loaded, None))
        if problem is not None:
            raise problem
        return loaded

    def _tag(self, ref: str) -> TagRow:
        return tagging.require_tag(self._snapshot, ref)

    def _refusal(self, change: Change) -> InvalidData | None:
        row = self._snapshot.row_at(change.path)
        own = self._snapshot.file_row(change.path)
        if row is None or own is None or own.is_broken or not row.is_broken:
            return None
        return InvalidData(f"{change.path} has errors that only a person can settle", row.findings)
