"""Reading, replacing, creating, removing and moving contact files so that no text is ever lost.

Every write proves what it began from: it carries the digest of the text that was edited, and is
refused when the file holds another. The caller holds the store's lock; the digests and the looks
at what was replaced are for the programs that know of no lock.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from stat import S_IMODE, S_ISLNK, S_ISREG
from typing import TYPE_CHECKING

from contacts_store.disk import system
from contacts_store.disk.failures import AlreadyExists, ChangedOnDisk, writing
from contacts_store.disk.names import is_record_name, temporary_name
from contacts_store.disk.publish import Foreign, name_new, swap_in, sync_folder, take_out
from contacts_store.disk.reading import MAX_BYTES, read, read_stable
from contacts_store.disk.staging import staged, sweep_leftovers
from contacts_store.disk.stamp import Stamp, digest, stamp_of
from contacts_store.errors import WriteFailed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Sync = Callable[[str], bool]
    """Makes the names in a folder durable and tells whether it did. Whoever writes many files may note the
    folder, answer True, and do it once at the end."""

__all__ = ["MAX_BYTES", "Written", "create", "move", "read", "remove", "replace", "sweep_leftovers"]

_COMPARE_LIMIT = 1 << 26
_PRIVATE_FILE = 0o600
_PRIVATE_FOLDER = 0o700
_PERMISSIONS = 0o666
_MODE_SAMPLE = 16


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did.

    Attributes:
        path: the file, relative to the store.
        stamp: of the file as written; None when it was removed, or when the system would not say.
        durable: False when the text is in place but the disk has not confirmed the file's name, so
            that a power cut may still undo the write ("saved, not yet durable").
        notes: what a person should know: a hard link that now differs, an owner that was not kept.
    """

    path: str
    stamp: Stamp | None
    durable: bool
    notes: tuple[str, ...] = ()


def replace(root: Path, path: str, new: bytes, *, expected: bytes, sync: Sync = sync_folder) -> Written:
    """Replace the text of a file: afterwards it is wholly the old or wholly the new one.

    Symbolic links, permissions, owner and extended attributes are kept.

    Args:
        root: the store.
        path: the file, relative to the store, with ``/``.
        new: the text.
        expected: the digest of the text that the change began from.
        sync: see ``Sync``.

    Raises:
        ChangedOnDisk: the file holds another text, which stays.
        WriteFailed: the system refused; the old text is whole.
    """
    with writing(path):
        target = f"{root}/{path}"
        if system.islink(target):
            target = system.realpath(target)
        old = _compare(target, path, expected)
        folder = _folder_of(target)
        with staged(folder, new, like=old, source=target, mode=S_IMODE(old.st_mode)) as staging:
            # Renaming asks for a writable folder only, but whoever made a file read-only meant it.
            if system.access(target, os.F_OK) and not system.access(target, os.W_OK):
                raise WriteFailed(path, "the file is read-only", "make it writable (chmod u+w)")
            try:
                swap_in(staging.name, target, new, expected)
            except Foreign as other:
                raise ChangedOnDisk(path, other.text) from None
            stamp = staging.stamp()
        return Written(path, stamp, sync(folder), staging.notes + _hard_link_note(old))


def create(root: Path, path: str, data: bytes, *, sync: Sync = sync_folder) -> Written:
    """Make a new file; missing folders are made, readable by their owner alone.

    The file is private as well, unless the folder's other records share another mode.

    Args:
        root: the store, which must be there.
        path: the file, relative to the store, with ``/``.
        data: the text.
        sync: see ``Sync``.

    Raises:
        AlreadyExists: the name is taken; nothing was overwritten.
        WriteFailed: the system refused; nothing was made.
    """
    with writing(path):
        target = f"{root}/{path}"
        is_durable = _make_folders(root, path)
        folder = _folder_of(target)
        with staged(folder, data, like=None, source="", mode=_mode_of_others(folder)) as staging:
            try:
                name_new(staging.name, target)
            except FileExistsError:
                raise AlreadyExists(path) from None
            stamp = staging.stamp()
        return Written(path, stamp, sync(folder) and is_durable)


