"""Reading, replacing, creating, removing and moving files: what is kept, and what is never overwritten."""

import errno
import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contacts_store.disk import files, system
from contacts_store.disk.failures import (
    AlreadyExists,
    ChangedOnDisk,
    FileGone,
    ReadFailed,
    TooLarge,
    Unsettled,
)
from contacts_store.disk.names import TEMPORARY_PATTERN
from contacts_store.disk.scan import stat as stamp_of
from contacts_store.disk.stamp import digest
from contacts_store.errors import WriteFailed

OLD, NEW, FOREIGN = b"first_name: Ada\n", b"first_name: Augusta\n", b"first_name: Someone else's\n"
ADA = "contacts/ada.yaml"


@pytest.fixture
def store(tmp_path):
    (tmp_path / "contacts").mkdir(mode=0o700)
    (tmp_path / ADA).write_bytes(OLD)
    return tmp_path


def mode_of(file):
    return stat.S_IMODE(file.lstat().st_mode)


def leftovers(root):
    return list(root.rglob(TEMPORARY_PATTERN))


def edit_first(monkeypatch, call, edits):
    """Let another program act in the instant before each of the next calls."""
    real = getattr(system, call)
    waiting = list(edits)

    def racing(*values, **options):
        if waiting:
            waiting.pop(0)()
        return real(*values, **options)

    monkeypatch.setattr(system, call, racing)


def save_as_editors_do(file, text):
    beside = file.with_name("4913")
    beside.write_bytes(text)
    beside.replace(file)


class TestReading:
    def test_bytes_and_stamp(self, store):
        assert files.read(store, ADA) == (OLD, stamp_of(store, ADA))

    def test_an_empty_file(self, store):
        (store / ADA).write_bytes(b"")
        assert files.read(store, ADA)[0] == b""

    def test_no_file(self, store):
        with pytest.raises(FileGone, match=r"contacts/none\.yaml: there is no such file"):
            files.read(store, "contacts/none.yaml")
        with pytest.raises(FileGone):
            files.read(store, f"{ADA}/deeper.yaml")

    def test_a_file_over_the_limit_is_not_read(self, store, monkeypatch):
        with (store / ADA).open("wb") as file:
            file.truncate(5 << 30)
        monkeypatch.setattr(system, "read", None)
        with pytest.raises(TooLarge, match=r"5,368,709,120 bytes, the limit is 1,048,576 \(make it smaller"):
            files.read(store, ADA)

    def test_a_file_at_the_limit_is_read(self, store):
        assert files.read(store, ADA, limit=len(OLD))[0] == OLD
        with pytest.raises(TooLarge):
            files.read(store, ADA, limit=len(OLD) - 1)

    @pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
    def test_what_is_no_regular_file_does_not_hold_up_anything(self, store, make):
        make(store / "contacts/odd.yaml")
        with pytest.raises(ReadFailed, match="not a regular file"):
            files.read(store, "contacts/odd.yaml")

    def test_a_circle_of_links(self, store):
        (store / "contacts/circle.yaml").symlink_to("circle.yaml")
        with pytest.raises(ReadFailed, match="symbolic links lead in a circle"):
            files.read(store, "contacts/circle.yaml")

    def test_a_write_during_the_reading_is_noticed(self, store, monkeypatch):
        edit_first(monkeypatch, "read", [lambda: (store / ADA).write_bytes(NEW * 2)])
        assert files.read(store, ADA) == (NEW * 2, stamp_of(store, ADA))

    def test_a_file_under_constant_writing_is_not_torn(self, store, monkeypatch):
        texts = [b"x" * size for size in range(1, 50)]
        edit_first(monkeypatch, "read", [lambda text=text: (store / ADA).write_bytes(text) for text in texts])
        with pytest.raises(Unsettled, match="being written by another program"):
            files.read(store, ADA)


