"""How many columns of a terminal a text takes, and cutting or padding it to a number of them."""

from __future__ import annotations

import unicodedata

_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_ZERO_WIDTH = {"Mn", "Me", "Cf"}


def columns(text: str) -> int:
    """Return the width of a printable text, counting wide characters as two and marks as none."""
    if text.isascii():
        return len(text)
    total = 0
    before = ""
    for char in text:
        total += _advance(char, before)
        before = char
    return total


def _advance(char: str, before: str) -> int:
    if before == _JOINER or ord(char) in _SKIN_TONES:
        return 0
    if char == _EMOJI_STYLE:
        return 1 if before and unicodedata.east_asian_width(before) not in "WF" else 0
    if unicodedata.category(char) in _ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def padded(text: str, width: int) -> str:
    """Return the text with blanks after it up to a width; a wider text as it is."""
    return text + " " * (width - columns(text))


def cut(text: str, width: int) -> str:
    """Return the text if it fits, else its beginning and an ellipsis, ``width`` columns at most."""
    if columns(text) <= width:
        return text
    total = 0
    before = ""
    for index, char in enumerate(text):
        total += _advance(char, before)
        if total > width - 1:
            return text[:index] + "…"
        before = char
    return text
