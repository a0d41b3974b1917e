"""What every test shares: no test touches the machine's own home, settings or git identity.

Generated examples are the same in every run. ``HYPOTHESIS_PROFILE=long`` looks for others, and for long.
"""

import os
from itertools import count

import pytest
from hypothesis import settings

# A busy machine is no failure: nothing here is judged by the clock.
settings.register_profile("ci", deadline=None, derandomize=True, max_examples=60)
settings.register_profile("long", deadline=None, max_examples=4000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

_OURS = ("CONTACTS_TUI_STORE", "NO_COLOR", "VISUAL", "EDITOR", "GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE")


@pytest.fixture(scope="session", autouse=True)
def _homes(tmp_path_factory):
    """Homes, one for each test. The first one is for fixtures that live longer than a test."""
    folder = tmp_path_factory.mktemp("homes")
    homes = (folder / str(number) for number in count())
    with pytest.MonkeyPatch.context() as patch:
        _set_apart(patch, next(homes))
        yield homes


@pytest.fixture(autouse=True)
def _own_home(_homes, monkeypatch):
    _set_apart(monkeypatch, next(_homes))


def _set_apart(patch, home):
    home.mkdir()
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
