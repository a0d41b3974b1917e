"""What breaks below and beside the store: failing calls, kills, links, clocks, renames, vanished folders."""

import errno
import os
import shutil
import sqlite3
import stat
from contextlib import closing

import pytest

from contacts_store.disk import system
from contacts_store.disk.names import TEMPORARY_PATTERN
from contacts_store.errors import Conflict, NotFound, WriteFailed
from contacts_store.snapshot.view import View
from contacts_store.store import Change

ANN = "0f8fad5b-d9cb-469f-a165-70867728950e"
BOB = "1f8fad5b-d9cb-469f-a165-70867728950e"
VIP = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
PATH, OTHER = "contacts/ann.yaml", "contacts/bob.yaml"


@pytest.fixture
def store(disk):
    disk.contact(ANN, "Ann", "company: Acme  # since May\n")
    disk.contact(BOB, "Bob")
    return opened(disk)


def opened(disk):
    store = disk.open()
    store.load()
    return store


def edit(store, id_=ANN, **fields):
    loaded = store.read(id_)
    return Change.of(loaded, loaded.contact.with_changes(**fields))


def save(store, id_=ANN, **fields):
    return store.apply([edit(store, id_, **fields)])


def contents(disk):
    return {str(file.relative_to(disk.root)): file.read_bytes() for file in disk.root.rglob("*.yaml")}


class Calls:
    """Lets something happen at the n-th system call instead of the call."""

    def __init__(self, turn, act):
        self.turn, self.act, self.count, self.stopped = turn, act, 0, ""

    def arm(self, patch):
        for name in system.__all__:
            patch.setattr(system, name, self.wrapped(name, getattr(system, name)))

    def wrapped(self, name, real):
        def call(*values, **options):
            self.count += 1
            if self.count == self.turn and name != "close":
                self.stopped = name
                self.act()
            return real(*values, **options)

        return call


CHANGES = {
    "save": lambda store: edit(store, company="Initech"),
    "create": lambda store: Change.create(store.draft(first_name="Cy")),
    "purge": lambda store: Change.of(store.read(ANN), None),
}


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
@pytest.mark.parametrize("make", CHANGES.values(), ids=CHANGES)
def test_whatever_call_fails_the_store_says_so_and_the_next_try_works(disk, store, make, code):
    turn, done = 0, False
    before = contents(disk)
    while not done:
        turn += 1

        def fail():
            raise OSError(code, os.strerror(code))

        change = make(store)
        with pytest.MonkeyPatch.context() as patch:
            calls = Calls(turn, fail)
            calls.arm(patch)
            refused = refusal(lambda change=change: store.apply([change]))
        if refused:
            assert refused.remedy
            assert contents(disk) == before
            assert not list(store.steps())
            continue
        done = calls.count < turn
        left = [*disk.root.rglob(TEMPORARY_PATTERN)]
        assert not left or calls.stopped == "unlink"
        for file in left:
            file.unlink()
        assert contents(disk) != before
        store.undo()
        assert contents(disk) == before
        with pytest.raises(NotFound):
            store.undo()
        forget_steps(disk)


def refusal(work):
    try:
        work()
    except WriteFailed as problem:
        return problem
    return None


def forget_steps(disk):
    """Begin with an empty journal again."""
    for file in disk.root.parent.rglob("journal.sqlite"):
        with closing(sqlite3.connect(file)) as journal, journal:
            journal.execute("DELETE FROM step")


@pytest.mark.parametrize("make", CHANGES.values(), ids=CHANGES)
def test_killed_at_any_call_the_files_are_old_or_new_and_undo_knows_which(disk, store, make):
    before = contents(disk)
    store.close()
    turn, killed = 0, 9
    seen = set()
    while killed == 9:
        turn += 1
        killed = in_child(lambda turn=turn: change_and_die(disk, make, turn))
        after = contents(disk)
        seen.add(after == before)
        later = opened(disk)
        assert not later.snapshot.findings
        if after == before:
            with pytest.raises(NotFound):
                later.undo()
        else:
            later.undo()
        assert contents(disk) == before
        later.close()
        for left in disk.root.rglob(TEMPORARY_PATTERN):
            left.unlink()
        forget_steps(disk)
    assert seen == {True, False}


