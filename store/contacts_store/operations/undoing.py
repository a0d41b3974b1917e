"""Undo and redo: ordinary checked writes of what the journal remembers.

Where a file still holds what the step wrote, its old text comes back byte for byte. Where it
changed since, the step's change is taken back by a three-way merge and later changes stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contacts_store.disk.failures import FileGone, ReadFailed
from contacts_store.disk.files import read
from contacts_store.document.error import DocumentError
from contacts_store.errors import Conflict, StoreError, WriteFailed
from contacts_store.operations.change import Change, Saved

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from contacts_store.journal.step import Entry
    from contacts_store.operations.saving import Saver
    from contacts_store.records.codec import Codec, Record


@dataclass(frozen=True, slots=True)
class Reverting:
    """What taking a step back, or making it again, needs."""

    root: Path
    codec: Codec
    saver: Saver
    path_of: Callable[[str], str | None]
    """From a record's id to its file now, for files that were renamed since."""

    def revert(self, entry: Entry, *, forward: bool) -> Saved | None:
        """Bring one file to what it was before a step (``forward``: after it). None: it is already.

        Raises:
            Conflict: the file changed since, in the same fields.
            WriteFailed: the file can't be written.
        """
        base, target = (entry.before, entry.after) if forward else (entry.after, entry.before)
        return self.saver.locked(entry.path, lambda: self._revert(entry, base, target))

    def _revert(self, entry: Entry, base: bytes | None, target: bytes | None) -> Saved | None:
        path, current = self._present(entry, base, target)
        if current == target:
            return None
        before, after = self._record(path, current), self._record(path, target)
        if current == base:
            self.saver.write_text(path, current, target, before, after)
            return Saved(path, before, after)
        origin = self._record(path, base)
        if before is None or after is None or origin is None:
            raise Conflict(path, origin, after, before)
        return self.saver.edit(Change(origin, after, path))

    def _present(self, entry: Entry, base: bytes | None, target: bytes | None) -> tuple[str, bytes | None]:
        """Return where the step's record is now and what its file holds.

        That is where the step wrote it, unless it was renamed since and nothing or another record
        stands there.
        """
        data = self._bytes(entry.path)
        record = self._record(entry.path, data)
        if (data is not None and data in (base, target)) or (record and record.id == entry.record_id):
            return entry.path, data
        moved = self.path_of(entry.record_id)
        found = None if moved is None else self._bytes(moved)
        return (entry.path, data) if moved is None or found is None else (moved, found)

    def _bytes(self, path: str) -> bytes | None:
        try:
            return read(self.root, path, self.codec.limits.size)[0]
        except FileGone:
            return None
        except ReadFailed as problem:
            raise WriteFailed(path, problem.reason, problem.remedy) from problem

    def _record(self, path: str, data: bytes | None) -> Record | None:
        if data is None:
            return None
        try:
            return self.codec.read(self.codec.document(data), path)[0]
        except DocumentError:
            return None


def revert_all(
    reverting: Reverting, entries: tuple[Entry, ...], *, forward: bool
) -> tuple[list[Saved], list[StoreError]]:
    """Revert the files of a step, the last first (``forward``: the first first); go on past failures."""
    saved: list[Saved] = []
    failures: list[StoreError] = []
    for entry in entries if forward else reversed(entries):
        try:
            done = reverting.revert(entry, forward=forward)
        except StoreError as problem:
            failures.append(problem)
        else:
            if done is not None:
                saved.append(done)
    return saved, failures
