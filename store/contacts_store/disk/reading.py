"""Reading a whole file, and knowing that what was read is one state of it and not two halves."""

from __future__ import annotations

import os
from stat import S_ISREG
from typing import TYPE_CHECKING

from contacts_store.disk import system
from contacts_store.disk.failures import ReadFailed, TooLarge, Unsettled, unread
from contacts_store.disk.stamp import Stamp, stamp_of

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 1 << 20
"""The default limit of a file that is read."""

_TRIES = 5
# A pipe in a record's place must not hold up the open.
_FLAGS = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK
_CHUNK = 1 << 16


def read(root: Path | str, path: str, limit: int = MAX_BYTES) -> tuple[bytes, Stamp]:
    """Read one file.

    Args:
        root: the store.
        path: the file, relative to the store, with ``/``.
        limit: the most bytes that are read.

    Returns:
        The bytes, and the stamp that the file had both before and after they were read.

    Raises:
        FileGone: there is no such file.
        ReadFailed: it can't be read; ``TooLarge`` and ``Unsettled`` are the kinds to tell apart.
    """
    try:
        data, status = read_stable(f"{root}/{path}", path, limit)
    except OSError as problem:
        raise unread(path, problem) from problem
    return data, stamp_of(status)


def read_as_scanned(root: str, path: str, seen: Stamp, limit: int = MAX_BYTES) -> bytes | None:
    """Return what a file holds if it still has the stamp that a scan has just given it.

    That stamp stands for the look before the reading, so one look after it is enough: three quarters of the
    time of ``read``, which has to be asked when this returns None for whatever reason.

    Args:
        root: the store.
        path: the file, relative to the store, with ``/``.
        seen: its stamp.
        limit: the most bytes that are read.
    """
    if seen.size > limit:
        return None
    try:
        descriptor = system.open_file(f"{root}/{path}", _FLAGS)
        try:
            data = system.read(descriptor, seen.size + 1)
            after = stamp_of(system.fstat(descriptor))
        finally:
            system.close(descriptor)
    except OSError:
        return None
    return data if after == seen and len(data) == seen.size else None


def read_bytes(name: str) -> bytes:
    """Return what a file holds at this instant.

    Raises:
        OSError: as the system says.
    """
    descriptor = system.open_file(name, _FLAGS)
    try:
        found = bytearray()
        while chunk := system.read(descriptor, _CHUNK):
            found += chunk
        return bytes(found)
    finally:
        system.close(descriptor)


def read_stable(name: str, path: str, limit: int) -> tuple[bytes, os.stat_result]:
    """Return what a file holds, and the stat result that was equal before and after reading it.

    Args:
        name: the full path.
        path: the path that errors name.
        limit: the most bytes that are read.

    Raises:
        TooLarge: the file is over the limit; none of it was read.
        Unsettled: the file changed during each of several tries.
        ReadFailed: it is not a regular file.
        OSError: as the system says.
    """
    for _ in range(_TRIES):
        descriptor = system.open_file(name, _FLAGS)
        try:
            before = system.fstat(descriptor)
            if not S_ISREG(before.st_mode):
                raise ReadFailed(path, "it is not a regular file", "remove it or rename it")
            if before.st_size > limit:
                raise TooLarge(path, before.st_size, limit)
            data = system.read(descriptor, before.st_size + 1)
            after = system.fstat(descriptor)
        finally:
            system.close(descriptor)
        if len(data) == after.st_size and stamp_of(before) == stamp_of(after):
            return data, after
    raise Unsettled(path)
