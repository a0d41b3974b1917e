"""Contacts that people said are not the same person: remembered in a file that is anybody's to edit."""

import subprocess
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts_store.document.limits import DEFAULT_LIMITS
from contacts_store.duplicates.candidates import candidates
from contacts_store.duplicates.distinct_text import read_pairs, with_pair
from contacts_store.errors import InvalidData, NotFound, WriteFailed
from contacts_store.initialise import initialise
from contacts_store.live.live import LiveStore
from contacts_store.snapshot.distinct import pair_of

ONE, TWO, THREE = (f"{digit * 8}-0000-4000-8000-000000000000" for digit in "abc")


@pytest.fixture
def store(disk):
    disk.contact(ONE, "Ada", "emails: [ada@x.org]\n")
    disk.write("contacts/two.yaml", f"id: {TWO}\nfirst_name: ADA\nemails: [ada@x.org]\n")
    disk.contact(THREE, "Grace", "emails: [grace@x.org]\n")
    store = disk.open()
    store.load()
    return store


def found(store):
    return [each.pair for each in candidates(store.snapshot)]


def test_who_was_told_apart_is_not_suggested_again_until_it_is_undone(disk, store):
    assert found(store) == [(ONE, TWO)]
    applied = store.tell_apart(TWO, ONE)
    assert applied.changeset.distinct_changed
    assert applied.summary == "Ada and ADA are not the same person"
    assert found(store) == []
    assert disk.read("distinct.yaml").splitlines()[1:] == ["pairs:", f"  - {ONE} {TWO}  # Ada, ADA"]
    assert store.tell_apart(ONE, TWO).saved == ()
    store.undo()
    assert found(store) == [(ONE, TWO)]
    store.redo()
    assert found(store) == []
    other = disk.open()
    other.load()
    assert found(other) == []


def test_only_two_known_contacts_can_be_told_apart(store):
    with pytest.raises(InvalidData):
        store.tell_apart(ONE, ONE)
    with pytest.raises(NotFound):
        store.tell_apart(ONE, "99999999-0000-4000-8000-000000000000")


def test_hand_edits_stay_byte_for_byte_and_lines_stay_in_order(disk, store):
    disk.write(
        "distinct.yaml",
        f"# ours\n\npairs:\n    - {ONE.upper()}   {TWO}   # father, son\n    - '{TWO} {THREE}'\nmore: 1\n",
    )
    store.refresh()
    store.tell_apart(THREE, ONE)
    assert disk.read("distinct.yaml") == (
        f"# ours\n\npairs:\n    - {ONE.upper()}   {TWO}   # father, son\n    - {ONE} {THREE}  # Ada, Grace\n"
        f"    - '{TWO} {THREE}'\nmore: 1\n"
    )


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"pairs:\n  - {ONE}\n", "distinct.yaml:2:5"),
        ("pairs: 5\n", "distinct.yaml:1:8"),
        ("pairs:\n  - [a\n", "distinct.yaml:"),
        ("<<<<<<< ours\n", "distinct.yaml:1:1"),
        ("- a\n", "distinct.yaml:1:1"),
    ],
)
def test_a_broken_file_is_a_finding_with_its_place_and_is_not_written_over(disk, store, text, place):
    store.tell_apart(ONE, TWO)
    disk.write("distinct.yaml", text)
    store.refresh()
    assert [f.place for f in store.snapshot.findings if f.place.startswith(place)]
    if "- aaaa" not in text:
        assert found(store) == []  # what was known before is kept
        with pytest.raises(WriteFailed):
            store.tell_apart(ONE, THREE)
        assert disk.read("distinct.yaml") == text


@pytest.mark.parametrize("text", ["", "\n", "pairs:\n", "other: x\n"])
def test_a_file_without_pairs_is_fine(disk, store, text):
    disk.write("distinct.yaml", text)
    store.refresh()
    assert store.snapshot.findings == ()
    store.tell_apart(ONE, TWO)
    assert found(store) == []


def test_what_another_program_writes_counts_at_once(disk, store):
    changed = threading.Event()
    live = LiveStore(store, lambda changes: changes.distinct_changed and changed.set(), lambda _: None)
    live.start()
    try:
        disk.write("distinct.yaml", f"pairs:\n  - {TWO} {ONE}\n")
        assert changed.wait(20)
        assert found(store) == []
        changed.clear()
        disk.delete("distinct.yaml")
        assert changed.wait(20)
        assert found(store) == [(ONE, TWO)]
    finally:
        live.stop()


def test_git_keeps_the_pairs_of_both_branches(tmp_path):
    def git(*words):
        subprocess.run(["git", "-C", root, *words], check=True, capture_output=True)

    def add(*pair):
        file = root / "distinct.yaml"
        file.write_bytes(with_pair(file.read_bytes() if file.exists() else b"", pair, "", DEFAULT_LIMITS))
        git("add", "-A")
        git("commit", "-qm", "pair")

    root = tmp_path / "store"
    initialise(root)
    git("init", "-qb", "main")
    git("config", "user.name", "x")
    git("config", "user.email", "x@x.org")
    git("add", "-A")
    git("commit", "-qm", "begin")
    git("branch", "other")
    add(ONE, TWO)
    add(ONE, THREE)
    git("checkout", "-q", "other")
    add(TWO, THREE)
    add(ONE, TWO)
    git("merge", "-q", "-m", "both", "main")
    pairs, findings = read_pairs((root / "distinct.yaml").read_bytes(), DEFAULT_LIMITS)
    assert pairs == {(ONE, TWO), (ONE, THREE), (TWO, THREE)}
    assert findings == ()


ids = st.integers(0, 30).map(lambda number: f"{number:08x}-0000-4000-8000-000000000000")
pairs = st.tuples(ids, ids).filter(lambda pair: pair[0] != pair[1]).map(lambda pair: pair_of(*pair))


@given(st.lists(st.tuples(pairs, st.text(max_size=20)), max_size=6))
def test_whatever_is_added_in_whatever_order_is_read_again_and_sorted(added):
    data = b""
    for pair, note in added:
        data = with_pair(data, pair, note, DEFAULT_LIMITS)
    read, findings = read_pairs(data, DEFAULT_LIMITS)
    assert read == {pair for pair, _ in added}
    assert findings == ()
    lines = [line.partition("#")[0].strip() for line in data.decode().splitlines() if line.startswith("  -")]
    assert lines == sorted(lines)
