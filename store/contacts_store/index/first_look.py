"""The first rows of the list, from the index alone: what can be shown before the store is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_store.index.opening import index_of
from contacts_store.snapshot.snapshot import Snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from contacts_store.settings import Settings

_ROWS = 60
"""A tall terminal full."""


def first_look(root: Path, settings: Settings) -> Snapshot:
    """Return the first rows as they were last time, unverified, without tags: of version 0, incomplete.

    Takes a few milliseconds at any size. Without a usable index there are no rows.
    """
    index = index_of(root, settings)
    try:
        rows = index.first_rows(_ROWS)
    finally:
        index.close()
    return Snapshot(rows, total=len(rows))
