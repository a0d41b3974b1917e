"""Timestamps: written in one form, read in the forms that people and the platform write."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

_FORM = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{0,9}))?)?(?: ?(Z|[+-]\d\d(?::?\d\d)?))?)?",
    re.IGNORECASE,
)
_SENTINEL_YEAR = "9999"


@lru_cache(maxsize=256)
def parse_timestamp(text: str) -> datetime | None:
    """Read a timestamp as an aware UTC time with microseconds; those of one contact are often the same.

    Accepts 0 to 9 fraction digits (those past six are dropped), an offset, no zone (UTC), a blank
    for ``T``, and a plain date (midnight). Empty text and the platform's old sentinel
    (year 9999) mean absent.

    Raises:
        ValueError: the text is no timestamp; the message says which form is wanted.
    """
    text = text.strip()
    if not text or text.startswith(_SENTINEL_YEAR):
        return None
    match = _FORM.fullmatch(text)
    if match is None:
        raise ValueError("not a timestamp, write it like 2026-02-07T14:45:59Z")
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    micro = int((fraction or "").ljust(6, "0")[:6])
    try:
        moment = datetime(
            int(year),
            int(month),
            int(day),
            int(hour or 0),
            int(minute or 0),
            int(second or 0),
            micro,
            tzinfo=UTC,
        )
        if zone and zone not in "Zz":
            sign = -1 if zone[0] == "-" else 1
            digits = zone[1:].replace(":", "").ljust(4, "0")
            moment -= sign * _offset(int(digits[:2]), int(digits[2:]))
    except (ValueError, OverflowError) as problem:
        raise ValueError(f"no such time: {problem}") from None
    return moment


def _offset(hours: int, minutes: int) -> timedelta:
    if hours > 23 or minutes > 59:
        raise ValueError("the offset is out of range")
    return timedelta(hours=hours, minutes=minutes)


def format_timestamp(moment: datetime) -> str:
    """Write a timestamp in the store's one form: UTC, microseconds, ``Z``."""
    text = moment.astimezone(UTC).isoformat(timespec="microseconds")
    return f"{text[:-6]}Z"


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)
