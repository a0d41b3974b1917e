"""Counting what saved searches find, in bursts beside everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_store.snapshot.view import View
from contacts_tui.app.store_worker import in_thread

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from contacts_store.snapshot.snapshot import Snapshot

_BURST = 0.02
"""Seconds in a thread until another snapshot can stop the counting."""
_MOST_FILES = 5_000
"""In a larger store no files are read for a count."""


async def counts_of_searches(snapshot: Snapshot) -> AsyncIterator[tuple[View, int]]:
    """Yield each saved search's view, and how many contacts it finds, once that is known."""
    for name in snapshot.saved.queries:
        view = View.search(name)
        whole, query = snapshot.meant(view, None)
        if query is None or (query.takes_long and len(snapshot.rows) > _MOST_FILES):
            continue
        search = snapshot.search(whole, query)
        while not search.is_complete:
            await in_thread(search.advance, _BURST)
        yield view, search.count
