"""What ``lookup``, ``email`` and ``phone`` print, for the commands and for the quick way alike.

The lines for mutt, aerc and other programs are ``value TAB name TAB comment``. No field holds a tab
or a line break, and no middle one is empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_tui.cli.columns import DEFAULT, heading, row_cells
from contacts_tui.text import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from contacts_store.directory import Completion, Directory
    from contacts_store.snapshot.row import Row
    from contacts_tui.cli.output import Output

MOST = 100
"""So many lines a program gets: nobody scrolls further."""


def print_owners(out: Output, rows: Sequence[Row], directory: Directory) -> None:
    """Print whose number or address it is, as a table; nothing for nobody."""
    if rows:
        cells = (row_cells(row, DEFAULT, directory.tag_name) for row in rows)
        out.table([heading(name) for name in DEFAULT], cells)


def status_line(number: int) -> str:
    """Return what mutt expects before the lines."""
    return f"{number} address{'' if number == 1 else 'es'} found"


def print_lines(out: Output, completions: Iterable[Completion]) -> None:
    """Print a line for each number or address; the comment is the company."""
    out.text("\t".join(fields(found)) + "\n" for found in completions)


def fields(completion: Completion) -> tuple[str, str, str]:
    """Return the three fields of a line: the number or address, the name, the company."""
    row = completion.row
    value = _field(completion.value)
    return value, _field(row.name) or value, _field(row.company)


def _field(text: str) -> str:
    return shown(" ".join(text.split()))
