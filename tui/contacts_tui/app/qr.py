"""A contact as a QR code that a phone's camera takes in: as much of its vCard as fits the terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contacts_store.model.contact import Contact

QUIET = 2
"""Light modules around the code; the standard says 4, cameras are content with 2."""
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
_TYPES = re.compile(r"^(TEL|EMAIL);[^:]*:")
_NOT_FOR_PHONES = ("UID:", "REV:", "X-", "CATEGORIES:")


class Code(NamedTuple):
    """A code to draw. ``shortened`` says in words what is in it or not; empty: all that phones take."""

    lines: tuple[str, ...]
    shortened: str
    card: str


def code_of(contact: Contact, columns: int, rows: int) -> Code | None:
    """Return the QR code (ISO/IEC 18004, error correction L) of a contact's vCard 3.0.

    Args:
        contact: whom.
        columns: so many cells wide the code may be.
        rows: so many cells high; a cell is one module wide and two high.

    Returns:
        The fullest code that fits; None when not even the name and one number do.
    """
    import segno

    for card, shortened in _cards(contact):
        try:
            matrix = segno.make(card, error="l", micro=False, encoding="utf-8").matrix
        except segno.DataOverflowError:
            continue
        lines = tuple(half_blocks(matrix))
        if len(lines) <= rows and len(lines[0]) <= columns:
            return Code(lines, shortened, card)
    return None


def half_blocks(matrix: Sequence[Sequence[int]]) -> Iterator[str]:
    """Yield lines in which a character is two modules, one above the other; dark ones are ink."""
    width = len(matrix[0]) + 2 * QUIET
    edge = [[0] * width] * QUIET
    rows = [*edge, *([*[0] * QUIET, *row, *[0] * QUIET] for row in matrix), *edge]
    if len(rows) % 2:
        rows.append([0] * width)
    for upper, lower in zip(rows[::2], rows[1::2], strict=True):
        yield "".join(_HALVES[bool(up), bool(low)] for up, low in zip(upper, lower, strict=True))


def _cards(contact: Contact) -> Iterator[tuple[str, str]]:
    """Yield the card and how it is shortened, the fullest first."""
    from contacts_store.model.contact import primary_first

    dialled = (
        phone.with_changes(number=phone.number_e164 or phone.number) for phone in contact.phone_numbers
    )
    person = contact.with_changes(extra={}, tag_ids=(), phone_numbers=tuple(dialled))
    yield _card(person), ""
    yield _card(person := person.with_changes(notes="")), "without notes"
    yield _card(person := person.with_changes(company="", job_title="")), "without notes, company, job title"
    phones, emails = primary_first(person.phone_numbers)[:1], primary_first(person.emails)[:1]
    person = person.with_changes(phone_numbers=tuple(phones), emails=tuple(emails))
    yield _card(person), "only name, number and address"
    person = person.with_changes(emails=() if phones else tuple(emails))
    yield _card(person), "only the name and one number"
    yield _briefest(_card(person)), "only the name and one number"


def _card(contact: Contact) -> str:
    from contacts_store.interchange.vcard.writing import vcard_text

    lines = vcard_text(contact, {}).replace("\r\n ", "").split("\r\n")
    needed = (line for line in lines if line and not line.startswith(_NOT_FOR_PHONES))
    return "\n".join(line.rstrip(";") if line.startswith("N:") else line for line in needed)


def _briefest(card: str) -> str:
    """Return the card as vCard 2.1, which asks for the parts of the name only, and without types."""
    lines = card.replace("VERSION:3.0", "VERSION:2.1").split("\n")
    has_parts = any(line.startswith("N:") and len(line) > len("N:") for line in lines)
    kept = (line for line in lines if not (has_parts and line.startswith("FN:")))
    return "\n".join(_TYPES.sub(r"\1:", line) for line in kept)
