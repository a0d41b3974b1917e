"""A search in slices: its first hits are there long before the last row was looked at."""

from __future__ import annotations

import time
from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

from contacts_store.query.slips import nearly

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contacts_store.query.compiling import Matching
    from contacts_store.query.query import Query
    from contacts_store.snapshot.row import Row

_SLICE = 1_000
"""Rows that are looked at in one go: a fraction of a millisecond."""
_SLOW_SLICE = 50
"""The same where each row may take a tenth of a millisecond, to read its file."""
_BEFORE, _STARTS, _AFTER = range(3)
_LAST_CHARACTER = chr(0x10FFFF)
_sort_key = attrgetter("sort_key")


class Search:
    """What a query finds among rows, looked for as far as ``advance`` was asked to.

    Those whose name starts with the query's first word are looked for first: they stand together.
    """

    def __init__(
        self, query: Query, rows: Sequence[Row], matching: Matching, everyone: Sequence[Row] = ()
    ) -> None:
        """Take the query, and where to look for what.

        Args:
            query: what is looked for.
            rows: where to look, in list order.
            matching: how the query's matches are told among them.
            everyone: where to look for names that are nearly meant, if nothing matches.
        """
        self.query = query
        self.is_complete = False
        self.is_guess = False
        """Whether nothing matches, and what was found is only nearly meant."""
        self._everyone = everyone
        self._rows = rows
        self._matching = matching
        word = query.first_word
        self._inner = f" {word}"
        start = bisect_left(self._rows, word, key=_sort_key)
        end = bisect_left(self._rows, word + _LAST_CHARACTER, start, key=_sort_key)
        size = _SLOW_SLICE if query.takes_long else _SLICE
        bounds = ((_STARTS, start, end), (_BEFORE, 0, start), (_AFTER, end, len(self._rows)))
        self._todo = (piece for bound in bounds for piece in _cut(*bound, size))
        self._found: tuple[list[Row], list[Row], list[Row]] = ([], [], [])
        self._words: list[Row] = []
        self._others: list[Row] = []

    def advance(self, seconds: float = float("inf"), hits: float = float("inf")) -> None:
        """Go on for some time, or until there are so many hits, giving way to other threads meanwhile."""
        until = time.monotonic() + seconds
        while self._step() and self.count < hits and time.monotonic() < until:
            time.sleep(0)

    @property
    def count(self) -> int:
        """How many were found so far."""
        return sum(map(len, self._found))

    @property
    def hits(self) -> list[Row]:
        """What matches among the rows looked at so far, in list order."""
        if self.is_guess:
            return []
        before, starts, after = self._found
        return before + starts + after

    @property
    def ranked(self) -> list[Row]:
        """What was found so far, best first: start of the name, start of a word in it, anything else."""
        return self._found[_STARTS] + self._words + self._others

    def _with_the_word_inside(self, rows: list[Row]) -> list[Row]:
        """Return the rows in whose name a word other than the first starts with the query's first word."""
        inner = self._inner
        # Cutting the name out takes longer than looking whether the word is anywhere.
        return [row for row in rows if inner in row.folded and inner in row.sort_key]

    def _step(self) -> bool:
        for part, start, end in self._todo:
            hits = self._matching(self._rows[start:end])
            self._found[part].extend(hits)
            if part != _STARTS:
                words = self._with_the_word_inside(hits)
                self._words += words
                taken = set(map(id, words))
                self._others += [row for row in hits if id(row) not in taken] if words else hits
            return True
        if not self.count and not self.is_guess and (guess := nearly(self.query.words)):
            self.is_guess = True
            self._rows, self._matching = self._everyone, guess
            self._todo = (piece for piece in _cut(_STARTS, 0, len(self._rows), _SLICE))
            return True
        self.is_complete = True
        return False


def _cut(part: int, start: int, end: int, size: int) -> Iterator[tuple[int, int, int]]:
    return ((part, at, min(at + size, end)) for at in range(start, end, size))
