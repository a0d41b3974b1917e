"""The index is written after the snapshot is told, and losing what was still to be written loses nothing."""

from __future__ import annotations

import pytest

from contacts_store.index.first_look import first_look
from contacts_store.initialise import initialise
from contacts_store.store import Store

TEXT = "id: 0d0c0000-0000-4000-8000-00000000000{}\nfirst_name: {}\ntag_ids: [{}]\n"


@pytest.fixture
def root(tmp_path, monkeypatch):
    for kind in ("CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))
    root = tmp_path / "store"
    initialise(root)
    write(root, 1, "Ada")
    opened(root).close()
    return root


def write(root, number, name, tag="vip"):
    (root / f"contacts/{number}.yaml").write_text(TEXT.format(number, name, tag), encoding="utf-8")


def opened(root):
    store = Store.open(root)
    store.load()
    return store


def names(store):
    return [row.name for row in store.snapshot.rows]


def first_names(root):
    """Return the names that the index alone tells, as a start shows them first."""
    told = []
    store = Store.open(root)
    store.load(lambda part: told.append([row.name for row in part.rows]))
    store.close()
    return told[0]


def test_what_the_first_look_found_waits_for_its_time_and_takes_later_changes_in(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "store"
    initialise(root)
    for number, name in enumerate(("Ada", "Byron", "Charles")):
        write(root, number, name)
    store = opened(root)
    assert store.is_index_behind
    assert first_look(root, store.settings).rows[:] == []
    write(root, 0, "Augusta")
    (root / "contacts/1.yaml").unlink()
    store.refresh(["contacts/0.yaml", "contacts/1.yaml"])
    store.close()
    assert [row.name for row in first_look(root, store.settings).rows] == ["Augusta", "Charles"]
    assert first_names(root) == ["Augusta", "Charles"]


@pytest.mark.parametrize("how", ["write_index", "close"])
def test_the_index_gets_what_refreshes_found(root, how):
    store = opened(root)
    write(root, 1, "Byron")
    store.refresh(["contacts/1.yaml"])
    write(root, 2, "Charles")
    store.refresh(["contacts/2.yaml"])
    assert store.is_index_behind
    getattr(store, how)()
    assert not store.is_index_behind
    assert first_names(root) == ["Byron", "Charles"]
    store.close()


def test_a_file_that_came_and_went_leaves_nothing(root):
    store = opened(root)
    write(root, 2, "Charles")
    store.refresh(["contacts/2.yaml"])
    (root / "contacts/2.yaml").unlink()
    store.refresh(["contacts/2.yaml"])
    store.close()
    assert first_names(root) == ["Ada"]


def test_what_was_never_written_is_read_from_the_files(root):
    store = opened(root)
    write(root, 1, "Byron")
    write(root, 2, "Charles")
    (root / "tags/vip.yaml").write_text("id: 0d0c0000-0000-4000-8000-000000000abc\nname: vip\n")
    store.refresh()
    shown = store.snapshot.rows
    other = opened(root)
    assert [(row.name, row.tags) for row in other.snapshot.rows] == [(row.name, row.tags) for row in shown]
    store.close()
    other.close()
    assert names(opened(root)) == ["Byron", "Charles"]
