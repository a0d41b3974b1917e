"""A text that is looked for in the joined texts of many rows."""

from __future__ import annotations

import re

_TO_THE_NUMBER = rb"[^\xff]*\xff(.)"
"""The rest of a row's text, its end, and the byte that is the row's number: one match a row."""


class Needle:
    """A folded text, and the function that finds it."""

    __slots__ = ("data", "find_all", "text")

    def __init__(self, text: str) -> None:
        """Take the text."""
        self.text = text
        self.data = encoded(text)
        self.find_all = re.compile(re.escape(self.data) + _TO_THE_NUMBER, re.DOTALL).findall
        """Returns the numbers of the rows that have it, out of joined texts; see ``snapshot.block``."""


def encoded(text: str) -> bytes:
    """Return a text in UTF-8, which every text of a file has a form in here, half of a surrogate pair too."""
    return text.encode("utf-8", "surrogatepass")
