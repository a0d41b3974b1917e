"""Which program wrote a table, by its heading, and what each of its columns is."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from contacts_store.interchange.tables.columns import BadColumn, Column, column_of, read_column
from contacts_store.interchange.tables.headings import SIGNATURES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_APPLE = re.compile(r"(phone|email) ?: ?.+")


class Heading(NamedTuple):
    """What is known of a table before its first row.

    Attributes:
        names: the headings as they stand.
        columns: what each means; what nobody knows is an extra key of that name.
        program: who wrote it, ``ours`` for ourselves, empty when the columns were only guessed.
    """

    names: tuple[str, ...]
    columns: tuple[Column, ...]
    program: str

    @property
    def fingerprint(self) -> str:
        """What stays the same when the same program writes its next table."""
        return hashlib.sha256("\x1f".join(self.names).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def says_who(self) -> bool:
        """Whether any column is a name, a number or an address."""
        return any(
            column.kind in ("phone", "email") or column.name in ("first_name", "last_name", "display_name")
            for column in self.columns
        )

    def as_mapping(self) -> str:
        """Return the columns as ``--map`` takes them."""
        return ",".join(f"{name}={column}" for name, column in zip(self.names, self.columns, strict=True))

    def mapped(self, given: Mapping[str, Column]) -> Heading:
        """Return the heading with some columns as a person says.

        Raises:
            BadColumn: there is no such heading.
        """
        known = {name.casefold() for name in self.names}
        for name in given:
            if name.casefold() not in known:
                raise BadColumn(f"there is no column {name!r}; there are {', '.join(self.names)}")
        folded = {name.casefold(): column for name, column in given.items()}
        pairs = zip(self.names, self.columns, strict=True)
        return self._replace(columns=tuple(folded.get(name.casefold(), column) for name, column in pairs))


def read_heading(cells: Sequence[str]) -> Heading:
    """Return what the first row of a table says of the others; a second heading of one name gets a number."""
    names: list[str] = []
    for place, cell in enumerate(cells, start=1):
        name = cell.strip() or f"column {place}"
        twins = sum(known == name for known in cells[: place - 1])
        names.append(f"{name} ({twins + 1})" if twins else name)
    columns = (column_of(cell) or Column("extra", name) for cell, name in zip(cells, names, strict=True))
    return Heading(tuple(names), tuple(columns), _program({cell.strip().casefold() for cell in cells}))


def read_mapping(text: str) -> dict[str, Column]:
    """Read ``Heading=column,Heading=column``; lines work as commas do.

    Raises:
        BadColumn: a part of it is no such pair; the message names it.
    """
    mapping: dict[str, Column] = {}
    for part in filter(str.strip, re.split(r"[,\n]", text)):
        name, sign, column = part.rpartition("=")
        if not sign or not name.strip():
            raise BadColumn(f"{part.strip()!r}: write HEADING=COLUMN, such as Mobil=phone:mobile")
        mapping[name.strip()] = read_column(column)
    return mapping


def _program(headings: set[str]) -> str:
    if any(map(_APPLE.fullmatch, headings)):
        return "Apple"
    return next((name for name, sets in SIGNATURES.items() if any(each <= headings for each in sets)), "")
