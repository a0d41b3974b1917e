"""Opening an index file: none that is not ours in every respect is ever asked anything."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from contacts_store.index import layout
from contacts_store.locations import make_private

if TYPE_CHECKING:
    import sqlite3

_BUSY_SECONDS = 2.0
_LONGEST = 1 << 26
"""Bytes of an entry. What the largest file makes is far below it, what is longer is no work of ours."""


class ForeignFile(Exception):
    """The file is not one that this version made for this store."""


def connect(file: str, fingerprint: str) -> sqlite3.Connection:
    """Open an index file, which is made when there is none.

    Args:
        file: where it is; its folder is made, too.
        fingerprint: what must be the same for the entries to hold.

    Raises:
        ForeignFile: another program, version or store has made it.
        sqlite3.Error: it can't be opened, or is no database.
        OSError: it can't be made.
    """
    import sqlite3

    make_private(os.path.dirname(file))
    if os.path.islink(file):
        raise ForeignFile("a symbolic link")
    is_new = not os.path.exists(file)
    connection = sqlite3.connect(file, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA synchronous = NORMAL")
        if is_new:
            os.chmod(file, 0o600)
            make_tables(connection, fingerprint)
        _require_ours(connection, fingerprint)
    except BaseException:
        connection.close()
        raise
    return connection


def make_tables(connection: sqlite3.Connection, fingerprint: str) -> None:
    """Make the tables in an empty database."""
    connection.execute("PRAGMA journal_mode = WAL")
    tags = "INSERT INTO meta VALUES ('tags', '{}')"
    connection.executescript(f"BEGIN IMMEDIATE;\n{layout.SCHEMA};\n{tags};")
    connection.execute("INSERT INTO meta VALUES ('fingerprint', ?)", (fingerprint,))
    connection.execute("COMMIT")


def _require_ours(connection: sqlite3.Connection, fingerprint: str) -> None:
    texts = {text for (text,) in connection.execute("SELECT sql FROM sqlite_master") if text is not None}
    if texts != layout.SCHEMA_TEXTS:
        raise ForeignFile("another schema")
    found = connection.execute("SELECT value FROM meta WHERE key = 'fingerprint'").fetchone()
    if found != (fingerprint,):
        raise ForeignFile("other settings or another version")
