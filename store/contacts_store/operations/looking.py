"""Looking at the disk: from one file to its row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contacts_store.disk.failures import FileGone, ReadFailed
from contacts_store.disk.files import read
from contacts_store.disk.names import is_dropping, is_record_name
from contacts_store.disk.reading import read_as_scanned
from contacts_store.disk.stamp import digest
from contacts_store.document.document import Document
from contacts_store.document.error import DocumentError
from contacts_store.finding import Degree, Finding
from contacts_store.model.identity import derived_id
from contacts_store.operations.places import CONTACTS, TAGS
from contacts_store.snapshot.row import NO_STAMP, Trait, seal_of
from contacts_store.snapshot.tags import TagFile, TagTable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from contacts_store.disk.stamp import Stamp
    from contacts_store.model.contact import Contact
    from contacts_store.records.decoding import Context
    from contacts_store.settings import Settings
    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.tag_row import TagRow

_UNDECODED = re.compile("[\ud800-\udfff]")
"""Bytes of a name that are not UTF-8: a scan reports such files, nothing reads them."""


def is_contact_path(path: str) -> bool:
    """Tell whether a path in the store is one that a contact's file can have."""
    return _is_record_below(CONTACTS, path)


def is_tag_path(path: str) -> bool:
    """Tell whether a path in the store is one that a tag's file can have."""
    return _is_record_below(TAGS, path)


def _is_record_below(top: str, path: str) -> bool:
    folder, _, name = path.rpartition("/")
    first, *others = folder.split("/")
    if first != top or not name or _UNDECODED.search(path):
        return False
    return is_record_name(name) and not any(map(is_dropping, others))


class Looker:
    """Reads contact and tag files of one store into what a snapshot keeps of them."""

    def __init__(self, root: Path, settings: Settings) -> None:
        """Take the store's folder and settings."""
        self.root = root
        self._folder = str(root)
        self.settings = settings

    def context(self, tags: TagTable) -> Context:
        """Return what reading a file needs to know of the store."""
        from contacts_store.records.decoding import Context

        return Context(
            default_region=self.settings.default_region,
            owner=self.settings.customer_id or "",
            resolve_tag=tags.resolve,
            knows_tag=lambda ref: tags.find(ref) is not None,
        )

    def canonical_rows(
        self, seen: Iterable[tuple[str, Stamp]], context: Context
    ) -> tuple[list[Row], list[str]]:
        """Return the rows of the contact files that are in our own form, and the paths of the others.

        Args:
            seen: files that a scan has just seen, some at a time: first all are read, then all are parsed,
                which is sooner than by turns.
            context: see ``context``.
        """
        from contacts_store.records.canonical_rows import canonical_row

        if not self.settings.limits.are_usual:
            return [], [path for path, _ in seen]
        limit = self.settings.limits.size
        texts = [(path, stamp, read_as_scanned(self._folder, path, stamp, limit)) for path, stamp in seen]
        rows: list[Row] = []
        others: list[str] = []
        for path, stamp, data in texts:
            row = data and canonical_row(data, path, context, digest(data), stamp)
            if row:
                rows.append(row)
            else:
                others.append(path)
        return rows, others

    def contact_row(self, path: str, context: Context, before: Row | None) -> Row | None:
        """Return a contact file's row, None when the file is gone.

        Args:
            path: the file, relative to the store.
            context: see ``context``.
            before: the row so far: what it shows is kept when the file can't be trusted any more.
        """
        try:
            data, stamp = read(self.root, path, self.settings.limits.size)
        except FileGone:
            return None
        except ReadFailed as problem:
            finding = Finding(Degree.ERROR, path, 0, 0, "", problem.reason, problem.remedy)
            return self._broken(path, (finding,), b"", NO_STAMP, before)
        content = digest(data)
        return self._row_of(path, data, content, stamp, context, before)

    def contact_at(self, path: str, tags: TagTable) -> Contact | None:
        """Return the whole contact in a file, None when it is gone or can't be trusted."""
        from contacts_store.records.reading import read_contact

        try:
            data, _ = read(self.root, path, self.settings.limits.size)
            document = Document.read(data, self.settings.limits)
        except (FileGone, ReadFailed, DocumentError):
            return None
        return read_contact(document, path, self.context(tags)).record

    def _row_of(  # noqa: PLR0913, PLR0917 -- a file's path, content and surroundings
        self, path: str, data: bytes, content: bytes, stamp: Stamp, context: Context, before: Row | None
    ) -> Row:
        from contacts_store.records.canonical_rows import canonical_row

        if self.settings.limits.are_usual:
            row = canonical_row(data, path, context, content, stamp)
            if row is not None:
                return row
        from contacts_store.records.reading import read_contact
        from contacts_store.records.rows import broken_row, row_of

        try:
            document = Document.read(data, self.settings.limits)
        except DocumentError as problem:
            return self._broken(path, (finding_of(problem, path),), content, stamp, before)
        reading = read_contact(document, path, context)
        if reading.record is not None:
            return row_of(reading.record, path, reading.findings, content, stamp)
        if before is not None and before.name:
            return self._broken(path, reading.findings, content, stamp, before)
        return broken_row(reading.data, path, reading.findings, content, stamp)

    def _broken(
        self, path: str, findings: tuple[Finding, ...], content: bytes, stamp: Stamp, before: Row | None
    ) -> Row:
        from contacts_store.records.rows import broken_row

        if before is not None:
            held = before._replace(
                traits=before.traits | Trait.HELD, seal=seal_of(stamp, content), findings=()
            )
            return held.broken_by(*findings)
        data = {"id": derived_id(self.settings.customer_id or "", path)}
        return broken_row(data, path, findings, content, stamp)

    def tag_file(self, path: str, before: TagFile | None) -> TagFile | None:
        """Return a tag's file, None when it is gone; a broken one keeps the tag it had."""
        known = before.tag if before else None
        try:
            data, stamp = read(self.root, path, self.settings.limits.size)
        except FileGone:
            return None
        except ReadFailed as problem:
            finding = Finding(Degree.ERROR, path, 0, 0, "", problem.reason, problem.remedy)
            return TagFile(path, known, (finding,), b"", NO_STAMP)
        content = digest(data)
        if before is not None and before.digest == content:
            return before._replace(stamp=stamp)
        return self._tag_file_of(path, data, content, stamp, known)

    def _tag_file_of(
        self, path: str, data: bytes, content: bytes, stamp: Stamp, known: TagRow | None
    ) -> TagFile:
        from contacts_store.records.tag_rows import canonical_tag, tag_row_of

        row = canonical_tag(data) if self.settings.limits.are_usual else None
        if row is not None:
            return TagFile(path, row, (), content, stamp)
        from contacts_store.records.reading import read_tag

        try:
            document = Document.read(data, self.settings.limits)
        except DocumentError as problem:
            return TagFile(path, known, (finding_of(problem, path),), content, stamp)
        reading = read_tag(document, path, self.context(TagTable({})))
        tag = tag_row_of(reading.record) if reading.record else known
        return TagFile(path, tag, reading.findings, content, stamp)


def finding_of(problem: DocumentError, path: str) -> Finding:
    """Return what is wrong with a text as a finding."""
    return Finding(Degree.ERROR, path, problem.line, problem.column, "", problem.message, problem.remedy)
