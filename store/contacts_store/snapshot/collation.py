"""The order of texts for a reader: letters before their accents, numbers by their value, scripts together.

Code points alone would put Å and Ł behind z, and 10 before 9. This follows the levels of the Unicode
collation algorithm (UTS #10), with the letters as ``query.folding`` writes them and without its tables.
"""

from __future__ import annotations

import re
import unicodedata

from contacts_store.query.folding import fold

_NUMBER = re.compile(r"\d+")
_SILENT = re.compile(r"[^\w\s-]|_")
"""What stands between letters and counts for nothing: O'Brien lies beside OBrien."""
_BLANKS = re.compile(r"[\s-]+")
_LEVEL = "\0"
"""Lower than any character of a level, so that a shorter text comes first."""


def collation_key(text: str) -> str:
    """Return the key by which texts are sorted: Latin, Greek, Cyrillic, then the other scripts.

    Letters decide first, whatever their case and accents; then accents; then case. Only equal texts
    have equal keys.
    """
    letters = letters_of(text)
    accents = "" if text.isascii() else unicodedata.normalize("NFD", text).casefold()
    return _LEVEL.join((_NUMBER.sub(_by_value, letters), accents, text.swapcase(), text))


def letters_of(text: str) -> str:
    """Return what decides first: folded letters and digits, single blanks between words."""
    return _BLANKS.sub(" ", _SILENT.sub("", fold(text))).strip()


def _by_value(number: re.Match[str]) -> str:
    """Write a number with the count of its digits in front, which makes the order of texts that of values."""
    digits = "".join(str(unicodedata.decimal(digit)) for digit in number[0]).lstrip("0")
    return f"0{chr(0x100 + min(len(digits), 0x1000))}{digits}"
