"""Giving names to files without destroying what another program put there in the same instant.

Editors know nothing of our lock. So nothing is overwritten or deleted unseen: a file is first
swapped or moved aside, looked at, and put back if it is not the one that was expected.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress

from contacts_store.disk import system
from contacts_store.disk.reading import read_bytes
from contacts_store.disk.renameat2 import UNSUPPORTED
from contacts_store.disk.stamp import digest

_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF})
_NO_LINKS = UNSUPPORTED | {errno.EMLINK}


class Foreign(Exception):
    """Another program's text stands where the expected one should. ``text`` is None when nothing does."""

    def __init__(self, text: bytes | None) -> None:
        """Take the text found."""
        super().__init__("not the expected text")
        self.text = text


def swap_in(temporary: str, target: str, ours: bytes, expected: bytes) -> None:
    """Put a temporary file in the place of a file with the expected text.

    Args:
        temporary: the new text; afterwards the old file, or nothing.
        target: the file to replace.
        ours: what the temporary file holds.
        expected: the digest of its text.

    Raises:
        Foreign: the file held something else, which is back in its place.
        OSError: nothing was replaced.
    """
    try:
        system.rename_exchange(temporary, target)
    except FileNotFoundError:
        raise Foreign(None) from None
    except OSError as problem:
        if problem.errno not in UNSUPPORTED:
            raise
        _compare_and_rename(temporary, target, expected)
        return
    try:
        theirs = read_bytes(temporary)
    except OSError:
        _swap_back(temporary, target)
        raise
    if digest(theirs) != expected:
        raise Foreign(_put_back(temporary, target, ours, theirs))


def _compare_and_rename(temporary: str, target: str, expected: bytes) -> None:
    """Replace where files can't be swapped: a writer in the instant between the two steps loses."""
    try:
        found = read_bytes(target)
    except FileNotFoundError:
        raise Foreign(None) from None
    if digest(found) != expected:
        raise Foreign(found)
    system.rename(temporary, target)


def _put_back(temporary: str, target: str, ours: bytes, theirs: bytes) -> bytes:
    """Swap back until the temporary file holds our text again; return the text that stays in place.

    What comes out instead of ours was written after it, so it goes back in turn.
    """
    while _swap_back(temporary, target):
        found = read_bytes(temporary)
        if found == ours:
            break
        ours, theirs = theirs, found
    return theirs


def _swap_back(temporary: str, target: str) -> bool:
    """Return the temporary file to its place; tell whether what stood there came out, or was replaced."""
    try:
        system.rename_exchange(temporary, target)
    except OSError:
        system.rename(temporary, target)
        return False
    return True


def take_out(temporary: str, target: str, expected: bytes) -> None:
    """Delete a file with the expected text, by way of a temporary name.

    Raises:
        Foreign: the file held something else, which is back in its place, or it is gone.
        OSError: nothing was deleted.
    """
    try:
        system.rename(target, temporary)
    except FileNotFoundError:
        raise Foreign(None) from None
    try:
        found = read_bytes(temporary)
        if digest(found) == expected:
            system.unlink(temporary)
            return
    except OSError:
        _return_aside(temporary, target)
        raise
    _return_aside(temporary, target)
    raise Foreign(found)


def _return_aside(temporary: str, target: str) -> None:
    try:
        name_new(temporary, target)
    except FileExistsError:  # a later version is there already
        system.unlink(temporary)
    except OSError:
        system.rename(temporary, target)


def name_new(old: str, new: str) -> None:
    """Rename a file to a name that nothing has yet, by the best means that the file system offers.

    Raises:
        FileExistsError: the name is taken; nothing was overwritten.
        OSError: nothing was renamed.
    """
    for means in (system.rename_new, _link_and_unlink):
        try:
            means(old, new)
        except OSError as problem:
            if problem.errno not in _NO_LINKS:
                raise
        else:
            return
    _reserve_and_rename(old, new)


def _link_and_unlink(old: str, new: str) -> None:
    system.link(old, new, follow_symlinks=False)
    try:
        system.unlink(old)
    except OSError:
        system.unlink(new)
        raise


def _reserve_and_rename(old: str, new: str) -> None:
    """Take the name with an empty file, then replace that: for file systems without hard links."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    reserved = system.open_file(new, flags, 0o600)
    try:
        system.close(reserved)
        system.rename(old, new)
    except OSError:
        with suppress(OSError):
            system.unlink(new)
        raise


def sync_folder(folder: str) -> bool:
    """Make the names in a folder durable; tell whether that worked, or can't be had on this file system."""
    try:
        descriptor = system.open_file(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        system.fsync(descriptor)
    except OSError as problem:
        return problem.errno in _NO_FOLDER_SYNC
    finally:
        with suppress(OSError):
            system.close(descriptor)
    return True
