"""Settling what killed processes left in the journal, so that undo reaches what they had written.

A step is written down before its files are replaced and finished afterwards. Of a step that was
never finished, the files tell which entries came true: one that still holds its old text did not.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from contacts_store.disk.failures import FileGone, ReadFailed
from contacts_store.disk.files import read
from contacts_store.journal.database import JournalUnavailable

if TYPE_CHECKING:
    from pathlib import Path

    from contacts_store.disk.lock import StoreLock
    from contacts_store.journal.journal import Journal
    from contacts_store.journal.step import Entry, Step


def settle_pending(root: Path, journal: Journal, lock: StoreLock, limit: int) -> None:
    """Finish the steps that were never finished, without the files they did not get to.

    Args:
        root: the store.
        journal: its journal; where it fails, steps stay as they are.
        lock: the store's lock: nobody is between an entry and its file while it is held.
        limit: the most bytes of a file that are read.

    Raises:
        WriteFailed: the lock can't be had.
    """
    with suppress(JournalUnavailable), lock:
        for step in journal.pending():
            _settle(root, journal, step, limit)


def _settle(root: Path, journal: Journal, step: Step, limit: int) -> None:
    idle = [entry for entry in reversed(step.entries) if _holds_old(root, entry, limit)]
    for entry in idle:
        journal.withdraw(step.id, entry.path)
    if len(idle) < len(step.entries):
        journal.finish(step.id)
    else:
        journal.abandon(step.id)


def _holds_old(root: Path, entry: Entry, limit: int) -> bool:
    try:
        return read(root, entry.path, limit)[0] == entry.before
    except FileGone:
        return entry.before is None
    except ReadFailed:
        return False
