"""Foreign text in an editable field: drawn safely, and given back character for character.

Input widgets pass control characters on to the terminal, so a field gets the visible forms instead.
What the person leaves alone goes back to the raw characters behind it.
"""

from __future__ import annotations

from itertools import pairwise, takewhile

from contacts_tui.text import shown


def typable(raw: str, *, multiline: bool = False) -> str:
    """Return the text that a field is given for a raw value; several lines keep line feeds and tabs."""
    return "".join(_pieces(raw, multiline=multiline))


def restored(raw: str, typed: str, *, multiline: bool = False) -> str:
    """Return the raw value after an edit.

    Args:
        raw: the value that the field was opened with.
        typed: what the field says after the edit.
        multiline: as for ``typable``.

    Returns:
        The raw characters before and after the edited place, and between them what was typed.
    """
    pieces = _pieces(raw, multiline=multiline)
    start, first = _common(pieces, typed)
    end, last = _common([piece[::-1] for piece in pieces[start:]][::-1], typed[first:][::-1])
    return raw[:start] + typed[first : len(typed) - last] + raw[len(raw) - end :]


def _pieces(raw: str, *, multiline: bool) -> list[str]:
    """Return what is shown for each character."""
    if not multiline:
        return [shown(char) for char in raw]
    return [_line_piece(char, follower) for char, follower in pairwise(raw + " ")]


def _line_piece(char: str, follower: str) -> str:
    if char in "\n\t":
        return char
    return "" if char == "\r" and follower == "\n" else shown(char)


def _common(pieces: list[str], typed: str) -> tuple[int, int]:
    """Return how many leading pieces stand in the typed text, and how long they are there."""
    length = 0

    def stands(piece: str) -> bool:
        nonlocal length
        matches = typed.startswith(piece, length)
        length += len(piece) if matches else 0
        return matches

    return sum(1 for _ in takewhile(stands, pieces)), length
