"""Looking over the whole store: what the disk holds against what the snapshot knows.

Events get lost without a word (a full queue, a replaced folder, a network drive, a link's target);
a sweep misses nothing. It only reports paths, which then settle like any other: a sweep in the
middle of a checkout publishes no half-written state.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contacts_store.disk.scan import scan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from contacts_store.disk.stamp import Stamp
    from contacts_store.finding import Finding
    from contacts_store.snapshot.changeset import ChangeSet
    from contacts_store.snapshot.snapshot import Snapshot

FOLDERS = ("contacts", "tags")
"""The folders of a store that hold records."""


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
        self._vanished |= {path for path in gone if _shown_stamp(snapshot, path) is not None}

    def count_vanished(self, snapshot: Snapshot) -> int:
        """Return how many files are gone whose contacts the store keeps: too many went at once."""
        return sum(snapshot.file_row(path) is not None for path in self._vanished)

    def differences(self, picture: Picture, snapshot: Snapshot) -> set[str]:
        """Return the files that are new, gone, or not as they were when last looked at."""
        self._vanished -= picture.files.keys()
        return {
            path
            for path, stamp in self._disk_states(picture, snapshot)
            if stamp != _shown_stamp(snapshot, path) and path not in self._vanished
        }

    def _disk_states(self, picture: Picture, snapshot: Snapshot) -> Iterator[tuple[str, Stamp | None]]:
        yield from picture.files.items()
        for path in (*snapshot.paths, *snapshot.tag_table.files):
            if path not in picture.files:
                yield path, None


def _shown_stamp(snapshot: Snapshot, path: str) -> Stamp | None:
    file = snapshot.file_row(path) or snapshot.tag_table.files.get(path)
    return file.stamp if file else None
