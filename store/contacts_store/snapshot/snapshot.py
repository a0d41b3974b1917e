"""The snapshot: every contact's row in list order, the tags, the findings; made anew by each refresh."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from contacts_store.finding import Degree, Finding, sort_key
from contacts_store.query.query import EVERYTHING, Query
from contacts_store.snapshot.owners import best_first, handle_of
from contacts_store.snapshot.tags import TagTable
from contacts_store.snapshot.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from contacts_store.model.tag import Tag
    from contacts_store.snapshot.row import Row

_FEW = 64
"""Up to so many changed rows are moved one by one; beyond, sorting anew is faster."""


def _order(row: Row) -> tuple[str, str]:
    return row.sort_key, row.path


class _Found(NamedTuple):
    """What was found last, in list order."""

    view: View
    query: Query
    rows: list[Row]


class Snapshot:
    """The store at one moment. Immutable: ``evolved`` makes the next one."""

    def __init__(  # noqa: PLR0913 -- the parts of one picture
        self,
        rows: Iterable[Row] = (),
        tag_table: TagTable | None = None,
        *,
        version: int = 0,
        store_findings: tuple[Finding, ...] = (),
        loaded: int = 0,
        total: int = 0,
    ) -> None:
        """Take one row a file, as read from that file alone; what rows say of each other is added."""
        self.version = version
        self.tag_table = tag_table or TagTable({})
        self.store_findings = store_findings
        self.loaded = loaded
        self.total = total
        self._counts: Counter[View] | None = None
        self._views: dict[View, tuple[Row, ...]] = {}
        self._found: _Found | None = None
        self._files = {row.path: row for row in rows}
        self._by_id = {row.id: row for row in self._files.values()}
        self._twins: dict[str, tuple[str, ...]] = {}
        if len(self._by_id) != len(self._files):
            self._find_twins()
        self._crossed = self._crossed_rows(self._twins)
        self.rows: tuple[Row, ...] = tuple(
            sorted((self._shown(row) for row in self._files.values()), key=_order)
        )
        self._marked = {row.path: row for row in self.rows if row.findings}

    def evolved(
        self,
        changed: Mapping[str, Row | None] | None = None,
        tag_table: TagTable | None = None,
        store_findings: tuple[Finding, ...] | None = None,
    ) -> Snapshot:
        """Return the next snapshot: ``changed`` maps paths to new rows, None for a file that is gone."""
        after = Snapshot(version=self.version + 1, tag_table=tag_table or self.tag_table)
        after.store_findings = self.store_findings if store_findings is None else store_findings
        after._adopt(self, changed or {})
        after.loaded = after.total = len(after.rows)
        return after

    def _adopt(self, before: Snapshot, changed: Mapping[str, Row | None]) -> None:
        self._files, self._by_id, self._twins = dict(before._files), dict(before._by_id), dict(before._twins)
        owners: dict[str, set[str]] = {}
        for path in changed:
            old = self._files.pop(path, None)
            if old is not None:
                owners.setdefault(old.id, before._paths_of(old.id)).discard(path)
        for path, row in changed.items():
            if row is not None:
                self._files[path] = row
                owners.setdefault(row.id, before._paths_of(row.id)).add(path)
        for id_, paths in owners.items():
            self._settle_owners(id_, paths)
        stale = {path for id_ in owners for path in before._paths_of(id_)}
        fresh = {path for paths in owners.values() for path in paths}
        self._crossed = {path: row for path, row in before._crossed.items() if path not in stale}
        self._crossed |= self._crossed_rows(owners.keys() & self._twins.keys())
        gone = [before._shown(before._files[path]) for path in stale]
        self._replace_rows(before, gone, [self._shown(self._files[path]) for path in fresh])

    def _settle_owners(self, id_: str, paths: set[str]) -> None:
        self._twins.pop(id_, None)
        if paths:
            self._by_id[id_] = self._files[min(paths)]
            if len(paths) > 1:
                self._twins[id_] = tuple(sorted(paths))
        else:
            self._by_id.pop(id_, None)

    def _replace_rows(self, before: Snapshot, gone: list[Row], fresh: list[Row]) -> None:
        if len(gone) + len(fresh) <= _FEW:
            rows = list(before.rows)
            for row in gone:
                del rows[bisect_left(rows, _order(row), key=_order)]
            for row in fresh:
                insort(rows, row, key=_order)
        else:
            rows = sorted((self._shown(row) for row in self._files.values()), key=_order)
        self.rows = tuple(rows)
        self._marked = dict(before._marked)
        for row in gone:
            self._marked.pop(row.path, None)
        self._marked |= {row.path: row for row in fresh if row.findings}
        if before._counts is not None:
            self._counts = before._counts.copy()
            _count(self._counts, gone, -1)
            _count(self._counts, fresh, 1)

    def _find_twins(self) -> None:
        paths_of: defaultdict[str, list[str]] = defaultdict(list)
        for path, row in self._files.items():
            paths_of[row.id].append(path)
        for id_, paths in paths_of.items():
            self._settle_owners(id_, set(paths))

    def _paths_of(self, id_: str) -> set[str]:
        twins = self._twins.get(id_)
        if twins:
            return set(twins)
        row = self._by_id.get(id_)
        return {row.path} if row else set()

    def _crossed_rows(self, ids: Iterable[str]) -> dict[str, Row]:
        """Return the rows that are wrong because of other files: the same id in several of them."""
        crossed = {}
        for id_ in ids:
            for path in self._twins[id_]:
                others = ", ".join(other for other in self._twins[id_] if other != path)
                remedy = "delete one of the files, or give one of them a new id"
                finding = Finding(Degree.ERROR, path, 0, 0, "id", f"the id is also in {others}", remedy)
                crossed[path] = self._files[path].broken_by(finding)
        return crossed

    def _shown(self, row: Row) -> Row:
        return self._crossed.get(row.path, row) if self._crossed else row

    @property
    def is_complete(self) -> bool:
        """False while the first load goes on."""
        return self.loaded >= self.total

    @property
    def tags(self) -> tuple[Tag, ...]:
        """All tags by name, deleted ones among them."""
        return self.tag_table.tags

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is off, errors first."""
        of_rows = (finding for row in self._marked.values() for finding in row.findings)
        return tuple(sorted((*self.store_findings, *self.tag_table.findings, *of_rows), key=sort_key))

    def row(self, id_: str) -> Row | None:
        """Return a contact's row, or None; of two files with one id, the first by path."""
        row = self._by_id.get(id_)
        return row and self._shown(row)

    def row_at(self, path: str) -> Row | None:
        """Return the row of a file, or None."""
        row = self._files.get(path)
        return row and self._shown(row)

    def file_row(self, path: str) -> Row | None:
        """Return a file's row as read from that file alone, without what other files say of it."""
        return self._files.get(path)

    @property
    def file_rows(self) -> Iterable[Row]:
        """Every file's row as read from that file alone."""
        return self._files.values()

    @property
    def paths(self) -> Iterable[str]:
        """Every contact file's path."""
        return self._files.keys()

    def ids_starting(self, prefix: str) -> list[Row]:
        """Return the rows whose id starts with a prefix."""
        return [row for row in self.rows if row.id.startswith(prefix)]

    def tag(self, ref: str) -> Tag | None:
        """Return a tag by its id, else by its name without regard to case."""
        return self.tag_table.find(ref)

    def tag_name(self, ref: str) -> str:
        """Return a tag's name; an unknown reference is its own name."""
        tag = self.tag_table.find(ref)
        return tag.name if tag else ref

    def count(self, view: View) -> int:
        """Return how many contacts a view has."""
        if self._counts is None:
            self._counts = Counter()
            _count(self._counts, self.rows, 1)
        return self._counts[view]

    def select(self, view: View, query: Query = EVERYTHING) -> tuple[Row, ...]:
        """Return the rows of a view that match a query: in list order, ranked when there is a query.

        While a query is typed, each one only looks through what the one before has found.
        """
        if not query:
            return self._rows_in(view)
        known = self._found
        can_narrow = known is not None and known.view == view and query.narrows(known.query)
        rows = known.rows if known is not None and can_narrow else self._rows_in(view)
        found = query.found(rows, self.tag_table.names)
        self._found = _Found(view, query, found)
        return tuple(query.ranked(found))

    def _rows_in(self, view: View) -> tuple[Row, ...]:
        if view not in self._views:
            self._views[view] = tuple(view.of(self.rows))
        return self._views[view]

    def lookup(self, number_or_address: str, default_region: str = "") -> tuple[Row, ...]:
        """Return who has exactly this number (any notation) or address: primary match first, then oldest."""
        handle = handle_of(number_or_address, default_region)
        if not handle:
            return ()
        values_of = attrgetter("addresses" if "@" in handle else "numbers")
        # Looking into the packed text first is ten times as fast as cutting every row's list out of it.
        return best_first(
            (row for row in self.rows if handle in row.packed and handle in values_of(row)), handle
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
