"""The app in a real terminal: from start to first paint, and from a change of a file until it is drawn."""

import os
import pty
import select
import signal
import sys
import time

from tests.bench.commands import PROGRAM
from tests.bench.floors import EMPTY_APP
from tests.bench.measure import Measure, interleaved
from tests.bench.opening import prime

PATIENCE = 60
CPU_CLOCK = 2
"""The kind of clock that another process's number is made into, see clock_getcpuclockid(3)."""
EDITS = 40
KNOWN = "aaa.yaml"
FIRST = "AAA First"


class Terminal:
    """A program in a pseudo terminal of 120 by 36."""

    def __init__(self, *argv):
        self._begun = time.perf_counter()
        self._output = b""
        self._pid, self._descriptor = pty.fork()
        if self._pid == 0:
            os.environ |= {"TERM": "xterm-256color", "COLUMNS": "120", "LINES": "36"}
            os.execv(sys.executable, [sys.executable, *argv])

    def seen(self, text, since=None):
        """Return the seconds until a text is in what was written; raise TimeoutError if it never is."""
        begun = self._begun if since is None else since
        while text not in self._output:
            if time.perf_counter() - begun > PATIENCE:
                raise TimeoutError(f"{text!r} was never drawn")
            if select.select([self._descriptor], [], [], 0.05)[0]:
                self._output += os.read(self._descriptor, 1 << 16)
        return time.perf_counter() - begun

    def worked(self):
        """Return the seconds of processor time that the program has taken so far (Linux)."""
        return time.clock_gettime((~self._pid) << 3 | CPU_CLOCK)

    def drain(self, quiet):
        """Read on until nothing was written for a while, and forget it all."""
        while select.select([self._descriptor], [], [], quiet)[0]:
            os.read(self._descriptor, 1 << 16)
        self._output = b""

    def close(self):
        """End the program."""
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._descriptor)


def painting(root, rounds):
    """Measure the processor time of the warm app's first paint beside that of an empty Textual app."""
    known = root / "contacts" / KNOWN
    known.write_text(f"display_name: {FIRST}\n")
    prime(root)
    try:
        floor, painted = interleaved(
            2 * rounds,
            lambda: _shown(("-c", EMPTY_APP), b"painted"),
            lambda: _shown(_app(root), b"Contacts", FIRST.encode()),
        )
    finally:
        known.unlink()
    frames, rows = zip(*painted, strict=True)
    beside = {"floor": tuple(first for first, _ in floor), "floor_name": "an empty Textual app"}
    yield Measure("warm start to first paint", frames, **beside, target=1.15)
    yield Measure("warm start to first rows", rows, **beside)


def drawing(root, _rounds):
    """Measure single edits of a file until they are drawn."""
    known = root / "contacts" / KNOWN
    known.write_text(f"display_name: {FIRST}\n")
    prime(root)
    terminal = Terminal(*_app(root))
    taken = []
    try:
        terminal.seen(FIRST.encode())
        terminal.drain(quiet=3)
        for number in range(EDITS):
            fresh = known.with_name(f".{KNOWN}.tmp")
            fresh.write_text(f"display_name: {FIRST}{number}x\n")
            fresh.replace(known)
            taken.append(terminal.seen(f"First{number}x".encode(), time.perf_counter()))
            terminal.drain(quiet=0.4)
    finally:
        terminal.close()
        known.unlink()
    limit = {"floor": (0.150,), "floor_name": "150 ms", "target": 1, "quantile": 0.99}
    yield Measure("file edited outside, until drawn", tuple(taken), **limit, is_flat=True)


def _app(root):
    return *PROGRAM, "--store", str(root)


def _shown(argv, *texts):
    """Return the seconds of processor time from the start until each text is written."""
    terminal = Terminal(*argv)
    try:
        taken = []
        for text in texts:
            terminal.seen(text)
            taken.append(terminal.worked())
        return taken[0], taken[-1]
    finally:
        terminal.close()
