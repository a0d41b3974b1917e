"""The journal's statements: steps and entries in and out of SQLite, inside a transaction of the caller."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from contacts_store.journal.database import JournalUnavailable
from contacts_store.journal.step import Entry, Kind, State, Step
from contacts_store.model.timestamp import format_timestamp, now, parse_timestamp

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

ALL = "TRUE"
"""The condition that every step meets."""
IS_UNDOABLE = "id = (SELECT max(id) FROM step WHERE kind = 'do' AND state = 'done')"
"""The newest change that is done."""
IS_REDOABLE = "id = (SELECT min(id) FROM step WHERE kind = 'do' AND state = 'undone')"
"""The oldest change that is undone and not superseded."""
IS_PENDING = "state = 'pending'"
"""Begun and not finished."""

_COUNTS_PER_BOUND = 20
_TRIM = """
    DELETE FROM step WHERE state <> 'pending' AND id IN (
        SELECT id FROM (
            SELECT id, row_number() OVER newest AS number, sum(size) OVER newest AS total
            FROM step WINDOW newest AS (ORDER BY id DESC)
        )
        WHERE number > 1 AND (number > ? OR total > ?)
    )
"""


def insert_step(connection: sqlite3.Connection, actor: str, label: str, kind: Kind) -> int:
    """Begin a step; return its id, from 1."""
    cursor = connection.execute(
        "INSERT INTO step (at, actor, label, kind, state) VALUES (?, ?, ?, ?, ?)",
        (format_timestamp(now()), actor, label, kind, State.PENDING),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def insert_entries(connection: sqlite3.Connection, step: int, entries: Sequence[Entry]) -> None:
    """Add entries to a step.

    Raises:
        JournalUnavailable: there is no such step.
    """
    size = sum(len(entry.before or b"") + len(entry.after or b"") for entry in entries)
    if not connection.execute("UPDATE step SET size = size + ? WHERE id = ?", (size, step)).rowcount:
        raise JournalUnavailable("the journal was replaced in the middle of the change")
    connection.executemany(
        "INSERT INTO entry (step, path, record_id, kind, changes, before, after)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                step,
                entry.path,
                entry.record_id,
                entry.kind,
                json.dumps(entry.changes, default=str),
                entry.before,
                entry.after,
            )
            for entry in entries
        ],
    )


def delete_entry(connection: sqlite3.Connection, step: int, path: str) -> None:
    """Remove the latest entry about a file from a step."""
    connection.execute(
        "DELETE FROM entry WHERE position = (SELECT max(position) FROM entry WHERE step = ? AND path = ?)",
        (step, path),
    )


def set_state(connection: sqlite3.Connection, step: int, state: State) -> None:
    """Note how far a step has got."""
    connection.execute("UPDATE step SET state = ? WHERE id = ?", (state, step))


def finish_step(connection: sqlite3.Connection, step: int, label: str | None) -> None:
    """Mark a step as done, with another label if one is given. A change supersedes what was undone before."""
    connection.execute(
        "UPDATE step SET state = ?, label = coalesce(?, label) WHERE id = ?", (State.DONE, label, step)
    )
    connection.execute(
        "UPDATE step SET state = 'superseded' WHERE state = 'undone'"
        " AND EXISTS (SELECT 1 FROM step WHERE id = ? AND kind = 'do')",
        (step,),
    )


def delete_step(connection: sqlite3.Connection, step: int) -> None:
    """Remove a step with its entries."""
    connection.execute("DELETE FROM step WHERE id = ?", (step,))


def trim(connection: sqlite3.Connection, step: int, max_steps: int, max_bytes: int) -> None:
    """Drop the oldest steps beyond the bounds. The newest always stays, and so does what is pending.

    Every save asks for this. So the steps are only counted after one that is larger than its share, and
    once in a while; and a tenth more of them may gather before any is dropped.
    """
    (size,) = connection.execute("SELECT size FROM step WHERE id = ?", (step,)).fetchone() or (0,)
    if size * max_steps <= max_bytes and step % max(1, max_steps // _COUNTS_PER_BOUND):
        return
    (number, size) = connection.execute("SELECT count(*), coalesce(sum(size), 0) FROM step").fetchone()
    if number <= max_steps + max_steps // 10 and size <= max_bytes:
        return
    connection.execute(_TRIM, (max_steps, max_bytes))


def step_ids(
    connection: sqlite3.Connection, condition: str, record_id: str | None = None, limit: int | None = None
) -> list[int]:
    """Return the ids of the steps that meet a condition of this module, newest first.

    Args:
        connection: in a transaction.
        condition: which steps.
        record_id: only those that touched this record; None for all.
        limit: at most so many; None for all.
    """
    rows = connection.execute(
        f"SELECT id FROM step WHERE {condition}"  # noqa: S608 -- constants
        " AND (:record IS NULL OR id IN (SELECT step FROM entry WHERE record_id = :record))"
        " ORDER BY id DESC LIMIT :limit",
        {"record": record_id, "limit": -1 if limit is None else limit},
    )
    return [step for (step,) in rows]


def read_step(
    connection: sqlite3.Connection, step: int, record_id: str | None = None, *, has_texts: bool = True
) -> Step | None:
    """Return one step; None when it has been dropped.

    Args:
        connection: in a transaction.
        step: its id.
        record_id: only the entries of this record; None for all.
        has_texts: False leaves ``before`` and ``after`` None, and megabytes unread.
    """
    found = connection.execute("SELECT at, actor, label, kind, state FROM step WHERE id = ?", (step,))
    row = found.fetchone()
    if row is None:
        return None
    at, actor, label, kind, state = row
    moment = parse_timestamp(at)
    assert moment is not None
    texts = "before, after" if has_texts else "NULL, NULL"
    rows = connection.execute(
        f"SELECT path, record_id, kind, {texts}, changes FROM entry"  # noqa: S608 -- constants
        " WHERE step = :step AND (:record IS NULL OR record_id = :record) ORDER BY position",
        {"step": step, "record": record_id},
    )
    entries = tuple(
        Entry(path, record, entry_kind, before, after, tuple(json.loads(changes)))
        for path, record, entry_kind, before, after, changes in rows
    )
    return Step(step, moment, actor, label, Kind(kind), State(state), entries)
