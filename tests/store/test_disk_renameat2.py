"""Swapping and renaming without overwriting, and systems that know neither."""

import ctypes
import sys

import pytest

from contacts_store.disk import files, renameat2
from contacts_store.disk.stamp import digest


@pytest.fixture
def files_of_two(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("1")
    other.write_text("2")
    return one, other


def is_supported(one, other):
    try:
        renameat2.rename_exchange(str(one), str(other))
        renameat2.rename_exchange(str(one), str(other))
    except OSError as problem:
        return problem.errno not in renameat2.UNSUPPORTED
    return True


def test_two_files_are_swapped(files_of_two):
    one, other = files_of_two
    if not is_supported(one, other):
        pytest.skip("no renameat2 on this system or file system")
    renameat2.rename_exchange(str(one), str(other))
    assert (one.read_text(), other.read_text()) == ("2", "1")


def test_nothing_is_overwritten(files_of_two):
    one, other = files_of_two
    if not is_supported(one, other):
        pytest.skip("no renameat2 on this system or file system")
    with pytest.raises(FileExistsError):
        renameat2.rename_new(str(one), str(other))
    assert (one.read_text(), other.read_text()) == ("1", "2")
    renameat2.rename_new(str(one), str(one) + "\udce9 new")
    assert not one.exists()
    with pytest.raises(FileNotFoundError):
        renameat2.rename_new(str(one), str(other) + "x")


class OtherLibrary:
    """A C library without the call, as on macOS and old systems."""

    def __init__(self, name, **options):
        pass


@pytest.mark.parametrize("lacking", ["the call", "ctypes"])
def test_systems_without_it_say_so_and_saving_works(tmp_path, monkeypatch, lacking):
    (tmp_path / "ada.yaml").write_bytes(b"old")
    if lacking == "ctypes":
        monkeypatch.setitem(sys.modules, "ctypes", None)
    else:
        monkeypatch.setattr(ctypes, "CDLL", OtherLibrary)
    renameat2._renameat2.cache_clear()
    try:
        with pytest.raises(OSError) as caught:
            renameat2.rename_exchange("x", "y")
        assert caught.value.errno in renameat2.UNSUPPORTED
        files.replace(tmp_path, "ada.yaml", b"new", expected=digest(b"old"))
        files.create(tmp_path, "bob.yaml", b"bob")
    finally:
        renameat2._renameat2.cache_clear()
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        "ada.yaml": b"new",
        "bob.yaml": b"bob",
    }
