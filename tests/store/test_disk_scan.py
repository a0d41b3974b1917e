"""Finding the files of a store: any depth, links, loops, and everything that can't be read."""

import errno
import os
import shutil

import pytest

from contacts_store.disk import scan as scanning
from contacts_store.disk import system
from contacts_store.disk.failures import ReadFailed
from contacts_store.disk.scan import MAX_DEPTH, scan
from contacts_store.finding import Degree


@pytest.fixture
def store(tmp_path):
    for path in ["contacts/ada.yaml", "contacts/ab/bob.yml", "contacts/ab/cd/eve.yaml", "tags/vip.yaml"]:
        put(tmp_path, path)
    return tmp_path


def put(root, path, text="id: x\n"):
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def messages(found):
    return {finding.path: finding.message for finding in found.problems}


def test_records_at_any_depth_with_their_stamps(store):
    found = scan(store, "contacts")
    assert set(found.files) == {"contacts/ada.yaml", "contacts/ab/bob.yml", "contacts/ab/cd/eve.yaml"}
    assert set(found.folders) == {"contacts", "contacts/ab", "contacts/ab/cd"}
    for path, stamp in found.files.items():
        status = (store / path).stat()
        assert stamp == (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
        assert scanning.stat(store, path) == stamp
    assert not found.problems
    assert found.root_exists


def test_a_sub_folder_alone(store):
    assert set(scan(store, "contacts/ab").files) == {"contacts/ab/bob.yml", "contacts/ab/cd/eve.yaml"}


def test_only_records_count(store):
    for name in [".hidden.yaml", "ada.yaml~", "#ada.yaml#", "x.tmp", "4913", "README.md", ".git/config.yaml"]:
        put(store, f"contacts/{name}")
    put(store, "contacts/ada.sync-conflict-20260101-120000-ABCDEFG.yaml")
    found = scan(store, "contacts")
    assert len(found.files) == 3
    assert found.conflict_copies == ("contacts/ada.sync-conflict-20260101-120000-ABCDEFG.yaml",)
    assert not found.problems


def test_a_missing_folder_is_not_an_empty_one(store):
    (store / "contacts/empty").mkdir()
    assert scan(store, "contacts/empty").root_exists
    assert not scan(store, "contacts/none").root_exists
    assert not scan(store, "contacts/ada.yaml/x").root_exists
    shutil.rmtree(store / "contacts")
    gone = scan(store, "contacts")
    assert (gone.root_exists, gone.files, gone.problems) == (False, {}, ())


def test_symbolic_links_to_files_and_folders_are_followed(store, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    put(elsewhere, "shared/joe.yaml", "id: joe\n")
    (store / "contacts/link.yaml").symlink_to(elsewhere / "shared/joe.yaml")
    (store / "contacts/team").symlink_to(elsewhere / "shared")
    found = scan(store, "contacts")
    assert found.files["contacts/link.yaml"] == found.files["contacts/team/joe.yaml"]
    assert found.files["contacts/link.yaml"].size == len("id: joe\n")
    assert not found.problems


def test_loops_of_links_end_and_the_real_path_wins(store):
    (store / "contacts/ab/up").symlink_to(store / "contacts")
    (store / "contacts/aa").symlink_to(store / "contacts/ab")
    found = scan(store, "contacts")
    assert set(found.files) == {"contacts/ada.yaml", "contacts/ab/bob.yml", "contacts/ab/cd/eve.yaml"}
    assert set(messages(found)) == {"contacts/ab/up", "contacts/aa"}
    assert all(finding.degree is Degree.WARNING for finding in found.problems)


def test_what_is_no_regular_file_is_reported_not_opened(store):
    os.mkfifo(store / "contacts/pipe.yaml")
    (store / "contacts/nowhere.yaml").symlink_to("missing.yaml")
    (store / "contacts/circle.yaml").symlink_to("circle.yaml")
    found = scan(store, "contacts")
    assert len(found.files) == 3
    assert "not a regular file" in messages(found)["contacts/pipe.yaml"]
    assert "leads nowhere" in messages(found)["contacts/nowhere.yaml"]
    assert "circle" in messages(found)["contacts/circle.yaml"]
    assert not found.knows("contacts/circle.yaml")


def test_a_folder_named_like_a_record_is_a_folder(store):
    put(store, "contacts/team.yaml/joe.yaml")
    assert "contacts/team.yaml/joe.yaml" in scan(store, "contacts").files


def test_names_that_are_not_utf8_are_reported_readably(store):
    for name in [b"caf\xe9.yaml", "café.yaml".encode()]:
        put(store, f"contacts/{os.fsdecode(name)}")
    (store / "contacts" / os.fsdecode(b"caf\xe9s")).mkdir()
    found = scan(store, "contacts")
    assert "contacts/café.yaml" in found.files
    assert set(messages(found)) == {"contacts/caf\\xe9.yaml", "contacts/caf\\xe9s"}


def test_folders_deeper_than_the_limit_are_reported(store):
    deep = "contacts/" + "/".join("d" * (MAX_DEPTH + 2))
    put(store, f"{deep}/x.yaml")
    put(store, "contacts/" + "/".join("d" * MAX_DEPTH) + "/y.yaml")
    found = scan(store, "contacts")
    assert "contacts/" + "/".join("d" * MAX_DEPTH) + "/y.yaml" in found.files
    assert len(found.files) == 4
    assert "folders deep" in found.problems[0].message


def test_an_unreadable_folder_hides_its_files_but_no_others(store, monkeypatch):
    real = system.open_file

    def refuse(path, *rest, **options):
        if str(path).endswith("contacts/ab"):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return real(path, *rest, **options)

    monkeypatch.setattr(system, "open_file", refuse)
    found = scan(store, "contacts")
    assert set(found.files) == {"contacts/ada.yaml"}
    assert messages(found) == {"contacts/ab": "permission denied"}
    assert not found.knows("contacts/ab/bob.yml")
    assert not found.knows("contacts/ab/cd/eve.yaml")
    assert found.knows("contacts/gone.yaml")
    assert found.root_exists


@pytest.mark.parametrize("call", ["open_file", "fstat", "listdir", "stat"])
def test_a_failing_disk_never_makes_files_look_deleted(store, monkeypatch, call):
    """Every single call fails once: each file is then found, or known to be unknown."""
    everything = set(scan(store, "contacts").files)
    real = getattr(system, call)
    turn = 0
    while True:
        turn += 1
        calls = 0

        def fail_once(*values, turn=turn, **options):
            nonlocal calls
            calls += 1
            if calls == turn:
                raise OSError(errno.EIO, "Input/output error")
            return real(*values, **options)

        monkeypatch.setattr(system, call, fail_once)
        found = scan(store, "contacts")
        assert all(path in found.files or not found.knows(path) for path in everything)
        if calls < turn:
            break
        assert [finding.degree for finding in found.problems] == [Degree.ERROR]
    assert set(found.files) == everything
    assert turn > 3


def test_files_that_vanish_while_the_folder_is_read_are_just_gone(store, monkeypatch):
    real = system.stat

    def vanish(name, **options):
        if name == "ada.yaml" and (store / "contacts/ada.yaml").exists():
            (store / "contacts/ada.yaml").unlink()
        return real(name, **options)

    monkeypatch.setattr(system, "stat", vanish)
    found = scan(store, "contacts")
    assert set(found.files) == {"contacts/ab/bob.yml", "contacts/ab/cd/eve.yaml"}
    assert found.knows("contacts/ada.yaml")
    assert not found.problems


def test_the_stamp_of_one_file(store, monkeypatch):
    assert scanning.stat(store, "contacts/none.yaml") is None
    assert scanning.stat(store, "contacts/ada.yaml/none.yaml") is None
    assert scanning.stat(store, "contacts/ab") is None
    (store / "contacts/circle.yaml").symlink_to("circle.yaml")
    with pytest.raises(ReadFailed, match=r"contacts/circle\.yaml: .*circle"):
        scanning.stat(store, "contacts/circle.yaml")


def test_a_clock_set_back_and_equal_times_still_show_a_change(store):
    file = store / "contacts/ada.yaml"
    before = scanning.stat(store, "contacts/ada.yaml")
    file.write_text("id: y\n")
    os.utime(file, ns=(before.mtime_ns, before.mtime_ns))
    assert scanning.stat(store, "contacts/ada.yaml") != before
    year_ago = before.mtime_ns - 365 * 86_400 * 10**9
    os.utime(file, ns=(year_ago, year_ago))
    assert scanning.stat(store, "contacts/ada.yaml").mtime_ns == year_ago
