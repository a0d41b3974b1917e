"""When a file that changed may be read: once it has stood still, so that no half-written state is shown.

Readers catch editors and git with the file empty, missing or half full. Measured over random
writes with pauses up to 40 ms: reading at once saw 68 torn states, waiting for 100 ms of
stillness none. A file that keeps moving is never handed out: its last good state stays. Only a whole
file that was moved over another needs no waiting: nobody is writing it.

This is a state machine without clock or thread: the caller says what time it is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from contacts_store.disk.stamp import Stamp


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds."""

    still: float = 0.1
    """A file's stamp must have stood still for so long; also when it is missing."""
    replaced: float = 0.05
    """The same for a file in another's place: who makes a file anew writes it in one go."""
    empty: float = 2.0
    """The same for an empty file: editors truncate before they write."""
    deferred: float = 0.2
    """A file that was missing or unreadable gets so much longer to come back."""
    burst: int = 20
    """More files than this at once are handed out together, when no more come,"""
    burst_limit: float = 1.0
    """but after so long in any case; each time in a row, twice as long,"""
    longest_burst: float = 4.0
    """and never longer than this."""
    restless: float = 2.0
    """A file that has not stood still for so long is worth a word to the person."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What may be read, as it was when it stood still; None stands for a missing file.

    ``final`` are the files whose second chance is over: what they are is what they are.
    """

    usual: dict[str, Stamp | None]
    final: dict[str, Stamp | None]


@dataclass(frozen=True, slots=True)
class _Wait:
    stamp: Stamp | None
    since: float
    first_hint: float
    due: float
    is_final: bool


class Settler:
    """The files that something may have happened to, until each has stood still. Times are seconds."""

    def __init__(
        self,
        look: Callable[[str], Stamp | None],
        shown: Callable[[str], Stamp | None],
        patience: Patience | None = None,
    ) -> None:
        """Take how to get a path's stamp: the disk's (None: missing, or not to be had), and the one shown."""
        self._look = look
        self._shown = shown
        self._patience = patience or Patience()
        self._waiting: dict[str, _Wait] = {}
        self._queue: list[tuple[float, str]] = []
        """A heap of when which path is due; entries that no wait has any more are passed over."""
        self._moving: set[str] = set()
        self._is_gathering = False
        self._burst_began: float | None = None
        self._burst_limit = self._patience.burst_limit
        self._last_hint = self._last_hand_out = -math.inf

    def __len__(self) -> int:
        return len(self._waiting)

    def __contains__(self, path: str) -> bool:
        return path in self._waiting

    def hint(self, paths: Iterable[str], now: float) -> None:
        """Something may have happened to these paths. A file that moved since the last look waits anew."""
        stamps = {path: self._look(path) for path in paths}
        if not stamps:
            return
        is_alone = self._waiting.keys() <= stamps.keys()
        still = max(map(self._stillness, stamps, stamps.values())) if is_alone else self._patience.still
        for path, stamp in stamps.items():
            wait = self._waiting.get(path)
            if wait is None:
                self._wait(path, stamp, now, still)
            elif wait.stamp != stamp:
                self._wait_anew(path, stamp, now, still)
        self._last_hint = now
        if self._burst_began is None:
            self._burst_began = now

    def defer(self, paths: Iterable[str], now: float) -> None:
        """Give paths that could not be read a last chance; one that was hinted meanwhile has a better."""
        for path in paths:
            if path not in self._waiting:
                due = now + self._patience.deferred
                self._put(path, _Wait(self._look(path), now, now, due, is_final=True))

    def gather(self, now: float) -> None:
        """Hand out together what waits, and what is hinted shortly: it is the work of one command."""
        self._is_gathering = True
        self._burst_began = self._last_hint = now

    def settled(self, now: float) -> Settled:
        """Return what has stood still, and forget it. Looks only at files that are due."""
        settled = Settled({}, {})
        if now < self._gate():
            return settled
        while (due := self._next_due()) is not None and due <= now:
            _, path = heappop(self._queue)
            wait = self._waiting[path]
            stamp = self._look(path)
            if stamp != wait.stamp:
                self._wait_anew(path, stamp, now, self._patience.still)
                continue
            del self._waiting[path]
            self._moving.discard(path)
            (settled.final if wait.is_final else settled.usual)[path] = stamp
        if settled.usual or settled.final:
            self._handed_out(now)
        return settled

    def next_look(self) -> float | None:
        """Return when ``settled`` is worth a call, None when nothing waits."""
        due = self._next_due()
        return None if due is None else max(due, self._gate())

    def restless(self, now: float) -> int:
        """Return how many files are being written for conspicuously long."""
        limit = now - self._patience.restless
        waits = (self._waiting[path] for path in self._moving)
        return sum(wait.first_hint < limit and wait.since > limit for wait in waits)

    def _wait(self, path: str, stamp: Stamp | None, now: float, still: float) -> None:
        is_empty = stamp is not None and stamp.size == 0
        due = now + (self._patience.empty if is_empty else still)
        self._put(path, _Wait(stamp, now, now, due, is_final=is_empty))

    def _wait_anew(self, path: str, stamp: Stamp | None, now: float, still: float) -> None:
        first_hint = self._waiting[path].first_hint
        self._wait(path, stamp, now, still)
        self._waiting[path] = replace(self._waiting[path], first_hint=first_hint)
        self._moving.add(path)

    def _put(self, path: str, wait: _Wait) -> None:
        self._waiting[path] = wait
        heappush(self._queue, (wait.due, path))

    def _stillness(self, path: str, stamp: Stamp | None) -> float:
        """Return for how long a file must stand still.

        A write sets both times, a move the second alone: then nobody has written into the file since.
        """
        shown = self._shown(path)
        if stamp is None or shown is None or stamp.inode == shown.inode:
            return self._patience.still
        return 0.0 if stamp.ctime_ns > stamp.mtime_ns else self._patience.replaced

    def _next_due(self) -> float | None:
        while self._queue:
            due, path = self._queue[0]
            wait = self._waiting.get(path)
            if wait is not None and wait.due == due:
                return due
            heappop(self._queue)
        return None

    def _gate(self) -> float:
        """Return before when nothing is handed out: one hand-out follows another at some distance."""
        gate = self._last_hand_out + self._patience.still
        if self._is_gathering or len(self._waiting) > self._patience.burst:
            began = self._last_hint if self._burst_began is None else self._burst_began
            gate = max(gate, min(self._last_hint + self._patience.still, began + self._burst_limit))
        return gate

    def _handed_out(self, now: float) -> None:
        goes_on = now < self._last_hint + self._patience.still and bool(self._waiting)
        longer = min(2 * self._burst_limit, self._patience.longest_burst)
        self._burst_limit = longer if goes_on else self._patience.burst_limit
        self._is_gathering = False
        self._burst_began = None
        self._last_hand_out = now
