"""From lines to records of cells: the separator, quoted line breaks, and rows that are damaged."""

from __future__ import annotations

import csv
from collections import deque
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SEPARATORS = ",;\t|"
_SEPARATOR_LINE = "sep="
_HEADING_LINES = 20
_LONGEST = 500
"""So many lines may be in one record; a quote that stays open longer was never closed."""
_OPEN = "unexpected end of data"
"""What ``csv`` says of text that ends inside quotes."""


class Record(NamedTuple):
    """The cells of one row; ``line``, from 1, is where it begins."""

    line: int
    cells: list[str]


class Damage(NamedTuple):
    """A line from which no record can be read."""

    line: int
    reason: str


def read_records(lines: Iterable[str]) -> Iterator[Record | Damage]:
    """Yield the records of a table, its heading first; empty lines are passed over.

    Args:
        lines: the text. A first line ``sep=;``, as spreadsheets write it, names the separator; else
            it is the one that cuts the heading into the most cells.
    """
    source = iter(lines)
    start = list(islice(source, _HEADING_LINES))
    first = start[0].strip("\n") if start else ""
    before = 0
    if first.lower().startswith(_SEPARATOR_LINE) and len(first) == len(_SEPARATOR_LINE) + 1:
        separator, before = first[-1], 1
    else:
        separator = max(_SEPARATORS, key=lambda each: _width(start, each))
    yield from _records(_Lines(chain(start[before:], source), before), separator)


class _Lines:
    """Lines that can be given back."""

    def __init__(self, lines: Iterable[str], before: int) -> None:
        self._lines = iter(lines)
        self._returned: deque[str] = deque()
        self.number = before
        """Of the line that was taken last."""

    def take(self) -> str | None:
        line = self._returned.popleft() if self._returned else next(self._lines, None)
        self.number += line is not None
        return line

    def give_back(self, lines: list[str]) -> None:
        self._returned.extendleft(reversed(lines))
        self.number -= len(lines)


def _width(lines: list[str], separator: str) -> int:
    heading = next((line for line in lines if line.strip()), "")
    return len(next(csv.reader([heading], delimiter=separator), ()))


def _records(lines: _Lines, separator: str) -> Iterator[Record | Damage]:
    width = 0
    while (line := lines.take()) is not None:
        if not line.strip(" \r\n\x00\x1a"):
            continue
        number = lines.number
        cells, rest = _cells(line, lines, separator, width)
        lines.give_back(rest)
        if isinstance(cells, str):
            yield Damage(number, cells)
        else:
            width = width or len(cells)
            yield Record(number, cells)


def _cells(line: str, lines: _Lines, separator: str, width: int) -> tuple[list[str] | str, list[str]]:
    """Return the cells of the record that a line begins, or what is wrong with it, and lines to give back.

    A record of several lines must be flawless and as wide as the heading: else its quote was never
    closed, and the other lines are records of their own.
    """
    taken = [line.replace("\x00", "")]
    while True:
        try:
            cells = next(csv.reader(taken, delimiter=separator, strict=True))
        except csv.Error as problem:
            if str(problem) != _OPEN:
                break
        else:
            if len(taken) == 1 or len(cells) == width or not width:
                return cells, []
            break
        following = lines.take() if len(taken) < _LONGEST else None
        if following is None:
            break
        taken.append(following.replace("\x00", ""))
    if len(taken) > 1 or _is_open(taken, separator):
        return "a quote is opened and never closed", taken[1:]
    try:
        return next(csv.reader(taken, delimiter=separator)), []
    except csv.Error as problem:
        return str(problem), []


def _is_open(lines: list[str], separator: str) -> bool:
    try:
        next(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error as problem:
        return str(problem) == _OPEN
    return False
