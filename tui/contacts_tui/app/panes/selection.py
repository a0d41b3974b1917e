"""Which rows the contacts list shows: a view of the snapshot, narrowed by what is typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contacts_store.query.query import EVERYTHING, Query
from contacts_store.snapshot.view import View

if TYPE_CHECKING:
    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Selection:
    """A view, a query, and the rows that they gave on a snapshot. Immutable."""

    view: View = field(default_factory=View.all)
    query: Query = EVERYTHING
    rows: tuple[Row, ...] = ()
    snapshot: Snapshot | None = None

    @property
    def is_complete(self) -> bool:
        """Whether the store was loaded completely."""
        return self.snapshot is not None and self.snapshot.is_complete

    def on(self, snapshot: Snapshot, view: View, query: Query) -> Selection:
        """Select again.

        Args:
            snapshot: where to select.
            view: which contacts are meant at all.
            query: what to look for among them.
        """
        return Selection(view, query, snapshot.select(view, query), snapshot)
