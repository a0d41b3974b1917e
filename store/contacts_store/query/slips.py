"""Names that are nearly what was typed: a slip of one letter, of two in a long word."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contacts_store.query.compiling import Matching
    from contacts_store.snapshot.block import Block, Places

_SHORTEST = 4
"""A shorter word with a slip may be anything."""
_LONG = 7
"""From so many letters on, two slips are forgiven."""


class _Near(dict[str, bool]):
    """Whether each part of a name is nearly a word, or begins with nearly it; worked out once a part."""

    def __init__(self, word: str) -> None:
        from rapidfuzz.distance import OSA

        super().__init__()
        self._word = word
        self._distance = OSA.distance
        self._most = 2 if len(word) >= _LONG else 1

    def __missing__(self, part: str) -> bool:
        begun = (part, part[: len(self._word)])
        near = any(self._distance(self._word, text, score_cutoff=self._most) <= self._most for text in begun)
        self[part] = near
        return near


def nearly(words: Sequence[str]) -> Matching | None:
    """Return who nearly has all words in the name, the beginning of each; None if they are not such words.

    Args:
        words: folded.
    """
    if not words or not all(len(word) >= _SHORTEST and word.isalpha() for word in words):
        return None
    tests = [_Near(word).__getitem__ for word in words]

    def matching(block: Block, places: Places) -> Places:
        names = {place: block.rows[place].sort_key.split() for place in places}
        return bytes(place for place, parts in names.items() if all(any(map(test, parts)) for test in tests))

    return matching
