"""Waiting for git: a checkout, merge or rebase is one change to a person, however many files it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_store.git import is_writing, operation, repository_folder

if TYPE_CHECKING:
    from pathlib import Path

_QUIET = 1.0
"""An operation of several steps that has not locked for so many seconds has stopped for the person."""


class GitHold:
    """Tells when git is at work in a store. Times are seconds of the caller's clock."""

    def __init__(self, root: Path, limit: float) -> None:
        """Take the store's folder, and for how long at most to wait: a lock may be left over from a crash."""
        self._root = root
        self._limit = limit
        self._folder = repository_folder(root)
        self._since: float | None = None
        self._stirred: float | None = None

    def look_for_repository(self) -> None:
        """Notice a repository that was made or removed meanwhile."""
        self._folder = repository_folder(self._root)

    def holds(self, now: float) -> bool:
        """Tell whether to wait for git."""
        if not self._is_busy(now):
            self._since = None
            return False
        if self._since is None:
            self._since = now
        return now - self._since < self._limit

    def _is_busy(self, now: float) -> bool:
        if self._folder is None:
            return False
        if is_writing(self._folder):
            self._stirred = now
            return True
        if not operation(self._folder):
            self._stirred = None
            return False
        if self._stirred is None:
            self._stirred = now
        return now - self._stirred < _QUIET
