"""The store's lock among the threads of one process, and where there is none to be had."""

import errno
import os
import threading
import time

import pytest

from contacts_store.disk import system
from contacts_store.disk.lock import StoreLock
from contacts_store.errors import WriteFailed


def test_threads_take_turns_with_one_lock_and_with_two(tmp_path):
    locks = [StoreLock(tmp_path / "lock"), StoreLock(tmp_path / "lock")]
    inside, most = 0, 0

    def work(lock):
        nonlocal inside, most
        for _ in range(20):
            with lock:
                inside += 1
                most = max(most, inside)
                time.sleep(0.0005)
                inside -= 1

    threads = [threading.Thread(target=work, args=(locks[number % 2],)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_nothing_is_made_before_it_is_used_and_the_file_is_private(tmp_path):
    lock = StoreLock(tmp_path / "state/store/lock")
    assert not (tmp_path / "state").exists()
    with lock:
        assert not lock.is_optimistic
    assert (tmp_path / "state/store/lock").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "state/store").stat().st_mode & 0o777 == 0o700


def test_a_thread_that_holds_it_too_long(tmp_path):
    lock = StoreLock(tmp_path / "lock", patience=0.05)
    with lock, pytest.raises(WriteFailed, match="another program has held the store's lock"):
        lock.__enter__()
    with lock:
        assert not lock.is_optimistic


def test_an_error_inside_frees_it(tmp_path):
    lock = StoreLock(tmp_path / "lock", patience=0.05)
    with pytest.raises(KeyError), lock:
        raise KeyError
    with lock:
        assert not lock.is_optimistic


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOTSUP, errno.EIO])
def test_without_locks_work_goes_on_and_says_so(tmp_path, monkeypatch, open_below, code):
    def refuse(descriptor, operation):
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patched:
        patched.setattr(system, "flock", refuse)
        with StoreLock(tmp_path / "lock") as lock:
            assert lock.is_optimistic
    assert not open_below(tmp_path)
    with lock:
        assert not lock.is_optimistic


def test_a_state_folder_that_can_not_be_made(tmp_path):
    (tmp_path / "state").write_text("a file in its place")
    with StoreLock(tmp_path / "state/store/lock") as lock:
        assert lock.is_optimistic


def test_a_lock_file_deleted_while_waiting_is_not_a_lock(tmp_path, monkeypatch):
    """Whoever locks the deleted file must notice that the next one would lock another."""
    real = system.flock
    deleted = []

    def lock_the_deleted(descriptor, operation):
        if not deleted:
            deleted.append((tmp_path / "lock").unlink())
        real(descriptor, operation)

    monkeypatch.setattr(system, "flock", lock_the_deleted)
    with (
        StoreLock(tmp_path / "lock"),
        pytest.raises(WriteFailed),
        StoreLock(tmp_path / "lock", patience=0.02),
    ):
        pass
