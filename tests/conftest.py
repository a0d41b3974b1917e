"""What every test shares: no test touches the machine's own home, settings or git identity."""

import pytest
from hypothesis import settings

# A busy machine is no failure: nothing here is judged by the clock.
settings.register_profile("contacts-tui", deadline=None)
settings.load_profile("contacts-tui")

_OURS = ("CONTACTS_TUI_STORE", "NO_COLOR", "VISUAL", "EDITOR", "GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE")


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory, monkeypatch):
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    for name in _OURS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Test")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "test@example.com")
