"""The first load and every refresh: from what the disk holds to the next snapshot and what changed in it."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from contacts_store.disk.files import sweep_leftovers
from contacts_store.disk.scan import scan
from contacts_store.finding import Degree, Finding, has_errors
from contacts_store.operations.looking import CONTACTS, TAGS, Looker, is_contact_path, is_tag_path
from contacts_store.snapshot.changeset import ChangeSet
from contacts_store.snapshot.snapshot import Snapshot
from contacts_store.snapshot.tags import TagTable, changed_refs

if TYPE_CHECKING:
    from contacts_store.disk.scan import Scan
    from contacts_store.disk.stamp import Stamp
    from contacts_store.index.index import Index, Places
    from contacts_store.snapshot.row import Row

OnProgress = Callable[[Snapshot], None]


def _nobody(_: Snapshot) -> None:
    pass


Changed = dict[str, "Row | None"]

_NO_PLACES: Places = {}
_FIRST_ROWS = 60
_SECONDS_BETWEEN_PARTS = 0.25
_PART_SHARE = 20
"""Showing a part may take up a twentieth of the time of the load."""
_MANY = 10
"""So many contacts do not vanish all at once on purpose."""
_VANISHED = Finding(
    Degree.ERROR,
    CONTACTS,
    0,
    0,
    "",
    "all contact files are gone at once; the contacts are shown as they were",
    "mount or restore the folder; if it is meant, start again",
)


def load(looker: Looker, index: Index, on_progress: OnProgress = _nobody) -> Snapshot:
    """Read the whole store: from the index what the files' stamps confirm, the rest from the files.

    Args:
        looker: the store's reader of files.
        index: what was read before.
        on_progress: is given incomplete snapshots meanwhile, the first one early.
    """
    with _collector_paused():
        looked_at = time.time_ns()
        count = index.count()
        if count:
            on_progress(Snapshot(index.first_rows(_FIRST_ROWS), version=1, total=count))
        tags = scan(looker.root, TAGS)
        table = tag_table(looker, tags)
        rows = index.rows() if count else []
        if rows:
            known = Snapshot(rows, table, version=1, loaded=0, total=len(rows))
            on_progress(known)
            snapshot = _confirmed(looker, index, known, looked_at)
        else:
            contacts = scan(looker.root, CONTACTS)
            sweep_leftovers(looker.root, contacts.littered | tags.littered)
            snapshot = _read_all(looker, table, contacts, _scan_findings(contacts, tags), on_progress)
            places = places_of(contacts, tags)
            index.rebuild(snapshot.file_rows, table.meanings, looked_at, places)
        return snapshot


def _confirmed(looker: Looker, index: Index, known: Snapshot, looked_at: int) -> Snapshot:
    """Return the snapshot of rows of the index, with every file read again whose stamp is another."""
    sweep = _sweep(looker, known)
    table = known.tag_table
    wanted = {path for path in sweep.paths if is_contact_path(path)}
    wanted |= _naming(known, changed_refs(index.meanings(), table.meanings))
    context = looker.context(table)
    changed = {path: looker.contact_row(path, context, None) for path in wanted}
    snapshot = known.evolved(changed, table, sweep.findings)
    _keep(index, snapshot, changed, looked_at, sweep.places)
    return snapshot


def tag_table(looker: Looker, tags: Scan) -> TagTable:
    """Read all tags that a scan has found."""
    return TagTable({path: file for path in tags.files if (file := looker.tag_file(path, None))})


def places_of(contacts: Scan, tags: Scan) -> Places:
    """Return what the index hangs on beside the contact files; nothing when a part was unreadable."""
    if contacts.unreadable or tags.unreadable:
        return {}
    missing: Places = {CONTACTS: None, TAGS: None}
    return missing | contacts.folders | tags.folders | tags.files


def _keep(index: Index, snapshot: Snapshot, changed: Changed, looked_at: int, places: Places) -> None:
    """Bring the index up to date; beyond a quarter of the entries, making it anew is faster."""
    meanings = snapshot.tag_table.meanings
    if len(changed) * 4 > len(snapshot.rows):
        index.rebuild(snapshot.file_rows, meanings, looked_at, places)
    else:
        index.update(changed, meanings, looked_at, places)


def _read_all(
    looker: Looker, table: TagTable, contacts: Scan, findings: tuple[Finding, ...], on_progress: OnProgress
) -> Snapshot:
    context = looker.context(table)
    rows: list[Row] = []
    total = len(contacts.files)

    def part(loaded: int) -> Snapshot:
        return Snapshot(rows, table, version=1, store_findings=findings, loaded=loaded, total=total)

    due = 0.0
    for number, path in enumerate(contacts.files, 1):
        row = looker.contact_row(path, context, None)
        if row is not None:
            rows.append(row)
        if number % _FIRST_ROWS == 0 and number < total:
            moment = time.monotonic()
            if moment >= due:
                on_progress(part(number))
                took = time.monotonic() - moment
                due = moment + max(_SECONDS_BETWEEN_PARTS, took * _PART_SHARE)
    return part(total)


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


def refresh(
    looker: Looker, index: Index, before: Snapshot, paths: Collection[str] | None, *, patient: bool = False
) -> tuple[Snapshot, ChangeSet]:
    """Look at these paths again, or at everything, and return the next snapshot and what is different.

    Args:
        looker: the store's reader of files.
        index: is told what changed.
        before: the snapshot so far.
        paths: relative to the store; None looks at every file whose stamp differs.
        patient: keep the last good row of a file that can't be read now, and name it as deferred.
    """
    looked_at = time.time_ns()
    findings, places = before.store_findings, _NO_PLACES
    if paths is None:
        paths, findings, places = _sweep(looker, before)
    tag_paths = [path for path in paths if is_tag_path(path)]
    table, late_tags = _tags_after(looker, before.tag_table, tag_paths, patient=patient)
    wanted = {path for path in paths if is_contact_path(path)}
    if table is not before.tag_table:
        wanted |= _naming(before, changed_refs(before.tag_table.meanings, table.meanings))
    changed, late = _look(looker, before, wanted, table, patient=patient)
    if _is_vanishing(looker, before, changed):
        changed = {path: row for path, row in changed.items() if row is not None}
        findings = (*(finding for finding in findings if finding != _VANISHED), _VANISHED)
        places = _NO_PLACES
    after, changes = _next(before, changed, table, findings, late | late_tags)
    if changed or table is not before.tag_table or places:
        _keep(index, after, changed, looked_at, places)
    return after, changes


class _Sweep(NamedTuple):
    """What looking at the stamp of every file has shown."""

    paths: set[str]
    """The files to look into."""
    findings: tuple[Finding, ...]
    places: Places


def _sweep(looker: Looker, before: Snapshot) -> _Sweep:
    contacts, tags = scan(looker.root, CONTACTS), scan(looker.root, TAGS)
    sweep_leftovers(looker.root, contacts.littered | tags.littered)
    known: dict[str, Stamp] = {row.path: row.stamp for row in before.rows}
    known |= {file.path: file.stamp for file in before.tag_table.files.values()}
    found = contacts.files | tags.files
    differing = {path for path, stamp in found.items() if known.get(path) != stamp}
    gone = {path for path in known.keys() - found.keys() if contacts.knows(path) and tags.knows(path)}
    places = places_of(contacts, tags)
    return _Sweep(differing | gone, _scan_findings(contacts, tags), places)


def _scan_findings(contacts: Scan, tags: Scan) -> tuple[Finding, ...]:
    copies = (
        Finding(
            Degree.WARNING,
            path,
            0,
            0,
            "",
            "a sync tool's conflict copy; it is not read",
            "merge what it holds by hand, then delete it",
        )
        for found in (contacts, tags)
        for path in found.conflict_copies
    )
    return (*contacts.problems, *tags.problems, *copies)


def _tags_after(
    looker: Looker, before: TagTable, paths: Collection[str], *, patient: bool
) -> tuple[TagTable, frozenset[str]]:
    if not paths or not any((looker.root / folder).is_dir() for folder in (CONTACTS, TAGS)):
        return before, frozenset()
    changed = {path: looker.tag_file(path, before.files.get(path)) for path in paths}
    found = {file.tag.id for file in changed.values() if file is not None and file.tag is not None}
    late = frozenset(
        path
        for path, file in changed.items()
        if patient
        and (old := before.files.get(path)) is not None
        and not has_errors(old.findings)
        and (has_errors(file.findings) if file else old.tag is None or old.tag.id not in found)
    )
    files = before.files | {path: file for path, file in changed.items() if path not in late}
    return TagTable({path: file for path, file in files.items() if file is not None}), late


def _naming(snapshot: Snapshot, refs: frozenset[str]) -> set[str]:
    """Return the contact files that name one of these tags, by id or by name."""
    if not refs:
        return set()
    return {
        row.path for row in snapshot.rows if any(ref in refs or ref.casefold() in refs for ref in row.tags)
    }


def _look(
    looker: Looker, before: Snapshot, paths: Collection[str], table: TagTable, *, patient: bool
) -> tuple[Changed, frozenset[str]]:
    context = looker.context(table)
    changed: Changed = {}
    deferred: set[str] = set()
    missing: dict[str, str] = {}
    for path in paths:
        old = before.file_row(path)
        row = looker.contact_row(path, context, old)
        if patient and old is not None and not old.is_broken and (row is None or row.is_broken):
            deferred.add(path)
            if row is None:
                missing[path] = old.id
        elif row != old:
            changed[path] = row
    found = {row.id for row in changed.values() if row is not None}
    moved: Changed = {path: None for path, id_ in missing.items() if id_ in found}
    return changed | moved, frozenset(deferred - moved.keys())


def _is_vanishing(looker: Looker, before: Snapshot, changed: Changed) -> bool:
    gone = sum(row is None for row in changed.values())
    if not gone:
        return False
    if not (looker.root / CONTACTS).is_dir():
        return True
    return gone >= _MANY and gone == sum(1 for _ in before.paths)


def _next(
    before: Snapshot,
    changed: Changed,
    table: TagTable,
    findings: tuple[Finding, ...],
    deferred: frozenset[str],
) -> tuple[Snapshot, ChangeSet]:
    tags_changed = table is not before.tag_table and bool(
        table.meanings != before.tag_table.meanings or table.tags != before.tag_table.tags
    )
    findings_changed = findings != before.store_findings
    if not (changed or findings_changed or table is not before.tag_table):
        return before, ChangeSet(before.version, deferred=deferred)
    after = before.evolved(changed, table, findings)
    seen = {
        path: row for path, row in changed.items() if not _is_same_but_for_stamp(before.file_row(path), row)
    }
    ids_before = {row.id for path in seen if (row := before.file_row(path))}
    ids_after = {row.id for row in seen.values() if row}
    added = {id_ for id_ in ids_after if before.row(id_) is None}
    removed = {id_ for id_ in ids_before if after.row(id_) is None}
    return after, ChangeSet(
        version=after.version,
        added=frozenset(added),
        changed=frozenset((ids_before | ids_after) - added - removed),
        removed=frozenset(removed),
        tags_changed=tags_changed,
        findings_changed=after.findings != before.findings,
        deferred=deferred,
    )


def _is_same_but_for_stamp(old: Row | None, new: Row | None) -> bool:
    return old is not None and new is not None and new._replace(state=old.state) == old
