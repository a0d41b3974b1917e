"""One writer at a time, among threads and among processes, for the milliseconds of a save."""

from __future__ import annotations

import fcntl
import os
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from contacts_store.disk import system
from contacts_store.errors import WriteFailed
from contacts_store.locations import make_private

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

_PATIENCE = 10.0
_FIRST_PAUSE = 0.0005
_LONGEST_PAUSE = 0.01


class StoreLock:
    """A context manager over ``flock`` on one file; the kernel frees it when a process dies.

    Where the file can't be made or the file system has no locks, work goes on without
    (``is_optimistic``): comparing digests still keeps writers from overwriting each other unseen,
    save for an instant. Not re-entrant.
    """

    def __init__(self, file: Path, patience: float = _PATIENCE) -> None:
        """Take the lock file, in the store's state folder, and how many seconds to wait for it."""
        self._file = file
        self._patience = patience
        self._threads = threading.Lock()
        self._descriptor: int | None = None
        self.is_optimistic = False

    def __enter__(self) -> Self:
        """Wait for the lock.

        Raises:
            WriteFailed: another program held it for longer than the patience.
        """
        deadline = time.monotonic() + self._patience
        if not self._threads.acquire(timeout=self._patience):
            raise self._busy()
        try:
            self._descriptor = self._acquire(deadline)
        except OSError:
            self._descriptor = None
        except BaseException:
            self._threads.release()
            raise
        self.is_optimistic = self._descriptor is None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._descriptor is not None:
            system.close(self._descriptor)
            self._descriptor = None
        self._threads.release()

    def _acquire(self, deadline: float) -> int:
        pause = _FIRST_PAUSE
        make_private(self._file.parent)
        while True:
            descriptor = system.open_file(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                system.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                # Someone may have deleted the file since: a lock on a nameless file keeps nobody out.
                if _is_named(descriptor, self._file):
                    return descriptor
            except BlockingIOError:
                pass
            except BaseException:
                system.close(descriptor)
                raise
            system.close(descriptor)
            if time.monotonic() > deadline:
                raise self._busy()
            time.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    def _busy(self) -> WriteFailed:
        return WriteFailed(
            str(self._file),
            f"another program has held the store's lock for {self._patience:.0f} seconds",
            "wait for it or end it, then try again",
        )


def _is_named(descriptor: int, file: Path) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(system.fstat(descriptor), system.stat(file))
    return False
