"""Where everything lies that is not a contact: cache, state, settings, themes (XDG base directories).

The environment is read when a function is called, never on import. Nothing here makes a folder
except ``make_private``. Paths are texts: the commands that other programs call at every key do
without pathlib, whose import takes as long as the whole answer.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from contacts_store.errors import StoreUnusable
from contacts_store.hashing import blake2b

if TYPE_CHECKING:
    from pathlib import Path

_APPLICATION = "contacts-tui"
_SLUG_LENGTH = 40
_HASH_BYTES = 8


def index_file(root: Path | str) -> str:
    """Return the file for what can be derived again from a store: its index."""
    return os.path.join(_base("XDG_CACHE_HOME", ".cache"), _key(root), "index.sqlite")


def state_dir(root: Path | str) -> str:
    """Return the folder for what belongs to a store but not into it: undo journal and lock."""
    return os.path.join(_base("XDG_STATE_HOME", ".local/state"), _key(root))


def config_file() -> str:
    """Return the person's settings file."""
    return os.path.join(_base("XDG_CONFIG_HOME", ".config"), "config.yaml")


def user_themes_dir() -> str:
    """Return the folder of the person's own themes."""
    return os.path.join(_base("XDG_CONFIG_HOME", ".config"), "themes")


def default_store() -> str:
    """Return the store that is used when none is named."""
    return os.path.join(_base("XDG_DATA_HOME", ".local/share"), "store")


def error_log() -> str:
    """Return the log of errors that nobody foresaw, in whatever store they happened."""
    return os.path.join(_base("XDG_STATE_HOME", ".local/state"), "errors.log")


def log_file() -> str:
    """Return the log of what went differently from usual, in whatever store."""
    return os.path.join(_base("XDG_STATE_HOME", ".local/state"), "log")


def make_private(folder: Path | str) -> None:
    """Make a folder and those above it, as far as missing, for their owner alone.

    Raises:
        OSError: it can't be made.
    """
    if os.path.isdir(folder):
        return
    make_private(os.path.dirname(folder))
    with suppress(FileExistsError):  # another process was quicker
        os.mkdir(folder, mode=0o700)


def _base(variable: str, below_home: str) -> str:
    """Return our folder in a base directory; the XDG rules ignore relative values."""
    named = os.environ.get(variable, "")
    if os.path.isabs(named):
        return os.path.join(named, _APPLICATION)
    home = os.path.expanduser("~")
    if not os.path.isabs(home):
        raise StoreUnusable(f"no home folder is known: set HOME or {variable}")
    return os.path.join(home, below_home, _APPLICATION)


def _key(root: Path | str) -> str:
    """Name a store's sub-folder: readable by its folder's name, unique by its real path."""
    real = os.path.realpath(root)
    name = os.path.basename(real)
    if not name.isascii():
        from unicodedata import normalize

        name = normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = "".join(char if char.isalnum() else " " for char in name.lower()).split()
    slug = "-".join(words)[:_SLUG_LENGTH].strip("-") or "store"
    return f"{slug}-{blake2b(os.fsencode(real), digest_size=_HASH_BYTES).hexdigest()}"
