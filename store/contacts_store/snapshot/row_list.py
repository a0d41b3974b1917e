"""Rows in list order, of which the next state costs what changes in it, not what is in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import overload

from contacts_store.snapshot.row import Row

_CHUNK = 500
"""Rows in a chunk when it is made; at twice as many it is cut."""
_FEW = 8
"""So many rows find their places one by one sooner than by sorting a chunk."""


class RowList(Sequence[Row]):
    """Rows in their own order, at most one a path. Immutable: ``changed`` makes the next state.

    The rows lie in chunks. A next state copies the chunks that a change falls into and shares all others.
    """

    __slots__ = ("_chunks", "_ends", "_firsts")

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        """Take rows in any order; those that are in order already are taken in the time of a copy."""
        self._hold(_cut(sorted(rows)))

    def changed(self, gone: Iterable[Row], fresh: Iterable[Row]) -> RowList:
        """Return the list without the rows that are gone, and with the fresh ones in their places."""
        taken: defaultdict[int, list[Row]] = defaultdict(list)
        given: defaultdict[int, list[Row]] = defaultdict(list)
        for row in gone:
            taken[self._chunk_of(row)].append(row)
        for row in fresh:
            given[self._chunk_of(row)].append(row)
        if not taken and not given:
            return self
        chunks = list(self._chunks) or [[]]
        for number in sorted(taken.keys() | given.keys(), reverse=True):
            chunks[number : number + 1] = _cut(_chunk_with(chunks[number], taken[number], given[number]))
        after = RowList()
        after._hold(chunks)
        return after

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            return self._between(start, stop) if step == 1 else list(self)[index]
        place = range(len(self))[index]
        number = bisect_right(self._ends, place)
        return self._chunks[number][place - self._ends[number]]

    def _between(self, start: int, stop: int) -> list[Row]:
        found: list[Row] = []
        number = bisect_right(self._ends, start)
        while start < stop:
            before = self._ends[number] - len(self._chunks[number])
            found += self._chunks[number][start - before : stop - before]
            start = self._ends[number]
            number += 1
        return found

    def __iter__(self) -> Iterator[Row]:
        return chain.from_iterable(self._chunks)

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def _hold(self, chunks: list[list[Row]]) -> None:
        self._chunks = chunks
        self._firsts = [chunk[0][:2] for chunk in chunks]
        self._ends = list(accumulate(map(len, chunks)))

    def _chunk_of(self, row: Row) -> int:
        return max(0, bisect_right(self._firsts, row[:2]) - 1)


def _chunk_with(chunk: list[Row], gone: list[Row], fresh: list[Row]) -> list[Row]:
    """Return a chunk without some of its rows and with others."""
    if len(gone) + len(fresh) > _FEW:
        paths = {row.path for row in gone}
        return sorted([row for row in chunk if row.path not in paths] + fresh)
    after = chunk.copy()
    for row in gone:
        place = bisect_left(after, row[:2])
        if place < len(after) and after[place].path == row.path:
            del after[place]
    for row in fresh:
        insort(after, row)
    return after


def _cut(rows: list[Row]) -> list[list[Row]]:
    """Return the rows in chunks: one, unless it would be twice as large as it should be."""
    if len(rows) < 2 * _CHUNK:
        return [rows] if rows else []
    return [rows[start : start + _CHUNK] for start in range(0, len(rows), _CHUNK)]
