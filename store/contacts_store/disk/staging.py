"""A new text beside the file it is meant for: whole, read back and on the disk before it gets the name."""

from __future__ import annotations

import errno
import os
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from stat import S_IMODE
from typing import TYPE_CHECKING

from contacts_store.disk import system
from contacts_store.disk.names import temporary_name, temporary_owner
from contacts_store.disk.stamp import Stamp, stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_PRIVATE = 0o600
_NAME_TRIES = 100


@dataclass(frozen=True, slots=True)
class Staged:
    """A temporary file that holds the new text.

    Attributes:
        name: its full path.
        notes: what could not be carried over from the file to be replaced.
    """

    name: str
    notes: tuple[str, ...]
    _descriptor: int
    _mtime_ns: int

    def stamp(self) -> Stamp | None:
        """Return the stamp of the text, under whatever name it is by then; None if the system won't say."""
        try:
            status = system.fstat(self._descriptor)
        except OSError:
            return None
        # Were the file edited in place meanwhile, the old time keeps the stamp from covering that.
        return stamp_of(status)._replace(mtime_ns=self._mtime_ns)


@contextmanager
def staged(
    folder: str, data: bytes, *, like: os.stat_result | None, source: str, mode: int
) -> Iterator[Staged]:
    """Write a temporary file, and remove at the end whatever then has its name.

    Args:
        folder: where, as full path; the folder of the file to be replaced.
        data: the text.
        like: the file to be replaced, whose owner is kept; None for a new file.
        source: the full path of the file to be replaced, whose extended attributes are kept.
        mode: the permissions it gets.

    Raises:
        OSError: any step failed; no temporary file is left.
    """
    name, descriptor = _create(folder)
    try:
        _write_all(descriptor, data)
        notes: tuple[str, ...] = ()
        if like is not None:
            _copy_attributes(source, name)
            mode, notes = _keep_owner(descriptor, like, mode)
        if S_IMODE(system.fstat(descriptor).st_mode) != mode:
            system.fchmod(descriptor, mode)
        system.fsync(descriptor)
        _verify(descriptor, data)
        yield Staged(name, notes, descriptor, system.fstat(descriptor).st_mtime_ns)
    finally:
        with suppress(OSError):  # after an exchange it is the old file, after a rename there is none
            system.unlink(name)
        with suppress(OSError):  # fsync has told all that close could
            system.close(descriptor)


def _create(folder: str) -> tuple[str, int]:
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    for _ in range(_NAME_TRIES):
        name = f"{folder}/{temporary_name(os.getpid())}"
        with suppress(FileExistsError):
            return name, system.open_file(name, flags, _PRIVATE)
    raise FileExistsError(errno.EEXIST, "no free name for a temporary file", folder)


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[system.write(descriptor, rest) :]


def _verify(descriptor: int, data: bytes) -> None:
    """Read the text back: some disks and network folders acknowledge what they never wrote."""
    found = bytearray()
    while chunk := system.pread(descriptor, len(data) + 1, len(found)):
        found += chunk
    if found != data:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def _copy_attributes(source: str, target: str) -> None:
    """Copy extended attributes, access control lists included, as far as this user may."""
    if sys.platform != "linux":
        return
    with suppress(OSError):
        for attribute in system.listxattr(source):
            with suppress(OSError):
                system.setxattr(target, attribute, system.getxattr(source, attribute))


def _keep_owner(descriptor: int, like: os.stat_result, mode: int) -> tuple[int, tuple[str, ...]]:
    """Give the file its predecessor's owner and group; return the mode it may have then, and notes."""
    present = system.fstat(descriptor)
    if (present.st_uid, present.st_gid) == (like.st_uid, like.st_gid):
        return mode, ()
    with suppress(OSError):
        system.fchown(descriptor, like.st_uid, like.st_gid)
        return mode, ()
    with suppress(OSError):
        system.fchown(descriptor, -1, like.st_gid)
        return mode, ("the file belongs to you from here on: its owner could not be kept",)
    # Another group must not get what the old group was allowed, only what everybody is.
    return (mode & ~0o070) | ((mode & 0o007) << 3), (
        "the file belongs to you from here on: its owner and group could not be kept",
    )


def sweep_leftovers(root: Path, folders: Iterable[str], *, older_than: float = 60.0) -> int:
    """Remove temporary files of processes that died while saving; return how many.

    Args:
        root: the store.
        folders: the folders to look into, relative to it.
        older_than: seconds since the file was last touched. Younger ones stay: the process may run
            on another machine, where its number says nothing.
    """
    removed = 0
    for folder in folders:
        with suppress(OSError):
            for name in system.listdir(f"{root}/{folder}"):
                owner = temporary_owner(name)
                if owner is not None and not _is_alive(owner):
                    removed += _remove_if_old(f"{root}/{folder}/{name}", older_than)
    return removed


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _remove_if_old(name: str, older_than: float) -> bool:
    # A clock that was set back makes ages negative; the distance serves as well.
    if abs(time.time() - system.lstat(name).st_ctime) < older_than:
        return False
    system.unlink(name)
    return True
