"""From a view and a query to the rows of the list: what is quick at once, the rest in a thread."""

from __future__ import annotations

import time
from math import inf
from typing import TYPE_CHECKING

from contacts_tui.app.store_worker import in_thread

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from contacts_store.query.query import Query
    from contacts_store.query.search import Search
    from contacts_store.snapshot.ordering import Order, Orders
    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.snapshot import Snapshot
    from contacts_store.snapshot.view import View

_AT_ONCE = 0.004
"""Seconds that a search may take on the event loop, a fraction of a frame: mostly enough for a page."""
_BURST = 0.02
"""Seconds that it then takes in a thread until the next key can stop it."""
_PAGE = 200
"""So many hits are shown before the others are known."""
_PATIENCE = 0.5
"""Seconds after which a search that still goes on shows what it has, a page or not."""
_ROWS_ON_LOOP = 20_000
"""Up to so many rows a view takes a fraction of a frame, less than a thread would add."""


async def selected(
    snapshot: Snapshot, view: View, query: Query | None, *, in_parts: bool
) -> AsyncIterator[tuple[Sequence[Row], bool]]:
    """Yield the rows of a view that match a query, and whether these are all.

    Args:
        snapshot: where to look.
        view: which contacts are meant at all.
        query: what to look for among them.
        in_parts: yield the first hits before the others are known.
    """
    if query:
        async for page in _found(snapshot.search(view, query), in_parts=in_parts):
            yield page
    elif len(snapshot.rows) > _ROWS_ON_LOOP and view.kind != "all":
        yield await in_thread(snapshot.select, view), True
    else:
        yield snapshot.select(view), True


async def arranged(
    pages: AsyncIterator[tuple[Sequence[Row], bool]], orders: Orders, order: Order, snapshot: Snapshot
) -> AsyncIterator[tuple[Sequence[Row], bool]]:
    """Yield the whole of what was selected, in an order that a person chose."""
    async for rows, is_all in pages:
        if is_all:
            yield await in_thread(orders.arrange, rows, order, snapshot), True


async def _found(search: Search, *, in_parts: bool) -> AsyncIterator[tuple[list[Row], bool]]:
    if not search.query.takes_long:
        search.advance(_AT_ONCE, _PAGE)
    began = time.monotonic()
    while not search.is_complete:
        if in_parts and (search.count >= _PAGE or time.monotonic() > began + _PATIENCE):
            yield search.ranked, False
            in_parts = False
        await in_thread(search.advance, _BURST, _PAGE if in_parts else inf)
    yield search.ranked, True
