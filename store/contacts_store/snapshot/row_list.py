"""Rows in list order, of which the next state costs what changes in it, not what is in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from operator import attrgetter
from typing import overload

from contacts_store.snapshot.block import MOST, Block
from contacts_store.snapshot.row import Row

_SIZE = MOST - 8
"""Rows in a block when it is made."""
_MOST = MOST
"""A block of more rows is cut."""
_FEW = 8
"""So many rows find their places one by one sooner than by sorting a block."""
_first = attrgetter("first")


class RowList(Sequence[Row]):
    """Rows in their own order, at most one a path. Immutable: ``changed`` makes the next state.

    The rows lie in blocks. A next state makes those anew that a change falls into and shares all others.
    """

    __slots__ = ("_ends", "blocks")

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        """Take rows in any order; those that are in order already are taken in the time of a copy."""
        self._hold(_cut(sorted(rows)))

    @classmethod
    def passing(cls, rows: list[Row]) -> RowList:
        """Return rows that are in order as a list that will not be searched often."""
        found = cls()
        starts = range(0, len(rows), _SIZE)
        found._hold([Block(rows[start : start + _SIZE], is_passing=True) for start in starts])
        return found

    def changed(self, gone: Iterable[Row], fresh: Iterable[Row]) -> RowList:
        """Return the list without the rows that are gone, and with the fresh ones in their places."""
        taken: defaultdict[int, list[Row]] = defaultdict(list)
        given: defaultdict[int, list[Row]] = defaultdict(list)
        for row in gone:
            taken[self._block_of(row)].append(row)
        for row in fresh:
            given[self._block_of(row)].append(row)
        if not taken and not given:
            return self
        blocks = self.blocks or [Block([])]
        changed = blocks.copy()
        for number in sorted(taken.keys() | given.keys(), reverse=True):
            rows = _rows_with(blocks[number].rows, taken[number], given[number])
            changed[number : number + 1] = _cut(rows)
        after = RowList()
        after._hold(changed)
        return after

    def place_of(self, index: int) -> tuple[int, int]:
        """Return the number of the block in which an index lies, and where in it."""
        number = bisect_right(self._ends, index)
        return number, index - (self._ends[number - 1] if number else 0)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            return self._between(start, stop) if step == 1 else list(self)[index]
        number, place = self.place_of(range(len(self))[index])
        return self.blocks[number].rows[place]

    def _between(self, start: int, stop: int) -> list[Row]:
        found: list[Row] = []
        number, place = self.place_of(start)
        missing = stop - start
        while missing > 0:
            found += self.blocks[number].rows[place : place + missing]
            missing = stop - start - len(found)
            number, place = number + 1, 0
        return found

    def __iter__(self) -> Iterator[Row]:
        return chain.from_iterable(block.rows for block in self.blocks)

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def _hold(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        """The rows in pieces, which must not be changed."""
        self._ends = list(accumulate(len(block.rows) for block in blocks))

    def _block_of(self, row: Row) -> int:
        return max(0, bisect_right(self.blocks, row[:2], key=_first) - 1)


def _rows_with(rows: list[Row], gone: list[Row], fresh: list[Row]) -> list[Row]:
    """Return the rows of a block without some and with others."""
    if len(gone) + len(fresh) > _FEW:
        paths = {row.path for row in gone}
        return sorted([row for row in rows if row.path not in paths] + fresh)
    after = rows.copy()
    for row in gone:
        place = bisect_left(after, row[:2])
        if place < len(after) and after[place].path == row.path:
            del after[place]
    for row in fresh:
        insort(after, row)
    return after


def _cut(rows: list[Row]) -> list[Block]:
    """Return rows as blocks."""
    if len(rows) <= _MOST:
        return [Block(rows)] if rows else []
    return [Block(rows[start : start + _SIZE]) for start in range(0, len(rows), _SIZE)]
