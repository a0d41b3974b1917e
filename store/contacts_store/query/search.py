"""A search in slices: its first hits are there long before the last row was looked at."""

from __future__ import annotations

import time
from bisect import bisect_left
from itertools import chain
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, TypeAlias

from contacts_store.query.needle import Needle
from contacts_store.query.slips import nearly

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contacts_store.query.compiling import Matching
    from contacts_store.query.query import Query
    from contacts_store.snapshot.block import Places
    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.row_list import RowList

    Piece: TypeAlias = tuple[int, Places]
    """Some rows of a list: the number of their block, and which of it."""

_SLICE = 16
"""Blocks that are looked at in one go: a fraction of a millisecond."""
_SLOW_SLICE = 1
"""The same where each row may take a tenth of a millisecond, to read its file."""
_TURN = 0.002
"""Seconds until other threads have theirs."""
_BEFORE, _STARTS, _AFTER = range(3)
_LAST_CHARACTER = chr(0x10FFFF)
_sort_key = attrgetter("sort_key")
_block_number = itemgetter(0)


class Search:
    """What a query finds among rows, looked for as far as ``advance`` was asked to.

    Those whose name starts with the query's first word are looked for first: they stand together.
    """

    def __init__(
        self, query: Query, rows: RowList, matching: Matching, guessed: RowList | None = None
    ) -> None:
        """Take the query, and where to look for what.

        Args:
            query: what is looked for.
            rows: where to look.
            matching: how the query's matches are told among them.
            guessed: where to look for names that are nearly meant, if nothing matches.
        """
        self.query = query
        self.count = 0
        """How many were found so far."""
        self.is_complete = False
        self.is_guess = False
        """Whether nothing matches, and what was found is only nearly meant."""
        self._guessed = guessed
        self._blocks = rows.blocks
        self._matching = matching
        self._inner = Needle(f" {query.first_word}")
        self._size = _SLOW_SLICE if query.takes_long else _SLICE
        self._todo = self._slices(rows)
        self._found: tuple[list[Piece], list[Piece], list[Piece]] = ([], [], [])
        self._words: list[Piece] = []
        self._others: list[Piece] = []

    def advance(self, seconds: float = float("inf"), hits: float = float("inf")) -> None:
        """Go on for some time, or until there are so many hits, giving way to other threads meanwhile."""
        began = turn = time.monotonic()
        while self._step() and self.count < hits and (moment := time.monotonic()) < began + seconds:
            if moment > turn + _TURN:
                time.sleep(0)
                turn = time.monotonic()

    @property
    def hits(self) -> list[Row]:
        """What matches among the rows looked at so far, in list order."""
        return [] if self.is_guess else self._rows_of(*self._found)

    @property
    def ranked(self) -> list[Row]:
        """What was found so far, best first: start of the name, start of a word in it, anything else."""
        return self._rows_of(self._found[_STARTS], self._words, self._others)

    def _rows_of(self, *parts: list[Piece]) -> list[Row]:
        rows: list[Row] = []
        for number, places in chain(*parts):
            rows += self._blocks[number].at(places)
        return rows

    def _slices(self, rows: RowList) -> Iterator[tuple[int, list[Piece]]]:
        """Return all rows in the order in which they are looked at, each slice with its part."""
        word = self.query.first_word
        start = bisect_left(rows, word, key=_sort_key)
        end = bisect_left(rows, word + _LAST_CHARACTER, start, key=_sort_key)
        before, others = _split(_everything(rows), rows.place_of(start))
        starts, after = _split(others, rows.place_of(end))
        return chain(self._cut(_STARTS, starts), self._cut(_BEFORE, before), self._cut(_AFTER, after))

    def _cut(self, part: int, pieces: list[Piece]) -> Iterator[tuple[int, list[Piece]]]:
        return ((part, pieces[at : at + self._size]) for at in range(0, len(pieces), self._size))

    def _step(self) -> bool:
        for part, pieces in self._todo:
            for number, places in pieces:
                if hits := self._matching(self._blocks[number], places):
                    self.count += len(hits)
                    self._found[part].append((number, hits))
                    if part != _STARTS:
                        self._rank(number, hits)
            return True
        if not self.count and self._guessed and not self.is_guess and (guess := nearly(self.query.words)):
            self.is_guess = True
            self._blocks, self._matching = self._guessed.blocks, guess
            self._todo = self._cut(_STARTS, _everything(self._guessed))
            return True
        self.is_complete = True
        return False

    def _rank(self, number: int, hits: Places) -> None:
        """Tell those in whose name a word other than the first starts with the query's first word."""
        words = self._blocks[number].named(self._inner, hits)
        if words:
            self._words.append((number, words))
            hits = hits.translate(None, words)
        self._others.append((number, hits))


def _everything(rows: RowList) -> list[Piece]:
    return [(number, block.everywhere) for number, block in enumerate(rows.blocks)]


def _split(pieces: list[Piece], place: tuple[int, int]) -> tuple[list[Piece], list[Piece]]:
    """Return the pieces before a place, the number of a block and one in it, and the others."""
    number, within = place
    cut = bisect_left(pieces, number, key=_block_number)
    before, after = pieces[:cut], pieces[cut:]
    if within and after and after[0][0] == number:
        places = after[0][1]
        middle = bisect_left(places, within)
        before.append((number, places[:middle]))
        after[0] = number, places[middle:]
    return before, after
