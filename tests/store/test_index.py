"""The index: the same answers with it and without it, whatever happens to files, clock, and the index file."""

import os
import shutil
import sqlite3
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from contacts_store.disk.stamp import stamp_of
from contacts_store.index.first_look import first_look
from contacts_store.snapshot.row import NO_STAMP
from contacts_store.snapshot.view import View
from contacts_store.store import Change

ANN = "0f8fad5b-d9cb-469f-a165-70867728950e"
VIP = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
OLD = 1_600_000_000
real_time_ns = time.time_ns


def index_file(disk):
    return next((disk.root.parent / "xdg" / "cache").rglob("index.sqlite"))


def start(disk):
    """Have a program read the store and end."""
    store = disk.open()
    store.load()
    store.close()


def picture(store):
    snapshot = store.load()
    rows = [row.with_stamp(NO_STAMP) for row in snapshot.rows]
    return (
        rows,
        snapshot.findings,
        {view: snapshot.count(view) for view in (View.all(), View.trash(), View.tag(VIP))},
    )


def both(disk, monkeypatch):
    """Return what a store shows with its index and without."""
    monkeypatch.setenv("CONTACTS_TUI_INDEX", "off")
    without = picture(disk.open())
    monkeypatch.delenv("CONTACTS_TUI_INDEX")
    store = disk.open()
    shown = picture(store)
    store.close()
    return shown, without


def age(disk):
    """Make every file look as if it had been written long ago, so that its stamp can be trusted."""
    for file in disk.root.rglob("*.yaml"):
        os.utime(file, (OLD, OLD))


@pytest.fixture
def people(disk):
    disk.contact(ANN, "Ann", "tag_ids: [vip]\nphone_numbers: ['+442079460018']\n")
    for number in range(30):
        disk.write(
            f"contacts/{number % 3}/{number}.yaml", f"first_name: P{number}\nphone_numbers: ['anonymous']\n"
        )
    disk.write("contacts/bad.yaml", "first_name: [\n")
    age(disk)
    return disk


def test_a_second_start_reads_only_what_changed(people, monkeypatch):
    start(people)
    index_file(people)
    shown, without = both(people, monkeypatch)
    assert shown == without
    people.write("contacts/1/1.yaml", "first_name: Changed\n")
    people.delete("contacts/2/2.yaml")
    people.write("contacts/new.yaml", "first_name: New\n")
    shown, without = both(people, monkeypatch)
    assert shown == without
    assert {"Changed", "New"} <= {row.name for row in shown[0]}


def test_what_a_broken_file_held_before_is_not_remembered(people, monkeypatch):
    monkeypatch.setattr(time, "time_ns", lambda: real_time_ns() + 10**10)  # every stamp can be trusted
    store = people.open()
    store.load()
    path = next(iter(people.root.rglob("0.yaml"))).relative_to(people.root).as_posix()
    people.write(path, "first_name: [\n")
    store.refresh({path})
    held = store.snapshot.row_at(path)
    assert held.is_broken
    assert held.name == "P0"
    store.close()
    for _ in range(2):
        shown, without = both(people, monkeypatch)
        assert shown == without


def test_the_first_rows_come_before_anything_is_read(people):
    start(people)
    first = first_look(people.root, people.open().settings)
    assert [row.name for row in first.rows][:2] == ["Ann", "bad.yaml"]
    assert not first.is_complete


def test_without_an_index_the_first_look_sees_nothing(people):
    assert not first_look(people.root, people.open().settings).rows


def test_our_own_saves_are_in_the_index(people, monkeypatch):
    store = people.open()
    store.load()
    loaded = store.read(ANN)
    store.apply([Change.of(loaded, loaded.contact.with_changes(company="Initech"))])
    store.close()
    shown, without = both(people, monkeypatch)
    assert shown == without


