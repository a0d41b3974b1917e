"""The letters under which a long list of names is grouped."""

from __future__ import annotations

from contacts_store.snapshot.collation import letters_of


def initial(text: str) -> str:
    """Return the heading of a text by its first letter without accents: ``A``, ``Ж``, ``#`` for digits.

    Scripts of many thousand signs have none, as each name would be a group of its own; nor have those
    written from right to left, which would draw a line's names into their order.
    """
    letter = letters_of(text)[:1]
    if letter.isascii():
        return letter.upper() if letter.isalpha() else "#" if letter.isdigit() else ""
    import unicodedata

    is_wide = unicodedata.east_asian_width(letter) in {"W", "F"}
    has_one = letter.isalpha() and not is_wide and unicodedata.bidirectional(letter) == "L"
    return letter.upper()[:1] if has_one else ""
