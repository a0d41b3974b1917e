"""Folding: the form of a text in which case and accents no longer matter."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


class _Plain(dict[int, "int | str | None"]):
    """What becomes of each character of a decomposed text, for ``str.translate``; marks go."""

    def __missing__(self, code: int) -> int | None:
        plain = self[code] = None if unicodedata.combining(chr(code)) else code
        return plain


# Letters that Unicode does not decompose, as people type them on a plain keyboard.
_LETTERS: dict[str, int | str | None] = {
    "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i",
}  # fmt: skip
_PLAIN = _Plain(str.maketrans(_LETTERS))


def fold(text: str) -> str:
    """Return the text without case and accents (NFKD, casefold, no combining marks)."""
    return text.lower() if text.isascii() else _fold_letters(text)


@lru_cache(maxsize=4096)
def _fold_letters(text: str) -> str:
    """Fold any text; names, companies and job titles recur from contact to contact."""
    return unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)
