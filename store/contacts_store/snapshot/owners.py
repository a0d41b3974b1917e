"""Who is meant by a number or an address: what is looked for, and who comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contacts_store.snapshot.row import Row

_NO_TIME = "~"
"""Sorts behind every timestamp: what has none is not the oldest."""


def handle_of(number_or_address: str, default_region: str) -> str:
    """Return what rows hold of a number in any notation (E.164) or of an address (lower case).

    Args:
        number_or_address: as typed.
        default_region: of numbers without a country code, or empty.

    Returns:
        An empty text for what is neither.
    """
    wanted = number_or_address.strip()
    if "@" in wanted:
        return wanted.lower()
    from contacts_store.model.phone import E164, e164

    return wanted if E164.fullmatch(wanted) else e164(wanted, default_region)


def best_first(rows: Iterable[Row], handle: str) -> tuple[Row, ...]:
    """Return those of the owners of a number or address that are not in the trash, best first.

    Those whose primary one it is lead, then the oldest.
    """

    def rank(row: Row) -> tuple[bool, str]:
        is_primary = (
            row.has_primary_address and row.addresses[0] == handle
            if "@" in handle
            else row.has_primary_number and row.numbers[0] == handle
        )
        return not is_primary, row.tm_create or _NO_TIME

    return tuple(sorted((row for row in rows if not row.is_deleted), key=rank))
