"""Phone numbers: E.164 from what was typed. ``phonenumbers`` is imported on first need only."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

E164 = re.compile(r"\+[1-9][0-9]{1,14}")
"""The form of an international number (ITU-T E.164): a plus and at most 15 digits."""

_PLAIN = re.compile(r"\+[1-9][0-9 ().\-/]{5,24}")
_NOT_DIGITS = re.compile(r"[^0-9]+")


class Reading(NamedTuple):
    """What libphonenumber makes of a typed number.

    ``e164`` is empty when the text is no possible number or needs a region; ``reason`` then says
    why and what would help.
    """

    e164: str
    reason: str

    @property
    def is_valid(self) -> bool:
        """Whether the number lies in a known range; asked for few, as it takes as long as the reading."""
        import phonenumbers

        return bool(self.e164) and phonenumbers.is_valid_number(phonenumbers.parse(self.e164))


def _unread(reason: str) -> Reading:
    return Reading(e164="", reason=reason)


@lru_cache(maxsize=4096)
def read_number(number: str, default_region: str = "") -> Reading:
    """Read a number as typed, in any notation.

    Args:
        number: the text as typed; an extension (``ext 7``) is left out of the result.
        default_region: two-letter region (ISO 3166) for national numbers, or empty.
    """
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, default_region or None)
    except phonenumbers.NumberParseException as problem:
        if (
            problem.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE
            and not default_region
        ):
            return _unread("a national number: write it as +<country code>…, or set default_region")
        return _unread("not a phone number: write it as +<country code>…")
    if not phonenumbers.is_possible_number(parsed) or any(
        char.isalpha() for char in _without_extension(number)
    ):
        return _unread("not a possible number: too short, too long, or with letters in it")
    e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    if E164.fullmatch(e164) is None:
        return _unread("not a possible number")
    return Reading(e164, "")


def e164(number: str, default_region: str = "") -> str:
    """Return the E.164 form of a number as typed, or ``""`` when there is none."""
    return read_number(number, default_region).e164


def agrees(number: str, number_e164: str, default_region: str = "") -> bool:
    """Tell whether ``number_e164`` is what ``number`` reads as; cheap for numbers written with a plus."""
    if _PLAIN.fullmatch(number) and "(0)" not in number and "+" + digits(number) == number_e164:
        return True
    return e164(number, default_region) == number_e164


def digits(text: str) -> str:
    """Return only the ASCII digits of a text."""
    return _NOT_DIGITS.sub("", text)


def pretty(number_e164: str) -> str:
    """Write an E.164 number in its international notation (``+44 20 7946 0018``)."""
    import phonenumbers

    try:
        return phonenumbers.format_number(
            phonenumbers.parse(number_e164), phonenumbers.PhoneNumberFormat.INTERNATIONAL
        )
    except phonenumbers.NumberParseException:
        return number_e164


def national(number_e164: str) -> tuple[str, str]:
    """Return how an E.164 number is written in its own country, and that country's or area's region code.

    Returns:
        ``("020 7946 0018", "GB")``; empty texts where libphonenumber knows neither.
    """
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number_e164)
    except phonenumbers.NumberParseException:
        return "", ""
    text = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    return text, phonenumbers.region_code_for_number(parsed) or ""


_EXTENSION = re.compile(
    r"(?:;ext=|\bext(?:ension)?\b|\bextn\b|[x#~]|\bint\b|\banexo\b|доб).*", re.IGNORECASE | re.DOTALL
)


def extension(number: str) -> str:
    """Return the digits of the extension typed with a number (``ext 7``), or ``""``."""
    found = _EXTENSION.search(number.removeprefix("tel:"))
    return digits(found.group()) if found else ""


def _without_extension(number: str) -> str:
    text = number.removeprefix("tel:")
    return _EXTENSION.sub("", text)
