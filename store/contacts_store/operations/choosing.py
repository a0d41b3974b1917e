"""WHO: from an id, an id's beginning, a file's path or a query to the one contact that is meant."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from contacts_store.disk.names import RECORD_ENDINGS
from contacts_store.errors import Ambiguous, NotFound
from contacts_store.model.identity import is_id
from contacts_store.query.query import parse
from contacts_store.snapshot.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.snapshot import Snapshot

_SHORTEST_PREFIX = 4


def find_one(snapshot: Snapshot, root: Path, who: str) -> Row:
    """Return the contact that is meant; deleted ones by id or path, or when no active one matches.

    Raises:
        NotFound: nobody is.
        Ambiguous: several are.
        QueryError: the text is no query.
    """
    exact = _by_id_or_path(snapshot, root, who)
    if exact is not None:
        return exact
    lowered = who.strip().lower()
    rows = snapshot.ids_starting(lowered) if len(lowered) >= _SHORTEST_PREFIX and _is_hex(lowered) else []
    if len(rows) != 1:
        query = parse(who)
        found = snapshot.select(View.all(), query) if query else ()
        rows = list(found or (snapshot.select(View.trash(), query) if query else ())) or rows
    if not rows:
        raise NotFound(f"no contact matches {who!r}")
    named = [row for row in rows if row.name.casefold() == who.strip().casefold()]
    if len(rows) > 1 and len(named) != 1:
        raise Ambiguous(who, tuple((row.id, row.name) for row in rows))
    return named[0] if len(named) == 1 else rows[0]


def _by_id_or_path(snapshot: Snapshot, root: Path, who: str) -> Row | None:
    if is_id(who):
        row = snapshot.row(who.lower())
        if row is None:
            raise NotFound(f"no contact has the id {who}")
        return row
    if not who.endswith(RECORD_ENDINGS):
        return None
    rows = (snapshot.row_at(path) for path in _paths_in_store(root, who))
    return next((row for row in rows if row is not None), None)


def _paths_in_store(root: Path, who: str) -> Iterator[str]:
    """Yield what a path may mean in the store: from its top, from the current folder, through links."""
    yield os.path.normpath(who)
    yield os.path.relpath(who, root)
    with suppress(ValueError):  # a null character
        # Not resolved as a whole: a file that is itself a link belongs to the folder that it is in.
        folder, name = os.path.split(os.path.abspath(who))  # noqa: PTH100
        yield os.path.relpath(f"{os.path.realpath(folder)}/{name}", os.path.realpath(root))


def _is_hex(text: str) -> bool:
    return all(char in "0123456789abcdef-" for char in text)
