"""The snapshot: every contact's row in list order, the tags, the findings; made anew by each refresh."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from contacts_store.finding import Finding, sort_key
from contacts_store.snapshot.distinct import NO_DISTINCT, DistinctFile
from contacts_store.snapshot.filed import FiledRows
from contacts_store.snapshot.owners import best_first, handles_of
from contacts_store.snapshot.row_list import RowList
from contacts_store.snapshot.saved import NONE_SAVED, SavedSearches
from contacts_store.snapshot.tags import TagTable
from contacts_store.snapshot.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from contacts_store.model.contact import Contact
    from contacts_store.query.query import Query
    from contacts_store.query.search import Search
    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.searching import Searches
    from contacts_store.snapshot.tag_row import TagRow

    ContactAt = Callable[[str, TagTable], Contact | None]
    """Reads the contact in a file; None when it can't be trusted."""
    DuplicatesIn = Callable[["Snapshot"], frozenset[str]]
    """Finds the ids of those who are probably one person with somebody else."""


class Snapshot:
    """The store at one moment. Immutable: ``evolved`` makes the next one."""

    def __init__(  # noqa: PLR0913 -- the parts of one picture
        self,
        rows: Iterable[Row] = (),
        tag_table: TagTable | None = None,
        *,
        version: int = 0,
        store_findings: tuple[Finding, ...] = (),
        distinct: DistinctFile = NO_DISTINCT,
        loaded: int = 0,
        total: int = 0,
        saved: SavedSearches = NONE_SAVED,
        contact_at: ContactAt = lambda _path, _tags: None,
        duplicates_in: DuplicatesIn = lambda _snapshot: frozenset(),
    ) -> None:
        """Take one row a file, as read from that file alone; what rows say of each other is added.

        ``contact_at`` and ``duplicates_in`` find what rows do not hold, when a query asks for it.
        """
        self.version = version
        self.tag_table = tag_table or TagTable({})
        self.store_findings = store_findings
        self.distinct = distinct
        self.saved = saved
        self.loaded = loaded
        self.total = total
        self._counts: Counter[View] | None = None
        self._views: dict[View, RowList] = {}
        self._searches: Searches | None = None
        self._contact_at = contact_at
        self._duplicates_in = duplicates_in
        self._filed = FiledRows(rows)
        self.rows = RowList(self._filed)
        self._marked = {row.path: row for row in self.rows if row.findings}

    def evolved(
        self,
        changed: Mapping[str, Row | None] | None = None,
        tag_table: TagTable | None = None,
        store_findings: tuple[Finding, ...] | None = None,
        distinct: DistinctFile | None = None,
        saved: SavedSearches | None = None,
    ) -> Snapshot:
        """Return the next snapshot: ``changed`` maps paths to new rows, None for a file that is gone."""
        tags = tag_table or self.tag_table
        after = Snapshot(
            version=self.version + 1,
            tag_table=tags,
            contact_at=self._contact_at,
            duplicates_in=self._duplicates_in,
        )
        after.distinct = self.distinct if distinct is None else distinct
        after.store_findings = self.store_findings if store_findings is None else store_findings
        after.saved = self.saved if saved is None else saved
        after._filed, gone, fresh = self._filed.evolved(changed or {})
        after._replace_rows(self, gone, fresh)
        after.loaded = after.total = len(after.rows)
        return after

    def _replace_rows(self, before: Snapshot, gone: list[Row], fresh: list[Row]) -> None:
        self.rows = before.rows.changed(gone, fresh)
        self._views = {
            view: rows.changed(view.of(gone), view.of(fresh)) for view, rows in before._views.copy().items()
        }
        self._marked = dict(before._marked)
        for row in gone:
            self._marked.pop(row.path, None)
        self._marked |= {row.path: row for row in fresh if row.findings}
        if "findings" in before.__dict__ and self._finds_the_same(before, [*gone, *fresh]):
            self.findings = before.findings
        if before._counts is not None:
            self._counts = before._counts.copy()
            _count(self._counts, gone, -1)
            _count(self._counts, fresh, 1)

    def _finds_the_same(self, before: Snapshot, rows: Iterable[Row]) -> bool:
        return (
            self.tag_table is before.tag_table
            and self.store_findings == before.store_findings
            and self.distinct.findings == before.distinct.findings
            and self.saved is before.saved
            and not any(row.findings for row in rows)
        )

    @property
    def is_complete(self) -> bool:
        """False while the first load goes on."""
        return self.loaded >= self.total

    @property
    def tags(self) -> tuple[TagRow, ...]:
        """All tags by name, deleted ones among them."""
        return self.tag_table.tags

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is off, errors first."""
        of_rows = (finding for row in self._marked.values() for finding in row.findings)
        return tuple(
            sorted(
                (
                    *self.store_findings,
                    *self.distinct.findings,
                    *self.saved.findings,
                    *self.tag_table.findings,
                    *of_rows,
                ),
                key=sort_key,
            )
        )

    def row(self, id_: str) -> Row | None:
        """Return a contact's row, or None; of two files with one id, the first by path."""
        return self._filed.of(id_)

    def row_at(self, path: str) -> Row | None:
        """Return the row of a file, or None."""
        return self._filed.at(path)

    def file_row(self, path: str) -> Row | None:
        """Return a file's row as read from that file alone, without what other files say of it."""
        return self._filed.own.get(path)

    def state_at(self, path: str) -> bytes:
        """Return the packed stamp that a file had when it was read, empty for an unknown file."""
        row = self._filed.own.get(path)
        return row.state if row else b""

    def paths_naming(self, refs: frozenset[str]) -> set[str]:
        """Return the files of contacts that name one of these tags, by id or by case-folded name."""
        if not refs:
            return set()
        return {
            row.path for row in self.rows if any(ref in refs or ref.casefold() in refs for ref in row.tags)
        }

    @property
    def file_rows(self) -> Iterable[Row]:
        """Every file's row as read from that file alone."""
        return self._filed.own.values()

    @property
    def paths(self) -> Iterable[str]:
        """Every contact file's path."""
        return self._filed.own.keys()

    def ids_starting(self, prefix: str) -> list[Row]:
        """Return the rows whose id starts with a prefix."""
        return [row for row in self.rows if row.id.startswith(prefix)]

    def tag(self, ref: str) -> TagRow | None:
        """Return a tag by its id, else by its name without regard to case."""
        return self.tag_table.find(ref)

    def tag_name(self, ref: str) -> str:
        """Return a tag's name; an unknown reference is its own name."""
        tag = self.tag_table.find(ref)
        return tag.name if tag else ref

    def count(self, view: View) -> int:
        """Return how many contacts a view has."""
        if view.tags is not None:
            return len(self._rows_in(view))
        if self._counts is None:
            self._counts = Counter()
            _count(self._counts, self.rows, 1)
        return self._counts[view]

    def select(self, view: View, query: Query | None = None) -> Sequence[Row]:
        """Return the rows of a view that match a query: in list order, ranked when there is a query."""
        view, query = self.meant(view, query)
        if not query:
            return self._rows_in(view)
        search = self.search(view, query, guesses=False)
        search.advance()
        return tuple(search.ranked)

    def meant(self, view: View, query: Query | None) -> tuple[View, Query | None]:
        """Return the view of a saved search as a query of all contacts; any other view as it is."""
        saved = self.saved.queries.get(view.name) if view.kind == "search" else None
        if saved is None:
            return view, query
        return View.all(), saved.within(query) if query else saved

    def search(self, view: View, query: Query, *, guesses: bool = True) -> Search:
        """Begin to look for the rows of a view that match a query; ``select`` is the same at one go.

        With ``guesses``, names are found that nearly match where nothing does.

        While a query is typed, each one only looks through what an earlier one has found.
        """
        from contacts_store.snapshot.searching import Searches

        if self._searches is None:
            self._searches = Searches(self.rows, self.tag_table.names, self.contact, lambda: self.duplicates)
        return self._searches.begin(view, query, self._rows_in(view), guesses=guesses)

    @cached_property
    def duplicates(self) -> frozenset[str]:
        """The ids of those who are probably one person with somebody else; takes seconds for 100,000."""
        return self._duplicates_in(self)

    def contact(self, row: Row) -> Contact | None:
        """Return the whole contact of a row from its file, None when it is gone or can't be trusted."""
        return self._contact_at(row.path, self.tag_table)

    def _rows_in(self, view: View) -> RowList:
        if view not in self._views:
            self._views[view] = RowList(view.of(self.rows))
        return self._views[view]

    def lookup(self, number_or_address: str, default_region: str = "") -> tuple[Row, ...]:
        """Return who has exactly this number (any notation) or address: primary match first, then oldest."""
        for handle in handles_of(number_or_address, default_region):
            if found := self._owners(handle):
                return found
        return ()

    def _owners(self, handle: str) -> tuple[Row, ...]:
        text = handle.encode(errors="replace")
        values_of = attrgetter("addresses" if "@" in handle else "numbers")
        # Looking into the packed text first is ten times as fast as cutting every row's list out of it.
        return best_first(
            (row for row in self.rows if text in row.packed and handle in values_of(row)), handle
        )


def _count(counts: Counter[View], rows: Iterable[Row], step: int) -> None:
    tags: Counter[str] = Counter()
    everyone, untagged, trash, broken = 0, 0, 0, 0
    for row in rows:
        broken += row.is_broken
        if row.is_deleted:
            trash += 1
            continue
        everyone += 1
        refs = row.tags
        if refs:
            tags.update(refs)
        else:
            untagged += 1
    kinds = {View.all(): everyone, View.untagged(): untagged, View.trash(): trash, View.broken(): broken}
    for view, number in (kinds | {View.tag(ref): number for ref, number in tags.items()}).items():
        counts[view] += step * number
