"""Where caches, journals and settings lie, by the XDG rules; and that asking makes nothing."""

import os
from pathlib import Path

import pytest

from contacts_store import locations
from contacts_store.errors import StoreUnusable


@pytest.fixture
def home(tmp_path, monkeypatch):
    for variable in ["XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"]:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_defaults_below_home(home):
    assert Path(locations.config_file()) == home / ".config/contacts-tui/config.yaml"
    assert Path(locations.user_themes_dir()) == home / ".config/contacts-tui/themes"
    assert Path(locations.default_store()) == home / ".local/share/contacts-tui/store"
    assert Path(locations.index_file(home / "x")).parents[1] == home / ".cache/contacts-tui"
    assert Path(locations.state_dir(home / "x")).parent == home / ".local/state/contacts-tui"
    assert not home.exists()


def test_the_environment_is_read_at_each_call_and_relative_values_are_ignored(home, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "elsewhere"))
    assert Path(locations.config_file()) == tmp_path / "elsewhere/contacts-tui/config.yaml"
    for value in ["relative", "", "~/x"]:
        monkeypatch.setenv("XDG_CONFIG_HOME", value)
        assert Path(locations.config_file()) == home / ".config/contacts-tui/config.yaml"


def test_a_store_is_known_by_its_real_path(home, tmp_path, monkeypatch):
    real = tmp_path / "a/My Löwe contacts"
    real.mkdir(parents=True)
    (tmp_path / "link").symlink_to(real)
    key = Path(locations.state_dir(real)).name
    assert key.startswith("my-lowe-contacts-")
    assert Path(locations.state_dir(tmp_path / "link")).name == key
    assert Path(locations.index_file(real)).parent.name == key
    monkeypatch.chdir(real)
    assert Path(locations.state_dir(Path())).name == key
    assert Path(locations.state_dir(tmp_path / "b/My Löwe contacts")).name != key


@pytest.mark.parametrize("name", ["连络", "-", "..x", "a" * 200, "a/../..", "caf\udce9"])
def test_any_folder_name_makes_a_plain_key(home, tmp_path, name):
    key = Path(locations.state_dir(tmp_path / name)).name
    assert key.isascii()
    assert 0 < len(key) <= 60
    assert not key.startswith(("-", "."))


def test_without_any_home(home, monkeypatch):
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # what it does when it knows none
    with pytest.raises(StoreUnusable, match="set HOME or XDG_CONFIG_HOME"):
        locations.config_file()


def test_folders_are_made_private_whatever_the_umask(tmp_path):
    umask = os.umask(0)
    try:
        locations.make_private(tmp_path / "a/b/c")
        locations.make_private(tmp_path / "a/b/c")
    finally:
        os.umask(umask)
    modes = [(tmp_path / folder).stat().st_mode & 0o777 for folder in ["a", "a/b", "a/b/c"]]
    assert modes == [0o700, 0o700, 0o700]
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="Not a directory"):
        locations.make_private(tmp_path / "file/x")
