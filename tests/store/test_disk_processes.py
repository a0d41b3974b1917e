"""Real processes: two that save the same file, one that is killed, and one that may not do what it wants."""

import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

import pytest

import contacts_store
from contacts_store.disk import files
from contacts_store.disk.failures import ChangedOnDisk
from contacts_store.disk.lock import StoreLock
from contacts_store.disk.names import TEMPORARY_PATTERN
from contacts_store.disk.scan import scan
from contacts_store.disk.stamp import digest
from contacts_store.errors import StoreError, WriteFailed

ADA = "contacts/ada.yaml"
OLD, NEW = b"first_name: Ada\n", b"first_name: Augusta\n" * 500
SAVES = 300
KILLS = 100
NOBODY = 65534

forking = multiprocessing.get_context("fork")


@pytest.fixture
def store(tmp_path):
    (tmp_path / "contacts").mkdir()
    (tmp_path / ADA).write_bytes(OLD)
    return tmp_path


def in_child(work):
    """Return what a function says, called in a process of its own."""
    receive, send = forking.Pipe(duplex=False)
    child = forking.Process(target=lambda: send.send(work()))
    child.start()
    send.close()
    answer = receive.recv()
    child.join()
    return answer


def attempt(write):
    try:
        return f"written: {write().notes}"
    except StoreError as problem:
        return str(problem)


def append_lines(root, name):
    """Save as the app does: read, edit at leisure, lock, compare, replace; begin again when it changed."""
    lock = StoreLock(root / "state/lock", patience=30)
    for number in range(SAVES):
        while True:
            text, _ = files.read(root, ADA)
            try:
                with lock:
                    files.replace(root, ADA, text + f"{name}{number}\n".encode(), expected=digest(text))
            except ChangedOnDisk:
                continue
            break


def test_two_processes_save_one_file_and_nothing_is_lost(store):
    children = [forking.Process(target=append_lines, args=(store, name)) for name in "ab"]
    for child in children:
        child.start()
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0, 0]
    lines = (store / ADA).read_text().splitlines()[1:]
    assert sorted(lines) == sorted(f"{name}{number}" for name in "ab" for number in range(SAVES))
    for name in "ab":
        assert [line for line in lines if line[0] == name] == [f"{name}{number}" for number in range(SAVES)]


def save_for_ever(root):
    lock = StoreLock(root / "state/lock")
    present, _ = files.read(root, ADA)
    number = 0
    while True:
        number += 1
        text = f"{number % 10}".encode() * (1 + number % 7) * 1000
        with lock:
            files.replace(root, ADA, text, expected=digest(present))
        present = text


def test_killed_while_saving_the_file_is_old_or_new(store):
    dice = random.Random(22)
    for _ in range(KILLS):
        child = forking.Process(target=save_for_ever, args=(store,))
        child.start()
        time.sleep(dice.uniform(0.002, 0.015))
        os.kill(child.pid, signal.SIGKILL)
        child.join()
        text = (store / ADA).read_bytes()
        assert text == OLD or (len(set(text)) == 1 and len(text) % 1000 == 0)
    assert set(scan(store, "contacts").files) == {ADA}
    left = list(store.rglob(TEMPORARY_PATTERN))
    assert files.sweep_leftovers(store, ["contacts"]) == 0, "they are younger than a minute"
    assert files.sweep_leftovers(store, ["contacts"], older_than=0) == len(left)
    assert [file.name for file in (store / "contacts").iterdir()] == ["ada.yaml"]


def test_temporary_files_of_the_living_and_of_others_stay(store):
    for name in [f".ct-{os.getpid()}-ab.tmp", ".ct-1-ab.tmp", "x.tmp", ".ct-x-ab.tmp"]:
        (store / "contacts" / name).write_bytes(b"")
    assert files.sweep_leftovers(store, ["contacts", "none"], older_than=0) == 0
    (store / "contacts/.ct-99999999999999999999-ab.tmp").write_bytes(b"")
    assert files.sweep_leftovers(store, ["contacts"], older_than=0) == 1
    assert len(list((store / "contacts").iterdir())) == 5


def test_a_limit_on_file_sizes(store):
    def work():
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
        return attempt(lambda: files.replace(store, ADA, NEW, expected=digest(OLD)))

    assert "not saved: the file is larger than this session may write (raise the limit" in in_child(work)
    assert [file.read_bytes() for file in (store / "contacts").iterdir()] == [OLD]


def test_a_limit_on_open_files(store):
    def work():
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
        return attempt(lambda: files.replace(store, ADA, NEW, expected=digest(OLD)))

    assert "too many open files" in in_child(work)
    assert (store / ADA).read_bytes() == OLD


@pytest.fixture
def public_store():
    """A store where other users get in, unlike pytest's own folders."""
    root = Path(tempfile.mkdtemp())
    root.chmod(0o755)
    files.create(root, ADA, OLD)
    (root / "contacts").chmod(0o755)
    (root / ADA).chmod(0o644)
    yield root
    shutil.rmtree(root)


def as_nobody(work):
    def drop_rights():
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        return work()

    return in_child(drop_rights)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another user")
