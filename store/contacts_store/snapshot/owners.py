"""Who is meant by a number or an address: what is looked for, and who comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from contacts_store.snapshot.row import Row

_NO_TIME = "~"
"""Sorts behind every timestamp: what has none is not the oldest."""
ENDING = 6
"""So many digits at the end of a number are not changed by any country's prefixes."""
SHORT = 9
"""Numbers (E.164, with the plus) up to this length may have fewer national digits than ``ENDING``."""
_LENGTHS = range(3, 17)
"""Of E.164 with the plus (ITU-T E.164: at most 15 digits)."""
_WITHOUT_PUNCTUATION = str.maketrans("", "", " ().-/")


def handles_of(
    typed: str, default_region: str, has_ending: Callable[[str], bool] | None = None
) -> Iterator[str]:
    """Tell what rows may hold of a number in any notation (E.164) or of an address (lower case).

    What is written with a plus is meant as it stands; if nobody has that, as libphonenumber reads
    it. The library is imported by then only: it takes longer than looking a number up.

    Args:
        typed: the number or address.
        default_region: of numbers without a country code, or empty.
        has_ending: whether a number that is known ends with these ``ENDING`` digits, or is as short
            as ``SHORT``. No other number needs to be read, as the last digits are the same in all
            notations.

    Yields:
        The handles to look for, until one has an owner.
    """
    wanted = typed.strip()
    if "@" in wanted:
        yield wanted.lower()
        return
    digits = wanted.translate(_WITHOUT_PUNCTUATION)
    is_plain = digits.removeprefix("+").isdigit() and digits.isascii()
    if is_plain and digits[0] == "+" and digits[1] != "0" and len(digits) in _LENGTHS:
        yield digits
        if digits == wanted:
            return
    if is_plain and has_ending and len(digits) > ENDING and not has_ending(digits[-ENDING:]):
        return
    from contacts_store.model.phone import e164

    if number := e164(wanted, default_region):
        yield number


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
