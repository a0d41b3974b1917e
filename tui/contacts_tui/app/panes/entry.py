"""What a details card is made of: labelled values in sections, and what the cursor can stand on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from textual.content import Content


@dataclass(frozen=True, slots=True)
class Spot:
    """A value that the cursor can stand on: what is copied from it, and what opening it means."""

    key: str
    """Tells it from the other values of its contact, also when the contact is read again."""
    text: str
    """The raw value."""
    kind: Literal["text", "number", "address", "contact", "file"] = "text"
    ref: str = ""
    """The item's id of a number or an address, the id of another contact, the path of a file in the store."""
    e164: str = ""
    """Of a number, where it has one."""
    line: int = 0
    """In the file, from 1; 0 for the file as a whole."""
    column: int = 0

    @property
    def is_item(self) -> bool:
        """Whether it is one of the contact's numbers or addresses."""
        return self.kind in {"number", "address"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A labelled value."""

    label: str
    value: Content | None = None
    """Wrapped between words; None where there are flows."""
    spot: Spot | None = None
    """Set when the cursor can stand on it."""
    flows: tuple[tuple[Content, ...], ...] = ()
    """Parts, as many on a line as fit; none is broken that fits on one. Each flow begins a line."""


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under a heading; an empty heading is none."""

    heading: str
    entries: tuple[Entry, ...]
