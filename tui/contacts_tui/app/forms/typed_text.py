"""Foreign text in an editable field: drawn safely, and given back character for character.

Input widgets pass control characters on to the terminal, so a field gets the visible forms instead.
What the person leaves alone goes back to the raw characters behind it.
"""

from __future__ import annotations

import re
from itertools import takewhile

from contacts_tui.text import shown


def typable(raw: str, *, multiline: bool = False) -> str:
    """Return the text that a field is given for a raw value; several lines keep line feeds and tabs."""
    return "".join(_piece(unit) for unit in _units(raw)) if multiline else shown(raw)


def restored(raw: str, typed: str, *, multiline: bool = False) -> str:
    """Return the raw value after an edit.

    Args:
        raw: the value that the field was opened with.
        typed: what the field says after the edit.
        multiline: as for ``typable``.

    Returns:
        The raw characters before and after the edited place, and between them what was typed.
    """
    units = _units(raw) if multiline else list(raw)
    pieces = [_piece(unit) if multiline else shown(unit) for unit in units]
    start, first = _common(pieces, typed)
    end, last = _common([piece[::-1] for piece in pieces[start:]][::-1], typed[first:][::-1])
    kept = units[len(units) - end :]
    return "".join((*units[:start], typed[first : len(typed) - last], *kept))


def _units(raw: str) -> list[str]:
    """Return the characters, a line end of two as one."""
    return re.findall(r"\r\n|.", raw, re.DOTALL)


def _piece(unit: str) -> str:
    if unit == "\r\n":
        return "\n"
    return unit if unit in "\n\t" else shown(unit)


def _common(pieces: list[str], typed: str) -> tuple[int, int]:
    """Return how many leading pieces stand in the typed text, and how long they are there."""
    length = 0

    def stands(piece: str) -> bool:
        nonlocal length
        matches = typed.startswith(piece, length)
        length += len(piece) if matches else 0
        return matches

    return sum(1 for _ in takewhile(stands, pieces)), length
