"""Refreshing: from the files that may have changed to the next snapshot and what changed in it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from contacts_store.finding import Degree, Finding, has_errors
from contacts_store.operations.distinguishing import distinct_file
from contacts_store.operations.looking import Looker, is_contact_path, is_tag_path
from contacts_store.operations.places import CONTACTS, TAGS
from contacts_store.operations.searches import read_searches
from contacts_store.operations.sweeping import sweep
from contacts_store.snapshot.changeset import ChangeSet
from contacts_store.snapshot.distinct import DISTINCT
from contacts_store.snapshot.saved import SEARCHES
from contacts_store.snapshot.tags import TagTable, changed_refs

if TYPE_CHECKING:
    from collections.abc import Collection

    from contacts_store.index.backlog import Backlog
    from contacts_store.index.index import Places
    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.snapshot import Snapshot

Changed = dict[str, "Row | None"]

_NO_PLACES: Places = {}
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


def refresh(  # noqa: PLR0913 -- what to look at, and how far to believe it
    looker: Looker,
    backlog: Backlog,
    before: Snapshot,
    paths: Collection[str] | None,
    *,
    patient: bool = False,
    removed: Collection[str] = (),
) -> tuple[Snapshot, ChangeSet]:
    """Look at these paths again, or at everything, and return the next snapshot and what is different.

    Args:
        looker: the store's reader of files.
        backlog: is told what the index has to be told.
        before: the snapshot so far.
        paths: relative to the store; None looks at every file whose stamp differs.
        patient: keep the last good row of a file that can't be read now, and name it as deferred.
        removed: paths of files that we have removed ourselves: of these it is believed.
    """
    looked_at = time.time_ns()
    findings, places = before.store_findings, _NO_PLACES
    if paths is None:
        paths, findings, places = sweep(looker, before)
    tag_paths = [path for path in paths if is_tag_path(path)]
    table, late_tags = _tags_after(looker, before.tag_table, tag_paths, patient=patient)
    distinct = distinct_file(looker, before.distinct) if DISTINCT in paths else before.distinct
    saved = read_searches(looker, before.saved) if SEARCHES in paths else before.saved
    wanted = {path for path in paths if is_contact_path(path)}
    if table is not before.tag_table:
        wanted |= before.paths_naming(changed_refs(before.tag_table.meanings, table.meanings))
    changed, late = _look(looker, before, wanted, table, patient=patient)
    if _is_vanishing(looker, before, changed, removed):
        changed = {path: row for path, row in changed.items() if row is not None}
        findings = (*(finding for finding in findings if finding != _VANISHED), _VANISHED)
        places = _NO_PLACES
    is_same = (
        table is before.tag_table
        and findings == before.store_findings
        and distinct == before.distinct
        and saved == before.saved
    )
    after = before if is_same and not changed else before.evolved(changed, table, findings, distinct, saved)
    if changed or table is not before.tag_table or places:
        backlog.note(changed, table.meanings, looked_at, places)
    return after, _changes(before, after, changed, late | late_tags)


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


def _is_vanishing(looker: Looker, before: Snapshot, changed: Changed, removed: Collection[str]) -> bool:
    gone = sum(row is None and path not in removed for path, row in changed.items())
    if not gone:
        return False
    if not (looker.root / CONTACTS).is_dir():
        return True
    return gone >= _MANY and gone == sum(1 for _ in before.paths)


def _changes(before: Snapshot, after: Snapshot, changed: Changed, deferred: frozenset[str]) -> ChangeSet:
    if after is before:
        return ChangeSet(before.version, deferred=deferred)
    old, new = before.tag_table, after.tag_table
    tags_changed = new is not old and (new.meanings != old.meanings or new.tags != old.tags)
    seen = {
        path: row for path, row in changed.items() if not _is_same_but_for_stamp(before.file_row(path), row)
    }
    ids_before = {row.id for path in seen if (row := before.file_row(path))}
    ids_after = {row.id for row in seen.values() if row}
    added = {id_ for id_ in ids_after if before.row(id_) is None}
    removed = {id_ for id_ in ids_before if after.row(id_) is None}
    return ChangeSet(
        version=after.version,
        added=frozenset(added),
        changed=frozenset((ids_before | ids_after) - added - removed),
        removed=frozenset(removed),
        tags_changed=tags_changed,
        searches_changed=after.saved.queries != before.saved.queries,
        findings_changed=after.findings != before.findings,
        distinct_changed=after.distinct.pairs != before.distinct.pairs,
        deferred=deferred,
    )


def _is_same_but_for_stamp(old: Row | None, new: Row | None) -> bool:
    return old is not None and new is not None and old.digest == new.digest and old[:-1] == new[:-1]
