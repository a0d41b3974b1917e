"""A table as a source of contacts: row by row, one bad row costing one row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_store.interchange.tables.dialects import read_heading
from contacts_store.interchange.tables.lines import read_lines
from contacts_store.interchange.tables.mapping import row_of
from contacts_store.interchange.tables.records import Damage, Record, read_records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contacts_store.interchange.tables.dialects import Heading
    from contacts_store.interchange.tables.mapping import Row
    from contacts_store.interchange.vcard.cards import Readable


class Table:
    """A table that is being read: its heading first, its rows when they are asked for."""

    def __init__(self, stream: Readable) -> None:
        """Read the heading. A table without any has an empty one."""
        self._records = read_records(read_lines(stream))
        first = next(self._records, None)
        self._damage = first if isinstance(first, Damage) else None
        self.heading: Heading = read_heading(first.cells if isinstance(first, Record) else ())

    def rows(self) -> Iterator[tuple[int, Row, tuple[str, ...]] | Damage]:
        """Yield the line, the contact's row and the notes of each row, or where there is none."""
        if self._damage is not None:
            yield self._damage
        width = len(self.heading.columns)
        for record in self._records:
            if isinstance(record, Damage):
                yield record
            elif any(cell.strip() for cell in record.cells[width:]):
                yield Damage(
                    record.line,
                    f"{len(record.cells)} cells under {width} headings: is a separator not quoted?",
                )
            else:
                row, notes = row_of(self.heading, record.cells)
                if len(record.cells) < width:
                    notes = (
                        *notes,
                        f"{len(record.cells)} cells under {width} headings; the others are empty",
                    )
                if any(row.values()):
                    yield record.line, row, notes