class TestAnotherUser:
    def test_a_folder_of_someone_else(self, public_store):
        for write in [
            lambda: files.replace(public_store, ADA, NEW, expected=digest(OLD)),
            lambda: files.create(public_store, "contacts/new.yaml", NEW),
            lambda: files.create(public_store, "contacts/ab/new.yaml", NEW),
            lambda: files.remove(public_store, ADA, expected=digest(OLD)),
            lambda: files.move(public_store, ADA, "contacts/b.yaml", expected=digest(OLD)),
        ]:
            assert "not saved: permission denied (check the permissions" in as_nobody(
                lambda write=write: attempt(write)
            )
        assert [file.read_bytes() for file in (public_store / "contacts").iterdir()] == [OLD]

    def test_a_read_only_file_in_a_folder_that_can_be_written(self, public_store):
        (public_store / "contacts").chmod(0o777)
        answer = as_nobody(
            lambda: attempt(lambda: files.replace(public_store, ADA, NEW, expected=digest(OLD)))
        )
        assert "the file is read-only (make it writable" in answer
        assert [file.read_bytes() for file in (public_store / "contacts").iterdir()] == [OLD]

    def test_an_unreadable_file_and_folder_are_findings(self, public_store):
        (public_store / ADA).chmod(0o600)
        (public_store / "contacts/private").mkdir(mode=0o700)

        def work():
            found = scan(public_store, "contacts")
            return (
                [*found.files],
                [str(finding) for finding in found.problems],
                attempt(lambda: files.read(public_store, ADA)),
            )

        paths, problems, message = as_nobody(work)
        assert paths == [ADA]
        assert problems[0].startswith("contacts/private: error: permission denied")
        assert message.startswith("contacts/ada.yaml: can't be read: permission denied")

    def test_an_owner_that_can_not_be_kept_is_told(self, public_store):
        (public_store / "contacts").chmod(0o777)
        (public_store / ADA).chmod(0o676)
        answer = as_nobody(
            lambda: attempt(lambda: files.replace(public_store, ADA, NEW, expected=digest(OLD)))
        )
        assert "owner and group could not be kept" in answer
        status = (public_store / ADA).stat()
        assert (public_store / ADA).read_bytes() == NEW
        assert (status.st_uid, status.st_mode & 0o777) == (NOBODY, 0o666), "its group gets what everybody had"


IN_A_SMALL_DISK = textwrap.dedent("""
    import os, subprocess, sys
    from pathlib import Path
    from contacts_store.disk import files
    from contacts_store.disk.stamp import digest
    from contacts_store.errors import WriteFailed

    root, options, then = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", root], check=True)
    (root / "contacts").mkdir()
    (root / "contacts/ada.yaml").write_bytes(b"old\\n")
    if then == "fill bytes":
        with open(root / "filler", "wb", buffering=0) as filler:
            try:
                while filler.write(bytes(4096)):
                    pass
            except OSError:
                pass
    elif then == "fill inodes":
        for number in range(10_000):
            try:
                (root / str(number)).touch()
            except OSError:
                break
    else:
        subprocess.run(["mount", "-o", "remount,ro", root], check=True)
    old = digest(b"old\\n")
    for write in [
        lambda: files.replace(root, "contacts/ada.yaml", b"new\\n" * 3000, expected=old),
        lambda: files.create(root, "contacts/bob.yaml", b"new\\n" * 3000),
    ]:
        try:
            write()
        except WriteFailed as problem:
            print(problem)
    print(sorted((file.name, file.read_bytes()) for file in (root / "contacts").iterdir()))
""")


def can_mount():
    unshare = shutil.which("unshare")
    command = [unshare or "unshare", "-Urm", "mount", "-t", "tmpfs", "none", tempfile.gettempdir()]
    return unshare is not None and subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    ("options", "then", "reason"),
    [
        ("size=64k", "fill bytes", "no space left on the device (free some space, then try again)"),
        ("nr_inodes=20", "fill inodes", "no space left on the device (free some space, then try again)"),
        ("size=64k", "make it read-only", "the file system is read-only (mount it writable, then try again)"),
    ],
    ids=["no bytes left", "no inodes left", "read-only"],
)
def test_a_real_disk_that_is_full_or_read_only(tmp_path, options, then, reason):
    if not can_mount():
        pytest.skip("no mounting in a name space of one's own here")
    answer = subprocess.run(
        ["unshare", "-Urm", sys.executable, "-c", IN_A_SMALL_DISK, tmp_path, options, then],
        env={**os.environ, "PYTHONPATH": str(Path(contacts_store.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.splitlines() == [
        f"contacts/ada.yaml: not saved: {reason}",
        f"contacts/bob.yaml: not saved: {reason}",
        "[('ada.yaml', b'old\\n')]",
    ]


def test_a_busy_lock_is_an_error_in_words(tmp_path):
    with StoreLock(tmp_path / "lock"):
        answer = in_child(lambda: attempt(lambda: enter(StoreLock(tmp_path / "lock", patience=0.05))))
    assert "another program has held the store's lock" in answer


def enter(lock):
    with lock:
        raise AssertionError("the lock was free")


def test_a_killed_holder_frees_the_lock(tmp_path):
    receive, send = forking.Pipe(duplex=False)

    def hold():
        with StoreLock(tmp_path / "lock"):
            send.send("held")
            time.sleep(60)

    child = forking.Process(target=hold)
    child.start()
    assert receive.recv() == "held"
    with pytest.raises(WriteFailed), StoreLock(tmp_path / "lock", patience=0.05):
        pass
    child.kill()
    child.join()
    with StoreLock(tmp_path / "lock") as lock:
        assert not lock.is_optimistic