def change_and_die(disk, make, turn):
    store = opened(disk)
    change = make(store)
    with pytest.MonkeyPatch.context() as patch:
        Calls(turn, lambda: os._exit(9)).arm(patch)
        store.apply([change])


def in_child(work):
    """Return the exit status of a process that does the work, 0 when it came to the end."""
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_saved_but_not_durable_is_said(disk, store, monkeypatch):
    real = system.fsync

    def refuse_folders(descriptor):
        if os.path.isdir(f"/proc/self/fd/{descriptor}"):  # noqa: PTH112
            raise OSError(errno.EIO, "Input/output error")
        real(descriptor)

    monkeypatch.setattr(system, "fsync", refuse_folders)
    applied = save(store, company="Initech")
    assert any("not durable" in warning for warning in applied.warnings)
    assert "Initech" in disk.read(PATH)


def test_many_changes_in_one_folder_sync_its_names_once_and_last(disk, store, monkeypatch):
    synced = []

    def note(descriptor):
        synced.append(stat.S_ISDIR(os.fstat(descriptor).st_mode))
        os.fsync(descriptor)

    monkeypatch.setattr(system, "fsync", note)
    loaded = [store.read(row.id) for row in store.snapshot.rows]
    store.apply([Change.of(one, one.contact.with_changes(company="Initech")) for one in loaded])
    assert synced == [False] * len(loaded) + [True]


def test_a_link_stays_a_link_and_a_hard_link_is_warned_of(disk, store, tmp_path):
    target = tmp_path / "elsewhere.yaml"
    (disk.root / PATH).rename(target)
    (disk.root / PATH).symlink_to(target)
    os.link(target, tmp_path / "twin.yaml")
    store.refresh()
    applied = save(store, company="Initech")
    assert (disk.root / PATH).is_symlink()
    assert "Initech" in target.read_text()
    assert any("hard link" in warning for warning in applied.warnings)
    assert store.find(PATH).id == ANN
    assert store.find(str(disk.root / PATH)).id == ANN


@pytest.mark.parametrize("seconds", [0, -365 * 86400])
def test_a_change_is_seen_whatever_the_clock_says(disk, store, seconds):
    old = (disk.root / PATH).stat()
    disk.write(PATH, disk.read(PATH).replace("Acme", "Acne"))
    os.utime(disk.root / PATH, ns=(old.st_atime_ns, old.st_mtime_ns + seconds * 10**9))
    assert store.refresh().changed == {ANN}
    assert store.snapshot.row(ANN).company == "Acne"


def test_a_contact_is_its_id_when_files_are_renamed_by_case_or_swapped(disk, store):
    (disk.root / PATH).rename(disk.root / "contacts/Ann.yaml")
    assert store.refresh().changed == {ANN}
    swap(disk, "contacts/Ann.yaml", OTHER)
    assert store.refresh().changed == {ANN, BOB}
    assert store.snapshot.row(ANN).path == OTHER


def swap(disk, one, other):
    (disk.root / one).rename(disk.root / "aside")
    (disk.root / other).rename(disk.root / one)
    (disk.root / "aside").rename(disk.root / other)


def test_nothing_is_done_to_the_wrong_contact_when_files_were_swapped_unseen(disk, store):
    swap(disk, PATH, OTHER)
    before = contents(disk)
    for act in (store.delete, store.purge, lambda ids: store.assign(VIP, ids)):
        with pytest.raises(NotFound, match="another contact"):
            act([ANN])
    assert contents(disk) == before
    store.refresh()
    store.delete([ANN])
    assert "tm_delete" in disk.read(OTHER)


def test_undo_follows_a_contact_whose_file_was_swapped(disk, store):
    save(store, company="Initech")
    swap(disk, PATH, OTHER)
    store.refresh()
    store.undo()
    assert "Acme  # since May" in disk.read(OTHER)
    assert "Bob" in disk.read(PATH)


