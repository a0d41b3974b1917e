"""The searches of one snapshot: what was found already is what the next key narrows."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from contacts_store.model.timestamp import now
from contacts_store.query.compiling import Surroundings
from contacts_store.query.search import Search

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    from contacts_store.model.contact import Contact
    from contacts_store.query.query import Query
    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.view import View

_KNOWN = 3
"""Completed searches that are kept, to be narrowed by what is typed next."""


class Searches:
    """Begins searches, and remembers the latest ones."""

    def __init__(
        self,
        everyone: Sequence[Row],
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
        self._tagged: dict[frozenset[str], frozenset[str]] = {}

    def begin(self, view: View, query: Query, rows: Sequence[Row], *, guesses: bool) -> Search:
        """Begin to look for the rows of a view that match a query.

        Args:
            view: the view.
            query: a query that asks for the deleted ones finds them in the view of all, too.
            rows: the view's rows.
            guesses: find names that nearly match where nothing does.
        """
        everyone = rows if guesses else ()
        known = [(its_view, wide) for its_view, wide in self._latest if wide.is_complete][-_KNOWN:]
        wider = [wide for its_view, wide in known if its_view == view and query.narrows(wide.query)]
        if wider:
            rows = min(wider, key=attrgetter("count")).hits
        elif view.kind == "all" and query.asks_for_deleted:
            rows = self._everyone
        around = Surroundings(self._tag_names, now(), self._read, self._having, self._duplicates)
        search = Search(query, rows, query.matching(around), everyone)
        self._latest = [*known, (view, search)]
        return search

    def _having(self, tags: frozenset[str]) -> frozenset[str]:
        """Return the ids of contacts that have one of these tags at least."""
        if tags not in self._tagged:
            self._tagged[tags] = frozenset().union(*(self._ids_by_tag.get(tag, ()) for tag in tags))
        return self._tagged[tags]

    @cached_property
    def _ids_by_tag(self) -> dict[str, list[str]]:
        ids: defaultdict[str, list[str]] = defaultdict(list)
        for row in self._everyone:
            for tag in row.tags:
                ids[tag].append(row.id)
        return ids
