"""The live store: whatever changes the files, the snapshot follows, and the front end is told what changed.

One straight line on one thread: hints (of the watcher, of sweeps, of the app) → settled paths →
``store.refresh`` → change set → callback. Our own saves need no special case: the store knows
their bytes already, so refreshing them finds nothing. What takes long and has no hurry (a sweep,
writing the index) runs on a second thread; what it finds comes back as a message like a hint.
"""

from __future__ import annotations

import logging
import threading
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from contacts_store.live.follower import Follower, Rhythm
from contacts_store.live.sweep import look_over
from contacts_store.live.watcher import LOOK_OVER, Hint, Watcher

if TYPE_CHECKING:
    from collections.abc import Callable

    from contacts_store.live.follower import Job, Message
    from contacts_store.snapshot.changeset import ChangeSet
    from contacts_store.store import Store

_log = logging.getLogger(__name__)


class LiveStore:
    """Keeps a store's snapshot in step with its files, from ``start`` to ``stop``.

    ``on_change`` gets every change set that is not empty; ``on_state`` gets a sentence when changes
    are not noticed as usual, and the empty text when they are again. Both are called on the live
    store's own thread, and must not wait for a thread that calls ``stop``.
    """

    def __init__(
        self,
        store: Store,
        on_change: Callable[[ChangeSet], None],
        on_state: Callable[[str], None],
        rhythm: Rhythm | None = None,
    ) -> None:
        """Take the store and who is told. Nothing runs before ``start``."""
        self._root = store.root
        self._on_state = on_state
        self._state = ""
        rhythm = rhythm or Rhythm()
        self._inbox: SimpleQueue[Message | Exception] = SimpleQueue()
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._watcher = Watcher(store.root, self._inbox.put, rhythm.retry)
        self._follower = Follower(store, self._watcher, on_change, self._jobs.put, rhythm)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="contacts-live", daemon=True)
        self._helper = threading.Thread(target=self._run_jobs, name="contacts-live-jobs", daemon=True)

    def start(self) -> None:
        """Begin. Changes since the store was loaded are found, too; a load under way is waited for."""
        self._thread.start()
        self._helper.start()

    def stop(self, timeout: float = 2.0) -> None:
        """Stop, and wait for the threads to end, at most so many seconds each."""
        self._stopping.set()
        self._inbox.put(Hint())
        self._jobs.put(None)
        for thread in (self._thread, self._helper):
            if thread.is_alive():
                thread.join(timeout)
        self._watcher.stop(timeout)

    def look_again(self) -> None:
        """Look over everything soon: the process was stopped for a while, or a person asks for it."""
        self._inbox.put(LOOK_OVER)

    def _run(self) -> None:
        self._watcher.watch(look_over(self._root).folders)
        self._watcher.start()
        while not self._stopping.is_set():
            try:
                self._follow()
            except Exception as problem:  # noqa: BLE001 -- the edge of this thread: nothing may end live reload
                # No traceback and no message: they may quote contacts.
                _log.error("live reload failed: %s", type(problem).__name__)
                self._follower.fail(problem)

    def _follow(self) -> None:
        """Tell the state, then wait for hints or for something to be due, and do it."""
        if self._follower.state != self._state:
            self._state = self._follower.state
            self._on_state(self._state)
        try:
            self._take(self._inbox.get(timeout=self._follower.pause()))
        except Empty:
            pass
        else:
            while not self._inbox.empty():
                self._take(self._inbox.get())
        self._follower.turn()

    def _take(self, message: Message | Exception) -> None:
        if isinstance(message, Exception):
            raise message
        self._follower.take(message)

    def _run_jobs(self) -> None:
        while (job := self._jobs.get()) is not None and not self._stopping.is_set():
            try:
                self._inbox.put(job())
            except Exception as problem:  # noqa: BLE001 -- the edge of this thread: the other one tells it
                self._inbox.put(problem)
