"""The rows of a snapshot by file and by id, and what files say of each other: one id in two of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from contacts_store.finding import Degree, Finding
from contacts_store.snapshot.layered import Layered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from contacts_store.snapshot.row import Row


class FiledRows:
    """One row a file. Immutable: ``evolved`` makes the next state."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        """Take rows as read, each from its file alone."""
        files = {row.path: row for row in rows}
        self._files = Layered(files)
        self._by_id = Layered({row.id: row for row in files.values()})
        self._twins: dict[str, tuple[str, ...]] = {}
        if len(self._by_id) != len(self._files):
            self._find_twins()
        self._crossed = self._crossed_rows(self._twins)

    def evolved(self, changed: Mapping[str, Row | None]) -> tuple[FiledRows, list[Row], list[Row]]:
        """Return the next state, the shown rows that are gone from it, and those that are new in it.

        Args:
            changed: the new rows by path, None for a file that is gone.
        """
        after = FiledRows()
        after._files = self._files.changed(changed)
        owners: dict[str, set[str]] = {}
        for path in changed:
            old = self._files.get(path)
            if old is not None:
                owners.setdefault(old.id, self._paths_of(old.id)).discard(path)
        for path, row in changed.items():
            if row is not None:
                owners.setdefault(row.id, self._paths_of(row.id)).add(path)
        after._by_id = self._by_id.changed(
            {id_: after._files[min(paths)] if paths else None for id_, paths in owners.items()}
        )
        after._twins = {id_: paths for id_, paths in self._twins.items() if id_ not in owners}
        after._twins |= {id_: tuple(sorted(paths)) for id_, paths in owners.items() if len(paths) > 1}
        stale = {path for id_ in owners for path in self._paths_of(id_)}
        after._crossed = {path: row for path, row in self._crossed.items() if path not in stale}
        after._crossed |= after._crossed_rows(owners.keys() & after._twins.keys())
        gone = [self._shown(self._files[path]) for path in stale]
        fresh = [after._shown(after._files[path]) for paths in owners.values() for path in paths]
        return after, gone, fresh

    def __iter__(self) -> Iterator[Row]:
        """Iterate over the rows as shown: marked where another file has the same id."""
        return map(self._shown, self._files.values()) if self._crossed else iter(self._files.values())

    @property
    def own(self) -> Mapping[str, Row]:
        """Each file's row as read from that file alone, by path."""
        return self._files

    def at(self, path: str) -> Row | None:
        """Return the row of a file as shown."""
        row = self._files.get(path)
        return row and self._shown(row)

    def of(self, id_: str) -> Row | None:
        """Return a contact's row as shown; of two files with one id, the first by path."""
        row = self._by_id.get(id_)
        return row and self._shown(row)

    def _find_twins(self) -> None:
        paths_of: defaultdict[str, list[str]] = defaultdict(list)
        for path, row in self._files.items():
            paths_of[row.id].append(path)
        self._twins = {id_: tuple(sorted(paths)) for id_, paths in paths_of.items() if len(paths) > 1}
        self._by_id = self._by_id.changed({id_: self._files[paths[0]] for id_, paths in self._twins.items()})

    def _paths_of(self, id_: str) -> set[str]:
        twins = self._twins.get(id_)
        if twins:
            return set(twins)
        row = self._by_id.get(id_)
        return {row.path} if row else set()

    def _crossed_rows(self, ids: Iterable[str]) -> dict[str, Row]:
        """Return the rows that are wrong because of other files."""
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
