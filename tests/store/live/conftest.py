"""A real store with a live store on it, recording what a front end would be told."""

from __future__ import annotations

import subprocess
import threading
import time
from typing import TYPE_CHECKING

import pytest

from contacts_store.initialise import initialise
from contacts_store.live.follower import Rhythm
from contacts_store.live.live import LiveStore
from contacts_store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from contacts_store.snapshot.changeset import ChangeSet
    from contacts_store.snapshot.snapshot import Snapshot

RHYTHM = Rhythm(sweep=(30.0, 30.0), poll=(0.3, 0.3), hold=2.0, retry=0.3)
"""Sweeps are rare, so that a test sees what events alone do; polling is quick."""


class Scene:
    """A store in a folder of the test, and everything that its live store said."""

    def __init__(self, root: Path) -> None:
        initialise(root, region="GB")
        self.root = root
        self.pictures: list[Snapshot] = []
        self.changes: list[ChangeSet] = []
        self.states: list[str] = []
        self._live: LiveStore | None = None

    def write(self, number: int, company: str = "Analytical Engines", folder: str = "contacts") -> Path:
        """Write one contact's file in place."""
        path = self.root / folder / f"p{number}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(self.text(number, company), encoding="utf-8")
        return path

    @staticmethod
    def text(number: int, company: str = "Analytical Engines") -> str:
        return f"id: {contact_id(number)}\nfirst_name: Ada {number}\ncompany: {company}\nnotes: the end\n"

    def start(self, rhythm: Rhythm = RHYTHM) -> None:
        """Open the store, follow its files, and wait until the watcher works and the first sweeps are over."""
        self.store = Store.open(self.root)
        self.store.load()
        self._live = LiveStore(self.store, self._on_change, self.states.append, rhythm)
        self._live.start()
        time.sleep(0.3)
        self.forget()

    def stop(self) -> None:
        if self._live is not None:
            self._live.stop()
            self.store.close()

    def look_again(self) -> None:
        assert self._live is not None
        self._live.look_again()

    def forget(self) -> None:
        """Drop what was recorded so far."""
        self.pictures.clear()
        self.changes.clear()

    def _on_change(self, changes: ChangeSet) -> None:
        self.pictures.append(self.store.snapshot)
        self.changes.append(changes)

    def company(self, number: int) -> str | None:
        """Return the company that the snapshot shows for a contact, None when there is no such contact."""
        row = self.store.snapshot.row(contact_id(number))
        return row.company if row else None

    def run(self, *command: str) -> None:
        subprocess.run(command, cwd=self.root, check=True, capture_output=True, stdin=subprocess.DEVNULL)

    def wait_for(self, condition: Callable[[], object], seconds: float = 8.0) -> None:
        """Wait until something is so; the limit is generous, a busy machine is no failure."""
        until = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < until, "it never came true"
            time.sleep(0.01)

    def stays(self, condition: Callable[[], object], seconds: float) -> None:
        """Check that something is so, and stays so for a while."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            assert condition()
            time.sleep(0.01)


def contact_id(number: int) -> str:
    return f"0d0c0000-0000-4000-8000-{number:012d}"


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    scene = Scene(tmp_path / "store")
    yield scene
    scene.stop()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("contacts-")]