def test_a_change_of_equal_size_and_time_is_seen(people, monkeypatch):
    path = people.root / "contacts/1/1.yaml"
    start(people)
    start(people)
    before = path.stat()
    path.write_text(path.read_text().replace("P1", "Q1"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    shown, without = both(people, monkeypatch)
    assert shown == without
    assert "Q1" in {row.name for row in shown[0]}


def test_a_clock_set_back_hides_nothing(people, monkeypatch):
    path = people.root / "contacts/1/1.yaml"
    os.utime(path, (OLD * 2, OLD * 2))
    start(people)
    path.write_text(path.read_text().replace("P1", "Q1"))
    os.utime(path, (OLD - 1000, OLD - 1000))
    shown, without = both(people, monkeypatch)
    assert shown == without
    assert "Q1" in {row.name for row in shown[0]}


def test_tags_that_changed_between_starts_are_resolved_anew(people, monkeypatch):
    start(people)
    people.write("tags/vip.yaml", f"id: {VIP}\nname: Gold\n")
    shown, without = both(people, monkeypatch)
    assert shown == without
    assert any("no tag is called" in finding.message for finding in shown[1])


def test_other_settings_mean_another_index(people, monkeypatch):
    people.write("contacts/us.yaml", "phone_numbers: ['020 7946 0018']\n")
    start(people)
    people.write("contacts-tui.yaml", "format: 1\ndefault_region: US\n")
    shown, without = both(people, monkeypatch)
    assert shown == without


def deleted(file):
    file.unlink()


def emptied(file):
    file.write_bytes(b"")


def garbage(file):
    file.write_bytes(b"\x80\x04cposix\nsystem\n(S'touch /tmp/x'\ntR." * 400)


def cut(file):
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])


def scribbled(file):
    data = bytearray(file.read_bytes())
    data[5000:9000] = os.urandom(4000)
    file.write_bytes(data)


def replaced_by_a_folder(file):
    file.unlink()
    file.mkdir()


def with_a_trigger(file):
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON contact BEGIN DELETE FROM meta; END")
    connection.close()


def with_a_view(file):
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE VIEW v AS SELECT * FROM contact")
    connection.close()


def with_a_view_in_the_table_s_place(file):
    with sqlite3.connect(file) as connection:
        connection.execute("ALTER TABLE contact RENAME TO hidden")
        connection.execute("CREATE VIEW contact AS SELECT * FROM hidden")
    connection.close()


def with_a_huge_text(file):
    with sqlite3.connect(file) as connection:
        longest = "UPDATE contact SET folded = hex(zeroblob(40000000)) WHERE path = 'contacts/ann.yaml'"
        connection.execute(longest)
    connection.close()


def with_texts_that_are_not_utf_8(file):
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE contact SET packed = x'ff' || packed")
        connection.execute("UPDATE contact SET packed = CAST(packed AS BLOB)")
    connection.close()


def with_foreign_paths(file):
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE contact SET path = 'contacts/../../' || path")
    connection.close()


def with_wrong_kinds(file):
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE contact SET sort_key = x'00ff', traits = 'many'")
    connection.close()


def with_torn_rows(file):
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE contact SET packed = 'no separators', findings = '[{}]'")
    connection.close()


@pytest.mark.parametrize(
    "harm",
    [
        deleted,
        emptied,
        garbage,
        cut,
        scribbled,
        replaced_by_a_folder,
        with_a_trigger,
        with_a_view,
        with_a_view_in_the_table_s_place,
        with_a_huge_text,
        with_texts_that_are_not_utf_8,
        with_foreign_paths,
        with_wrong_kinds,
        with_torn_rows,
    ],
)
def test_a_harmed_index_costs_time_and_nothing_else(people, monkeypatch, harm):
    store = people.open()
    store.load()
    store.close()
    file = index_file(people)
    for ending in ("-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    harm(file)
    for _ in range(2):
        shown, without = both(people, monkeypatch)
        assert shown == without
        assert all(row.path.startswith("contacts/") and ".." not in row.path for row in shown[0])


@pytest.mark.parametrize("content", [None, b"dear diary"])
def test_a_link_in_the_index_s_place_is_not_followed(people, monkeypatch, content):
    elsewhere = people.root.parent / "elsewhere"
    start(people)
    file = index_file(people)
    file.unlink()
    file.symlink_to(elsewhere)
    if content is not None:
        elsewhere.write_bytes(content)
    for _ in range(2):
        shown, without = both(people, monkeypatch)
        assert shown == without
    assert (elsewhere.read_bytes() if elsewhere.exists() else None) == content
    assert not file.is_symlink()


def test_who_reads_the_index_keeps_no_writer_waiting(people, monkeypatch, caplog):
    store = people.open()
    store.load()
    store.write_index()
    with sqlite3.connect(index_file(people)) as reader:
        entries = reader.execute("SELECT path FROM contact")
        assert entries.fetchone()
        people.write("contacts/1/1.yaml", "first_name: Changed\n")
        store.refresh()
        assert entries.fetchone()
        entries.close()
    reader.close()
    store.close()
    assert not caplog.records
    shown, without = both(people, monkeypatch)
    assert shown == without


def test_a_cache_that_can_not_be_written_is_said_in_the_log(people, monkeypatch, caplog):
    cache = people.root.parent / "xdg" / "cache"
    shutil.rmtree(cache, ignore_errors=True)
    cache.parent.mkdir(exist_ok=True)
    cache.write_text("a file in the folder's place")
    shown, without = both(people, monkeypatch)
    assert shown == without
    assert "without the index" in caplog.text
    assert "Ann" not in caplog.text


def test_two_programs_share_one_index(people, monkeypatch):
    first, second = people.open(), people.open()
    first.load()
    first.write_index()
    second.load()
    loaded = first.read(ANN)
    first.apply([Change.of(loaded, loaded.contact.with_changes(company="Initech"))])
    people.write("contacts/1/1.yaml", "first_name: Changed\n")
    second.refresh()
    first.refresh()
    assert second.snapshot.row(ANN).company == first.snapshot.row(ANN).company == "Initech"
    shown, without = both(people, monkeypatch)
    assert shown == without


NAMES = ("a", "b", "c")
actions = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "write",
                "delete",
                "rename",
                "utime",
                "same size",
                "in place",
                "open",
                "refresh",
                "tag",
                "break",
                "clock",
            ]
        ),
        st.sampled_from(NAMES),
        st.sampled_from(NAMES),
        st.integers(0, 9),
    ),
    max_size=14,
)


