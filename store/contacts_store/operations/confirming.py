"""Bringing the index up to date without making a snapshot: for questions that concern few contacts.

It takes little more than the stat of every file, where a load makes a row of each.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from contacts_store.disk.scan import scan
from contacts_store.operations.loading import load, tag_table
from contacts_store.operations.looking import CONTACTS, TAGS, Looker
from contacts_store.operations.sweeping import places_of
from contacts_store.snapshot.row import state_of

if TYPE_CHECKING:
    from contacts_store.disk.scan import Scan
    from contacts_store.index.index import Index
    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.snapshot import Snapshot


def confirm(looker: Looker, index: Index) -> Snapshot | None:
    """Make the index agree with every file, as far as it can be used at all (``Index.has_failed``).

    Returns:
        The snapshot, if the whole store had to be loaded: on the first look, and after changes of tags.
    """
    looked_at = time.time_ns()
    contacts, tags = scan(looker.root, CONTACTS), scan(looker.root, TAGS)
    states = index.states()
    if not states or _have_changed(index, tags):
        return load(looker, index)
    changed = _changed(looker, states, contacts, tags)
    kept = {
        path: row
        for path, row in changed.items()
        if path in states or (row is not None and not row.is_broken)
    }
    index.update(kept, index.meanings(), looked_at, places_of(contacts, tags))
    return None


def _have_changed(index: Index, tags: Scan) -> bool:
    known = {path: state for path, state in index.places().items() if path.split("/")[0] == TAGS}
    found = {path: state_of(stamp) for path, stamp in (tags.files | tags.folders).items()}
    return known != (found or {TAGS: b""})


def _changed(looker: Looker, states: dict[str, bytes], contacts: Scan, tags: Scan) -> dict[str, Row | None]:
    differing = [path for path, stamp in contacts.files.items() if states.get(path) != state_of(stamp)]
    changed: dict[str, Row | None] = {
        path: None for path in states.keys() - contacts.files.keys() if contacts.knows(path)
    }
    if differing:
        context = looker.context(tag_table(looker, tags))
        changed |= {path: looker.contact_row(path, context, None) for path in differing}
    return changed
