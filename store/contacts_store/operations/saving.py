"""Saving: one record at a time, by lock, compare, edit, re-read, journal, replace.

A file that changed since it was read is merged three ways; what can't be merged is a ``Conflict``,
and nothing is written.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contacts_store.disk.failures import AlreadyExists, ChangedOnDisk, FileGone, ReadFailed
from contacts_store.disk.files import create, read, remove, replace
from contacts_store.disk.publish import sync_folder
from contacts_store.disk.stamp import digest
from contacts_store.document.error import DocumentError
from contacts_store.errors import Conflict, StoreError, WriteFailed
from contacts_store.merge.changes import field_changes
from contacts_store.merge.threeway import Merged, merge
from contacts_store.model.contact import Contact
from contacts_store.model.tag import Tag
from contacts_store.operations.change import Change, Saved
from contacts_store.operations.completing import completed
from contacts_store.operations.looking import finding_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from contacts_store.disk.files import Written
    from contacts_store.disk.lock import StoreLock
    from contacts_store.document.document import Document
    from contacts_store.journal.step import Entry
    from contacts_store.operations.recording import Recorder
    from contacts_store.records.codec import Codec, Record

_TRIES = 8
"""Programs that know of no lock may change a file in the instant between compare and replace."""


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A record's file as it is at this moment."""

    data: bytes
    document: Document
    record: Record


def merge_records(base: Record | None, ours: Record, theirs: Record) -> Merged[Contact] | Merged[Tag]:
    """Merge two changed states of one record (``merge.threeway``)."""
    if isinstance(ours, Contact) and isinstance(theirs, Contact):
        return merge(base if isinstance(base, Contact) else None, ours, theirs)
    if isinstance(ours, Tag) and isinstance(theirs, Tag):
        return merge(base if isinstance(base, Tag) else None, ours, theirs)
    raise TypeError("a contact and a tag can't be merged")


