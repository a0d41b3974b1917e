"""Addresses and telephone numbers inside a line of running text, with the words that label them."""

from __future__ import annotations

import re
from typing import NamedTuple

from contacts_store.model.phone import digits, read_number

_LABELS = {
    "mobile": "mobile mob mobil móvil movil cell cellular cel handy portable m c",
    "fax": "fax telefax f",
    "home": "home private privat h",
    "work": "telephone telefon teléfono telefono tel phone ph office direct direkt work main desk t p o d",
}
_TYPES = {label: type_ for type_, labels in _LABELS.items() for label in labels.split()}
_ALL_LABELS = "|".join(sorted(map(re.escape, _TYPES), key=len, reverse=True))
_ADDRESS = re.compile(r"""[^\s<>()\[\],;:"'|]+@[^\s<>()\[\],;:"'|@]+\.[^\s<>()\[\],;:"'|@.]+""")
_ADDRESS_LABEL = re.compile(r"(?:\b(?:e-?mail|email|mail|e|mailto)\b\s*[:.]?|[<(\"'])\s*$", re.IGNORECASE)
_URL = re.compile(r"(?:\b(?:website|web|www|url|homepage|w)\s*:\s*)?((?:https?://|www\.)\S+)", re.IGNORECASE)
_NUMBER = re.compile(
    rf"(?:\b(?P<label>{_ALL_LABELS})\b\s*[.:]?\s*)?(?:tel:)?"
    r"(?P<number>(?<![\w@])(?:\+|\()?\d[\d ().\-/\u00a0\u2011]{4,28}\d"
    r"(?:\s?(?:ext\.?|x|durchwahl)\s?\d{1,6})?)(?!\w)"
    rf"(?:\s*\((?P<after>{_ALL_LABELS})\))?",
    re.IGNORECASE,
)
_LONGEST = 30
"""The model's limit for a number."""
_FEWEST_DIGITS = 5


class Handle(NamedTuple):
    """A number or an address; ``name`` is what stood before an address in angle brackets."""

    value: str
    type: str = ""
    name: str = ""


class Parts(NamedTuple):
    """What a line holds, each in its order."""

    addresses: list[Handle]
    numbers: list[Handle]
    urls: list[str]
    words: str
    """The rest, without labels."""


def parts_of(line: str, region: str) -> Parts:
    """Take a line apart; every word of it is in a part, or is a known label."""
    addresses, line = _addresses(line)
    urls = [found.group(1) for found in _URL.finditer(line)]
    numbers: list[Handle] = []

    def take(found: re.Match[str]) -> str:
        label = (found["label"] or found["after"] or "").lower()
        if not _is_number(found["number"], region, is_labelled=bool(label)):
            return found.group()
        numbers.append(Handle(found["number"], _TYPES.get(label, "other")))
        return " "

    pieces = [_NUMBER.sub(take, piece) for piece in _URL.sub("\0", line).split("\0")]
    return Parts(addresses, numbers, urls, bare(" ".join(pieces)))


def bare(text: str) -> str:
    """Return a text without the punctuation around it."""
    return re.sub(r"\s+", " ", text).strip(" ,;:|<>\"'–—-*_=•·")


def _addresses(line: str) -> tuple[list[Handle], str]:
    handles: list[Handle] = []
    rest, end = [], 0
    for found in _ADDRESS.finditer(line):
        lead, is_bracketed = line[end : found.start()], line[: found.start()].rstrip().endswith("<")
        while stripped := _ADDRESS_LABEL.search(lead):
            lead = lead[: stripped.start()]
        name = bare(lead) if is_bracketed else ""
        if name and handles:  # of several people the first is the contact
            rest.append(f"{name}: {found.group()}")
        elif not name:
            rest.append(lead)
        handles.append(Handle(found.group().strip("."), name=name))
        end = found.end()
    return handles, " ".join((*rest, line[end:]))


def _is_number(text: str, region: str, *, is_labelled: bool) -> bool:
    if len(text) > _LONGEST or len(digits(text)) < _FEWEST_DIGITS:
        return False
    reading = read_number(text, region)
    if is_labelled or text.startswith(("+", "00")):
        return bool(reading.e164) or is_labelled
    return reading.is_valid
