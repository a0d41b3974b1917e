"""The index file: SQLite in the cache folder, one entry a contact file.

It is never the truth: every entry is checked against the stamp of its file. A file that is damaged,
foreign, of another version, or made to hurt is deleted and made anew; where it can't be written or
opened, the store works without, only slower, and the log says so.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from contacts_store.index import layout
from contacts_store.index.connecting import ForeignFile, connect
from contacts_store.snapshot.row import Trait

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping
    from typing import TypeVar

    from contacts_store.disk.stamp import Stamp
    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.tags import Meanings

    Result = TypeVar("Result")

Places = dict[str, "Stamp | None"]
"""What else the entries hang on, beside the contact files: the folders and the tag files.

None for what was not there. As long as none of these changed, no file was made, removed or renamed.
"""

_CACHE_KIB = 65_536
_SMALL_CACHE_KIB = 2_048
_ENTRIES_AT_ONCE = 2_000


class IndexUnusable(Exception):
    """The index can't be used, or not without repairing it."""


class Index:
    """The rows of an earlier look at the files. Without a usable file, its methods find and do nothing."""

    def __init__(self, file: str, fingerprint: str, *, is_off: bool = False, is_strict: bool = False) -> None:
        """Take the file; nothing is opened before the first use.

        Args:
            file: in the cache folder.
            fingerprint: what must be the same for the entries to hold (settings).
            is_off: find and keep nothing.
            is_strict: leave a file that can't be used as it is, and raise IndexUnusable.
        """
        self.has_failed = is_off
        """Whether an answer may be empty only because the file could not be used."""
        self._file = file
        self._fingerprint = f"{layout.VERSION} {fingerprint}"
        self._connection: sqlite3.Connection | None = None
        self._turn = threading.RLock()
        self._is_off = is_off
        self._is_strict = is_strict

    def count(self) -> int:
        """Return the number of entries."""
        return self.ask(lambda db: int(db.execute("SELECT count(*) FROM contact").fetchone()[0]), 0)

    def first_rows(self, limit: int) -> list[Row]:
        """Return the first rows in list order."""
        query = f"SELECT {layout.COLUMNS} FROM contact ORDER BY sort_key, path LIMIT ?"  # noqa: S608 -- constants
        return self.ask(lambda db: layout.rows_from(db.execute(query, (limit,)).fetchall()), [])

    def rows(self) -> list[Row]:
        """Return all rows, in list order. Those of files that may have changed unseen have no stamp."""
        query = f"SELECT {layout.COLUMNS} FROM contact ORDER BY sort_key, path"  # noqa: S608 -- constants

        def work(db: sqlite3.Connection) -> list[Row]:
            # Some at a time: what all entries need at once would stay with the process.
            entries = db.execute(query)
            rows: list[Row] = []
            while some := entries.fetchmany(_ENTRIES_AT_ONCE):
                rows += layout.rows_from(some)
            return rows

        return self.ask(work, [])

    def owners(self, handle: str) -> list[Row]:
        """Return the rows that have exactly this number (E.164) or address (lower case)."""
        query = (
            f"SELECT {layout.COLUMNS} FROM contact"  # noqa: S608 -- constants
            " WHERE path IN (SELECT path FROM handle WHERE value = ?)"
        )
        return self.ask(lambda db: layout.rows_from(db.execute(query, (handle,)).fetchall()), [])

    def has_ending(self, digits: str) -> bool:
        """Tell whether any number ends with these ``ENDING`` digits, or is a short one."""
        query = (
            f"SELECT 1 FROM handle WHERE {layout.NUMBER_ENDING} IN (?, '')"  # noqa: S608 -- constants
            " AND value GLOB '+*' LIMIT 1"
        )
        return self.ask(lambda db: db.execute(query, (digits,)).fetchone() is not None, nothing=True)

    def meanings(self) -> Meanings:
        """Return what the tags meant when the entries were read."""

        def work(db: sqlite3.Connection) -> Meanings:
            import json

            found = db.execute("SELECT value FROM meta WHERE key = 'tags'").fetchone()
            meanings = json.loads(found[0]).items()
            return {str(ref): (str(id_), str(name), bool(gone)) for ref, (id_, name, gone) in meanings}

        return self.ask(work, {})

    def states(self) -> dict[str, bytes]:
        """Return the packed stamp of every contact file that was read."""
        query = f"SELECT path, {layout.STATE} FROM contact"  # noqa: S608 -- constants
        return self.ask(lambda db: dict(db.execute(query)), {})

    def places(self) -> dict[str, bytes]:
        """Return the packed stamp of each place (see ``Places``), empty for what was not there."""
        return self.ask(lambda db: dict(db.execute("SELECT path, state FROM place")), {})

    def rebuild(self, rows: Iterable[Row], meanings: Meanings, looked_at_ns: int, places: Places) -> None:
        """Replace all entries; the arguments are those of ``update``."""
        states = _settled(places, looked_at_ns)
        self._write({row.path: row for row in rows}, meanings, looked_at_ns, states, is_new=True)

    def update(
        self, changed: Mapping[str, Row | None], meanings: Meanings, looked_at_ns: int, places: Places
    ) -> None:
        """Replace the entries of these files; None removes one.

        Args:
            changed: by path. A row that shows what its file held before it broke is not kept.
            meanings: what the tags mean by now.
            looked_at_ns: the time before which none of the files was read.
            places: as they were before the files were looked at; empty when not every file was: those
                from before stay, and tell by their stamps what has changed since.
        """
        states = _settled(places, looked_at_ns) or self.places()
        if changed or states != self.places() or meanings != self.meanings():
            self._write(changed, meanings, looked_at_ns, states, is_new=False)

    def close(self) -> None:
        """Close the file."""
        with self._turn:
            self._disconnect()

    def _write(
        self,
        changed: Mapping[str, Row | None],
        meanings: Meanings,
        looked_at_ns: int,
        places: Mapping[str, bytes],
        *,
        is_new: bool,
    ) -> None:
        def work(db: sqlite3.Connection) -> None:
            import json

            # Filling the trees wants them in memory; keeping them there would cost as much as the rows.
            db.execute(f"PRAGMA cache_size = -{_CACHE_KIB if is_new else _SMALL_CACHE_KIB}")
            with db:
                db.execute("BEGIN IMMEDIATE")
                if is_new:
                    _clear(db)
                else:
                    _forget(db, changed)
                _insert(db, changed.values(), looked_at_ns)
                if is_new:
                    for index in layout.INDEXES.values():
                        db.execute(index)
                db.execute("REPLACE INTO meta VALUES ('tags', ?)", (json.dumps(meanings),))
                db.execute("DELETE FROM place")
                db.executemany("INSERT INTO place VALUES (?, ?)", places.items())

            if is_new:
                db.execute(f"PRAGMA cache_size = -{_SMALL_CACHE_KIB}")
                db.execute("PRAGMA shrink_memory")

        self._use(work, None)

    def ask(self, work: Callable[[sqlite3.Connection], Result], nothing: Result) -> Result:
        """Return what a piece of work reads from the file, or ``nothing`` when it can't be used.

        Args:
            work: is given the connection; raises ValueError for what no version of ours has written.
            nothing: the answer without a file.
        """
        with self._turn:
            if self._connection is None and not self._is_strict and not os.path.exists(self._file):
                return nothing
        return self._use(work, nothing)

    def _use(self, work: Callable[[sqlite3.Connection], Result], nothing: Result) -> Result:
        import sqlite3

        with self._turn:
            if self._is_strict:
                return self._use_strictly(work)
            if self._is_off:
                return nothing
            try:
                return work(self._connection or self._open())
            except (sqlite3.OperationalError, OSError, UnicodeEncodeError) as problem:
                self._give_up(problem)
            except (sqlite3.Error, ForeignFile, ValueError) as problem:
                self._start_anew(problem)
        return nothing

    def _use_strictly(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        import sqlite3

        try:
            if self._is_off or not os.path.exists(self._file):
                raise IndexUnusable
            return work(self._connection or self._open())
        except (sqlite3.Error, OSError, ForeignFile, ValueError) as problem:
            raise IndexUnusable from problem

    def _open(self) -> sqlite3.Connection:
        self._connection = connect(self._file, self._fingerprint)
        return self._connection

    def _start_anew(self, problem: Exception) -> None:
        """Delete the file: the next write makes it again."""
        self._tell("the index %s is made anew: %s", problem)
        self._disconnect()
        for ending in ("", "-wal", "-shm"):
            with suppress(OSError):
                os.unlink(self._file + ending)
        self._is_off = os.path.exists(self._file)

    def _give_up(self, problem: Exception) -> None:
        self._tell("working without the index %s: %s", problem)
        self._disconnect()
        self._is_off = True

    def _tell(self, message: str, problem: Exception) -> None:
        import logging

        self.has_failed = True
        logging.getLogger(__name__).warning(message, self._file, problem)

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _settled(places: Places, looked_at_ns: int) -> dict[str, bytes]:
    return {path: layout.settled_state(stamp, looked_at_ns) for path, stamp in places.items()}


def _insert(db: sqlite3.Connection, rows: Iterable[Row | None], looked_at_ns: int) -> None:
    # In the order of the tables' keys: filling a tree from left to right is three times as fast.
    kept = sorted(
        (row for row in rows if row is not None and not row.traits & Trait.HELD),
        key=lambda row: (row.sort_key, row.path),
    )
    columns = f"sort_key, {layout.COLUMNS}"
    marks = ", ".join("?" * len(columns.split(",")))
    db.executemany(
        f"INSERT INTO contact ({columns}) VALUES ({marks})",  # noqa: S608 -- constants
        (layout.column_values(row, looked_at_ns) for row in kept),
    )
    handles = sorted(pair for row in kept for pair in layout.handles_of(row.packed, row.path))
    db.executemany("INSERT INTO handle VALUES (?, ?)", handles)


def _clear(db: sqlite3.Connection) -> None:
    """Remove all entries, and the indexes: making them of many entries at once is twice as fast."""
    for index in layout.INDEXES:
        db.execute(f"DROP INDEX {index}")
    for table in ("handle", "contact"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 -- constants


def _forget(db: sqlite3.Connection, paths: Iterable[str]) -> None:
    for path in paths:
        found = db.execute("SELECT packed FROM contact WHERE path = ?", (path,)).fetchone()
        if found:
            db.executemany(
                "DELETE FROM handle WHERE (value, path) = (?, ?)", layout.handles_of(found[0], path)
            )
            db.execute("DELETE FROM contact WHERE path = ?", (path,))
