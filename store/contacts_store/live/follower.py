"""Following the disk: which hints settle into which refreshes, and when the whole store is looked over."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contacts_store.disk.failures import ReadFailed
from contacts_store.disk.scan import stat
from contacts_store.live.hold import GitHold
from contacts_store.live.settle import Settler
from contacts_store.live.sweep import NOTHING_ODD, Known, Sweep, shown_stamp, sweep
from contacts_store.live.watcher import Hint

if TYPE_CHECKING:
    from contacts_store.disk.stamp import Stamp
    from contacts_store.live.settle import Settled
    from contacts_store.live.watcher import Watcher
    from contacts_store.snapshot.changeset import ChangeSet
    from contacts_store.store import Store

Message = Hint | Sweep
Job = Callable[[], Message]
"""What may take long, and the message that it ends with."""

_HUGE_BATCH = 500
"""A batch of more paths than this suggests that the system's queue of events ran over."""
_STEP = 0.05
"""Seconds between two looks whether git, or the first load, is done."""
_SWEEP_SHARE = 4
"""However many reasons there are to sweep, the pause after a sweep is so many times as long as the sweep."""
_LONG = 1.0
"""Seconds of waiting for git that are worth a word."""
_INDEX_AFTER = 1.0
"""Seconds after the last refresh until the index is written."""
_LONGEST_PAUSE = 60.0


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often to do what, in seconds. More than ``large`` contacts have the second pace of each pair."""

    sweep: tuple[float, float] = (8.0, 60.0)
    """While events come."""
    poll: tuple[float, float] = (2.0, 5.0)
    """While they don't, and while most files are missing."""
    large: int = 20_000
    hold: float = 10.0
    """The longest wait for git."""
    retry: float = 2.0
    """The first wait until watching is tried again."""


