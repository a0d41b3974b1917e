"""Replacing a file's whole text: by the one that a person edited, or by its repaired self."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contacts_store.disk.stamp import digest
from contacts_store.document.edit import Put
from contacts_store.document.error import DocumentError
from contacts_store.errors import Conflict, InvalidData
from contacts_store.finding import Degree, Finding
from contacts_store.merge.changes import field_changes
from contacts_store.model.timestamp import format_timestamp
from contacts_store.operations.change import Change, Saved
from contacts_store.operations.looking import finding_of
from contacts_store.operations.saving import unwritable
from contacts_store.records.repairs import repairs

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from contacts_store.document.document import Document
    from contacts_store.document.edit import Edit
    from contacts_store.operations.saving import Saver
    from contacts_store.records.codec import Codec, Record


@dataclass(frozen=True, slots=True)
class Replacer:
    """Writes whole texts of one step, each by way of its saver."""

    saver: Saver
    codec: Codec
    moment: datetime

    def replace(self, path: str, data: bytes, expected: bytes) -> Saved | None:
        """Replace a file's text with one that a person edited; None when it is the same.

        Args:
            path: the file.
            data: the edited text.
            expected: the digest of the text that the editing began from.

        Raises:
            InvalidData: the text has errors, or names another id.
            Conflict: the file has another text meanwhile.
            WriteFailed: the file can't be written.
        """
        after = self._edited_record(path, data)
        return self.saver.locked(path, lambda: self._replace(path, data, expected, after))

    def repair(self, path: str) -> Saved | None:
        """Put right in a file what needs no asking (``records.repairs``); None when there is nothing.

        Raises:
            Conflict: the file can't be read as a record.
            WriteFailed: the text can't be edited, or the file can't be written.
        """
        return self.saver.locked(path, lambda: self._repair(path))

    def edit(self, path: str, edit: Callable[[bytes], bytes]) -> Saved | None:
        """Edit a file that holds no record; None when nothing changes.

        Args:
            path: the file; it is made when it is missing.
            edit: from its text, empty when it is missing, to the text to be.

        Raises:
            WriteFailed: the text can't be edited, or the file can't be read or written.
        """
        return self.saver.locked(path, lambda: self._edit(path, edit))

    def _edit(self, path: str, edit: Callable[[bytes], bytes]) -> Saved | None:
        old = self.saver.present(path)
        with unwritable(path):
            new = edit(old or b"")
        if new == (old or b""):
            return None
        self.saver.write_text(path, old, new, None, None)
        return Saved(path, None, None)

    def _replace(self, path: str, data: bytes, expected: bytes, after: Record) -> Saved | None:
        old = self.saver.bytes_of(Change(after, after, path))
        before = self._record_in(path, old)
        if digest(old) != expected:
            raise Conflict(path, None, after, before)
        if data == old:
            return None
        if before is not None and before.id != after.id:
            finding = Finding(
                Degree.ERROR, path, 0, 0, "id", "the id was changed", f"set it back to {before.id}"
            )
            raise InvalidData("a contact keeps its id", (finding,))
        if field_changes(before, after):
            data = self._stamped(path, self.codec.document(data), after, [])
        self.saver.write_text(path, old, data, before, after := self._record_in(path, data) or after)
        return Saved(path, before, after)

    def _repair(self, path: str) -> Saved | None:
        disk = self.saver.on_disk(path, self.saver.bytes_of(Change(None, None, path)))
        edits = repairs(disk.document, self.codec.context.default_region)
        if not edits:
            return None
        data = self._stamped(path, disk.document, disk.record, edits)
        after = self.saver.on_disk(path, data).record
        self.saver.write_text(path, disk.data, data, disk.record, after)
        return Saved(path, disk.record, after)

    def _stamped(self, path: str, document: Document, record: Record, edits: list[Edit]) -> bytes:
        stamp = Put(("tm_update",), format_timestamp(self.moment))
        with unwritable(path):
            return document.edited([*edits, stamp], self.codec.key_orders(record), self.codec.limits).data

    def _edited_record(self, path: str, data: bytes) -> Record:
        try:
            record, findings = self.codec.read(self.codec.document(data), path)
        except DocumentError as problem:
            raise InvalidData("the text can't be read", (finding_of(problem, path),)) from problem
        if record is None:
            raise InvalidData("the text has errors", findings)
        return record

    def _record_in(self, path: str, data: bytes) -> Record | None:
        try:
            return self.codec.read(self.codec.document(data), path)[0]
        except DocumentError:
            return None