def remove(root: Path, path: str, *, expected: bytes, sync: Sync = sync_folder) -> Written:
    """Delete a file. Of a symbolic link, the link goes and its target stays.

    Args:
        root: the store.
        path: the file, relative to the store, with ``/``.
        expected: the digest of the text that may go.
        sync: see ``Sync``.

    Raises:
        ChangedOnDisk: the file holds another text, which stays, or it is gone.
        WriteFailed: the system refused; the file is whole.
    """
    with writing(path):
        target = f"{root}/{path}"
        old = _compare(target, path, expected)
        folder = _folder_of(target)
        try:
            take_out(f"{folder}/{temporary_name(os.getpid())}", target, expected)
        except Foreign as other:
            raise ChangedOnDisk(path, other.text) from None
        return Written(path, None, sync(folder), _hard_link_note(old))


def move(root: Path, old: str, new: str, *, expected: bytes) -> Written:
    """Give a file another name or folder, without overwriting; missing folders are made.

    Args:
        root: the store.
        old: the file, relative to the store, with ``/``.
        new: its name to be.
        expected: the digest of its text.

    Raises:
        ChangedOnDisk: the file holds another text, or it is gone.
        AlreadyExists: the new name is taken.
        WriteFailed: the system refused; the file is where it was.
    """
    with writing(old):
        source, target = f"{root}/{old}", f"{root}/{new}"
        _compare(source, old, expected)
        if S_ISLNK(system.lstat(source).st_mode):
            raise WriteFailed(old, "it is a symbolic link, and may lead elsewhere then", "move it yourself")
        is_durable = _make_folders(root, new)
        try:
            name_new(source, target)
        except FileExistsError:
            raise AlreadyExists(new) from None
        # The new name first: after a power cut between the two, the file has a name too many, not none.
        is_durable &= sync_folder(_folder_of(target))
        is_durable &= sync_folder(_folder_of(source))
        return Written(new, _stamp_or_none(target), is_durable)


def _compare(target: str, path: str, expected: bytes) -> os.stat_result:
    """Return the stat result of a file that holds the expected text."""
    try:
        found, status = read_stable(target, path, _COMPARE_LIMIT)
    except (FileNotFoundError, NotADirectoryError):
        raise ChangedOnDisk(path, None) from None
    if digest(found) != expected:
        raise ChangedOnDisk(path, found)
    return status


def _stamp_or_none(name: str) -> Stamp | None:
    with suppress(OSError):
        return stamp_of(system.stat(name))
    return None


def _folder_of(name: str) -> str:
    return name.rpartition("/")[0]


def _hard_link_note(old: os.stat_result) -> tuple[str, ...]:
    if old.st_nlink == 1:
        return ()
    return ("the file has another name too (a hard link), which keeps the old text",)


def _make_folders(root: Path, path: str) -> bool:
    """Make the missing folders above a file; tell whether their names are durable."""
    is_durable = True
    folder = str(root)
    for part in path.split("/")[:-1]:
        parent, folder = folder, f"{folder}/{part}"
        with suppress(FileExistsError):
            system.mkdir(folder, _PRIVATE_FOLDER)
            is_durable &= sync_folder(parent)
    return is_durable


def _mode_of_others(folder: str) -> int:
    """Return the mode that a folder's records share; private if they don't, or if there are none."""
    with system.scandir(folder) as entries:
        records = islice((entry for entry in entries if is_record_name(entry.name)), _MODE_SAMPLE)
        states = [entry.stat(follow_symlinks=False) for entry in records]
    modes = {S_IMODE(status.st_mode) & _PERMISSIONS for status in states if S_ISREG(status.st_mode)}
    return modes.pop() if len(modes) == 1 else _PRIVATE_FILE
