"""What became of the rows of an import: one by one for whoever listens, and counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from contacts_store.model.contact import Contact

Outcome = Literal["created", "updated", "unchanged", "skipped", "failed"]
COUNTED: tuple[Outcome, ...] = ("created", "updated", "unchanged", "skipped")


@dataclass(frozen=True, slots=True)
class Taken:
    """What became, or would become, of one row.

    Attributes:
        source: the payload's name.
        row: counts from 1 within its source.
        line: where the row begins, from 1; 0 when unknown.
        outcome: of the row.
        reason: why it failed or was skipped.
        notes: what was altered or left out of it, each with the reason.
        before: the known contact; None when the row is a new one, or failed.
        after: the contact as it is now.
    """

    source: str
    row: int
    line: int
    outcome: Outcome
    reason: str = ""
    notes: tuple[str, ...] = ()
    before: Contact | None = None
    after: Contact | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to be told of a row; rows count from 1 within a source, the reason begins with the line."""

    source: str
    row: int
    reason: str

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON shape of a remark."""
        return {"source": self.source, "row": self.row, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do: numbers of rows, and the rows of which something has to be told.

    Attributes:
        created: contacts that were made.
        updated: rows that changed a known contact.
        unchanged: rows that say nothing new.
        skipped: rows that were left out on purpose.
        failed: rows that could not be imported, and why.
        remarks: rows that were skipped, or of which something was altered, and why.
    """

    created: int
    updated: int
    unchanged: int
    skipped: int
    failed: tuple[Remark, ...]
    remarks: tuple[Remark, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON shape of a report; remarks only where there are any."""
        counts = {name: getattr(self, name) for name in COUNTED}
        remarks = {"remarks": [each.as_dict() for each in self.remarks]} if self.remarks else {}
        return counts | {"failed": [each.as_dict() for each in self.failed]} | remarks


@dataclass(slots=True)
class Tally:
    """Counts rows, and passes each on to a listener."""

    listener: Callable[[Taken], object] | None = None
    counts: Counter[str] = field(default_factory=Counter)
    failed: list[Remark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def count(self, taken: Taken) -> None:
        """Take one row in."""
        self.counts[taken.outcome] += 1
        place = f"line {taken.line}: " if taken.line else ""
        told = self.failed if taken.outcome == "failed" else self.remarks
        reason = "; ".join(filter(None, (taken.reason, *taken.notes)))
        if reason:
            told.append(Remark(taken.source, taken.row, place + reason))
        if self.listener is not None:
            self.listener(taken)

    def report(self) -> ImportReport:
        """Return the report of all rows so far."""
        numbers = {name: self.counts[name] for name in COUNTED}
        return ImportReport(**numbers, failed=tuple(self.failed), remarks=tuple(self.remarks))
