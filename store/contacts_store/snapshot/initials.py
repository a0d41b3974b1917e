"""The letters under which a long list of names is grouped."""

from __future__ import annotations


def initial(letter: str) -> str:
    """Return the heading of what begins with a folded letter: ``A``, ``Ж``, ``#`` for digits.

    Scripts of many thousand signs have none, as each name would be a group of its own; nor have those
    written from right to left, which would draw a line's names into their order.
    """
    if letter.isascii():
        return letter.upper() if letter.isalpha() else "#" if letter.isdigit() else ""
    import unicodedata

    is_wide = unicodedata.east_asian_width(letter) in {"W", "F"}
    has_one = letter.isalpha() and not is_wide and unicodedata.bidirectional(letter) == "L"
    return letter.upper()[:1] if has_one else ""
