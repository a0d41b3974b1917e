"""What files a store has, from the disk itself: events of a watcher are hints, this is the truth.

Measured at 100,000 files: ``listdir`` and ``stat`` by folder descriptor take 0.85 of the time of
``scandir``, and a third of pathlib's.
"""

from __future__ import annotations

import os
from contextlib import suppress
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING, NamedTuple

from contacts_store.disk import system
from contacts_store.disk.failures import ReadFailed, in_words
from contacts_store.disk.names import TEMPORARY_START, is_conflict_copy, is_dropping, is_record_name
from contacts_store.disk.stamp import Stamp, stamp_of
from contacts_store.finding import Degree, Finding

if TYPE_CHECKING:
    from pathlib import Path

MAX_DEPTH = 32
"""Folders deeper than this are reported, not read."""


class Scan(NamedTuple):
    """What was found below one folder of a store. Paths are relative to the store, with ``/``, unsorted.

    Attributes:
        files: the records.
        folders: the folders that were read, the one asked for included.
        conflict_copies: copies that sync tools made; not records.
        problems: what could not be read, or is not read on purpose.
        unreadable: files and folders of which nothing is known; see ``knows``.
        littered: folders with temporary files of ours, which dead processes may have left.
        root_exists: False when the folder asked for is not there, which is not the same as empty.
    """

    files: dict[str, Stamp]
    folders: dict[str, Stamp]
    conflict_copies: tuple[str, ...]
    problems: tuple[Finding, ...]
    unreadable: frozenset[str]
    littered: frozenset[str]
    root_exists: bool

    def knows(self, path: str) -> bool:
        """Tell whether a file missing from ``files`` is really gone, rather than in an unreadable folder."""
        if not self.unreadable:
            return True
        parts = path.split("/")
        return not any("/".join(parts[: end + 1]) in self.unreadable for end in range(len(parts)))


def stat(root: Path, path: str) -> Stamp | None:
    """Return the stamp of one record, following symbolic links; None when there is no such regular file.

    Raises:
        ReadFailed: the system does not say whether there is one.
    """
    try:
        status = system.stat(f"{root}/{path}")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as problem:
        raise ReadFailed(path, *in_words(problem)) from problem
    return stamp_of(status) if S_ISREG(status.st_mode) else None


def scan(root: Path | str, folder: str) -> Scan:
    """Find every record below a folder of the store (``contacts``, ``tags`` or a sub-folder), at any depth.

    Symbolic links are followed, each folder is read once whatever leads to it. Nothing is raised:
    what can't be read is a finding.
    """
    return _Walk(str(root)).run(folder)


class _Walk:
    """One scan under way. Folders reached by symbolic links come last, so that real paths win."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._files: dict[str, Stamp] = {}
        self._folders: dict[str, Stamp] = {}
        self._copies: list[str] = []
        self._problems: list[Finding] = []
        self._unreadable: set[str] = set()
        self._littered: set[str] = set()
        self._seen: set[tuple[int, int]] = set()
        self._pending: list[str] = []
        self._links: list[str] = []

    def run(self, top: str) -> Scan:
        self._pending.append(top)
        exists = True
        while self._pending or self._links:
            folder = (self._pending or self._links).pop()
            try:
                self._read_folder(folder)
            except (FileNotFoundError, NotADirectoryError):
                exists = exists and folder != top
            except OSError as problem:
                self._unreadable.add(folder)
                self._error(folder, *in_words(problem))
        return Scan(
            self._files,
            self._folders,
            tuple(self._copies),
            tuple(self._problems),
            frozenset(self._unreadable),
            frozenset(self._littered),
            exists,
        )

    def _read_folder(self, folder: str) -> None:
        descriptor = system.open_file(f"{self._root}/{folder}", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            status = system.fstat(descriptor)
            identity = (status.st_dev, status.st_ino)
            if identity in self._seen:
                self._warn(folder, "this link leads to a folder that is read already", "remove the link")
                return
            self._seen.add(identity)
            self._folders[folder] = stamp_of(status)
            self._read_names(descriptor, folder)
        finally:
            system.close(descriptor)

    def _read_names(self, descriptor: int, folder: str) -> None:
        for name in system.listdir(descriptor):
            if name[0] == ".":
                if name.startswith(TEMPORARY_START):
                    self._littered.add(folder)
                continue
            path = f"{folder}/{name}"
            try:
                status = system.stat(name, dir_fd=descriptor)
            except OSError as problem:
                self._no_stat(descriptor, name, path, problem)
                continue
            if S_ISREG(status.st_mode) and is_record_name(name) and _is_utf8(name):
                self._files[path] = stamp_of(status)
            else:
                self._not_a_record(descriptor, name, path, status)

    def _not_a_record(self, descriptor: int, name: str, path: str, status: os.stat_result) -> None:
        if is_dropping(name):
            return
        if not _is_utf8(name):
            self._error(path, "its name is not UTF-8, so it is not read", "rename it")
        elif S_ISDIR(status.st_mode):
            self._meet_folder(descriptor, name, path)
        elif is_conflict_copy(name):
            self._copies.append(path)
        elif is_record_name(name):
            self._warn(path, "it is not a regular file, so it is not read", "remove it or rename it")

    def _meet_folder(self, descriptor: int, name: str, path: str) -> None:
        if path.count("/") > MAX_DEPTH:
            self._error(path, f"more than {MAX_DEPTH} folders deep, so it is not read", "move it up")
            return
        is_real = S_ISDIR(system.stat(name, dir_fd=descriptor, follow_symlinks=False).st_mode)
        (self._pending if is_real else self._links).append(path)

    def _no_stat(self, descriptor: int, name: str, path: str, problem: OSError) -> None:
        if is_dropping(name):
            return
        if not isinstance(problem, FileNotFoundError):
            self._unreadable.add(path)  # it may be a folder full of records
            self._error(path, *in_words(problem))
        elif is_record_name(name):
            with suppress(FileNotFoundError):  # deleted since the folder was listed
                system.stat(name, dir_fd=descriptor, follow_symlinks=False)
                self._warn(path, "this symbolic link leads nowhere", "correct the link or remove it")

    def _error(self, path: str, message: str, remedy: str) -> None:
        self._problems.append(Finding(Degree.ERROR, _printable(path), 0, 0, "", message, remedy))

    def _warn(self, path: str, message: str, remedy: str) -> None:
        self._problems.append(Finding(Degree.WARNING, _printable(path), 0, 0, "", message, remedy))


def _is_utf8(name: str) -> bool:
    """Tell whether a name was decoded whole; bytes that are not UTF-8 come as lone surrogates."""
    if name.isascii():
        return True
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _printable(path: str) -> str:
    r"""Show bytes that are not UTF-8 as ``\xe9``."""
    return os.fsencode(path).decode(errors="backslashreplace")
