"""How alike two names are: the same, swapped, shortened, or a slip of the finger apart."""

from __future__ import annotations

import re
from enum import Enum
from typing import TypeAlias

Words: TypeAlias = "tuple[str, ...]"
"""The folded words of a name, in the order they stand in."""

_WORD = re.compile(r"[^\W_]+")
_INSIDE_WORDS = str.maketrans("", "", "'’ʼ`")
"""O'Shea is one word, and its O no initial."""
_FIGURE = re.compile("[0-9]")
_SLIP = 80.0
"""So alike (0-100, rapidfuzz's normalised indel similarity) are words a letter or two apart."""
_NEAR = 86.0
"""Whole names of two words that are a slip apart are at least so alike."""


class NameLikeness(Enum):
    """How two names compare; the value is the reason in words."""

    SAME = "same name"
    SWAPPED = "same name, other order"
    SHORTER = "one name is short for the other"
    SIMILAR = "similar names"
    UNKNOWN = ""
    """One of the two has no name."""
    DIFFERENT = "different names"


def words_of(folded_name: str) -> Words:
    """Return the words of a folded name."""
    return tuple(_WORD.findall(folded_name.translate(_INSIDE_WORDS)))


def spelling(words: Words) -> str:
    """Return the words in an order of their own: equal for names that differ in their order only."""
    return " ".join(sorted(words))


def compared(left: Words, right: Words) -> NameLikeness:
    """Tell how alike two names are, whichever comes first."""
    if not left or not right:
        return NameLikeness.UNKNOWN
    if left == right:
        return NameLikeness.SAME
    if sorted(left) == sorted(right):
        return NameLikeness.SWAPPED
    if is_short_for(left, right) or is_short_for(right, left):
        return NameLikeness.SHORTER
    return NameLikeness.SIMILAR if _is_slip(left, right) else NameLikeness.DIFFERENT


def is_short_for(short: Words, full: Words) -> bool:
    """Tell whether a name is another one with initials, or with words left out.

    At least two words have to be there, one of them in full: "A Lovelace", "Ada Lovelace" of
    "Ada King Lovelace", but not "Ada".
    """
    if not 2 <= len(short) <= len(full) or (len(short) == len(full) and not has_initial(short)):
        return False
    left_over = list(full)
    whole = [word for word in short if len(word) > 1]
    for word in whole:
        if word not in left_over:
            return False
        left_over.remove(word)
    for initial in (word for word in short if len(word) == 1):
        match = next((word for word in left_over if word.startswith(initial)), None)
        if match is None:
            return False
        left_over.remove(match)
    return bool(whole)


def has_initial(words: Words) -> bool:
    """Tell whether a word of the name is one letter."""
    return any(len(word) == 1 for word in words)


def near(name: str, names: list[str]) -> list[str]:
    """Return those of some spellings that may be a slip away from one: ``compared`` says whether they are."""
    from rapidfuzz import fuzz, process

    return [
        hit for hit, _, _ in process.extract(name, names, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=None)
    ]


def _is_slip(left: Words, right: Words) -> bool:
    """Tell whether the words that only one name has are like those that only the other has.

    Figures are no slip: "Room 12" is not "Room 13".
    """
    from rapidfuzz import fuzz

    rest_left, rest_right = (
        " ".join(sorted(word for word in one if word not in other))
        for one, other in ((left, right), (right, left))
    )
    if _FIGURE.search(rest_left + rest_right):
        return False
    return fuzz.ratio(rest_left, rest_right) >= _SLIP
