"""Times in a query: a date or a part of one (``2026-01``), or an age (``30d``)."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from contacts_store.errors import QueryError
from contacts_store.model.timestamp import format_timestamp

_DATE = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?")
_AGE = re.compile(r"(\d{1,5})([hdwmy])")
_HOURS = {"h": 1, "d": 24, "w": 7 * 24, "m": 30 * 24, "y": 365 * 24}
_FIRST_YEAR, _LAST_YEAR = 1000, 8999
"""The years behind are the platform's way to say never."""


def read_time(text: str, place: int) -> tuple[datetime, datetime] | timedelta:
    """Return the beginning and end of a day, month or year in local time, or how long ago is meant.

    Raises:
        QueryError: it is neither.
    """
    if match := _AGE.fullmatch(text):
        return timedelta(hours=int(match[1]) * _HOURS[match[2]])
    if (match := _DATE.fullmatch(text)) and _FIRST_YEAR <= int(match[1]) <= _LAST_YEAR:
        year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
        try:
            first = date(year, month, day)
        except ValueError:
            raise QueryError(f"there is no day {text}", place) from None
        if match[3]:
            last = first + timedelta(days=1)
        else:
            last = date(year + month // 12, month % 12 + 1, 1) if match[2] else date(year + 1, 1, 1)
        return _midnight(first), _midnight(last)
    raise QueryError(f"{text} is neither a date nor an age", place, "write 2026-01-31, 2026-01, 2026 or 30d")


def interval(text: str, operator: str, now: datetime) -> tuple[str, str]:
    """Return from when (inclusive) until when (exclusive) a time matches, in the store's form.

    Args:
        text: a time that ``read_time`` can read.
        operator: ``<30d`` is younger than 30 days; ``<2026`` is before that year, ``>2026`` after it.
        now: what ages are counted from.
    """
    meant = read_time(text, 0)
    if isinstance(meant, timedelta):
        try:
            then = format_timestamp(now - meant)
        except OverflowError:
            then = ""
        return ("0", then) if operator in {">", ">="} else (then, "~")
    start, end = map(format_timestamp, meant)
    bounds = {"<": ("0", start), "<=": ("0", end), ">": (end, "~"), ">=": (start, "~")}
    return bounds.get(operator, (start, end))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone()
