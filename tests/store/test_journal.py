"""The undo journal: its line of undo and redo, its bounds, and what becomes of it when things break."""

import multiprocessing
import os
import signal
import sqlite3
import threading
import time

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from contacts_store.journal.journal import NO_STEP, Entry, Journal, JournalUnavailable, Kind, State

forking = multiprocessing.get_context("fork")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "state/journal.sqlite"


@pytest.fixture
def journal(file):
    journal = Journal(file)
    yield journal
    journal.close()


def entry(path="contacts/ada.yaml", record_id="a", before=b"old", after=b"new", **more):
    return Entry(path, record_id, "contact", before, after, **more)


def do(journal, label, *entries, kind=Kind.DO):
    step = journal.begin("cli ann", label, kind)
    for each in entries or [entry()]:
        journal.record(step, each)
    journal.finish(step)
    return step


def labels(steps):
    return [step.label for step in steps]


def test_nothing_is_made_until_something_is_written(file, journal):
    assert journal.undoable() is None
    assert journal.redoable() is None
    assert list(journal.steps()) == list(journal.pending()) == []
    assert not file.parent.exists()
    do(journal, "x")
    assert {path.stat().st_mode & 0o777 for path in file.parent.iterdir()} == {0o600}
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_a_step_comes_back_as_it_was_recorded(file, journal):
    changes = (
        {"field": "company", "old": None, "new": "Löwe & Söhne"},
        {"field": "extra.x", "old": [1], "new": {"y": True}},
    )
    entries = (
        entry(before=b"\xff\x00old", after=b"new\r\n", changes=changes),
        Entry("tags/vip.yaml", "v", "tag", None, b""),
        Entry("searches.yaml", "", "file", b"", None),
    )
    step = do(journal, "three files", *entries)
    journal.close()
    found = Journal(file).undoable()
    assert (found.id, found.actor, found.label, found.kind, found.state) == (
        step,
        "cli ann",
        "three files",
        Kind.DO,
        State.DONE,
    )
    assert found.entries == entries
    assert found.at.tzinfo is not None


def test_the_line_of_undo_and_redo(journal):
    first, second, third = (do(journal, label) for label in ["first", "second", "third"])
    assert journal.undoable().id == third
    journal.mark_undone(third)
    journal.mark_undone(second)
    assert (journal.undoable().id, journal.redoable().id) == (first, second)
    journal.mark_redone(second)
    assert (journal.undoable().id, journal.redoable().id) == (second, third)
    fresh = do(journal, "fresh")
    assert (journal.undoable().id, journal.redoable()) == (fresh, None)
    journal.mark_undone(fresh)
    assert (journal.undoable().id, journal.redoable().id) == (second, fresh)


def test_steps_that_undo_are_logged_and_not_undone_themselves(journal):
    step = do(journal, "x")
    do(journal, "undo x", kind=Kind.UNDO)
    journal.mark_undone(step)
    assert journal.undoable() is None
    assert journal.redoable().id == step
    assert [(each.label, each.kind, each.state) for each in journal.steps()] == [
        ("undo x", "undo", "done"),
        ("x", "do", "undone"),
    ]


class UndoLine(RuleBasedStateMachine):
    """The journal against two stacks, as every editor's undo has them."""

    @initialize()
    def begin(self):
        self.file = self.folder / f"{os.urandom(8).hex()}.sqlite"
        self.journals = [Journal(self.file), Journal(self.file)]
        self.done, self.undone = [], []

    @property
    def journal(self):
        """Either of two connections: it is one line for all processes."""
        self.journals.reverse()
        return self.journals[0]

    @rule(kind=st.sampled_from(Kind))
    def change(self, kind):
        step = do(self.journal, "x", kind=kind)
        if kind is Kind.DO:
            self.done.append(step)
            self.undone.clear()

    @rule()
    def abandon(self):
        step = self.journal.begin("cli", "nothing came of it")
        self.journal.abandon(step)

    @precondition(lambda self: self.done)
    @rule()
    def undo(self):
        self.journal.mark_undone(self.done[-1])
        self.undone.append(self.done.pop())

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self):
        self.journal.mark_redone(self.undone[-1])
        self.done.append(self.undone.pop())

    @invariant()
    def ends_agree(self):
        for journal, ends in [(Journal.undoable, self.done), (Journal.redoable, self.undone)]:
            step = journal(self.journal)
            assert (step and step.id) == (ends[-1] if ends else None)

    def teardown(self):
        for journal in self.journals:
            journal.close()