def counted_up(text):
    """Return another text of the same length."""
    return text.translate(str.maketrans("0123456789", "1234567890"))


def coarse(status):
    """Return a stamp as a file system with a slow clock gives it, where few edits in a row change it."""
    stamp = stamp_of(status)
    tick = 2_000_000_000
    return stamp._replace(
        mtime_ns=stamp.mtime_ns // tick * tick, ctime_ns=stamp.ctime_ns // tick * tick, inode=1
    )


def act(disk, store, action):
    kind, name, other, number = action
    file = disk.root / f"contacts/{name}.yaml"
    if kind == "write":
        file.write_text(f"first_name: {name}{number}\ntag_ids: [vip]\n")
    elif kind == "break":
        file.write_text("first_name: [\n")
    elif kind == "tag":
        disk.write("tags/vip.yaml", f"id: {VIP}\nname: {'VIP' if number % 2 else 'Gold'}\n")
    elif kind == "refresh":
        store.refresh()
    elif not file.exists():
        return
    elif kind == "delete":
        file.unlink()
    elif kind == "rename":
        file.rename(disk.root / f"contacts/{other}.yaml")
    else:
        touch(file, kind, number)


def touch(file, kind, number):
    before = file.stat()
    if kind == "utime":
        os.utime(file, (OLD + number, OLD + number))
        return
    file.write_text(counted_up(file.read_text()))
    if kind == "same size":
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions, st.booleans())
@example([("write", "a", "a", 1), ("refresh", "a", "a", 0), ("in place", "a", "a", 0)], True)
def test_after_any_history_the_index_tells_what_the_files_tell(disk, monkeypatch, history, has_slow_clock):
    shutil.rmtree(disk.root / "contacts")
    (disk.root / "contacts").mkdir()
    with monkeypatch.context() as patch:
        if has_slow_clock:
            patch.setattr("contacts_store.disk.scan.stamp_of", coarse)
            patch.setattr("contacts_store.disk.reading.stamp_of", coarse)
        store = disk.open()
        store.load()
        for action in history:
            if action[0] == "open":
                store.close()
                store = disk.open()
                store.load()
            elif action[0] == "clock":
                set_back = action[3] * 1_000_000_000
                patch.setattr(time, "time_ns", lambda back=set_back: real_time_ns() - back)
            else:
                act(disk, store, action)
        store.close()
        shown, without = both(disk, monkeypatch)
    assert shown == without


def test_an_edit_in_place_within_one_tick_of_the_clock_is_seen_by_the_next_start(people, monkeypatch):
    monkeypatch.setattr("contacts_store.disk.scan.stamp_of", coarse)
    monkeypatch.setattr("contacts_store.disk.reading.stamp_of", coarse)
    store = people.open()
    store.load()
    path = people.root / "contacts/1/1.yaml"
    for _ in range(2):  # the second edit has the stamp of the first
        path.write_text(counted_up(path.read_text()))
        store.refresh({"contacts/1/1.yaml"})
    path.write_text(counted_up(path.read_text()))
    store.close()
    shown, without = both(people, monkeypatch)
    assert shown == without
    assert "P4" in {row.name for row in shown[0]}


def test_the_index_lies_outside_the_store_and_is_private(people):
    start(people)
    file = index_file(people)
    assert people.root not in file.parents
    assert file.stat().st_mode & 0o077 == 0
    assert not list(Path(people.root).rglob("*.sqlite*"))
