"""What stands beside a field as one types: how a number reads, why an address is refused, a limit passed."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Literal

from contacts_tui.app.forms.mail_domains import meant_address

Degree = Literal["", "good", "hint", "warning", "error"]

PHONE_LIMIT = 30
ADDRESS_LIMIT = 255


@dataclass(frozen=True, slots=True)
class Note:
    """A few words beside a field. Only an ``error`` keeps the form from being saved."""

    degree: Degree = ""
    text: str = ""


SILENCE = Note()


def are_libraries_loaded() -> bool:
    """Tell whether numbers and addresses can be judged at once."""
    return {"phonenumbers", "email_validator", "rapidfuzz.distance"} <= sys.modules.keys()


def load_libraries() -> None:
    """Import what judges numbers and addresses; for a thread."""
    phone_note("+1 202 555 0143")
    address_note("grace@navy.example.gov")
    meant_address("grace@gmial.com")


def phone_note(number: str, region: str = "") -> Note:
    """Say how a number reads; an unreadable one is kept all the same, so that is only a warning.

    Args:
        number: the number as typed.
        region: the store's ``default_region``, for national numbers.
    """
    if not number.strip():
        return SILENCE
    if len(number) > PHONE_LIMIT:
        return _too_long(number, PHONE_LIMIT)
    from contacts_store.model.phone import pretty, read_number

    reading = read_number(number, region)
    if not reading.e164:
        return Note("warning", f"{reading.reason} (kept as typed)")
    spelled = reading.e164 if number == pretty(reading.e164) else f"{reading.e164}  {pretty(reading.e164)}"
    if not reading.is_valid:
        return Note("hint", f"{spelled}  possible, but no known range")
    return Note("good", spelled)


def address_note(address: str) -> Note:
    """Say why an e-mail address is refused."""
    if not address.strip():
        return SILENCE
    if len(address) > ADDRESS_LIMIT:
        return _too_long(address, ADDRESS_LIMIT)
    from contacts_store.model.address import address_problem

    problem = address_problem(address.strip())
    if problem:
        return Note("error", problem)
    meant = meant_address(address.strip())
    return Note("hint", f"did you mean {meant}?") if meant else SILENCE


def limit_note(text: str, limit: int | None) -> Note:
    """Say that a text is too long; None is no limit."""
    return _too_long(text, limit) if limit is not None and len(text) > limit else SILENCE


def _too_long(text: str, limit: int) -> Note:
    return Note("error", f"{len(text)} characters, {len(text) - limit} more than the {limit} that fit")
