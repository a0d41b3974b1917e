"""Moments as people read them: local time, and how long ago that is."""

from __future__ import annotations

from datetime import datetime

_UNITS = (
    ("year", 365 * 86_400),
    ("month", 30 * 86_400),
    ("week", 7 * 86_400),
    ("day", 86_400),
    ("hour", 3_600),
    ("minute", 60),
)
"""Seconds of each unit, as rough as an age is meant."""


def local(moment: datetime) -> str:
    """Return a moment in the time of where the person is: ``2026-02-07 14:45``."""
    return _here(moment).strftime("%Y-%m-%d %H:%M")


def local_day(text: str) -> str:
    """Return the day of a time stamp where the person is; nothing for none.

    Args:
        text: in the store's form, or empty.
    """
    return _here(datetime.fromisoformat(text)).date().isoformat() if text else ""


def _here(moment: datetime) -> datetime:
    try:
        return moment.astimezone()
    except OverflowError:  # on the first and the last day of the calendar, which files may have
        return moment


def age(moment: datetime, present: datetime) -> str:
    """Say how long ago a moment is, in its largest unit: ``3 days ago``; ``in 2 hours`` for one to come."""
    seconds = (present - moment).total_seconds()
    for unit, length in _UNITS:
        count = int(abs(seconds) // length)
        if count:
            words = f"{count} {unit}{'s' if count > 1 else ''}"
            return f"{words} ago" if seconds > 0 else f"in {words}"
    return "just now"