class Follower:
    """Turns hints into refreshes of the store. Lives on one thread, which calls ``turn`` again and again."""

    def __init__(
        self,
        store: Store,
        watcher: Watcher,
        on_change: Callable[[ChangeSet], None],
        begin: Callable[[Job], None],
        rhythm: Rhythm,
    ) -> None:
        """Take the store to refresh and its watcher.

        Args:
            store: its snapshot follows the disk.
            watcher: is told which folders to watch.
            on_change: gets each change set that is not empty.
            begin: has a job done elsewhere, and its message given to ``take``.
            rhythm: how often to do what.
        """
        self._store = store
        self._watcher = watcher
        self._on_change = on_change
        self._begin = begin
        self._rhythm = rhythm
        self._settler = Settler(self._look, self._shown)
        self._known = Known()
        self._hold = GitHold(store.root, rhythm.hold)
        self._held_since: float | None = None
        self._next_sweep = self._earliest_sweep = time.monotonic()
        self._sweep_began: float | None = None
        self._is_periodic = False
        self._index_due = math.inf
        self._oddities = NOTHING_ODD
        self._last_vanished = 0
        self._whole_due = math.inf
        self._failure = ""

    def take(self, message: Message) -> None:
        """Note where something may have happened, or what a sweep has found."""
        if isinstance(message, Sweep):
            self._end_sweep(message)
            return
        self._settler.hint(message.paths, time.monotonic())
        if message.is_structural or len(message.paths) > _HUGE_BATCH:
            self._sweep_soon()

    def turn(self) -> None:
        """Do what is due: begin a sweep, refresh what has settled, tell what changed."""
        now = time.monotonic()
        if now < self._due() or not self._store.snapshot.is_complete or self._is_held(now):
            return
        self._refresh(self._settler.settled(now))
        if now >= self._whole_due and not len(self._settler):
            changes = self._store.refresh(None, patient=not self._is_something_missing())
            self._whole_due = math.inf
            self._publish(changes)
            self._failure = ""
        if now >= self._next_sweep and self._sweep_began is None:
            self._sweep_began = now
            self._next_sweep = math.inf
            self._begin(lambda: sweep(self._store))
        if now >= self._index_due:
            self._index_due = math.inf
            self._begin(self._write_index)

    def fail(self, problem: Exception) -> None:
        """Note that a turn failed. What it should have refreshed is found again by the next sweep."""
        self._failure = f"live reload failed ({type(problem).__name__}): trying again"
        self._sweep_began = None
        self._next_sweep = time.monotonic() + self._pace(self._rhythm.poll)
        if self._whole_due < math.inf:
            self._whole_due = self._next_sweep

    def pause(self) -> float:
        """Return for how many seconds there is nothing to do, unless hints come."""
        if self._held_since is not None or not self._store.snapshot.is_complete:
            return _STEP
        return min(max(0.0, self._due() - time.monotonic()), _LONGEST_PAUSE)

    @property
    def state(self) -> str:
        """A sentence when changes are not noticed as usual, else empty."""
        return self._failure or self._blindness() or self._waiting()

    def _blindness(self) -> str:
        pace = f"every {self._pace(self._rhythm.poll):g} s"
        if self._oddities.missing_folders:
            return f"the folder {self._oddities.missing_folders[0]} is missing: looking for it {pace}"
        if vanished := self._vanished():
            return f"{vanished:,} contact files are missing at once: looking for them {pace}"
        if self._watcher.problem:
            return f"live reload by polling {pace}: {self._watcher.problem}"
        return ""

    def _waiting(self) -> str:
        now = time.monotonic()
        if self._held_since is not None and now - self._held_since > _LONG:
            return "waiting for git to finish"
        restless = self._settler.restless(now)
        if restless:
            return f"{restless} {'file is' if restless == 1 else 'files are'} still being written"
        return ""

    def _due(self) -> float:
        look = self._settler.next_look()
        settled = self._whole_due if look is None else look
        return min(self._next_sweep, self._index_due, settled)

    def _is_held(self, now: float) -> bool:
        if self._hold.holds(now):
            if self._held_since is None:
                self._held_since = now
            return True
        if self._held_since is not None:
            self._held_since = None
            self._settler.gather(now)
            self._sweep_soon()  # git may have written more than the queue of events holds
        return False

    def _sweep_soon(self) -> None:
        self._next_sweep = min(self._next_sweep, max(time.monotonic(), self._earliest_sweep))
        self._is_periodic = False

    def _end_sweep(self, swept: Sweep) -> None:
        """Take what a sweep found; what differs has to settle like anything else."""
        now = time.monotonic()
        news = {path for path in self._known.news(swept) if not self._is_seen_to(path)}
        if news and self._is_periodic:
            self._watcher.distrust()  # its events should have told
        self._watcher.watch(swept.picture.folders)
        self._settler.hint(news, now)
        self._note_vanished()
        if swept.picture.oddities != self._oddities:
            self._whole_due = now
        self._oddities = swept.picture.oddities
        self._hold.look_for_repository()
        if not news and math.isinf(self._whole_due):
            self._failure = ""
        self._plan_next_sweep(now)

    def _is_seen_to(self, path: str) -> bool:
        """Tell whether a file that differed during a sweep waits to settle, or is shown as it is by now."""
        return path in self._settler or self._look(path) == self._shown(path) is not None

    def _plan_next_sweep(self, now: float) -> None:
        took = 0.0 if self._sweep_began is None else now - self._sweep_began
        self._sweep_began = None
        self._earliest_sweep = now + _SWEEP_SHARE * took
        is_blind = self._watcher.problem or self._is_something_missing()
        pace = self._pace(self._rhythm.poll if is_blind else self._rhythm.sweep)
        self._is_periodic = math.isinf(self._next_sweep)
        self._next_sweep = max(min(self._next_sweep, now + pace), self._earliest_sweep)

    def _is_something_missing(self) -> bool:
        return bool(self._oddities.missing_folders or self._vanished())

    def _note_vanished(self) -> bool:
        """Tell whether other files are missing than before. Once some are back, the finding may be over."""
        before, self._last_vanished = self._last_vanished, self._vanished()
        if self._last_vanished < before:
            self._whole_due = time.monotonic()
        return self._last_vanished != before

    def _vanished(self) -> int:
        return self._known.count_vanished(self._store.snapshot)

    def _pace(self, paces: tuple[float, float]) -> float:
        return paces[len(self._store.snapshot.rows) > self._rhythm.large]

    def _refresh(self, settled: Settled) -> None:
        for states, patient in ((settled.usual, True), (settled.final, False)):
            if not states:
                continue
            changes = self._store.refresh(states, patient=patient)
            self._index_due = time.monotonic() + _INDEX_AFTER
            self._known.remember(states, changes, self._store.snapshot)
            if self._note_vanished():
                self._sweep_soon()
            self._publish(changes)
            self._failure = ""

    def _publish(self, changes: ChangeSet) -> None:
        self._settler.defer(changes.deferred, time.monotonic())
        if changes:
            self._on_change(changes)

    def _write_index(self) -> Hint:
        self._store.write_index()
        return Hint()

    def _shown(self, path: str) -> Stamp | None:
        return shown_stamp(self._store.snapshot, path)

    def _look(self, path: str) -> Stamp | None:
        try:
            return stat(self._store.root, path)
        except ReadFailed:
            return None  # the refresh finds out, and makes it a finding
