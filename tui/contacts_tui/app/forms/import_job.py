"""One import as a screen asks for it: tried first, line by line, then done. Blocking; for a thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from contacts_store.interchange.importing import Mode, Options, import_contacts
from contacts_store.interchange.payload import Format, source_of
from contacts_store.interchange.report import COUNTED
from contacts_store.interchange.tables.dialects import read_mapping
from contacts_store.interchange.tables.lines import read_lines
from contacts_store.interchange.tables.records import Record, read_records
from contacts_store.interchange.tables.remembered import remember, remembered
from contacts_store.merge.changes import field_changes
from contacts_store.model.contact import shown_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from contacts_store.interchange.report import ImportReport, Taken
    from contacts_store.interchange.tables.dialects import Heading
    from contacts_store.snapshot.changeset import ChangeSet
    from contacts_store.store import Store

MOST_LINES = 2_000
"""So many lines of a report are kept to be shown."""
_COLUMN = "column"
_SAMPLES = 3
"""Rows of a table from which values are shown beside what its columns are taken for."""


class ImportLine(NamedTuple):
    """One line of what an import would do, did, or could not do."""

    place: str
    what: str
    is_wrong: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be imported, and how.

    Attributes:
        path: the file.
        format: None lets its name or its beginning tell.
        mode: what happens to known contacts that differ.
        source: the ``source`` of rows that name none.
        columns: what the columns of a table are, as ``import --map`` takes it; empty leaves it to what is
            remembered or guessed.
    """

    path: Path
    format: Format | None = None
    mode: Mode = "create"
    source: str = "import"
    columns: str = ""


@dataclass(slots=True)
class ImportJob:
    """One import. ``mapping`` is what the columns were taken for, empty if the file is no table."""

    store: Store
    wish: Wish
    mapping: str = ""
    lines: list[ImportLine] = field(default_factory=list)
    more: int = 0
    """How many lines were not kept."""
    changeset: ChangeSet | None = None
    """How the snapshot differs after the import; None before it."""
    _heading: Heading | None = None

    def run(self, on_progress: Callable[[int], bool], *, dry_run: bool) -> ImportReport:
        """Import, or only say what would happen.

        Args:
            on_progress: is told how many rows are done; False ends it there.
            dry_run: write nothing, and keep a line for each change of a field.

        Raises:
            OSError: the file can't be read.
            BadColumn: the columns name what is not there.
        """
        options = Options(
            self.wish.mode,
            self.wish.source,
            dry_run=dry_run,
            listener=self._note if dry_run else self._note_trouble,
            on_progress=on_progress,
        )
        with self.wish.path.open("rb") as stream:
            source = source_of(self.wish.path.name, stream, self.wish.format, self._judged)
            if dry_run and self._heading is not None:
                self._note_columns(self._heading)
            report = import_contacts(self.store, [source], options)
        if not dry_run:
            self.changeset = self.store.refresh()
        return report

    def _judged(self, heading: Heading) -> Heading:
        said = read_mapping(self.wish.columns) if self.wish.columns else {}
        known = said or remembered(self.store.root, heading)
        mapped = heading.mapped(known) if known else heading
        if said:
            remember(self.store.root, heading, said)
        self.mapping = mapped.as_mapping()
        self._heading = mapped
        return mapped

    def _note_columns(self, heading: Heading) -> None:
        """Say of each column what it is taken for, and what its first cells hold."""
        with self.wish.path.open("rb") as stream:
            rows = [
                record.cells
                for record in islice(read_records(read_lines(stream)), 1, 1 + _SAMPLES)
                if isinstance(record, Record)
            ]
        for number, (name, column) in enumerate(zip(heading.names, heading.columns, strict=True)):
            cells = filter(None, (row[number].strip() for row in rows if number < len(row)))
            self._keep(ImportLine(_COLUMN, f"{name} → {column}    {' · '.join(cells)}"))

    def _note(self, taken: Taken) -> None:
        place = f"row {taken.row}"
        if taken.outcome == "created" and taken.after is not None:
            self._keep(ImportLine(place, f"new: {shown_name(taken.after)}"))
        elif taken.outcome == "updated" and taken.after is not None:
            for change in field_changes(taken.before, taken.after):
                self._keep(ImportLine(place, f"{shown_name(taken.after)}: {change}"))
        self._note_trouble(taken)

    def _note_trouble(self, taken: Taken) -> None:
        reason = "; ".join(filter(None, (taken.reason, *taken.notes)))
        if reason:
            line = f"line {taken.line}: " if taken.line else ""
            is_wrong = taken.outcome == "failed"
            what = f"{line}{'' if is_wrong else f'{taken.outcome}: '}{reason}"
            self._keep(ImportLine(f"row {taken.row}", what, is_wrong=is_wrong))

    def _keep(self, line: ImportLine) -> None:
        if len(self.lines) < MOST_LINES:
            self.lines.append(line)
        else:
            self.more += 1


def counted(report: ImportReport) -> str:
    """Say in one line what came of an import: ``12 created, 3 unchanged, 1 failed``."""
    words = [f"{number:,} {name}" for name in COUNTED if (number := getattr(report, name))]
    if report.failed:
        words.append(f"{len(report.failed):,} failed")
    return ", ".join(words) or "nothing to import"


def shown_lines(job: ImportJob) -> Sequence[ImportLine]:
    """Return the lines to show: what columns are taken for, what failed, then the rest."""
    lines = sorted(job.lines, key=lambda line: (line.place != _COLUMN, not line.is_wrong))
    return [*lines, ImportLine("", f"… and {job.more:,} more lines")] if job.more else lines
