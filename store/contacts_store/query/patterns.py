"""Regular expressions that can't hang: few choices, none of them inside a repetition, over short lines.

Matching tries each way in which repetitions and alternatives can share out a text. A repetition in a
repetition has exponentially many ways, and each one in a row multiplies them; so the first is refused
and the number of the second is limited. Python's own engine knows no limit of time.
"""

from __future__ import annotations

import re
import warnings

from contacts_store.errors import QueryError

_LONGEST_PATTERN = 200
_LONGEST_LINE = 200
"""Characters of each line of a value that are looked at."""
_MOST_CHOICES = 6
_UNBOUNDED = 2
"""How much a repetition without end counts; an alternative or an optional piece counts once."""
_PIECE = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?:|\(\?|[()|^$]|(?:[*+?]|\{\d*,?\d*\})[?+]?|.", re.DOTALL
)
_EXACT = re.compile(r"\{\d{1,2}\}")


def compile_pattern(pattern: str, place: int = 0) -> re.Pattern[str]:
    """Return a regular expression without regard to case.

    Raises:
        QueryError: it is none, or one that might take for ever.
    """
    if len(pattern) > _LONGEST_PATTERN:
        raise QueryError(f"longer than {_LONGEST_PATTERN} characters", place)
    _refuse_dear(pattern, place)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what a set of characters may mean in a later Python
            return re.compile(pattern, re.IGNORECASE)
    except (re.error, OverflowError) as problem:
        raise QueryError(f"no regular expression: {problem}", place) from None


def found_in(pattern: re.Pattern[str], value: str) -> bool:
    """Tell whether a line of a value matches somewhere."""
    return any(pattern.search(line[:_LONGEST_LINE]) for line in value.splitlines() or [value])


def _refuse_dear(pattern: str, place: int) -> None:
    groups = [0]  # choices within each open group
    closed = 0  # choices within the group that was just closed
    for match in _PIECE.finditer(pattern):
        piece, at = match[0], place + match.start()
        if piece in {"(", "(?:"}:
            groups.append(0)
        elif piece == "(?" or re.fullmatch(r"\\[1-9]", piece):
            raise QueryError("only plain groups are understood", at, "write (?:…) or (…)")
        elif piece == ")" and len(groups) > 1:
            closed = groups.pop()
            groups[-1] += closed
            continue
        elif piece == "|":
            groups[-1] += 1
        elif piece[0] in "*+?{" and len(piece) < len(pattern):
            if closed:
                raise QueryError(
                    "a repetition of choices may take for ever", at, "write it without the group"
                )
            groups[-1] += _cost(piece)
        if sum(groups) > _MOST_CHOICES:
            raise QueryError("so many repetitions and alternatives may take for ever", at)
        closed = 0


def _cost(repetition: str) -> int:
    if _EXACT.fullmatch(repetition):
        return 0
    return 1 if repetition[0] == "?" else _UNBOUNDED