def test_undo_of_a_creation_finds_the_renamed_file(disk, store):
    path = store.apply([Change.create(store.draft(first_name="Cy"))]).saved[0].path
    (disk.root / path).rename(disk.root / "contacts/cy.yaml")
    store.refresh()
    store.undo()
    assert not (disk.root / "contacts/cy.yaml").exists()


def test_undo_moves_the_time_of_change_when_it_merges(disk, store):
    save(store, company="Initech")
    disk.write(PATH, disk.read(PATH) + "notes: by hand\n")
    store.refresh()
    changed = store.read(ANN).contact
    saved = store.undo().saved[0]
    assert saved.was_merged
    assert saved.after.company == "Acme"
    assert saved.after.notes == "by hand"
    assert saved.after.tm_update > changed.tm_update


def test_a_twin_is_a_conflict_on_both_and_purging_is_refused(disk, store):
    disk.write("contacts/twin.yaml", disk.read(PATH))
    store.refresh()
    before = contents(disk)
    applied = store.purge([ANN, BOB])
    assert [type(problem).__name__ for problem in applied.failures] == ["InvalidData"]
    assert contents(disk).keys() == before.keys() - {OTHER}
    disk.delete("contacts/twin.yaml")
    store.refresh()
    assert not store.snapshot.row(ANN).is_broken


def test_a_vanished_store_is_shown_as_it_was_and_comes_back(disk, store):
    disk.contact(ANN, "Ann", f"tag_ids: [{VIP}]\n")
    store.refresh()
    rows = store.snapshot.rows
    shutil.move(disk.root, disk.root.with_name("away"))
    for paths in (None, [PATH, OTHER, "tags/vip.yaml"]):
        assert not store.refresh(paths).removed
        assert store.snapshot.rows == rows
        assert store.snapshot.tag_name(VIP) == "VIP"
        assert any("gone at once" in finding.message for finding in store.snapshot.findings)
    with pytest.raises(Conflict):
        store.apply([Change(store.draft(id=ANN), store.draft(id=ANN, company="x"), PATH)])
    shutil.move(disk.root.with_name("away"), disk.root)
    store.refresh()
    assert not store.snapshot.findings
    assert [row.id for row in store.snapshot.rows] == [ANN, BOB]


def test_a_tag_that_is_being_rewritten_keeps_its_name_meanwhile(disk, store):
    text = disk.read("tags/vip.yaml")
    for state in (None, "", "name: [\n"):
        if state is None:
            disk.delete("tags/vip.yaml")
        else:
            disk.write("tags/vip.yaml", state)
        changes = store.refresh(["tags/vip.yaml"], patient=True)
        assert changes.deferred == {"tags/vip.yaml"}
        assert not changes
    disk.write("tags/vip.yaml", text.replace("VIP", "Gold"))
    assert store.refresh(["tags/vip.yaml"], patient=True).tags_changed
    (disk.root / "tags/vip.yaml").rename(disk.root / "tags/gold.yaml")
    assert not store.refresh(["tags/vip.yaml", "tags/gold.yaml"], patient=True).deferred
    assert not store.snapshot.findings
    disk.delete("tags/gold.yaml")
    assert store.refresh(["tags/gold.yaml"]).tags_changed


def test_many_changes_are_one_step(disk, store):
    ids = [
        disk.contact(f"{number:08x}-d9cb-469f-a165-70867728950e", f"P{number}")[9:-5] for number in range(60)
    ]
    store.refresh()
    before = contents(disk)
    ids = [row.id for row in store.snapshot.rows]
    applied = store.assign("vip", [*ids, *ids])
    assert len(applied.saved) == len(ids) == 62
    assert len({saved.after.tm_update for saved in applied.saved}) == 1
    assert len(list(store.steps())) == 1
    assert store.snapshot.count(View.tag(VIP)) == len(ids)
    assert not store.assign("vip", ids).saved
    assert len(store.undo().saved) == len(ids)
    assert contents(disk) == before
