"""From a change outside to the snapshot that has it: single edits, and a git checkout of 10,000 files."""

import shutil
import subprocess
import threading
import time
from contextlib import contextmanager
from random import Random

from tests.bench.measure import Measure, interleaved
from tests.bench.opening import prime
from tests.bench.stores import kept_store

from contacts_store.live.live import LiveStore
from contacts_store.store import Store

EDITS_A_ROUND = 12
SETTLE_SECONDS = 1.5
CHANGED_FILES = 10_000
PATIENCE = 120
MARRIED = "last_name: Hyphen-Newlywed\n"
GIT = ("git", "-c", "user.name=bench", "-c", "user.email=bench@example.com", "-c", "gc.auto=0")


class Follower:
    """A live store, and waiting until its snapshot shows something."""

    def __init__(self, root):
        self.store = Store.open(root)
        self.store.load()
        self._changed = threading.Event()
        self._live = LiveStore(self.store, lambda _: self._changed.set(), lambda _: None)

    def start(self):
        """Begin, and wait until the watcher works."""
        self._live.start()
        time.sleep(SETTLE_SECONDS)

    def until(self, is_shown):
        """Return the moment at which a change was told that makes the snapshot show something."""
        limit = time.perf_counter() + PATIENCE
        while time.perf_counter() < limit:
            if self._changed.wait(0.5):
                moment = time.perf_counter()
                self._changed.clear()
                if is_shown(self.store.snapshot):
                    return moment
        raise TimeoutError("a change was not noticed")

    def close(self):
        """Stop."""
        self._live.stop()
        self.store.close()


@contextmanager
def following(root):
    """Follow a store."""
    follower = Follower(root)
    try:
        follower.start()
        yield follower
    finally:
        follower.close()


def edits(root, rounds):
    """Measure replacements of single files until the change is told."""
    chance = Random(1)
    taken = []
    with following(root) as follower:
        rows = [row for row in follower.store.snapshot.rows if row.tm_create]  # in our own form
        for number in range(EDITS_A_ROUND * rounds):
            row = chance.choice(rows)
            taken.append(_edited(root / row.path, row.path, number, follower))
            time.sleep(chance.random() * 0.2)
    limit = {"floor": (0.150,), "floor_name": "150 ms", "target": 1, "quantile": 0.99}
    yield Measure("file edited outside, until told", tuple(taken), **limit, is_flat=True)


def _edited(path, name, number, follower):
    """Replace a file as editors do, and put it back; return the seconds until the change was told."""
    data = path.read_bytes()
    mark = f"seen {number} times"

    def replace(text):
        fresh = path.with_name(f".{path.name}.tmp")
        fresh.write_bytes(text)
        fresh.replace(path)
        return time.perf_counter()

    start = replace(data + f"mark: {mark}\n".encode())
    end = follower.until(lambda snapshot: mark in snapshot.row_at(name).folded)
    replace(data)
    follower.until(lambda snapshot: mark not in snapshot.row_at(name).folded)
    return end - start


def checkouts(root, rounds):
    """Measure a checkout of another branch: after git has ended, until the snapshot is what the disk is."""
    layout, count, _ = root.name.split("-")
    if int(count) < CHANGED_FILES:
        return
    copy = kept_store(root.parent / "git", int(count), layout)
    changed = _make_branches(copy)
    prime(copy)

    def alone():
        taken = _git(copy, "checkout", "-q", "other")
        _git(copy, "checkout", "-q", "main")
        return taken

    def watched():
        with following(copy) as follower:
            taken = _git(copy, "checkout", "-q", "other")
            ended = time.perf_counter()
            end = follower.until(lambda snapshot: _count_married(snapshot) == changed)
        _git(copy, "checkout", "-q", "main")
        return taken, max(0.0, end - ended)

    floor, both = interleaved(min(rounds, 3), alone, watched)
    slowed, after = zip(*both, strict=True)
    beside = {"floor": floor, "floor_name": "git's own time"}
    yield Measure(f"checkout of {changed:,} files, watched", slowed, **beside)
    yield Measure("the same, from git's end to consistent", after, **beside, target=1)


def _count_married(snapshot):
    return sum("newlywed" in row.folded for row in snapshot.rows)


def _make_branches(root):
    """Make a repository whose branch ``other`` has changed files; return how many.

    One that is there from an earlier run is left as it is.
    """
    ready = root / ".git" / "changed"
    if not ready.exists():
        shutil.rmtree(root / ".git", ignore_errors=True)
        _git(root, "init", "-q", "-b", "main")
        _git(root, "add", "-A")
        _git(root, "commit", "-q", "-m", "contacts")
        _git(root, "checkout", "-q", "-b", "other")
        changed = sum(map(_marry, sorted((root / "contacts").rglob("*.yaml"))[:CHANGED_FILES]))
        _git(root, "commit", "-q", "-a", "-m", "a large wedding")
        _git(root, "checkout", "-q", "main")
        ready.write_text(str(changed))
    return int(ready.read_text())


def _marry(path):
    """Change the last name in a file of our own form; tell whether it is one."""
    text = path.read_text()
    if "\nsource: " not in text:
        return False
    lines = text.splitlines(keepends=True)
    path.write_text("".join(MARRIED if line.startswith("last_name: ") else line for line in lines))
    return True


def _git(root, *argv):
    start = time.perf_counter()
    subprocess.run([*GIT, *argv], cwd=root, check=True)
    return time.perf_counter() - start
