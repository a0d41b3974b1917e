"""Bringing the index up to date without making a snapshot: for questions that concern few contacts.

It takes little more than the stat of every file, where a load makes a row of each; and what reads
files is imported only when there is one to read.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from contacts_store.disk.scan import scan
from contacts_store.operations.places import CONTACTS, TAGS, places_of
from contacts_store.snapshot.row import state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from contacts_store.disk.scan import Scan
    from contacts_store.disk.stamp import Stamp
    from contacts_store.index.index import Index
    from contacts_store.operations.looking import Looker
    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.snapshot import Snapshot


def confirm(root: str, looker_of: Callable[[], Looker], index: Index) -> Snapshot | None:
    """Make the index agree with every file, as far as it can be used at all (``Index.has_failed``).

    Args:
        root: the store.
        looker_of: makes the reader of its files, if one is needed.
        index: what was read before.

    Returns:
        The snapshot, if the whole store had to be loaded: on the first look, and after changes of tags.
    """
    looked_at = time.time_ns()
    contacts, tags = scan(root, CONTACTS), scan(root, TAGS)
    states, known = index.states(), index.places()
    if not states or _tags_in(known) != (_states(tags.files | tags.folders) or {TAGS: b""}):
        return load_and_tell(looker_of(), index)
    found, places = _states(contacts.files), places_of(contacts, tags)
    if found != states or not known.items() >= _states(contacts.folders).items():
        changed = _changed(looker_of, states, found, contacts, tags) if found != states else {}
        index.update(changed, index.meanings(), looked_at, places)
    return None


def load_and_tell(looker: Looker, index: Index) -> Snapshot:
    """Load the whole store, and have the index know it at once."""
    from contacts_store.index.backlog import Backlog
    from contacts_store.operations.loading import load

    backlog = Backlog(index)
    snapshot = load(looker, backlog)
    backlog.write()
    return snapshot


def _states(stamps: Mapping[str, Stamp]) -> dict[str, bytes]:
    return {path: state_of(stamp) for path, stamp in stamps.items()}


def _tags_in(places: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: state for path, state in places.items() if path.split("/")[0] == TAGS}


def _changed(
    looker_of: Callable[[], Looker],
    states: dict[str, bytes],
    found: dict[str, bytes],
    contacts: Scan,
    tags: Scan,
) -> dict[str, Row | None]:
    from contacts_store.operations.loading import tag_table

    changed: dict[str, Row | None] = {
        path: None for path in states.keys() - found.keys() if contacts.knows(path)
    }
    differing = [path for path, state in found.items() if states.get(path) != state]
    if differing:
        looker = looker_of()
        context = looker.context(tag_table(looker, tags))
        changed |= {path: looker.contact_row(path, context, None) for path in differing}
    return changed
