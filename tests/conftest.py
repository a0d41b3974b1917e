"""What every test shares: no test touches the machine's own home, settings or git identity."""

import pytest
from hypothesis import settings

# A busy machine is no failure: nothing here is judged by the clock.
settings.register_profile("contacts-tui", deadline=None)
settings.load_profile("contacts-tui")

_OURS = ("CONTACTS_TUI_STORE", "NO_COLOR", "VISUAL", "EDITOR", "GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE")


@pytest.fixture(scope="session", autouse=True)
def _no_real_home(tmp_path_factory):
    """For fixtures that live longer than a test."""
    with pytest.MonkeyPatch.context() as patch:
        _set_apart(patch, tmp_path_factory.mktemp("home"))
        yield


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory, monkeypatch):
    _set_apart(monkeypatch, tmp_path_factory.mktemp("home"))


def _set_apart(patch, home):
    patch.setenv("HOME", str(home))
    for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
        patch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    for name in _OURS:
        patch.delenv(name, raising=False)
    patch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    patch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    for role in ("AUTHOR", "COMMITTER"):
        patch.setenv(f"GIT_{role}_NAME", "Test")
        patch.setenv(f"GIT_{role}_EMAIL", "test@example.com")
