"""Sweeping: looking at the stamp of every file, which tells which of them to read again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from contacts_store.disk.files import sweep_leftovers
from contacts_store.disk.scan import scan
from contacts_store.disk.stamp import look
from contacts_store.finding import Degree, Finding
from contacts_store.operations.places import CONTACTS, TAGS, places_of
from contacts_store.snapshot.distinct import DISTINCT
from contacts_store.snapshot.row import state_of
from contacts_store.snapshot.saved import SEARCHES

if TYPE_CHECKING:
    from contacts_store.disk.scan import Scan
    from contacts_store.index.index import Places
    from contacts_store.operations.looking import Looker
    from contacts_store.snapshot.snapshot import Snapshot


class Sweep(NamedTuple):
    """What looking at the stamp of every file has shown."""

    paths: set[str]
    """The files to look into."""
    findings: tuple[Finding, ...]
    places: Places


def sweep(looker: Looker, before: Snapshot) -> Sweep:
    """Compare the stamps of all files with those of a snapshot. Old leftovers of dead processes go."""
    contacts, tags = scan(looker.root, CONTACTS), scan(looker.root, TAGS)
    sweep_leftovers(looker.root, contacts.littered | tags.littered)
    paths = _differing(contacts, before)
    known = before.tag_table.files
    paths |= {path for path, stamp in tags.files.items() if path not in known or known[path].stamp != stamp}
    paths |= {path for path in known if path not in tags.files and tags.knows(path)}
    if look(looker.root, DISTINCT) != before.distinct.stamp:
        paths.add(DISTINCT)
    if look(looker.root, SEARCHES) != before.saved.stamp:
        paths.add(SEARCHES)
    return Sweep(set(map(_apart, paths)), scan_findings(contacts, tags), places_of(contacts, tags))


def _differing(contacts: Scan, before: Snapshot) -> set[str]:
    """Return the contact files that are new, gone, or have another stamp."""
    seen, read = contacts.files, set(before.paths)
    rewritten = {
        row.path
        for row in before.file_rows
        if (stamp := seen.get(row.path)) is not None and not row.seal.startswith(state_of(stamp))
    }
    gone = {path for path in read - seen.keys() if contacts.knows(path)}
    return rewritten | gone | (seen.keys() - read)


def _apart(path: str) -> str:
    """Return a copy: a few texts of a scan that stay would keep all its memory, 30 MB at 100,000 files."""
    return path.encode().decode()


def scan_findings(contacts: Scan, tags: Scan) -> tuple[Finding, ...]:
    """Return what is off with folders and file names."""
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
