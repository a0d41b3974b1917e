"""One step in the journal while it is made: begun with its first file, never in the way of saving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_store.journal.database import JournalUnavailable

if TYPE_CHECKING:
    from contacts_store.journal.journal import Journal
    from contacts_store.journal.step import Entry, Kind


class Recorder:
    """Writes the entries of one step. A journal that fails costs the undo, not the save."""

    def __init__(self, journal: Journal, actor: str, label: str, kind: Kind) -> None:
        """Take the journal, who changes something, the step's line for people, and its kind."""
        self._journal = journal
        self._actor = actor
        self._label = label
        self._kind = kind
        self._step: int | None = None
        self._count = 0
        self.warnings: list[str] = []

    def record(self, *entries: Entry) -> None:
        """Write down what is about to happen to files."""
        try:
            if self._step is None:
                self._step = self._journal.begin(self._actor, self._label, self._kind, entries)
            else:
                self._journal.record(self._step, *entries)
            self._count += len(entries)
        except JournalUnavailable as problem:
            self.warnings.append(f"this can't be undone: {problem.reason}")

    def withdraw(self, path: str) -> None:
        """Take back what was written down of a file that was not changed after all."""
        if self._step is None:
            return
        try:
            self._journal.withdraw(self._step, path)
            self._count -= 1
        except JournalUnavailable as problem:
            self.warnings.append(f"this can't be undone: {problem.reason}")

    def finish(self, label: str) -> None:
        """End the step, saying in one line what it came to; one that changed no file is forgotten."""
        if self._step is None:
            return
        try:
            if self._count > 0:
                self._journal.finish(self._step, label)
            else:
                self._journal.abandon(self._step)
        except JournalUnavailable as problem:
            self.warnings.append(f"this can't be undone: {problem.reason}")
