"""Whole processes: commands, and the app in a real terminal from start to first paint and to a change seen."""

import os
import pty
import select
import shutil
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.stages import Timing

EMPTY_APP = """
from textual.app import App
from textual.widgets import Label
class Empty(App):
    def compose(self):
        yield Label("painted")
Empty().run()
"""
PATIENCE = 60


class Terminal:
    """A program in a pseudo terminal of 120 by 36."""

    def __init__(self, *argv):
        self._begun = time.perf_counter()
        self._pid, self._descriptor = pty.fork()
        if self._pid == 0:
            os.environ |= {"TERM": "xterm-256color", "COLUMNS": "120", "LINES": "36"}
            os.execv(sys.executable, [sys.executable, *argv])

    def seen(self, text, since=None):
        """Return the seconds until a text is written to the terminal; raise TimeoutError if it never is."""
        begun = self._begun if since is None else since
        output = b""
        while time.perf_counter() - begun < PATIENCE:
            if select.select([self._descriptor], [], [], 0.05)[0]:
                output += os.read(self._descriptor, 1 << 16)
                if text in output:
                    return time.perf_counter() - begun
        raise TimeoutError(f"{text!r} was never drawn")

    def drain(self, quiet=0.5):
        """Read on until nothing was written for a while."""
        while select.select([self._descriptor], [], [], quiet)[0]:
            os.read(self._descriptor, 1 << 16)

    def close(self):
        """End the program."""
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._descriptor)


def commands(root, rounds):
    """Time commands beside a bare interpreter."""
    floor = _process(rounds, "-c", "pass")
    yield Timing("python -c pass (floor)", floor)
    yield Timing("contacts-tui --version", _process(rounds, "-m", "contacts_tui", "--version"), floor)
    number = next(iter(_numbers(root)))
    lookup = _process(rounds, "-m", "contacts_tui", "lookup", number, "--store", str(root))
    yield Timing("contacts-tui lookup", lookup, floor)
    listing = _process(rounds, "-m", "contacts_tui", "list", "--limit", "5", "--store", str(root))
    yield Timing("contacts-tui list --limit 5", listing, floor)


def screens(root, rounds):
    """Time the app's first paint beside an empty Textual app, and a change in a file until it is drawn."""
    floor = _painted(rounds, b"painted", "-c", EMPTY_APP)
    yield Timing("first paint: empty Textual app (floor)", floor)
    ours = _painted(rounds, b"Contacts", "-m", "contacts_tui", "--store", str(root))
    yield Timing("first paint: the app", ours, floor, 1.15)
    yield Timing(
        "first row on the screen",
        _painted(rounds, b"AAA First", "-m", "contacts_tui", "--store", str(root)),
        floor,
    )
    yield Timing("file edited outside, until drawn", _edited(root, rounds))


def prepare(root):
    """Give the list a first row that is known by its name."""
    (root / "contacts" / "aaa.yaml").write_text("display_name: AAA First\n")


def _process(rounds, *argv):
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run([sys.executable, *argv], check=True, stdout=subprocess.DEVNULL)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _painted(rounds, text, *argv):
    taken = []
    for _ in range(rounds):
        terminal = Terminal(*argv)
        try:
            taken.append(terminal.seen(text))
        finally:
            terminal.close()
    return statistics.median(taken)


def _edited(root, rounds):
    terminal = Terminal("-m", "contacts_tui", "--store", str(root))
    try:
        terminal.seen(b"AAA First")
        terminal.drain(quiet=2)
        taken = []
        for number in range(rounds):
            fresh = root / "contacts" / ".aaa.tmp"
            fresh.write_text(f"display_name: AAA First{number}x\n")
            fresh.replace(root / "contacts" / "aaa.yaml")
            taken.append(terminal.seen(f"First{number}x".encode(), time.perf_counter()))
            terminal.drain()
        return statistics.median(taken)
    finally:
        terminal.close()
        prepare(root)


def _numbers(root):
    for path in sorted((root / "contacts").iterdir()):
        for line in path.read_text().splitlines():
            if "number_e164:" in line:
                yield line.split("'")[1]


def private_home(folder):
    """Keep journals and settings of the bench out of the person's own folders."""
    shutil.rmtree(folder, ignore_errors=True)
    for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
        os.environ[f"XDG_{kind}_HOME"] = str(Path(folder) / kind.lower())
