"""Moments as people read them: local time, and how long ago that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def age(moment: datetime, present: datetime) -> str:
    """Say how long ago a moment is, in its largest unit: ``3 days ago``; ``in 2 hours`` for one to come."""
    seconds = (present - moment).total_seconds()
    for unit, length in _UNITS:
        count = int(abs(seconds) // length)
        if count:
            words = f"{count} {unit}{'s' if count > 1 else ''}"
            return f"{words} ago" if seconds > 0 else f"in {words}"
    return "just now"
