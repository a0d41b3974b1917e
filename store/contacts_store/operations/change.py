"""Changes as values: what shall become of a record, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contacts_store.document.document import Document
    from contacts_store.errors import StoreError
    from contacts_store.finding import Finding
    from contacts_store.model.contact import Contact
    from contacts_store.records.codec import Record
    from contacts_store.snapshot.changeset import ChangeSet


@dataclass(frozen=True, slots=True)
class Loaded:
    """A whole contact as read from its file, with what a change of it must prove.

    Attributes:
        contact: tags given by name are resolved to their ids.
        path: the file, relative to the store.
        digest: of the file's bytes.
        findings: what is off in the file.
        document: the file as it was read.
    """

    contact: Contact
    path: str
    digest: bytes
    findings: tuple[Finding, ...]
    document: Document


@dataclass(frozen=True, slots=True)
class Change:
    """What one record was when it was read, and what it shall be.

    ``before`` is None for a new record, ``after`` is None to remove its file for good. ``digest`` is
    that of the bytes which ``before`` was read from, ``document`` what they hold where it is at hand:
    a file that has not changed need not be read again.
    """

    before: Record | None
    after: Record | None
    path: str = ""
    digest: bytes = b""
    document: Document | None = None

    @classmethod
    def of(cls, loaded: Loaded, after: Contact | None) -> Change:
        """Change a contact that was read from its file."""
        return cls(loaded.contact, after, loaded.path, loaded.digest, loaded.document)

    @classmethod
    def create(cls, record: Record) -> Change:
        """Make a new record."""
        return cls(None, record)


@dataclass(frozen=True, slots=True)
class Saved:
    """One record that was written: where, from what, to what."""

    path: str
    before: Record | None
    after: Record | None
    was_merged: bool = False
    """Whether the file had changed on disk meanwhile and both changes are in it."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of one or many changes: one undo step.

    Attributes:
        changeset: how the snapshot differs now.
        summary: one line for people.
        saved: what was written; a change that changes nothing is not.
        warnings: what a person should know: not durable yet, no undo, a hard link.
        failures: of many changes, those that could not be made (``Conflict`` among them); a single
            change raises instead.
    """

    changeset: ChangeSet
    summary: str
    saved: tuple[Saved, ...] = ()
    warnings: tuple[str, ...] = ()
    failures: tuple[StoreError, ...] = ()
