"""Every system call of a write fails once, in turn, until a run has no failure (as SQLite's tests do).

Whatever fails: the file is wholly the old or wholly the new one, and which of the two is what the
caller was told; no temporary file stays; the error has words that a person can act on.
"""

import errno
import os
from pathlib import Path

import pytest

from contacts_store.disk import files, system
from contacts_store.disk.files import sweep_leftovers
from contacts_store.disk.names import TEMPORARY_PATTERN
from contacts_store.disk.stamp import digest
from contacts_store.errors import WriteFailed

OLD, NEW = b"first_name: Ada\n" * 50, b"first_name: Augusta\n" * 60
ADA, BOB, FRESH = "contacts/ada.yaml", "contacts/bob.yaml", "contacts/ab/fresh.yaml"

CODES = [
    errno.ENOSPC,
    errno.EIO,
    errno.EDQUOT,
    errno.EROFS,
    errno.EACCES,
    errno.EPERM,
    errno.EXDEV,
    errno.ENOSYS,
]

WRITES = {
    "replace": lambda root: files.replace(root, ADA, NEW, expected=digest(OLD)),
    "create": lambda root: files.create(root, FRESH, NEW),
    "remove": lambda root: files.remove(root, ADA, expected=digest(OLD)),
    "move": lambda root: files.move(root, ADA, FRESH, expected=digest(OLD)),
}
BEFORE = {ADA: OLD, BOB: OLD}
AFTER = {
    "replace": {ADA: NEW, BOB: OLD},
    "create": {ADA: OLD, BOB: OLD, FRESH: NEW},
    "remove": {BOB: OLD},
    "move": {FRESH: OLD, BOB: OLD},
}


class Faults:
    """Makes the n-th system call fail, whichever it is, and remembers which it was."""

    def __init__(self, monkeypatch):
        self.monkeypatch = monkeypatch
        self.missing = ()
        self.failed = None

    def arm(self, turn, code):
        self.calls, self.turn, self.code, self.failed = 0, turn, code, None
        for name in system.__all__:
            self.monkeypatch.setattr(system, name, self._wrapped(name, getattr(system, name)))

    def disarm(self):
        self.monkeypatch.undo()

    def _wrapped(self, name, real):
        def call(*values, **options):
            self.calls += 1
            if self.calls == self.turn:
                self.failed = name
                if name == "close":  # the kernel closes even when it complains
                    real(*values)
                raise OSError(self.code, os.strerror(self.code))
            if name in self.missing:
                raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))
            return real(*values, **options)

        return call


@pytest.fixture
def faults(monkeypatch):
    return Faults(monkeypatch)


def fresh_store(tmp_path, number):
    root = tmp_path / str(number)
    (root / "contacts").mkdir(parents=True)
    for path, text in BEFORE.items():
        (root / path).write_bytes(text)
    return root


def content(root):
    return {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*.yaml")}


def outcome_of(write, root):
    try:
        return write(root)
    except WriteFailed as problem:
        return problem


@pytest.mark.parametrize("code", CODES, ids=errno.errorcode.get)
@pytest.mark.parametrize("write", WRITES)
def test_every_call_fails_once(tmp_path, faults, open_below, write, code):
    fail_each_call(tmp_path, faults, open_below, write, code)


@pytest.mark.parametrize(
    "missing", [("rename_exchange", "rename_new"), ("rename_exchange", "rename_new", "link")]
)
@pytest.mark.parametrize("write", WRITES)
def test_every_call_fails_once_on_a_poorer_file_system(tmp_path, faults, open_below, write, missing):
    faults.missing = missing
    fail_each_call(tmp_path, faults, open_below, write, errno.EIO)


def fail_each_call(tmp_path, faults, open_below, write, code):
    seen = set()
    turn = 0
    while True:
        turn += 1
        root = fresh_store(tmp_path, turn)
        faults.arm(turn, code)
        outcome = outcome_of(WRITES[write], root)
        faults.disarm()
        if isinstance(outcome, WriteFailed):
            expected = BEFORE
            assert outcome.reason
            assert outcome.remedy or code == errno.ENOSYS
        else:
            expected = AFTER[write]
            assert outcome.durable or faults.failed in {"fsync", "open_file"}
        assert content(root) == expected, faults.failed
        assert not open_below(root), faults.failed
        if faults.failed == "unlink":
            sweep_leftovers(root, ["contacts", "contacts/ab"], older_than=0)
        assert [*root.rglob(TEMPORARY_PATTERN)] == [] or faults.failed == "unlink"
        if faults.failed is None:
            break
        seen.add(faults.failed)
    assert {"open_file", "fsync", "close"} < seen


@pytest.mark.parametrize("write", ["replace", "create"])
def test_a_folder_that_does_not_sync_is_saved_but_not_durable(tmp_path, monkeypatch, write):
    root = fresh_store(tmp_path, write)
    real = system.fsync

    def refuse_folders(descriptor):
        if Path(f"/proc/self/fd/{descriptor}").is_dir():
            raise OSError(errno.EIO, "Input/output error")
        real(descriptor)

    monkeypatch.setattr(system, "fsync", refuse_folders)
    assert not WRITES[write](root).durable
    assert content(root) == AFTER[write]


def test_a_file_system_without_folder_sync_is_not_complained_of(tmp_path, monkeypatch):
    root = fresh_store(tmp_path, "store")
    real = system.fsync

    def unsupported(descriptor):
        if Path(f"/proc/self/fd/{descriptor}").is_dir():
            raise OSError(errno.EINVAL, "Invalid argument")
        real(descriptor)

    monkeypatch.setattr(system, "fsync", unsupported)
    assert WRITES["replace"](root).durable


@pytest.mark.parametrize("write", ["replace", "create"])
def test_short_writes_are_continued(tmp_path, monkeypatch, write):
    root = fresh_store(tmp_path, write)
    real = system.write
    monkeypatch.setattr(system, "write", lambda descriptor, data: real(descriptor, data[:10]))
    WRITES[write](root)
    assert content(root) == AFTER[write]


@pytest.mark.parametrize("write", ["replace", "create"])
@pytest.mark.parametrize(
    "lie",
    [
        lambda real: lambda descriptor, data: real(descriptor, data[:10]) and len(data),
        lambda real: lambda descriptor, data: min(10, len(data)),
        lambda real: lambda descriptor, data: real(descriptor, bytes(len(data))),
    ],
    ids=["the rest is dropped", "nothing is written", "zeros are written"],
)
def test_a_disk_that_acknowledges_what_it_did_not_write_is_caught(tmp_path, monkeypatch, write, lie):
    root = fresh_store(tmp_path, write)
    monkeypatch.setattr(system, "write", lie(system.write))
    with pytest.raises(WriteFailed, match="input/output error"):
        WRITES[write](root)
    assert content(root) == BEFORE
    assert [*root.rglob(TEMPORARY_PATTERN)] == []
