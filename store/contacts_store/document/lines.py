"""Lines of a text, by offsets, and the replacing of parts of it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

BREAKS = "\r\n\x85\u2028\u2029"
"""The characters that end a line to libyaml (YAML 1.1, section 4.2)."""
LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_BLANKS = re.compile(r"[ \t]*")


class Splice(NamedTuple):
    """A part of a text, from start up to end, and what takes its place."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return the text with parts replaced; the parts must not overlap."""
    pieces = []
    done = 0
    for splice in sorted(splices, key=lambda part: (part.start, part.end)):
        pieces += [text[done : splice.start], splice.text]
        done = splice.end
    return "".join([*pieces, text[done:]])


def are_disjoint(splices: Iterable[Splice]) -> bool:
    """Tell whether parts neither overlap nor touch, so that their order says nothing."""
    parts = sorted(part for part in splices if part.text or part.start < part.end)
    return all(before.end < after.start for before, after in pairwise(parts))


def line_start(text: str, offset: int) -> int:
    """Return the offset of the first character of the line that holds the offset."""
    return max(text.rfind(character, 0, offset) for character in BREAKS) + 1


def column_of(text: str, offset: int) -> int:
    """Return the column of an offset, from 0."""
    return offset - line_start(text, offset)


def line_end(text: str, offset: int) -> int:
    """Return the offset of the break that ends the line, or of the text's end."""
    found = LINE_BREAK.search(text, offset)
    return found.start() if found else len(text)


def next_line(text: str, offset: int) -> int:
    """Return the offset of the first character of the next line, or of the text's end."""
    found = LINE_BREAK.search(text, offset)
    return found.end() if found else len(text)


def behind_blanks(text: str, offset: int) -> int:
    """Return the offset of the first character from here on that is no blank or tab."""
    found = _BLANKS.match(text, offset)
    return found.end() if found else offset


def newline_near(text: str, offset: int) -> str:
    """Return the break that ends this line, else that of the line before, else a line feed."""
    found = LINE_BREAK.search(text, offset)
    if found:
        return found.group()
    start = line_start(text, offset)
    return "\r\n" if text[max(0, start - 2) : start] == "\r\n" else text[start - 1 : start] or "\n"
