"""Where everything lies that is not a contact: cache, state, settings, themes (XDG base directories).

The environment is read when a function is called, never on import. Nothing here makes a folder
except ``make_private``.
"""

from __future__ import annotations

import os
import re
import unicodedata
from contextlib import suppress
from pathlib import Path

from contacts_store.errors import StoreUnusable

_APPLICATION = "contacts-tui"
_SLUG_LENGTH = 40
_HASH_BYTES = 8


def cache_dir(root: Path) -> Path:
    """Return the folder for what can be derived again from a store: its index."""
    return _base("XDG_CACHE_HOME", ".cache") / _key(root)


def state_dir(root: Path) -> Path:
    """Return the folder for what belongs to a store but not into it: undo journal, lock, log."""
    return _base("XDG_STATE_HOME", ".local/state") / _key(root)


def config_file() -> Path:
    """Return the person's settings file."""
    return _base("XDG_CONFIG_HOME", ".config") / "config.yaml"


def user_themes_dir() -> Path:
    """Return the folder of the person's own themes."""
    return _base("XDG_CONFIG_HOME", ".config") / "themes"


def default_store() -> Path:
    """Return the store that is used when none is named."""
    return _base("XDG_DATA_HOME", ".local/share") / "store"


def error_log() -> Path:
    """Return the log of errors that nobody foresaw, in whatever store they happened."""
    return _base("XDG_STATE_HOME", ".local/state") / "errors.log"


def log_file() -> Path:
    """Return the log of what went differently from usual, in whatever store."""
    return _base("XDG_STATE_HOME", ".local/state") / "log"


def make_private(folder: Path) -> None:
    """Make a folder and those above it, as far as missing, for their owner alone.

    Raises:
        OSError: it can't be made.
    """
    if folder.is_dir():
        return
    make_private(folder.parent)
    with suppress(FileExistsError):  # another process was quicker
        folder.mkdir(mode=0o700)


def _base(variable: str, below_home: str) -> Path:
    """Return our folder in a base directory; the XDG rules ignore relative values."""
    named = Path(os.environ.get(variable, ""))
    if named.is_absolute():
        return named / _APPLICATION
    try:
        return Path.home() / below_home / _APPLICATION
    except RuntimeError:
        raise StoreUnusable(f"no home folder is known: set HOME or {variable}") from None


def _key(root: Path) -> str:
    """Name a store's sub-folder: readable by its folder's name, unique by its real path."""
    import hashlib

    real = root.resolve()
    plain = unicodedata.normalize("NFKD", real.name).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower())[:_SLUG_LENGTH].strip("-") or "store"
    return f"{slug}-{hashlib.blake2b(os.fsencode(real), digest_size=_HASH_BYTES).hexdigest()}"
