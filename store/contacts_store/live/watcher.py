"""The system's events about the store's folders, as hints. The only module that imports watchfiles.

Each folder is watched by itself, not recursively: that is ready in milliseconds, and never sees
``.git``. Events say which path to look at, nothing more; what they were is for the disk to say.
"""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contacts_store.disk.names import is_conflict_copy, is_dropping, is_record_name
from contacts_store.live.sweep import FILES, FOLDERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from watchfiles.main import FileChange

_STEP_MS = 10
"""How often the queue of events is looked at; half the latency of the default costs 1 % of a core."""
_DEBOUNCE_MS = 50
"""A steady stream of events is handed on in batches of so long: less than what settling takes for quiet."""
_CONFIRM_MS = 200
"""After so long without an event, a watch that was just made is taken to work."""
_LONGEST_RETRY = 60.0


@dataclass(frozen=True, slots=True)
class Hint:
    """Where something may have happened.

    Attributes:
        paths: records to look at, relative to the store.
        is_structural: folders came or went, or events may have been lost: look over everything.
    """

    paths: frozenset[str] = frozenset()
    is_structural: bool = False


LOOK_OVER = Hint(is_structural=True)


class Watcher:
    """Watches the folders that it is told to, and survives what ends a watch.

    ``problem`` says why events don't come, empty while they do. Each time that watching begins or
    breaks off, a structural hint follows: what happened in between was seen by nobody.
    """

    def __init__(self, root: Path, on_hint: Callable[[Hint], None], retry: float = 2.0) -> None:
        """Take the store's folder, who gets the hints (on a thread of its own), and seconds until a retry."""
        self.problem = ""
        self._root = os.path.abspath(root)  # noqa: PTH100 -- events come with the path as it was given
        self._on_hint = on_hint
        self._retry = retry
        self._folders: frozenset[str] = frozenset()
        self._armed: Mapping[str, int] | None = None
        self._rearm = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="contacts-watcher", daemon=True)

    def start(self) -> None:
        """Begin to watch. The first hint says to look over everything."""
        self._thread.start()

    def stop(self, timeout: float = 2.0) -> None:
        """Stop watching, and wait for the thread to end, at most so many seconds."""
        self._stopping.set()
        self._rearm.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def watch(self, folders: Mapping[str, int]) -> None:
        """Make sure that exactly these existing folders (path → inode) are watched, and the store's own."""
        if folders == self._armed:
            return
        self._armed = dict(folders)
        self._folders = frozenset(folders)
        self._rearm.set()

    def distrust(self) -> None:
        """Have the next ``watch`` begin anew: a folder was replaced, or changes came without events."""
        self._armed = None

    def _run(self) -> None:
        pause = self._retry
        while not self._stopping.is_set():
            self._rearm.clear()
            try:
                for _ in self._follow(self._folders):
                    pause = self._retry
            except (OSError, UnicodeError, RuntimeError) as problem:  # what watchfiles raises
                self.problem = _in_words(problem)
                self._on_hint(LOOK_OVER)
                self._rearm.wait(pause)
                pause = min(2 * pause, _LONGEST_RETRY)

    def _follow(self, folders: frozenset[str]) -> Iterator[None]:
        """Watch until there is something else to watch; yield whenever the watch shows that it works."""
        from watchfiles import watch

        batches = watch(
            self._root,
            *(f"{self._root}/{folder}" for folder in sorted(folders)),
            watch_filter=None,
            step=_STEP_MS,
            debounce=_DEBOUNCE_MS,
            rust_timeout=_CONFIRM_MS,
            yield_on_timeout=True,
            recursive=False,
            stop_event=self._rearm,
            raise_interrupt=False,
        )
        is_new = True
        for changes in batches:
            self.problem = ""
            hint = self._read(changes, folders)
            if hint.paths or hint.is_structural:
                self._on_hint(hint)
            if is_new:
                self._on_hint(LOOK_OVER)
                is_new = False
            yield

    def _read(self, changes: AbstractSet[FileChange], folders: frozenset[str]) -> Hint:
        """Sort events into records to look at and a reason to look over everything."""
        paths = set()
        is_structural = False
        for change, absolute in changes:
            path = absolute[len(self._root) + 1 :]
            folder, _, name = path.rpartition("/")
            if path in folders or not path:
                is_structural = True
                if change.raw_str() == "deleted":
                    self.distrust()
            elif path in FILES:
                paths.add(path)
            elif folder.partition("/")[0] not in FOLDERS:
                is_structural |= path in FOLDERS
            elif is_record_name(name):
                paths.add(path)
            elif not is_dropping(name):
                is_structural |= is_conflict_copy(name) or os.path.isdir(absolute)  # noqa: PTH112 -- once an event
        return Hint(frozenset(paths), is_structural)


def _in_words(problem: Exception) -> str:
    if isinstance(problem, FileNotFoundError):
        return "a folder of the store is missing"
    # watchfiles gives neither of the two limits an errno.
    if "watch limit reached" in str(problem):
        return "the system's limit of watched folders is reached"
    if "Too many open files" in str(problem):
        return "the system's limit of watchers is reached"
    return "the system can't watch this folder"
