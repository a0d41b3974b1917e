"""Stores in temporary folders, with every user folder set apart."""

import os
from pathlib import Path

import pytest

from contacts_store.store import Store

VIP = "7c9e6679-7425-40de-944b-e07fc1f90ae7"


class Disk:
    """A store's folder: what a person with an editor can do to it."""

    def __init__(self, root):
        self.root = root
        self._opened = []

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, newline="")
        return path

    def read(self, path):
        return (self.root / path).read_bytes().decode()

    def contact(self, id_, name, more=""):
        return self.write(f"contacts/{name.lower()}.yaml", f"id: {id_}\nfirst_name: {name}\n{more}")

    def delete(self, path):
        (self.root / path).unlink()

    def open(self, actor="api"):
        store = Store.open(self.root, actor)
        self._opened.append(store)
        return store

    def close(self):
        """Close what was opened: the databases of hundreds of stores are more files than a process may have."""
        while self._opened:
            self._opened.pop().close()


@pytest.fixture
def open_below():
    """A function that returns what this process has open below a folder."""

    def look(root):
        opened = (os.path.realpath(link) for link in Path("/proc/self/fd").iterdir())
        return [path for path in opened if path.startswith(str(root))]

    return look


@pytest.fixture
def disk(tmp_path, monkeypatch):
    for name in ("CONFIG", "CACHE", "STATE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "xdg" / name.lower()))
    root = tmp_path / "people"
    (root / "contacts").mkdir(parents=True)
    (root / "tags").mkdir()
    (root / "contacts-tui.yaml").write_text("format: 1\ndefault_region: GB\n")
    (root / "tags" / "vip.yaml").write_text(f"id: {VIP}\nname: VIP\n")
    disk = Disk(root)
    yield disk
    disk.close()
