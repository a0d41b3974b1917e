"""What the index file holds, and how a row stands in it: plain columns, nothing that runs when it is read."""

from __future__ import annotations

from functools import partial
from operator import methodcaller
from typing import TYPE_CHECKING, Any

from contacts_store.snapshot.owners import ENDING, SHORT
from contacts_store.snapshot.row import NO_STAMP, Row, seal_of, state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from contacts_store.disk.stamp import Stamp
    from contacts_store.finding import Finding

VERSION = "7"
"""Moves whenever a column, or what is written into one, changes its meaning."""

_CONTACT = """\
CREATE TABLE contact (
    sort_key TEXT NOT NULL,
    path TEXT NOT NULL,
    id TEXT NOT NULL,
    folded TEXT NOT NULL,
    packed BLOB NOT NULL,
    traits INTEGER NOT NULL,
    findings TEXT NOT NULL,
    seal BLOB NOT NULL,
    PRIMARY KEY (sort_key, path)
) WITHOUT ROWID"""
NUMBER_ENDING = f"CASE WHEN length(value) > {SHORT} THEN substr(value, -{ENDING}) ELSE '' END"
_TABLES = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    _CONTACT,
    "CREATE TABLE handle (value TEXT NOT NULL, path TEXT NOT NULL, PRIMARY KEY (value, path)) WITHOUT ROWID",
    "CREATE TABLE place (path TEXT PRIMARY KEY, state BLOB NOT NULL) WITHOUT ROWID",
)
INDEXES = {
    "contact_path": "CREATE UNIQUE INDEX contact_path ON contact (path)",
    "handle_ending": f"CREATE INDEX handle_ending ON handle ({NUMBER_ENDING}) WHERE value GLOB '+*'",
}
"""How each of them is made, by its name."""
SCHEMA = ";\n".join((*_TABLES, *INDEXES.values()))
SCHEMA_TEXTS = frozenset((*_TABLES, *INDEXES.values()))
"""What ``sqlite_master`` must hold and nothing else: no view, no trigger."""

COLUMNS = "folded, path, id, packed, traits, findings, seal"
STATE = f"substr(seal, 1, {len(state_of(NO_STAMP))})"
"""The packed stamp in a seal."""
"""What rows are read from; the columns that are not among them are there to ask by."""
_KINDS: tuple[type, ...] = (str, str, str, bytes, int, str, bytes)
_FIELD, _ITEM = b"\x1f", b"\x1e"
_SEPARATORS = 8
_CLOCK_TICK_NS = 2_000_000_000
"""The coarsest clock of a file system in use (FAT: two seconds)."""


def column_values(row: Row, looked_at_ns: int) -> tuple[Any, ...]:
    """Return a row as column values: the sort key, then those of ``COLUMNS``.

    Args:
        row: the row.
        looked_at_ns: see ``settled_state``.
    """
    findings = _findings_text(row.findings) if row.findings else ""
    seal = row.seal if _is_settled(row.stamp, looked_at_ns) else seal_of(NO_STAMP, row.digest)
    return row.sort_key, row.folded, row.path, row.id, row.packed, row.traits, findings, seal


def _findings_text(findings: tuple[Finding, ...]) -> str:
    import json

    return json.dumps([finding.as_dict() for finding in findings])


def settled_state(stamp: Stamp | None, looked_at_ns: int) -> bytes:
    """Return a stamp as it is kept; empty for what was not there.

    Args:
        stamp: of a file or folder.
        looked_at_ns: the time at which, or before which, it was read. What changed less than a
            clock's tick before may change again without a new stamp (git's racy rule): its stamp
            is left out, so that it is read again next time.
    """
    if stamp is None:
        return b""
    return state_of(stamp if _is_settled(stamp, looked_at_ns) else NO_STAMP)


def _is_settled(stamp: Stamp, looked_at_ns: int) -> bool:
    return max(stamp.mtime_ns, stamp.ctime_ns) <= looked_at_ns - _CLOCK_TICK_NS


def rows_from(entries: list[tuple[Any, ...]]) -> list[Row]:
    """Return the rows of entries, as they come in the order of ``COLUMNS``.

    Raises:
        ValueError: no version of this program has written them.
    """
    if not entries:
        return []
    columns = list(zip(*entries, strict=True))
    if any(set(map(type, column)) != {kind} for column, kind in zip(columns, _KINDS, strict=True)):
        raise ValueError("values of a wrong kind")
    folded, paths, ids, packed, traits, findings, seals = columns
    if not all(map(_is_inside, paths)) or min(map(len, seals)) < len(state_of(NO_STAMP)):
        raise ValueError("paths or stamps that no store has")
    if set(map(_count_separators, packed)) != {_SEPARATORS}:
        raise ValueError("texts that no contact has")
    _FIELD.join(packed).decode()
    found = [_findings(text) if text else () for text in findings]
    return list(map(_row, zip(folded, paths, ids, packed, traits, found, seals, strict=True)))


_count_separators = methodcaller("count", _FIELD)
_row: Callable[[Iterable[Any]], Row] = partial(tuple.__new__, Row)
"""Like ``Row._make``, without a call of Python's own for each of 100,000."""


def _is_inside(path: str) -> bool:
    return path.startswith("contacts/") and "/../" not in path


def _findings(text: str) -> tuple[Finding, ...]:
    import json

    try:
        return tuple(_finding(item) for item in json.loads(text))
    except (TypeError, KeyError, RecursionError) as problem:
        raise ValueError("not findings") from problem


def handles_of(packed: bytes, path: str) -> list[tuple[str, str]]:
    """Return what a contact is looked up by, its numbers and addresses, each with the file."""
    _, _, _, _, numbers, addresses, _ = packed.split(_FIELD, 6)
    values = {*numbers.split(_ITEM), *addresses.split(_ITEM)} - {b""}
    return [(value.decode(), path) for value in values]


def _finding(item: dict[str, Any]) -> Finding:
    from contacts_store.finding import Degree, Finding

    places = int(item["line"]), int(item["column"])
    texts = (str(item[name]) for name in ("field", "message", "remedy"))
    return Finding(Degree(item["degree"]), str(item["path"]), *places, *texts)
