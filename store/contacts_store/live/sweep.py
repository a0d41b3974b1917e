"""Looking over the whole store: what the disk holds against what the snapshot knows.

Events get lost without a word (a full queue, a replaced folder, a network drive, a link's target);
a sweep misses nothing. It only reports paths, which then settle like any other: a sweep in the
middle of a checkout publishes no half-written state.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from contacts_store.disk.scan import scan
from contacts_store.disk.stamp import look
from contacts_store.operations.places import CONTACTS, TAGS
from contacts_store.snapshot.distinct import DISTINCT
from contacts_store.snapshot.row import state_of
from contacts_store.snapshot.saved import SEARCHES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from contacts_store.disk.stamp import Stamp
    from contacts_store.finding import Finding
    from contacts_store.snapshot.changeset import ChangeSet
    from contacts_store.snapshot.snapshot import Snapshot
    from contacts_store.store import Store

FOLDERS = (CONTACTS, TAGS)
"""The folders of a store that hold records."""
FILES = (DISTINCT, SEARCHES)
"""The files at the top of a store that are read like records."""


@dataclass(frozen=True, slots=True)
class Oddities:
    """What a scan met that is no record but is reported."""

    missing_folders: tuple[str, ...]
    conflict_copies: frozenset[str]
    problems: frozenset[Finding]


NOTHING_ODD = Oddities((), frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Picture:
    """What the disk holds: records, folders (by inode), and what is odd."""

    files: dict[str, Stamp]
    folders: dict[str, int]
    oddities: Oddities


def look_over(root: Path) -> Picture:
    """Scan every folder of records. Raises nothing: what can't be read is a finding."""
    scans = {folder: scan(root, folder) for folder in FOLDERS}
    found = scans.values()
    return Picture(
        files={path: stamp for each in found for path, stamp in each.files.items()},
        folders={path: stamp.inode for each in found for path, stamp in each.folders.items()},
        oddities=Oddities(
            tuple(folder for folder, found_in in scans.items() if not found_in.root_exists),
            frozenset(path for each in found for path in each.conflict_copies),
            frozenset(finding for each in found for finding in each.problems),
        ),
    )


class Sweep(NamedTuple):
    """What looking over the whole store has shown."""

    picture: Picture
    differences: frozenset[str]
    """The files that are new, gone, or not as the snapshot shows them."""


def sweep(store: Store) -> Sweep:
    """Compare the disk with a store's snapshot. Takes as long as the store is large; nothing waits for it."""
    picture = look_over(store.root)
    snapshot = store.snapshot
    tags = snapshot.tag_table.files
    new_or_changed = {
        path
        for path, stamp in picture.files.items()
        if snapshot.state_at(path) != state_of(stamp) and (path not in tags or tags[path].stamp != stamp)
    }
    gone = {path for path in (*snapshot.paths, *tags) if path not in picture.files}
    at_top = {path for path in FILES if look(store.root, path) != shown_stamp(snapshot, path)}
    return Sweep(picture, frozenset(new_or_changed | gone | at_top))


class Known:
    """Which state of each file the snapshot shows: the stamp of its row says so.

    Except for missing files whose contacts the store keeps: these are remembered here, lest every
    sweep find them. A file that could not be read is found, and so tried again, by every sweep.
    """

    def __init__(self) -> None:
        self._vanished: set[str] = set()

    def remember(self, looked_at: Mapping[str, Stamp | None], changes: ChangeSet, snapshot: Snapshot) -> None:
        """Take what the store was just asked to look at, and what came of it."""
        gone = {path for path, stamp in looked_at.items() if stamp is None and path not in changes.deferred}
        self._vanished -= looked_at.keys()
        self._vanished |= {path for path in gone if shown_stamp(snapshot, path) is not None}

    def count_vanished(self, snapshot: Snapshot) -> int:
        """Return how many files are gone whose contacts the store keeps: too many went at once."""
        return sum(snapshot.file_row(path) is not None for path in self._vanished)

    def news(self, swept: Sweep) -> set[str]:
        """Return the differences that were not known before."""
        self._vanished = {path for path in self._vanished if path not in swept.picture.files}
        return set(swept.differences - self._vanished)


def shown_stamp(snapshot: Snapshot, path: str) -> Stamp | None:
    """Return the stamp of a file as the snapshot shows it, None for a file that it does not know."""
    if path == DISTINCT:
        return snapshot.distinct.stamp
    if path == SEARCHES:
        return snapshot.saved.stamp
    file = snapshot.file_row(path) or snapshot.tag_table.files.get(path)
    return file.stamp if file else None
