"""The undo journal of a store: outlives the process, is shared by all that write, and never stops a save.

A step is begun, each file is recorded *before* it is replaced, and the step is finished. What a
killed process leaves is ``pending``: the texts tell which of its files had been replaced.

The line of undo follows from the order of the steps: the newest change that is done is undone
next, the oldest that is undone is redone next. A fresh change empties the line of redo.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from contacts_store.journal import tables
from contacts_store.journal.database import Database, JournalUnavailable
from contacts_store.journal.step import Entry, Kind, State, Step

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

__all__ = ["NO_STEP", "Entry", "Journal", "JournalUnavailable", "Kind", "State", "Step"]

NO_STEP = 0
"""The step that is begun while the journal is off; whatever is done with it does nothing."""

_MAX_STEPS = 1_000
_MAX_BYTES = 256 << 20


class Journal:
    """The journal in one file. Opens nothing until it is used, and for reading only what exists.

    The first failure raises ``JournalUnavailable``. From then on the journal is off, says why in
    ``failure``, and does nothing without complaint, so that saving goes on. ``close`` ends that.
    """

    def __init__(self, file: Path, *, max_steps: int = _MAX_STEPS, max_bytes: int = _MAX_BYTES) -> None:
        """Take the file, and how many steps (about) and bytes of texts it keeps."""
        self._database = Database(file)
        self._max_steps = max_steps
        self._max_bytes = max_bytes

    @property
    def failure(self) -> JournalUnavailable | None:
        """Why changes can't be undone; None while they can."""
        return self._database.failure

    @property
    def notice(self) -> str:
        """What a person should know: that a damaged journal was set aside. Usually empty."""
        return self._database.notice

    def begin(self, actor: str, label: str, kind: Kind = Kind.DO, entries: Sequence[Entry] = ()) -> int:
        """Begin a step, and write down what is about to happen to its first files.

        Args:
            actor: who changes something, and through what.
            label: one line for people.
            kind: whether this is a change, or the undoing or redoing of one.
            entries: as for ``record``.

        Returns:
            The id of the step; ``NO_STEP`` while the journal is off.

        Raises:
            JournalUnavailable: the journal has just failed.
        """
        if self.failure is not None:
            return NO_STEP

        def work(connection: sqlite3.Connection) -> int:
            step = tables.insert_step(connection, actor, label, kind)
            tables.insert_entries(connection, step, entries)
            return step

        return self._database.run(work)

    def record(self, step: int, *entries: Entry) -> None:
        """Write down what is about to happen to files.

        Raises:
            JournalUnavailable: the journal has just failed, or no longer has the step.
        """
        self._write(step, lambda connection: tables.insert_entries(connection, step, entries))

    def withdraw(self, step: int, path: str) -> None:
        """Take back the record of a file that was not replaced after all."""
        self._write(step, lambda connection: tables.delete_entry(connection, step, path))

    def finish(self, step: int, label: str | None = None) -> None:
        """Mark a step as done; what was undone before a change can't be redone after it.

        The oldest steps beyond the bounds are dropped; the newest always stays.

        Args:
            step: its id.
            label: one line for people where it came to something else than was begun; None keeps the first.
        """

        def work(connection: sqlite3.Connection) -> None:
            tables.finish_step(connection, step, label)
            tables.trim(connection, step, self._max_steps, self._max_bytes)

        self._write(step, work)

    def abandon(self, step: int) -> None:
        """Forget a step that changed no file."""
        self._write(step, lambda connection: tables.delete_step(connection, step))

    def mark_undone(self, step: int) -> None:
        """Move a step from the line of undo to that of redo."""
        self._write(step, lambda connection: tables.set_state(connection, step, State.UNDONE))

    def mark_redone(self, step: int) -> None:
        """Move a step from the line of redo to that of undo."""
        self._write(step, lambda connection: tables.set_state(connection, step, State.DONE))

    def undoable(self) -> Step | None:
        """Return the step that is undone next, with the texts; None when there is none."""
        return next(self._steps(tables.IS_UNDOABLE), None)

    def redoable(self) -> Step | None:
        """Return the step that is redone next, with the texts; None when there is none."""
        return next(self._steps(tables.IS_REDOABLE), None)

    def pending(self) -> Iterator[Step]:
        """Iterate over the steps that were begun and not finished, newest first, with the texts.

        To whoever holds the store's lock, they are what killed processes left.
        """
        return self._steps(tables.IS_PENDING)

    def steps(self, *, record_id: str | None = None, limit: int | None = None) -> Iterator[Step]:
        """Iterate over the steps, newest first, for the log: the entries come without their texts.

        Args:
            record_id: only the steps, and of them only the entries, that concern this record.
            limit: at most so many.
        """
        return self._steps(tables.ALL, record_id, limit, has_texts=False)

    def step(self, number: int, record_id: str) -> Step | None:
        """Return a step with its entries about one record, texts included; None when there is none."""
        if self.failure is not None or not self._database.exists:
            return None
        return self._database.run(partial(tables.read_step, step=number, record_id=record_id))

    def close(self) -> None:
        """Close the file. The next use opens it again, even after a failure."""
        self._database.close()

    def _write(self, step: int, work: Callable[[sqlite3.Connection], object]) -> None:
        if step != NO_STEP and self.failure is None:
            self._database.run(work)

    def _steps(
        self,
        condition: str,
        record_id: str | None = None,
        limit: int | None = None,
        *,
        has_texts: bool = True,
    ) -> Iterator[Step]:
        """Read one step at a time, so that a long log needs little memory."""
        if self.failure is not None or not self._database.exists:
            return
        for number in self._database.run(lambda c: tables.step_ids(c, condition, record_id, limit)):
            read = partial(tables.read_step, step=number, record_id=record_id, has_texts=has_texts)
            step = self._database.run(read)
            if step is not None:
                yield step
