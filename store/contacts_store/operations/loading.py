"""The first look at a store: from the index where it still holds, from the files where it does not."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from contacts_store.disk.files import sweep_leftovers
from contacts_store.disk.scan import scan
from contacts_store.operations.distinguishing import distinct_file
from contacts_store.operations.looking import Looker, is_contact_path
from contacts_store.operations.places import CONTACTS, TAGS, places_of
from contacts_store.operations.searches import read_searches
from contacts_store.operations.sweeping import scan_findings, sweep
from contacts_store.snapshot.saved import NONE_SAVED
from contacts_store.snapshot.snapshot import Snapshot
from contacts_store.snapshot.tags import TagTable, changed_refs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contacts_store.disk.scan import Scan
    from contacts_store.index.backlog import Backlog
    from contacts_store.records.decoding import Context
    from contacts_store.snapshot.row import Row

OnProgress = Callable[[Snapshot], None]

_FIRST_ROWS = 60
_SECONDS_BETWEEN_PARTS = 0.25
_MANY = 4
"""Beyond a quarter of the entries, making the index anew is faster than changing it."""
_PART_SHARE = 40
"""Showing a part may take up a fortieth of the time of the load."""


def _nobody(_: Snapshot) -> None:
    pass


def _duplicates_in(snapshot: Snapshot) -> frozenset[str]:
    from contacts_store.duplicates.candidates import candidates

    return frozenset(id_ for found in candidates(snapshot) for id_ in found.pair)


def load(looker: Looker, backlog: Backlog, on_progress: OnProgress = _nobody) -> Snapshot:
    """Read the whole store: from the index what the files' stamps confirm, the rest from the files.

    Args:
        looker: the store's reader of files.
        backlog: of the index, which has what was read before; is told what the index has to be told.
        on_progress: is given incomplete snapshots meanwhile, the first one early.
    """
    with _collector_paused():
        looked_at = time.time_ns()
        tags = scan(looker.root, TAGS)
        table = tag_table(looker, tags)
        make = partial(
            Snapshot,
            tag_table=table,
            version=1,
            distinct=distinct_file(looker),
            saved=read_searches(looker, NONE_SAVED),
            contact_at=looker.contact_at,
            duplicates_in=_duplicates_in,
        )
        rows = backlog.index.rows()
        if rows:
            known = make(rows, total=len(rows))
            on_progress(known)
            snapshot = _confirmed(looker, backlog, known, looked_at)
        else:
            contacts = scan(looker.root, CONTACTS)
            sweep_leftovers(looker.root, contacts.littered | tags.littered)
            make = partial(make, store_findings=scan_findings(contacts, tags))
            snapshot = _read_all(looker, looker.context(table), contacts, make, on_progress)
            on_progress(snapshot)
            places = places_of(contacts, tags)
            backlog.replace(snapshot.file_rows, table.meanings, looked_at, places)
        return snapshot


def _confirmed(looker: Looker, backlog: Backlog, known: Snapshot, looked_at: int) -> Snapshot:
    """Return the snapshot of rows of the index, with every file read again whose stamp is another."""
    swept = sweep(looker, known)
    table = known.tag_table
    wanted = {path for path in swept.paths if is_contact_path(path)}
    wanted |= known.paths_naming(changed_refs(backlog.index.meanings(), table.meanings))
    context = looker.context(table)
    changed = {path: looker.contact_row(path, context, None) for path in wanted}
    snapshot = known.evolved(changed, table, swept.findings)
    if len(changed) * _MANY > len(snapshot.rows):
        # All other entries are as good as they were: their stamps were trusted, and have just been confirmed.
        backlog.replace(snapshot.file_rows, table.meanings, looked_at, swept.places)
    else:
        backlog.note(changed, table.meanings, looked_at, swept.places)
    return snapshot


def tag_table(looker: Looker, tags: Scan) -> TagTable:
    """Read all tags that a scan has found."""
    return TagTable({path: file for path in tags.files if (file := looker.tag_file(path, None))})


def _read_all(
    looker: Looker, context: Context, contacts: Scan, make: Callable[..., Snapshot], on_progress: OnProgress
) -> Snapshot:
    rows: list[Row] = []
    total = len(contacts.files)

    due = 0.0
    for some in _rows_of(looker, contacts, context):
        rows += some
        moment = time.monotonic()
        if moment >= due and len(rows) < total:
            on_progress(make(rows, loaded=len(rows), total=total))
            took = time.monotonic() - moment
            due = moment + max(_SECONDS_BETWEEN_PARTS, took * _PART_SHARE)
    return make(rows, loaded=total, total=total)


def _rows_of(looker: Looker, contacts: Scan, context: Context) -> Iterator[list[Row]]:
    """Yield the row of every file that is still there, some at a time.

    Those that need the parser come last: taking turns with it makes the others a tenth dearer.
    """
    others: list[str] = []
    files = iter(contacts.files.items())
    while some := list(islice(files, _FIRST_ROWS)):
        rows, unusual = looker.canonical_rows(some, context)
        others += unusual
        yield rows
    for path in others:
        row = looker.contact_row(path, context, None)
        yield [row] if row else []


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking rows that all stay: a third of the time of a load."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()
