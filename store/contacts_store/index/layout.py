"""What the index file holds, and how a row stands in it: plain columns, nothing that runs when it is read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from contacts_store.finding import Degree, Finding
from contacts_store.snapshot.row import NO_STAMP, Row, state_of

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION = "1"
"""Moves whenever a column, or what is written into one, changes its meaning."""

_CONTACT = """\
CREATE TABLE contact (
    path TEXT PRIMARY KEY,
    id TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    folded TEXT NOT NULL,
    packed TEXT NOT NULL,
    traits INTEGER NOT NULL,
    findings TEXT NOT NULL,
    digest BLOB NOT NULL,
    state BLOB NOT NULL
)"""
_TABLES = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    _CONTACT,
    "CREATE INDEX contact_order ON contact (sort_key, path)",
    "CREATE TABLE handle (value TEXT NOT NULL, path TEXT NOT NULL, PRIMARY KEY (value, path)) WITHOUT ROWID",
)
SCHEMA = ";\n".join(_TABLES)
SCHEMA_TEXTS = frozenset(_TABLES)
"""What ``sqlite_master`` must hold and nothing else: no view, no trigger."""

COLUMNS = "id, path, sort_key, folded, packed, traits, findings, digest, state"
HOSTILE = """
    SELECT count(*) FROM contact
    WHERE typeof(id) <> 'text' OR typeof(path) <> 'text' OR typeof(sort_key) <> 'text'
       OR typeof(folded) <> 'text' OR typeof(packed) <> 'text' OR typeof(traits) <> 'integer'
       OR typeof(findings) <> 'text' OR typeof(digest) <> 'blob' OR typeof(state) <> 'blob'
       OR length(state) <> 32 OR substr(path, 1, 9) <> 'contacts/' OR instr(path, '/../')
"""
"""Counts the entries that no version of this program has written."""

_SEPARATORS = 7
_CLOCK_TICK_NS = 2_000_000_000
"""The coarsest clock of a file system in use (FAT: two seconds)."""


def column_values(row: Row, looked_at_ns: int) -> tuple[Any, ...]:
    """Return a row as column values, in the order of ``COLUMNS``.

    Args:
        row: the row.
        looked_at_ns: the time at which, or before which, the file was read. A file that changed
            less than a clock's tick before may change again without a new stamp (git's racy rule):
            its stamp is left out, so that it is read again next time.
    """
    stamp = row.stamp
    is_racy = max(stamp.mtime_ns, stamp.ctime_ns) > looked_at_ns - _CLOCK_TICK_NS
    findings = json.dumps([finding.as_dict() for finding in row.findings]) if row.findings else ""
    state = state_of(NO_STAMP) if is_racy else row.state
    return (row.id, row.path, row.sort_key, row.folded, row.packed, row.traits, findings, row.digest, state)


def row_from(values: tuple[Any, ...]) -> Row:
    """Return the row of column values.

    Raises:
        ValueError: they are not what ``column_values`` makes.
    """
    packed, findings = values[4], values[6]
    if packed.count("\x1f") != _SEPARATORS:
        raise ValueError("not a packed row")
    if not findings:
        return Row._make((*values[:6], (), *values[7:]))
    try:
        found = tuple(_finding(item) for item in json.loads(findings))
    except (TypeError, KeyError, RecursionError) as problem:
        raise ValueError("not findings") from problem
    return Row._make((*values[:6], found, *values[7:]))


def handles_of(packed: str, path: str) -> Iterator[tuple[str, str]]:
    """Return what a contact is looked up by, its numbers and addresses, each with the file."""
    _, _, _, _, numbers, addresses, _, _ = packed.split("\x1f")
    for values in (numbers, addresses):
        if values:
            yield from ((value, path) for value in set(values.split("\x1e")))


def _finding(item: dict[str, Any]) -> Finding:
    places = int(item["line"]), int(item["column"])
    texts = (str(item[name]) for name in ("field", "message", "remedy"))
    return Finding(Degree(item["degree"]), str(item["path"]), *places, *texts)