def test_any_order_of_changes_undos_and_redos(tmp_path):
    UndoLine.folder = tmp_path
    run_state_machine_as_test(
        UndoLine,
        settings=settings(max_examples=settings.default.max_examples * 2 // 3, stateful_step_count=15),
    )


def test_what_was_not_written_is_withdrawn_or_abandoned(journal):
    step = journal.begin("cli", "two files")
    journal.record(step, entry("contacts/a.yaml"))
    journal.record(step, entry("contacts/b.yaml", after=b"1"))
    journal.record(step, entry("contacts/b.yaml", after=b"2"))
    journal.withdraw(step, "contacts/b.yaml")
    journal.finish(step)
    assert [(each.path, each.after) for each in journal.undoable().entries] == [
        ("contacts/a.yaml", b"new"),
        ("contacts/b.yaml", b"1"),
    ]
    other = journal.begin("cli", "none")
    journal.record(other, entry())
    journal.abandon(other)
    assert labels(journal.steps()) == ["two files"]


def test_the_log_is_newest_first_by_record_and_without_texts(journal):
    do(journal, "ada", entry(changes=({"field": "company"},)))
    do(journal, "both", entry("contacts/ada.yaml", "a"), entry("contacts/bob.yaml", "b"))
    do(journal, "bob", entry("contacts/bob.yaml", "b"))
    assert labels(journal.steps()) == ["bob", "both", "ada"]
    assert labels(journal.steps(limit=2)) == ["bob", "both"]
    assert labels(journal.steps(limit=0)) == []
    about_ada = list(journal.steps(record_id="a"))
    assert labels(about_ada) == ["both", "ada"]
    assert [each.path for each in about_ada[0].entries] == ["contacts/ada.yaml"]
    assert about_ada[1].entries == (entry(before=None, after=None, changes=({"field": "company"},)),)
    assert labels(journal.steps(record_id="none")) == []


def test_the_oldest_steps_go_beyond_a_number(file):
    journal = Journal(file, max_steps=20)
    for number in range(50):
        do(journal, str(number))
    kept = labels(journal.steps())
    assert kept == [str(number) for number in range(49, 49 - len(kept), -1)]
    assert 20 <= len(kept) <= 22
    journal.close()
    with sqlite3.connect(file) as raw:
        assert raw.execute("SELECT count(*) FROM entry").fetchone() == (len(kept),)
    raw.close()


def test_the_oldest_steps_go_beyond_a_size_but_never_the_newest(file):
    journal = Journal(file, max_bytes=1000)
    for number in range(5):
        do(journal, str(number), entry(before=b"x" * 200, after=b"y" * 200))
    assert labels(journal.steps()) == ["4", "3"]
    do(journal, "large", entry(before=None, after=b"x" * 5000))
    assert labels(journal.steps()) == ["large"]
    journal.close()


def test_a_step_under_way_is_not_dropped(file):
    journal = Journal(file, max_steps=1)
    under_way = journal.begin("app", "long import")
    for number in range(5):
        do(journal, str(number))
    journal.record(under_way, entry())
    assert labels(journal.steps()) == ["4", "long import"]
    assert [step.id for step in journal.pending()] == [under_way]
    journal.close()


def test_two_processes_and_four_threads_write_at_once(file):
    def work(name):
        journal = Journal(file)
        for number in range(40):
            do(journal, f"{name}{number}")
        journal.close()

    children = [forking.Process(target=work, args=(name,)) for name in "ab"]
    for child in children:
        child.start()
    shared = Journal(file)
    threads = [
        threading.Thread(target=lambda name=name: [do(shared, f"{name}{number}") for number in range(20)])
        for name in "cdef"
    ]
    for worker in threads:
        worker.start()
    for worker in [*children, *threads]:
        worker.join()
    assert [child.exitcode for child in children] == [0, 0]
    steps = list(shared.steps())
    assert len(set(labels(steps))) == 2 * 40 + 4 * 20
    assert all(step.state is State.DONE and len(step.entries) == 1 for step in steps)
    shared.close()


def test_killed_in_the_middle_it_keeps_what_was_recorded(file):
    receive, send = forking.Pipe(duplex=False)

    def work():
        journal = Journal(file)
        do(journal, "whole")
        step = journal.begin("app", "half")
        journal.record(step, entry(before=b"before", after=b"after"))
        send.send("recorded")
        time.sleep(60)

    child = forking.Process(target=work)
    child.start()
    receive.recv()
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    journal = Journal(file)
    assert labels(journal.pending()) == ["half"]
    assert next(journal.pending()).entries[0].before == b"before"
    assert journal.undoable().label == "whole"
    journal.finish(next(journal.pending()).id)
    assert journal.undoable().label == "half"
    journal.close()


class TestDamage:
    @pytest.mark.parametrize("damage", [b"no database at all" * 500, b"SQLite format 3\x00" + b"\xff" * 8000])
    def test_a_damaged_file_is_set_aside_and_a_new_one_begun(self, file, damage):
        file.parent.mkdir()
        file.write_bytes(damage)
        journal = Journal(file)
        step = do(journal, "x")
        assert journal.undoable().id == step
        assert journal.failure is None
        (aside,) = file.parent.glob("journal.corrupt-*")
        assert aside.read_bytes() == damage
        assert str(aside) in journal.notice
        journal.close()

    def test_damage_inside_is_found_when_it_is_met(self, file):
        journal = Journal(file)
        for number in range(30):
            do(journal, str(number), entry(before=b"x" * 3000, after=b"y" * 3000))
        journal.close()
        whole = file.read_bytes()
        file.write_bytes(whole[:4096] + b"\xee" * (len(whole) - 4096))
        assert journal.undoable() is None
        assert "was damaged" in journal.notice
        do(journal, "after")
        assert labels(journal.steps()) == ["after"]
        journal.close()

    def test_a_step_that_went_with_the_damaged_file_is_told(self, file):
        journal = Journal(file)
        step = journal.begin("app", "x")
        journal.close()
        file.write_bytes(b"junk" * 2000)
        with pytest.raises(JournalUnavailable, match="replaced in the middle of the change"):
            journal.record(step, entry())
        assert journal.failure is None
        do(journal, "next")
        assert labels(journal.steps()) == ["next"]
        journal.close()

    def test_a_good_file_that_another_process_put_there_is_not_set_aside(self, file):
        first, second = Journal(file), Journal(file)
        for number in range(30):
            do(first, str(number), entry(before=b"x" * 3000, after=b"y" * 3000))
        assert len(list(second.steps())) == 30
        first.close()
        with sqlite3.connect(file) as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.close()
        damaged = bytearray(file.read_bytes())
        damaged[4096:] = b"\xee" * (len(damaged) - 4096)
        with file.open("r+b") as raw:
            raw.write(damaged)
        do(first, "fresh", entry(before=b"x" * 3000, after=b"y" * 3000))
        assert "was damaged" in first.notice
        assert second.undoable().label == "fresh"
        assert second.notice == ""
        assert len([name for name in file.parent.glob("journal.corrupt-*") if name.suffix.endswith("Z")]) == 1
        first.close()
        second.close()


class TestUnavailable:
    def test_the_first_failure_raises_and_then_saving_goes_on_without(self, tmp_path):
        (tmp_path / "state").write_text("a file in the folder's place")
        journal = Journal(tmp_path / "state/journal.sqlite")
        with pytest.raises(
            JournalUnavailable, match=r"changes can't be undone: .*not a folder \(check"
        ) as caught:
            journal.begin("cli", "x")
        assert journal.failure is caught.value
        step = journal.begin("cli", "x")
        assert step == NO_STEP
        journal.record(step, entry())
        journal.withdraw(step, "contacts/ada.yaml")
        journal.finish(step)
        journal.abandon(step)
        assert journal.undoable() is journal.redoable() is None
        assert list(journal.steps()) == []

    def test_closing_gives_it_another_chance(self, tmp_path):
        (tmp_path / "state").write_text("")
        journal = Journal(tmp_path / "state/journal.sqlite")
        with pytest.raises(JournalUnavailable):
            journal.begin("cli", "x")
        (tmp_path / "state").unlink()
        journal.close()
        do(journal, "x")
        assert journal.undoable().label == "x"
        journal.close()

    def test_a_journal_of_a_newer_version_is_left_alone(self, file, journal):
        do(journal, "x")
        journal.close()
        with sqlite3.connect(file) as raw:
            raw.execute("PRAGMA user_version = 99")
        raw.close()
        with pytest.raises(JournalUnavailable, match="a newer version of the program made it"):
            journal.undoable()
        assert journal.failure is not None
        assert list(file.parent.glob("*corrupt*")) == []

    def test_a_full_disk(self, journal, file):
        do(journal, "x")
        journal.close()
        journal.undoable()
        with sqlite3.connect(file) as raw:
            (pages,) = raw.execute("PRAGMA page_count").fetchone()
        raw.close()
        journal._database.run(lambda connection: None)
        journal._database._connection.execute(f"PRAGMA max_page_count = {pages}")
        step = journal.begin("cli", "large")
        with pytest.raises(JournalUnavailable, match="no space left on the device"):
            journal.record(step, entry(after=bytes(1 << 20)))

    def test_a_folder_in_its_place(self, file):
        file.mkdir(parents=True)
        with pytest.raises(JournalUnavailable, match="it is a folder"):
            Journal(file).begin("cli", "x")

    def test_someone_else_holds_it(self, journal, file, monkeypatch):
        monkeypatch.setattr("contacts_store.journal.database._BUSY_SECONDS", 0.05)
        do(journal, "x")
        journal.close()
        raw = sqlite3.connect(file, isolation_level=None)
        raw.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalUnavailable, match="another program holds it"):
            journal.begin("cli", "y")
        raw.close()