class Saver:
    """Writes records, one at a time, each in the journal before it happens; ``settle`` makes all durable."""

    def __init__(
        self, root: Path, codec: Codec, lock: StoreLock, moment: datetime, recorder: Recorder
    ) -> None:
        """Take the store's folder, its codec and lock, the time of the change, and the step it belongs to."""
        self._root = root
        self._codec = codec
        self._lock = lock
        self._moment = moment
        self._recorder = recorder
        self._unsynced: dict[str, list[str]] = {}
        self.warnings: list[str] = []

    def save(self, change: Change) -> Saved | None:
        """Make one change; None when there is nothing to change.

        Raises:
            Conflict: the file changed meanwhile in a way that can't be merged.
            WriteFailed: the file can't be written; the old one is whole.
        """
        return self.locked(change.path, lambda: self._save(change))

    def locked(self, path: str, work: Callable[[], Saved | None]) -> Saved | None:
        """Do work on a file under the store's lock, again when a program that knows no lock came between.

        Raises:
            WriteFailed: the lock can't be had, or the file does not come to rest.
        """
        for _ in range(_TRIES):
            try:
                with self._lock:
                    return work()
            except ChangedOnDisk:
                continue
        raise WriteFailed(path, "another program keeps changing the file", "try again when it is done")

    def _save(self, change: Change) -> Saved | None:
        if change.after is None:
            return self._remove(change)
        return self._create(change.after) if change.before is None else self.edit(change)

    def _create(self, after: Record) -> Saved:
        record = completed(None, after, self._moment, self._codec.context.default_region)
        path = self._codec.path_for(record)
        with unwritable(path):
            new = self._codec.document(self._codec.new_text(record))
        self._require(new, path, record)
        self.write_text(path, None, new.data, None, record)
        return Saved(path, None, record)

    def _remove(self, change: Change) -> Saved:
        data = self.bytes_of(change)
        if digest(data) != change.digest:
            raise Conflict(change.path, change.before, None, self._theirs(change, data)[0])
        self.write_text(change.path, data, None, change.before, None)
        return Saved(change.path, change.before, None)

    def edit(self, change: Change) -> Saved | None:
        """Change one record in its file, whatever the file holds by now. The caller holds the lock.

        Raises:
            Conflict: the file changed meanwhile in a way that can't be merged.
            WriteFailed: the text can't be edited, or the file can't be written.
            ChangedOnDisk: the file changed in the last instant.
        """
        assert change.before is not None
        assert change.after is not None
        data = self.bytes_of(change)
        present, document = self._theirs(change, data)
        wanted, was_merged = change.after, False
        if present != change.before:
            merged = merge_records(change.before, change.after, present)
            if merged.conflicts:
                raise Conflict(change.path, change.before, change.after, present, merged.conflicts)
            wanted, was_merged = merged.record, True
        if not field_changes(present, wanted):
            return None
        wanted = completed(present, wanted, self._moment, self._codec.context.default_region)
        new = self._codec.line_edited(data, present, wanted)
        if new is None:
            new = self._edited(change.path, document or self._codec.document(data), present, wanted)
        self.write_text(change.path, data, new, present, wanted)
        return Saved(change.path, present, wanted, was_merged)

    def _edited(self, path: str, document: Document, present: Record, wanted: Record) -> bytes:
        """Return the text of a file with the wanted record in place of the present one.

        Raises:
            WriteFailed: the text can't be edited, or would not hold what was meant.
        """
        with unwritable(path):
            edited = self._codec.edited(document, present, wanted)
        self._require(edited, path, wanted)
        return edited.data

    def write_text(
        self, path: str, old: bytes | None, new: bytes | None, before: Record | None, after: Record | None
    ) -> None:
        """Create, replace or remove a file. The caller holds the lock.

        Args:
            path: the file.
            old: its present text, None when there must be none.
            new: its text to be, None to remove it.
            before: the record in the old text, if any.
            after: the record in the new text, if any.

        Raises:
            WriteFailed: the system refused; the old text is whole.
            ChangedOnDisk: the file does not hold the old text.
        """

        def note(folder: str) -> bool:
            self._unsynced.setdefault(folder, []).append(path)
            return True

        self._recorder.record(_entry(path, old, new, before, after))
        try:
            if old is None:
                written = create(self._root, path, new or b"", sync=note)
            elif new is None:
                written = remove(self._root, path, expected=digest(old), sync=note)
            else:
                written = replace(self._root, path, new, expected=digest(old), sync=note)
        except AlreadyExists:
            self._recorder.withdraw(path)
            raise WriteFailed(path, "a file of this name is there already", "rename that file") from None
        except StoreError:
            self._recorder.withdraw(path)
            raise
        self._take(written)

    def on_disk(self, path: str, data: bytes) -> OnDisk:
        """Return the record in a file's bytes.

        Raises:
            Conflict: it can't be read as a record; the findings say why.
        """
        try:
            document = self._codec.document(data)
        except DocumentError as problem:
            raise Conflict(path, None, None, None, (), (finding_of(problem, path),)) from problem
        record, findings = self._codec.read(document, path)
        if record is None:
            raise Conflict(path, None, None, None, (), findings)
        return OnDisk(data, document, record)

    def _theirs(self, change: Change, data: bytes) -> tuple[Record, Document | None]:
        """Return the record in the file, and the document where it is at hand."""
        if change.before is not None and change.digest == digest(data):
            return change.before, change.document
        try:
            disk = self.on_disk(change.path, data)
        except Conflict as conflict:
            findings = conflict.theirs_findings
            raise Conflict(change.path, change.before, change.after, None, (), findings) from None
        return disk.record, disk.document

    def bytes_of(self, change: Change) -> bytes:
        """Return the bytes of the file that a change is about.

        Raises:
            Conflict: the file is gone.
            WriteFailed: it can't be read.
        """
        data = self.present(change.path)
        if data is None:
            raise Conflict(change.path, change.before, change.after, None)
        return data

    def present(self, path: str) -> bytes | None:
        """Return what a file holds at this moment, None when there is none.

        Raises:
            WriteFailed: it can't be read.
        """
        try:
            return read(self._root, path, self._codec.limits.size)[0]
        except FileGone:
            return None
        except ReadFailed as problem:
            raise WriteFailed(path, problem.reason, problem.remedy) from problem

    def _require(self, new: Document, path: str, wanted: Record) -> None:
        """Read a new text before it is written: it must hold the wanted record.

        Raises:
            WriteFailed: it holds another.
        """
        found, _ = self._codec.read(new, path)
        if found != wanted:
            fields = ", ".join(change.field for change in field_changes(found, wanted)) or "the whole file"
            raise WriteFailed(
                path, f"the new text would not hold what was meant: {fields}", "edit the file by hand"
            )

    def _take(self, written: Written) -> None:
        if not written.durable:
            self.warnings.append(_not_durable(written.path))
        self.warnings += (f"{written.path}: {note}" for note in written.notes)

    def settle(self) -> None:
        """Make the names of the files that were written durable, one folder at a time."""
        for folder, paths in self._unsynced.items():
            if not sync_folder(folder):
                self.warnings += map(_not_durable, paths)
        self._unsynced.clear()


def _not_durable(path: str) -> str:
    return f"{path}: saved, but the disk has not confirmed it yet (not durable)"


@contextmanager
def unwritable(path: str) -> Iterator[None]:
    """Turn what stands against a new text into ``WriteFailed``; the caller's record is still whole."""
    try:
        yield
    except DocumentError as problem:
        raise WriteFailed(path, problem.message, problem.remedy or "edit the file by hand") from problem


def _entry(
    path: str, old: bytes | None, new: bytes | None, before: Record | None, after: Record | None
) -> Entry:
    from contacts_store.journal.step import Entry

    known = after or before
    kind = "tag" if isinstance(known, Tag) else "contact" if isinstance(known, Contact) else "file"
    changes = tuple(
        {"field": change.field, "old": change.old, "new": change.new}
        for change in field_changes(before, after)
    )
    return Entry(path, known.id if known else "", kind, old, new, changes)
