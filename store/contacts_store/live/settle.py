"""When a file that changed may be read: once it has stood still, so that no half-written state is shown.

Readers catch editors and git with the file empty, missing or half full. Measured over random
writes with pauses up to 40 ms: reading at once saw 68 torn states, waiting for 100 ms of
stillness none. A file that keeps moving is never handed out: its last good state stays.

This is a state machine without clock or thread: the caller says what time it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from contacts_store.disk.stamp import Stamp


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds."""

    still: float = 0.1
    """A file's stamp must have stood still for so long; also when it is missing."""
    empty: float = 2.0
    """The same for an empty file: editors truncate before they write."""
    deferred: float = 0.2
    """A file that was missing or unreadable gets so much longer to come back."""
    burst: int = 20
    """More files than this at once are handed out together, when no more come,"""
    burst_limit: float = 1.0
    """but after so long in any case."""
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
    is_deferred: bool = False


class Settler:
    """The files that something may have happened to, until each has stood still. Times are seconds."""

    def __init__(self, look: Callable[[str], Stamp | None], patience: Patience | None = None) -> None:
        """Take how to get a path's stamp (None: missing, or the system does not say)."""
        self._look = look
        self._patience = patience or Patience()
        self._waiting: dict[str, _Wait] = {}
        self._is_gathering = False
        self._burst_began: float | None = None
        self._last_hint = 0.0

    def __len__(self) -> int:
        return len(self._waiting)

    def hint(self, paths: Iterable[str], now: float) -> None:
        """Something may have happened to these paths. A file that moved since the last look waits anew."""
        for path in paths:
            stamp = self._look(path)
            wait = self._waiting.get(path)
            if wait is None:
                self._waiting[path] = _Wait(stamp, now, now)
            elif wait.stamp != stamp:
                self._waiting[path] = _Wait(stamp, now, wait.first_hint)
            self._last_hint = now
            if self._burst_began is None:
                self._burst_began = now

    def defer(self, paths: Iterable[str], now: float) -> None:
        """Give paths that could not be read a last chance; one that was hinted meanwhile has a better."""
        for path in paths:
            if path not in self._waiting:
                self._waiting[path] = _Wait(self._look(path), now, now, is_deferred=True)

    def gather(self, now: float) -> None:
        """Hand out together what waits, and what is hinted shortly: it is the work of one command."""
        self._is_gathering = True
        self._burst_began = self._last_hint = now

    def settled(self, now: float) -> Settled:
        """Return what has stood still, and forget it. Looks only at files that are due."""
        settled = Settled({}, {})
        if self._in_burst(now):
            return settled
        for path, wait in list(self._waiting.items()):
            if now < self._due(wait):
                continue
            stamp = self._look(path)
            if stamp != wait.stamp:
                self._waiting[path] = _Wait(stamp, now, wait.first_hint)
                continue
            del self._waiting[path]
            (settled.final if self._is_final(wait) else settled.usual)[path] = stamp
        if settled.usual or settled.final:
            self._is_gathering = False
            self._burst_began = None
        return settled

    def next_look(self, now: float) -> float | None:
        """Return when ``settled`` is worth a call, None when nothing waits."""
        if not self._waiting:
            return None
        return self._burst_end if self._in_burst(now) else min(map(self._due, self._waiting.values()))

    def restless(self, now: float) -> int:
        """Return how many files are being written for conspicuously long."""
        limit = now - self._patience.restless
        return sum(wait.first_hint < limit and wait.since > limit for wait in self._waiting.values())

    def _due(self, wait: _Wait) -> float:
        if wait.is_deferred:
            return wait.since + self._patience.deferred
        return wait.since + (self._patience.empty if _is_empty(wait) else self._patience.still)

    def _is_final(self, wait: _Wait) -> bool:
        return wait.is_deferred or _is_empty(wait)

    @property
    def _burst_end(self) -> float:
        began = self._last_hint if self._burst_began is None else self._burst_began
        return min(self._last_hint + self._patience.still, began + self._patience.burst_limit)

    def _in_burst(self, now: float) -> bool:
        is_burst = self._is_gathering or len(self._waiting) > self._patience.burst
        return is_burst and now < self._burst_end


def _is_empty(wait: _Wait) -> bool:
    return wait.stamp is not None and wait.stamp.size == 0
