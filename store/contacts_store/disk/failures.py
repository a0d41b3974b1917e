"""What can go wrong with a file, in a person's words: what the system said, and what to do about it."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from contacts_store.errors import StoreError, WriteFailed

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = {
    errno.ENOSPC: ("no space left on the device", "free some space, then try again"),
    errno.EDQUOT: ("the disk quota is used up", "delete something or ask for a larger quota, then try again"),
    errno.EFBIG: ("the file is larger than this session may write", "raise the limit (ulimit -f)"),
    errno.EROFS: ("the file system is read-only", "mount it writable, then try again"),
    errno.EACCES: ("permission denied", "check the permissions of the file and of its folder"),
    errno.EPERM: ("the system does not permit it", "check the owner and the attributes of file and folder"),
    errno.EIO: ("the disk reported an input/output error", "make a backup and check the disk"),
    errno.ENOENT: ("the folder is not there", "check that the disk with the store is mounted"),
    errno.ENOTDIR: ("a part of its path is not a folder", "check what stands in the folder's place"),
    errno.EISDIR: ("it is a folder", "rename the folder so that it does not end like a file"),
    errno.ELOOP: ("its symbolic links lead in a circle", "correct the link"),
    errno.ENAMETOOLONG: ("the name is too long for the file system", "choose a shorter file name"),
    errno.EMFILE: ("too many open files", "raise the limit (ulimit -n), then try again"),
    errno.ENFILE: ("too many open files on this machine", "close some programs, then try again"),
    errno.EXDEV: ("it lies on another file system than its folder", "move it onto the same file system"),
    errno.ESTALE: ("the network folder was replaced", "mount it again, then try again"),
    errno.ETIMEDOUT: ("the network folder does not answer", "check the connection, then try again"),
}


def in_words(problem: OSError) -> tuple[str, str]:
    """Return what went wrong and the remedy (may be empty), in plain English."""
    code = problem.errno or 0
    known = _WORDS.get(code)
    return known or (os.strerror(code).lower() if code else str(problem), "")


class ReadFailed(StoreError):
    """A file is there but can't be read."""

    def __init__(self, path: str, reason: str, remedy: str = "") -> None:
        """Take the file, what the system said, and what a person can do."""
        super().__init__(f"{path}: can't be read: {reason}" + (f" ({remedy})" if remedy else ""))
        self.path = path
        self.reason = reason
        self.remedy = remedy


class TooLarge(ReadFailed):
    """A file has more bytes than may be read; none of them was."""

    def __init__(self, path: str, size: int, limit: int) -> None:
        """Take the file, its size and the limit, both in bytes."""
        super().__init__(
            path, f"it has {size:,} bytes, the limit is {limit:,}", "make it smaller or raise the limit"
        )
        self.size = size


class Unsettled(ReadFailed):
    """A file changed every time that it was read: someone is in the middle of writing it."""

    def __init__(self, path: str) -> None:
        """Take the file."""
        super().__init__(path, "it is being written by another program", "try again in a moment")


class FileGone(StoreError):
    """There is no such file."""

    def __init__(self, path: str) -> None:
        """Take the file."""
        super().__init__(f"{path}: there is no such file")
        self.path = path


class ChangedOnDisk(StoreError):
    """A file no longer has the content that a change began from. Nothing was written.

    ``actual`` is what it holds, None when the file is gone.
    """

    def __init__(self, path: str, actual: bytes | None) -> None:
        """Take the file and its present content."""
        super().__init__(f"{path}: {'deleted' if actual is None else 'changed'} by another program meanwhile")
        self.path = path
        self.actual = actual


class AlreadyExists(StoreError):
    """A file of this name is there already. It was left alone."""

    def __init__(self, path: str) -> None:
        """Take the file."""
        super().__init__(f"{path}: there is a file of this name already")
        self.path = path


def unread(path: str, problem: OSError) -> FileGone | ReadFailed:
    """Return what to raise when the system refuses to read a file."""
    if isinstance(problem, FileNotFoundError | NotADirectoryError):
        return FileGone(path)
    return ReadFailed(path, *in_words(problem))


@contextmanager
def writing(path: str) -> Iterator[None]:
    """Turn the system's errors, and those of reading what is to be replaced, into ``WriteFailed``."""
    try:
        yield
    except ReadFailed as problem:
        raise WriteFailed(path, problem.reason, problem.remedy) from problem
    except OSError as problem:
        raise WriteFailed(path, *in_words(problem)) from problem
