"""The snapshot: every contact's row in list order, the tags, the findings; made anew by each refresh."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from dataclasses import replace
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from contacts_store.finding import Degree, Finding, sort_key
from contacts_store.query.query import EVERYTHING, Query
from contacts_store.snapshot.tags import TagTable
from contacts_store.snapshot.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from contacts_store.model.tag import Tag
    from contacts_store.snapshot.row import Row

_FEW = 64
"""Up to so many changed rows are moved one by one; beyond, sorting anew is faster."""
_NO_TIME = "~"
"""Sorts behind every timestamp: what has none is not the oldest."""


def _order(row: Row) -> tuple[str, str]:
    return row.sort_key, row.path


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
        self._files = {row.path: row for row in rows}
        self._paths_of: dict[str, tuple[str, ...]] = {}
        for path, row in self._files.items():
            self._paths_of[row.id] = (*self._paths_of.get(row.id, ()), path)
        shown = (self._crossed(row) for row in self._files.values())
        self._shown = {row.path: row for row in shown}
        self.rows: tuple[Row, ...] = tuple(sorted(self._shown.values(), key=_order))

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
        self._files = dict(before._files)
        self._paths_of = dict(before._paths_of)
        touched: set[str] = set()
        for path, row in changed.items():
            old = self._files.pop(path, None)
            if old is not None:
                touched.add(old.id)
                self._paths_of[old.id] = tuple(other for other in self._paths_of[old.id] if other != path)
            if row is not None:
                touched.add(row.id)
                self._files[path] = row
                self._paths_of[row.id] = (*self._paths_of.get(row.id, ()), path)
        stale = set(changed) | {path for id_ in touched for path in before._paths_of.get(id_, ())}
        fresh = {path for id_ in touched for path in self._paths_of[id_]}
        for id_ in touched:
            if not self._paths_of[id_]:
                del self._paths_of[id_]
        self._replace_rows(before, stale, [self._crossed(self._files[path]) for path in fresh])

    def _replace_rows(self, before: Snapshot, stale: set[str], fresh: list[Row]) -> None:
        self._shown = dict(before._shown)
        rows = list(before.rows)
        few = len(stale) + len(fresh) <= _FEW
        for path in stale:
            old = self._shown.pop(path, None)
            if few and old is not None:
                del rows[bisect_left(rows, _order(old), key=_order)]
        self._shown.update((row.path, row) for row in fresh)
        if few:
            for row in fresh:
                insort(rows, row, key=_order)
        else:
            rows = sorted(self._shown.values(), key=_order)
        self.rows = tuple(rows)

    def _crossed(self, row: Row) -> Row:
        """Add what is wrong with a row because of other files: the same id in two of them."""
        others = [path for path in self._paths_of[row.id] if path != row.path]
        if not others:
            return row
        message = f"the id is also in {', '.join(sorted(others))}"
        remedy = "delete one of the files, or give one of them a new id"
        finding = Finding(Degree.ERROR, row.path, 0, 0, "id", message, remedy)
        return replace(row, is_broken=True, findings=(*row.findings, finding))

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
        of_rows = (finding for row in self.rows if row.findings for finding in row.findings)
        return tuple(sorted((*self.store_findings, *self.tag_table.findings, *of_rows), key=sort_key))

    def row(self, id_: str) -> Row | None:
        """Return a contact's row, or None; of two files with one id, the first by path."""
        paths = self._paths_of.get(id_)
        return self._shown[min(paths)] if paths else None

    def row_at(self, path: str) -> Row | None:
        """Return the row of a file, or None."""
        return self._shown.get(path)

    def file_row(self, path: str) -> Row | None:
        """Return a file's row as read from that file alone, without what other files say of it."""
        return self._files.get(path)

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
        return self._counts[view]

    @cached_property
    def _counts(self) -> Counter[View]:
        counts: Counter[View] = Counter()
        tags: Counter[str] = Counter()
        for row in self.rows:
            counts[View.broken()] += row.is_broken
            if row.is_deleted:
                counts[View.trash()] += 1
            else:
                counts[View.all()] += 1
                tags.update(row.tags)
                counts[View.untagged()] += not row.tags
        counts.update({View.tag(tag_id): number for tag_id, number in tags.items()})
        return counts

    def select(
        self, view: View, query: Query = EVERYTHING, within: Sequence[Row] | None = None
    ) -> tuple[Row, ...]:
        """Return the rows of a view that match a query: in list order, ranked when there is a query.

        Args:
            view: which contacts are meant at all.
            query: what to look for.
            within: an earlier result of the same view and snapshot to narrow.
        """
        test = view.test()
        rows = [row for row in (self.rows if within is None else within) if test(row)]
        if not query:
            return tuple(rows)
        matches = query.matcher(self.tag_table.names)
        return tuple(query.ranked(row for row in rows if matches(row)))

    def lookup(self, number_or_address: str, default_region: str = "") -> tuple[Row, ...]:
        """Return who has exactly this number (any notation) or address: primary match first, then oldest."""
        wanted = number_or_address.strip()
        if "@" in wanted:
            return self._owners(wanted.lower(), "addresses", "has_primary_address")
        return self._owners(_e164(wanted, default_region), "numbers", "has_primary_number")

    def _owners(self, value: str, list_name: str, mark: str) -> tuple[Row, ...]:
        values_of, has_primary = attrgetter(list_name), attrgetter(mark)

        def rank(row: Row) -> tuple[bool, str]:
            is_primary = has_primary(row) and values_of(row)[0] == value
            return not is_primary, row.tm_create or _NO_TIME

        return tuple(
            sorted((row for row in self.rows if value in values_of(row) and not row.is_deleted), key=rank)
        )


def _e164(text: str, default_region: str) -> str:
    from contacts_store.model.phone import E164, e164

    return text if E164.fullmatch(text) else e164(text, default_region)
