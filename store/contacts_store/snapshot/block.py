"""A few rows that stand together in a list, and which of them have a text: looked for in all of them at once.

Looking into one row's text after the other takes a call and mostly a cache miss a row. One regular
expression over the texts of a block, kept as one, takes a fraction of that at 100,000 rows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from contacts_store.query.needle import encoded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contacts_store.query.needle import Needle
    from contacts_store.snapshot.row import Row

Places: TypeAlias = bytes
"""Which of a block's rows are meant, as their numbers in it, ascending.

As bytes they are joined, told apart (``places.translate(None, others)``) and counted without a loop.
"""

MOST = 64
"""Rows in a block: as many as there are bytes that continue a character in UTF-8 and never begin one."""
_ALL = bytes(range(MOST))
_NUMBERS = [bytes((0x80 | number,)) for number in range(MOST)]
"""Stand behind each row's text and the end of it, a byte that is in no text."""
_PLACES = bytes(byte & 0x3F for byte in range(256))
"""From ``_NUMBERS`` to places."""
_without_other_lines = re.compile(rb"\n[^\xff]*").sub
_FEW = 2
"""So many rows are looked through one by one sooner than all of them at once."""


class Block:
    """Up to ``MOST`` rows. What they are searched in is made when it is first asked for, and kept."""

    __slots__ = ("_few", "_names", "_tagged", "_texts", "everywhere", "first", "rows")

    def __init__(self, rows: list[Row], *, is_passing: bool = False) -> None:
        """Take the rows, a list that must not change any more.

        ``is_passing``: the block will not be searched often enough to make anything for it.
        """
        self.rows = rows
        self.first = rows[0][:2] if rows else ("", "")
        """By what the first row comes before or after others."""
        self._few = MOST if is_passing else _FEW
        self.everywhere: Places = _ALL[: len(rows)]
        self._texts = b""
        self._names = b""
        self._tagged: dict[str, Places] | None = None

    def at(self, places: Places) -> list[Row]:
        """Return the rows at some places."""
        if 2 * len(places) < len(self.rows):
            return [self.rows[place] for place in places]
        chosen = self.rows.copy()
        for place in reversed(self.everywhere.translate(None, places)):
            del chosen[place]
        return chosen

    def having(self, needle: Needle, places: Places) -> Places:
        """Return those of the places whose rows have a text in any shown field."""
        if len(places) <= self._few:
            rows, text = self.rows, needle.text
            return bytes([place for place in places if text in rows[place].folded])
        return self._found(needle, self._joined_texts(), places)

    def named(self, needle: Needle, places: Places) -> Places:
        """Return those of the places whose rows have a text in the name."""
        if len(places) <= self._few:
            there = self.having(needle, places)  # takes less time than cutting a name out
            return bytes([place for place in there if needle.text in self.rows[place].sort_key])
        if not self._names:
            self._names = _without_other_lines(b"", self._joined_texts())
        return self._found(needle, self._names, places)

    def tagged(self, tags: frozenset[str], places: Places) -> Places:
        """Return those of the places whose rows have one of some tags at least."""
        if len(places) <= self._few:
            return bytes([place for place in places if not tags.isdisjoint(self.rows[place].tags)])
        if self._tagged is None:
            self._tagged = _by_tag(self.rows)
        return _both(places, b"".join([self._tagged.get(tag, b"") for tag in tags]))

    def _joined_texts(self) -> bytes:
        if not self._texts:
            numbered = zip(self.rows, _NUMBERS, strict=False)
            self._texts = b"".join([b"%b\xff%b" % (encoded(row.folded), number) for row, number in numbered])
        return self._texts

    def _found(self, needle: Needle, texts: bytes, places: Places) -> Places:
        if needle.data not in texts:
            return b""
        found = b"".join(needle.find_all(texts)).translate(_PLACES)
        return found if len(places) == len(self.rows) else _both(places, found)


def _both(some: Places, others: Places) -> Places:
    return some.translate(None, some.translate(None, others))


def _by_tag(rows: Sequence[Row]) -> dict[str, Places]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        for tag in row.tags:
            places[tag].append(place)
    return {tag: bytes(found) for tag, found in places.items()}
