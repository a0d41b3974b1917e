"""Names that are nearly what was typed: a slip of one letter, of two in a long word."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contacts_store.query.compiling import Matching
    from contacts_store.snapshot.row import Row

_SHORTEST = 4
"""A shorter word with a slip may be anything."""
_LONG = 7
"""From so many letters on, two slips are forgiven."""


def nearly(words: Sequence[str]) -> Matching | None:
    """Return who nearly has all words in the name, the beginning of each; None if they are not such words.

    Args:
        words: folded.
    """
    if not words or not all(len(word) >= _SHORTEST and word.isalpha() for word in words):
        return None
    from rapidfuzz.distance import OSA

    known: dict[tuple[str, str], bool] = {}

    def is_near(word: str, part: str) -> bool:
        near = known.get((word, part))
        if near is None:
            most = 2 if len(word) >= _LONG else 1
            begun = (part, part[: len(word)])
            near = any(OSA.distance(word, text, score_cutoff=most) <= most for text in begun)
            known[word, part] = near
        return near

    def matching(rows: Sequence[Row]) -> list[Row]:
        return [
            row
            for row in rows
            if (parts := row.sort_key.split())
            and all(any(is_near(word, part) for part in parts) for word in words)
        ]

    return matching
