"""What can go wrong, each with the words that a person reads; front ends map these to codes and toasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contacts_store.finding import Finding
    from contacts_store.merge.threeway import FieldConflict
    from contacts_store.model.contact import Contact
    from contacts_store.model.tag import Tag


class StoreError(Exception):
    """Base of all errors that the store raises on purpose."""


class StoreUnusable(StoreError):
    """There is no store there, or its settings can't be used."""


class NotFound(StoreError):
    """Nothing matches."""


class Ambiguous(StoreError):
    """Several match where one was meant."""

    def __init__(self, wanted: str, candidates: tuple[tuple[str, str], ...]) -> None:
        """Take what was asked for and (id, shown name) of each candidate."""
        super().__init__(f"{wanted!r} matches {len(candidates)} contacts")
        self.candidates = candidates


class InvalidData(StoreError):
    """The data breaks the model's rules; the findings say where and why."""

    def __init__(self, message: str, findings: tuple[Finding, ...] = ()) -> None:
        """Take a summary and the findings behind it."""
        super().__init__(message)
        self.findings = findings


class WriteFailed(StoreError):
    """A file could not be written; the old file is whole."""

    def __init__(self, path: str, reason: str, remedy: str = "") -> None:
        """Take the file, what the system said, and what a person can do."""
        super().__init__(f"{path}: not saved: {reason}" + (f" ({remedy})" if remedy else ""))
        self.path = path
        self.reason = reason
        self.remedy = remedy


class Conflict(StoreError):
    """A record changed on disk in a way that can't be merged with the change at hand.

    Holds all three sides. ``theirs`` is None when the file is gone; ``theirs_findings`` is filled
    when it can't be read. ``fields`` are the fields that both sides changed, differently.
    """

    def __init__(  # noqa: PLR0913, PLR0917 -- a conflict is all of its sides
        self,
        path: str,
        base: Contact | Tag | None,
        ours: Contact | Tag | None,
        theirs: Contact | Tag | None,
        fields: tuple[FieldConflict, ...] = (),
        theirs_findings: tuple[Finding, ...] = (),
    ) -> None:
        """Take the file and the three sides."""
        what = ", ".join(field.field for field in fields) or "the whole file"
        super().__init__(f"{path}: changed on disk meanwhile, and can't be merged: {what}")
        self.path = path
        self.base = base
        self.ours = ours
        self.theirs = theirs
        self.fields = fields
        self.theirs_findings = theirs_findings


class Undecided(StoreError):
    """Two contacts differ in fields where a merge takes a person's choice."""

    def __init__(self, fields: tuple[FieldConflict, ...]) -> None:
        """Take the fields that nobody has chosen a side of."""
        super().__init__(
            f"both have another value, and nothing was chosen: {', '.join(f.field for f in fields)}"
        )
        self.fields = fields


class QueryError(StoreError):
    """A query can't be read."""

    def __init__(self, message: str, position: int, suggestion: str = "") -> None:
        """Take what is wrong, the character (from 0) it is wrong at, and what may have been meant."""
        self.reason = f"{message}; {suggestion}" if suggestion else message
        super().__init__(f"at character {position + 1}: {self.reason}")
        self.position = position
        self.suggestion = suggestion
