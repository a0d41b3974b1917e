"""How a file's state is told without reading it, and how its content is told when that is not enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from contacts_store.disk import system
from contacts_store.hashing import blake2b

if TYPE_CHECKING:
    import os
    from pathlib import Path

_DIGEST_BYTES = 16


class Stamp(NamedTuple):
    """What ``stat`` says about a file. Different stamps: look again; equal ones: see the racy rule.

    A file written twice within one tick of a coarse clock keeps its stamp, so whoever stores a
    stamp trusts it only when ``mtime_ns`` lies before the time of storing (git's racy rule).
    """

    mtime_ns: int
    ctime_ns: int
    size: int
    inode: int


def stamp_of(status: os.stat_result) -> Stamp:
    """Make the stamp of a stat result."""
    return Stamp(status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


def look(root: Path | str, path: str) -> Stamp | None:
    """Return the stamp of a file or folder, following symbolic links; None when it can't be looked at."""
    try:
        return stamp_of(system.stat(f"{root}/{path}"))
    except OSError:
        return None


def digest(data: bytes) -> bytes:
    """Return the 16 bytes (BLAKE2b) that stand for a content in comparisons."""
    return blake2b(data, digest_size=_DIGEST_BYTES).digest()
