"""The journal's SQLite file: made private, versioned, shared by processes, replaced when it is damaged."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from contacts_store.disk.failures import in_words
from contacts_store.errors import StoreError
from contacts_store.locations import make_private

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

Result = TypeVar("Result")

_VERSION = 2
_BUSY_SECONDS = 5.0
_COMPANIONS = ("-wal", "-shm")
# What SQLite writes into the log of a transaction survives a killed process; only a power cut may
# cost the newest steps, and never the file. One fsync less for every save.
_SETTINGS = "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;"
_SCHEMA = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS step (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    label TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    size INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS entry (
    position INTEGER PRIMARY KEY,
    step INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    record_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    changes TEXT NOT NULL,
    before BLOB,
    after BLOB
);
CREATE INDEX IF NOT EXISTS step_undone ON step (id) WHERE state = 'undone';
CREATE INDEX IF NOT EXISTS entry_step ON entry (step);
CREATE INDEX IF NOT EXISTS entry_record ON entry (record_id, step);
PRAGMA user_version = {_VERSION};
COMMIT;
"""


class JournalUnavailable(StoreError):
    """The journal can't be used: changes can still be saved, but not be undone."""

    def __init__(self, reason: str) -> None:
        """Take what is the matter, with the remedy."""
        super().__init__(f"changes can't be undone: {reason}")
        self.reason = reason


class Database:
    """One connection, opened at first use, that the threads of a process take turns with.

    Attributes:
        notice: says, for a person, that a damaged file was set aside; empty when none was.
        failure: why the journal is off; None while it works, and again after ``close``.
    """

    def __init__(self, file: Path) -> None:
        """Take the file; nothing is opened."""
        self._file = file
        self._turn = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._inode = 0
        self.notice = ""
        self.failure: JournalUnavailable | None = None

    @property
    def exists(self) -> bool:
        """Tell whether there is anything to read."""
        return self._connection is not None or self._file.exists()

    def run(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Do some work in one transaction; in a fresh file when the present one turns out damaged.

        Raises:
            JournalUnavailable: the file can't be opened or written. ``failure`` keeps it.
        """
        import sqlite3

        with self._turn:
            try:
                try:
                    return self._transaction(work)
                except sqlite3.DatabaseError as problem:
                    if not _is_damage(problem):
                        raise
                    self._set_aside()
                    return self._transaction(work)
            except sqlite3.Error as problem:
                self.failure = JournalUnavailable(f"{self._file}: {_words(problem)}")
                raise self.failure from problem
            except OSError as problem:
                reason, remedy = in_words(problem)
                self.failure = JournalUnavailable(f"{self._file}: {reason} ({remedy})")
                raise self.failure from problem

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        with self._turn:
            self._disconnect()
            self.failure = None

    def _transaction(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        if self._connection is None:
            self._connection = self._open()
        self._connection.execute("BEGIN IMMEDIATE")
        with self._connection:
            return work(self._connection)

    def _open(self) -> sqlite3.Connection:
        import sqlite3

        make_private(self._file.parent)
        # SQLite would make it as readable as the umask says; its companions take after it.
        descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._inode = os.fstat(descriptor).st_ino
        os.close(descriptor)
        connection = sqlite3.connect(
            self._file, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        import sqlite3

        connection.executescript(_SETTINGS)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > _VERSION:
            self.failure = JournalUnavailable(f"{self._file}: a newer version of the program made it")
            raise self.failure
        if version < _VERSION:
            with suppress(sqlite3.OperationalError):  # another process is doing it
                connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(_SCHEMA)

    def _disconnect(self) -> None:
        if self._connection is None:
            return
        import sqlite3

        with suppress(sqlite3.Error):
            self._connection.close()
        self._connection = None

    def _set_aside(self) -> None:
        """Rename a damaged file, unless another process has done so already."""
        self._disconnect()
        if not self._file.exists() or self._file.stat().st_ino != self._inode:
            return
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
        aside = self._file.with_name(f"{self._file.stem}.corrupt-{moment}")
        self._file.rename(aside)
        for ending in _COMPANIONS:
            with suppress(FileNotFoundError):
                self._file.with_name(self._file.name + ending).rename(f"{aside}{ending}")
        self.notice = f"the undo journal was damaged: it was set aside as {aside}, and a new one begun"


def _is_damage(problem: sqlite3.Error) -> bool:
    import sqlite3

    # Errors that Python itself raises carry no code.
    code = getattr(problem, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    return code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def _words(problem: sqlite3.Error) -> str:
    import sqlite3

    code = getattr(problem, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    known = {
        sqlite3.SQLITE_FULL: "no space left on the device (free some space)",
        sqlite3.SQLITE_READONLY: "it can't be written (check the permissions of file and folder)",
        sqlite3.SQLITE_CANTOPEN: "it can't be opened (check the permissions of file and folder)",
        sqlite3.SQLITE_BUSY: "another program holds it (wait for it or end it)",
        sqlite3.SQLITE_IOERR: "the disk reported an input/output error (check the disk)",
    }
    return known.get(code, str(problem))
