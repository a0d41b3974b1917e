"""Folding: the form of a text in which case and accents no longer matter."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not decompose, as people type them on a plain keyboard.
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)


def fold(text: str) -> str:
    """Return the text without case and accents (NFKD, casefold, no combining marks)."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    return "".join(char for char in decomposed if not unicodedata.combining(char))
