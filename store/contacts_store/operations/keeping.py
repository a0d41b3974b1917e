"""Keeping the index in step with the snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contacts_store.index.index import Index, Places
    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.snapshot import Snapshot


def keep(
    index: Index, snapshot: Snapshot, changed: Mapping[str, Row | None], looked_at: int, places: Places
) -> None:
    """Bring the index up to date; beyond a quarter of the entries, making it anew is faster.

    Args:
        index: what was read before.
        snapshot: what is known by now.
        changed: the new rows by path, None for a file that is gone.
        looked_at: the time before which none of the files was read, in nanoseconds.
        places: what a sweep found that the index hangs on; empty without a sweep.
    """
    meanings = snapshot.tag_table.meanings
    if len(changed) * 4 > len(snapshot.rows):
        index.rebuild(snapshot.file_rows, meanings, looked_at, places)
    else:
        index.update(changed, meanings, looked_at, places)
