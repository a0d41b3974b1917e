"""The file that an export writes: outside the store, and whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class InsideTheStore(ValueError):
    """An export must not be written among the store's own files."""

    def __init__(self, target: Path, root: Path) -> None:
        """Take the file, and the store's folder."""
        super().__init__(f"{target} lies in the store itself: choose a file outside {root}")


def outside(root: Path, target: Path) -> Path:
    """Return the path to write to.

    Args:
        root: the store.
        target: as the person named it.

    Raises:
        InsideTheStore: it lies among the store's own files.
    """
    real = target.resolve()
    if real.is_relative_to(root.resolve()):
        raise InsideTheStore(target, root)
    return real


def write_whole(target: Path, pieces: Iterable[str]) -> None:
    """Write a file so that it holds everything or what it held before; private to its owner.

    Raises:
        OSError: it can't be written.
    """
    descriptor, unfinished = tempfile.mkstemp(
        prefix=f".{target.name[:40]}.", suffix=".tmp", dir=target.parent
    )
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(unfinished).unlink()
        raise
