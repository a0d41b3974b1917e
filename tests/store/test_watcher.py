"""The watcher's hints: which paths, when to look over everything, and what it says when it can't watch."""

from __future__ import annotations

import shutil
from queue import Empty, SimpleQueue

import pytest

from contacts_store.live.watcher import LOOK_OVER, Watcher

RETRY = 0.2


class Hints:
    """What a watcher said so far."""

    def __init__(self):
        self.queue = SimpleQueue()

    def next_structural(self):
        while True:
            if self.queue.get(timeout=8).is_structural:
                return

    def next_paths(self):
        while True:
            if paths := self.queue.get(timeout=8).paths:
                return paths

    def assert_quiet(self):
        with pytest.raises(Empty):
            self.queue.get(timeout=0.4)


@pytest.fixture
def root(tmp_path):
    for name in ("contacts/a", "tags"):
        (tmp_path / "store" / name).mkdir(parents=True)
    return tmp_path / "store"


@pytest.fixture
def hints():
    return Hints()


@pytest.fixture
def watcher(root, hints):
    watcher = Watcher(root, hints.queue.put, RETRY)
    yield watcher
    watcher.stop()


def folders(root):
    return {
        str(path.relative_to(root)): path.stat().st_ino
        for top in ("contacts", "tags")
        for path in (root / top, *(root / top).rglob("*"))
        if path.is_dir()
    }


@pytest.fixture
def watching(watcher, root, hints):
    """A watcher that has begun to watch every folder."""
    watcher.watch(folders(root))
    watcher.start()
    hints.next_structural()
    return watcher


def test_records_are_hinted_by_their_path(watching, root, hints):
    (root / "contacts/a/ada.yaml").touch()
    assert hints.next_paths() == {"contacts/a/ada.yaml"}
    (root / "tags/vip.yml").touch()
    assert hints.next_paths() == {"tags/vip.yml"}


def test_droppings_and_files_elsewhere_are_not_hinted(watching, root, hints):
    for name in ("contacts/.ada.yaml.swp", "contacts/ada.yaml~", "contacts/readme.txt", "contacts-tui.yaml"):
        (root / name).touch()
    (root / ".git").mkdir()
    hints.assert_quiet()


@pytest.mark.parametrize("name", ["contacts/new", "contacts/a/ada.sync-conflict-20260101-1-X.yaml"])
def test_folders_and_conflict_copies_are_structural(watching, root, hints, name):
    (root / name).mkdir()
    hints.next_structural()


def test_folder_made_anew_is_watched_though_its_inode_may_be_the_same(watching, root, hints):
    shutil.rmtree(root / "contacts")
    hints.next_structural()
    (root / "contacts").mkdir()
    watching.watch(folders(root))
    hints.next_structural()
    (root / "contacts/ada.yaml").touch()
    assert hints.next_paths() == {"contacts/ada.yaml"}


def test_added_folder_is_watched_once_it_is_told(watching, root, hints):
    (root / "contacts/b").mkdir()
    hints.next_structural()
    watching.watch(folders(root))
    hints.next_structural()
    (root / "contacts/b/bea.yaml").touch()
    assert hints.next_paths() == {"contacts/b/bea.yaml"}


def test_watching_the_same_folders_again_changes_nothing(watching, root, hints):
    watching.watch(folders(root))
    hints.assert_quiet()


def test_missing_store_is_said_and_found_when_it_comes(tmp_path, hints):
    root = tmp_path / "late"
    watcher = Watcher(root, hints.queue.put, RETRY)
    watcher.start()
    assert hints.queue.get(timeout=8) == LOOK_OVER
    assert watcher.problem == "a folder of the store is missing"
    (root / "contacts").mkdir(parents=True)
    watcher.watch(folders(root))
    while watcher.problem:
        hints.next_structural()
    (root / "contacts/ada.yaml").touch()
    assert hints.next_paths() == {"contacts/ada.yaml"}
    watcher.stop()


def test_stop_before_start_is_harmless(watcher):
    watcher.stop()