class TestReplacing:
    def test_the_new_text_is_there_with_its_stamp(self, store):
        written = files.replace(store, ADA, NEW, expected=digest(OLD))
        assert files.read(store, ADA) == (NEW, written.stamp)
        assert (written.path, written.durable, written.notes) == (ADA, True, ())
        assert not leftovers(store)

    @settings(
        max_examples=settings.default.max_examples // 2,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(texts=st.lists(st.binary(max_size=3000), min_size=1, max_size=5))
    def test_any_bytes(self, store, texts):
        (store / ADA).write_bytes(OLD)
        present = OLD
        for text in texts:
            files.replace(store, ADA, text, expected=digest(present))
            present = text
            assert (store / ADA).read_bytes() == text

    @pytest.mark.parametrize("mode", [0o600, 0o644, 0o660, 0o604])
    def test_the_mode_is_kept_whatever_the_umask(self, store, mode):
        (store / ADA).chmod(mode)
        umask = os.umask(0o077)
        try:
            files.replace(store, ADA, NEW, expected=digest(OLD))
        finally:
            os.umask(umask)
        assert mode_of(store / ADA) == mode

    @pytest.mark.skipif(os.getuid() != 0, reason="only root can give files away")
    def test_the_owner_is_kept(self, store):
        os.chown(store / ADA, 1234, 4321)
        files.replace(store, ADA, NEW, expected=digest(OLD))
        status = (store / ADA).stat()
        assert (status.st_uid, status.st_gid) == (1234, 4321)

    def test_extended_attributes_are_kept(self, store):
        try:
            os.setxattr(store / ADA, "user.origin", b"a person")
        except OSError:
            pytest.skip("no extended attributes on this file system")
        files.replace(store, ADA, NEW, expected=digest(OLD))
        assert os.getxattr(store / ADA, "user.origin") == b"a person"

    def test_a_symbolic_link_stays_and_its_target_is_replaced(self, store, tmp_path_factory):
        elsewhere = tmp_path_factory.mktemp("elsewhere") / "real.yaml"
        elsewhere.write_bytes(OLD)
        (store / "contacts/link.yaml").symlink_to(elsewhere)
        files.replace(store, "contacts/link.yaml", NEW, expected=digest(OLD))
        assert (store / "contacts/link.yaml").is_symlink()
        assert elsewhere.read_bytes() == NEW

    def test_a_hard_link_is_warned_of(self, store):
        os.link(store / ADA, store / "other name")
        written = files.replace(store, ADA, NEW, expected=digest(OLD))
        assert "hard link" in written.notes[0]
        assert (store / "other name").read_bytes() == OLD

    def test_another_text_than_expected_stays(self, store):
        with pytest.raises(ChangedOnDisk, match="changed by another program meanwhile") as caught:
            files.replace(store, ADA, NEW, expected=digest(FOREIGN))
        assert caught.value.actual == OLD
        assert (store / ADA).read_bytes() == OLD

    @pytest.mark.parametrize("name", ["contacts/none.yaml", "none/ada.yaml"])
    def test_a_file_that_is_gone_is_not_made_anew(self, store, name):
        with pytest.raises(ChangedOnDisk, match="deleted by another program") as caught:
            files.replace(store, name, NEW, expected=digest(OLD))
        assert caught.value.actual is None
        assert not (store / name).exists()

    def test_a_folder_in_its_place(self, store):
        (store / "contacts/odd.yaml").mkdir()
        with pytest.raises(WriteFailed, match="not a regular file"):
            files.replace(store, "contacts/odd.yaml", NEW, expected=digest(OLD))


class TestOthersInTheSameInstant:
    """Editors know of no lock: they may write between our look at the file and our replacing it."""

    @pytest.mark.parametrize("save", [save_as_editors_do, Path.write_bytes])
    def test_their_text_wins_and_is_told(self, store, monkeypatch, save):
        edit_first(monkeypatch, "rename_exchange", [lambda: save(store / ADA, FOREIGN)])
        with pytest.raises(ChangedOnDisk) as caught:
            files.replace(store, ADA, NEW, expected=digest(OLD))
        assert caught.value.actual == FOREIGN
        assert (store / ADA).read_bytes() == FOREIGN
        assert not leftovers(store)

    def test_their_next_text_wins_while_theirs_is_put_back(self, store, monkeypatch):
        edits = [lambda text=text: save_as_editors_do(store / ADA, text) for text in [b"1\n", b"2\n", b"3\n"]]
        edit_first(monkeypatch, "rename_exchange", edits)
        with pytest.raises(ChangedOnDisk) as caught:
            files.replace(store, ADA, NEW, expected=digest(OLD))
        assert (store / ADA).read_bytes() == caught.value.actual == b"3\n"
        assert not leftovers(store)

    def test_their_deletion_stands(self, store, monkeypatch):
        edit_first(monkeypatch, "rename_exchange", [(store / ADA).unlink])
        with pytest.raises(ChangedOnDisk) as caught:
            files.replace(store, ADA, NEW, expected=digest(OLD))
        assert caught.value.actual is None
        assert not (store / ADA).exists()

    def test_when_swapping_back_fails_theirs_is_renamed_back(self, store, monkeypatch):
        real = system.rename_exchange

        def only_once(one, other):
            monkeypatch.setattr(system, "rename_exchange", refuse)
            save_as_editors_do(store / ADA, FOREIGN)
            real(one, other)

        def refuse(one, other):
            raise OSError(errno.EIO, "Input/output error", one, None, other)

        monkeypatch.setattr(system, "rename_exchange", only_once)
        with pytest.raises(ChangedOnDisk) as caught:
            files.replace(store, ADA, NEW, expected=digest(OLD))
        assert (store / ADA).read_bytes() == caught.value.actual == FOREIGN

    @pytest.mark.parametrize("code", [errno.ENOSYS, errno.EINVAL, errno.EPERM])
    def test_without_swapping_the_last_look_is_right_before_the_rename(self, store, monkeypatch, code):
        def unsupported(one, other):
            raise OSError(code, os.strerror(code), one, None, other)

        monkeypatch.setattr(system, "rename_exchange", unsupported)
        files.replace(store, ADA, NEW, expected=digest(OLD))
        assert (store / ADA).read_bytes() == NEW
        for theirs, edit in [
            (FOREIGN, lambda: save_as_editors_do(store / ADA, FOREIGN)),
            (None, (store / ADA).unlink),
        ]:
            with monkeypatch.context() as patched:
                edit_first(patched, "fsync", [edit])
                with pytest.raises(ChangedOnDisk) as caught:
                    files.replace(store, ADA, OLD, expected=digest((store / ADA).read_bytes()))
                assert caught.value.actual == theirs

    def test_a_removal_gives_way_to_their_text(self, store, monkeypatch):
        edit_first(monkeypatch, "rename", [lambda: save_as_editors_do(store / ADA, FOREIGN)])
        with pytest.raises(ChangedOnDisk) as caught:
            files.remove(store, ADA, expected=digest(OLD))
        assert (store / ADA).read_bytes() == caught.value.actual == FOREIGN
        assert not leftovers(store)

    def test_a_removal_finds_it_removed(self, store, monkeypatch):
        edit_first(monkeypatch, "rename", [(store / ADA).unlink])
        with pytest.raises(ChangedOnDisk) as caught:
            files.remove(store, ADA, expected=digest(OLD))
        assert caught.value.actual is None

    def test_a_removal_does_not_overwrite_their_latest_when_putting_back(self, store, monkeypatch):
        edit_first(monkeypatch, "rename", [lambda: save_as_editors_do(store / ADA, FOREIGN)])
        edit_first(monkeypatch, "rename_new", [lambda: (store / ADA).write_bytes(b"latest\n")])
        with pytest.raises(ChangedOnDisk):
            files.remove(store, ADA, expected=digest(OLD))
        assert (store / ADA).read_bytes() == b"latest\n"
        assert not leftovers(store)


class TestCreating:
    def test_a_file_and_its_folders_are_private(self, store):
        umask = os.umask(0)
        try:
            written = files.create(store, "contacts/ab/new/x.yaml", NEW)
        finally:
            os.umask(umask)
        assert files.read(store, "contacts/ab/new/x.yaml") == (NEW, written.stamp)
        assert mode_of(store / "contacts/ab/new/x.yaml") == 0o600
        assert [mode_of(store / folder) for folder in ["contacts/ab", "contacts/ab/new"]] == [0o700, 0o700]

    def test_the_mode_that_the_folders_records_share_is_taken(self, store):
        (store / ADA).chmod(0o640)
        (store / "contacts/.hidden.yaml").write_bytes(b"")
        (store / "contacts/link.yaml").symlink_to("ada.yaml")
        files.create(store, "contacts/x.yaml", NEW)
        assert mode_of(store / "contacts/x.yaml") == 0o640
        (store / ADA).chmod(0o644)
        files.create(store, "contacts/y.yaml", NEW)
        assert mode_of(store / "contacts/y.yaml") == 0o600

    @pytest.mark.parametrize(
        "make", [lambda file: file.write_bytes(OLD), os.mkdir, lambda file: file.symlink_to("x")]
    )
    def test_whatever_has_the_name_keeps_it(self, store, make):
        make(store / "contacts/taken.yaml")
        before = (store / "contacts/taken.yaml").lstat()
        with pytest.raises(AlreadyExists, match="there is a file of this name already"):
            files.create(store, "contacts/taken.yaml", NEW)
        assert (store / "contacts/taken.yaml").lstat().st_ino == before.st_ino
        assert not leftovers(store)

    def test_a_store_that_is_gone_is_not_made(self, tmp_path):
        with pytest.raises(WriteFailed, match=r"the folder is not there.*mounted"):
            files.create(tmp_path / "unmounted", "contacts/x.yaml", NEW)
        assert not (tmp_path / "unmounted").exists()

    def test_a_file_in_a_folders_place(self, store):
        with pytest.raises(WriteFailed, match="not a folder"):
            files.create(store, f"{ADA}/x.yaml", NEW)
        assert (store / ADA).read_bytes() == OLD

    def test_a_name_that_is_too_long(self, store):
        with pytest.raises(WriteFailed, match="name is too long"):
            files.create(store, f"contacts/{'é' * 127}.yaml", NEW)
        assert not leftovers(store)

    @pytest.mark.parametrize("without", [["rename_new"], ["rename_new", "link"]])
    def test_poorer_file_systems(self, store, monkeypatch, without):
        for call in without:
            monkeypatch.setattr(system, call, refuse_with(errno.EPERM))
        files.create(store, "contacts/x.yaml", NEW)
        assert (store / "contacts/x.yaml").read_bytes() == NEW
        with pytest.raises(AlreadyExists):
            files.create(store, ADA, NEW)
        assert (store / ADA).read_bytes() == OLD
        files.move(store, ADA, "contacts/y.yaml", expected=digest(OLD))
        assert (store / "contacts/y.yaml").read_bytes() == OLD
        assert not (store / ADA).exists()
        assert not leftovers(store)


def refuse_with(code):
    def refuse(*values, **options):
        raise OSError(code, os.strerror(code))

    return refuse


class TestRemovingAndMoving:
    def test_a_removed_file_is_gone(self, store):
        written = files.remove(store, ADA, expected=digest(OLD))
        assert written.stamp is None
        assert list((store / "contacts").iterdir()) == []

    def test_another_text_is_not_removed(self, store):
        with pytest.raises(ChangedOnDisk) as caught:
            files.remove(store, ADA, expected=digest(NEW))
        assert caught.value.actual == (store / ADA).read_bytes() == OLD
        with pytest.raises(ChangedOnDisk):
            files.remove(store, "contacts/none.yaml", expected=digest(NEW))

    def test_of_a_link_only_the_link_goes(self, store):
        (store / "contacts/link.yaml").symlink_to("ada.yaml")
        files.remove(store, "contacts/link.yaml", expected=digest(OLD))
        assert not (store / "contacts/link.yaml").is_symlink()
        assert (store / ADA).read_bytes() == OLD

    def test_a_moved_file_keeps_its_text_and_its_stamp_is_told(self, store):
        written = files.move(store, ADA, "contacts/ab/ada.yaml", expected=digest(OLD))
        assert files.read(store, "contacts/ab/ada.yaml") == (OLD, written.stamp)
        assert written.path == "contacts/ab/ada.yaml"
        assert not (store / ADA).exists()

    def test_a_move_overwrites_nothing(self, store):
        (store / "contacts/bob.yaml").write_bytes(NEW)
        with pytest.raises(AlreadyExists):
            files.move(store, ADA, "contacts/bob.yaml", expected=digest(OLD))
        assert (store / "contacts/bob.yaml").read_bytes() == NEW
        assert (store / ADA).read_bytes() == OLD

    def test_a_changed_file_or_a_link_is_not_moved(self, store):
        with pytest.raises(ChangedOnDisk):
            files.move(store, ADA, "contacts/bob.yaml", expected=digest(NEW))
        (store / "contacts/link.yaml").symlink_to("ada.yaml")
        with pytest.raises(WriteFailed, match="symbolic link"):
            files.move(store, "contacts/link.yaml", "contacts/ab/link.yaml", expected=digest(OLD))
        assert (store / "contacts/link.yaml").is_symlink()
