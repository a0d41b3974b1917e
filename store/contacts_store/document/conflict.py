"""Merge conflict markers: what git and other tools leave in a file that two people changed."""

from __future__ import annotations

import re

from contacts_store.document.decoding import place_of
from contacts_store.document.error import DocumentError

_MARKED = re.compile(r"^<<<<<<< .*?^=======$.*?^>>>>>>> ", re.MULTILINE | re.DOTALL)
_MARKER = re.compile(r"^(?:<<<<<<<|\|\|\|\|\|\|\||=======|>>>>>>>)(?: |\r?$)", re.MULTILINE)


def require_unconflicted(text: str) -> None:
    """Refuse a text with a whole set of conflict markers at the start of lines.

    A value can hold markers too, but its lines are indented; only a quoted text that runs over
    lines without indentation could be meant, and nobody writes that by hand.

    Raises:
        DocumentError: "merge conflict", at the first marker.
    """
    if "<<<<<<<" in text:
        found = _MARKED.search(text.replace("\r\n", "\n"))
        if found:
            raise merge_conflict(text)


def merge_conflict(text: str) -> DocumentError:
    """Return the error for a text that holds at least one marker."""
    found = first_marker(text)
    line, column = place_of(text, found or 0)
    return DocumentError(
        "merge conflict: the text of both sides stands in the file",
        "choose one side and remove the marker lines",
        line,
        column,
    )


def first_marker(text: str) -> int | None:
    """Return the offset of the first line that looks like a conflict marker, or None."""
    found = _MARKER.search(text)
    return found.start() if found else None
