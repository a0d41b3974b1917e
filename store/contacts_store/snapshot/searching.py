"""The searches of one snapshot: what was found already is what the next key narrows."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from contacts_store.model.timestamp import now
from contacts_store.query.compiling import Surroundings
from contacts_store.query.search import Search
from contacts_store.snapshot.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from contacts_store.model.contact import Contact
    from contacts_store.query.query import Query
    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.view import View

_KNOWN = 3
"""Completed searches that are kept, to be narrowed by what is typed next."""

_MUCH_FEWER = 6
"""One by one, a sixth of the rows are looked through in the time of all of them in their blocks."""


class Searches:
    """Begins searches, and remembers the latest ones."""

    def __init__(
        self,
        everyone: RowList,
        tag_names: dict[str, str],
        read: Callable[[Row], Contact | None],
        duplicates: Callable[[], Container[str]],
    ) -> None:
        """Take the snapshot's rows in list order, and what ``Surroundings`` has."""
        self._everyone = everyone
        self._tag_names = tag_names
        self._read = read
        self._duplicates = duplicates
        self._latest: list[tuple[View, Search]] = []

    def begin(self, view: View, query: Query, rows: RowList, *, guesses: bool) -> Search:
        """Begin to look for the rows of a view that match a query.

        Args:
            view: the view.
            query: a query that asks for the deleted ones finds them in the view of all, too.
            rows: the view's rows.
            guesses: find names that nearly match where nothing does.
        """
        known = [(its_view, wide) for its_view, wide in self._latest if wide.is_complete][-_KNOWN:]
        wider = [wide for its_view, wide in known if its_view == view and query.narrows(wide.query)]
        guessed = rows if guesses else None
        if view.kind == "all" and query.asks_for_deleted:
            rows = self._everyone
        if wider:
            narrowest = min(wider, key=attrgetter("count"))
            if narrowest.count * _MUCH_FEWER <= len(rows):
                rows = RowList.passing(narrowest.hits)
        around = Surroundings(self._tag_names, now(), self._read, self._duplicates)
        search = Search(query, rows, query.matching(around), guessed)
        self._latest = [*known, (view, search)]
        return search
