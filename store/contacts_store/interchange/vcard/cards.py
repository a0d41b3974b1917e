"""From a stream of bytes to single cards: a damaged card costs itself, and the file is never held whole."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 1 << 16
_LONGEST_LINE = 1 << 20
_LARGEST_CARD = 4 << 20
_BEGIN = re.compile(rb"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_END = re.compile(rb"\s*END\s*:\s*VCARD\s*", re.IGNORECASE)
_AGENT = re.compile(rb"(?:[\w-]+\.)?AGENT(?:;[^:]*)?:\s*", re.IGNORECASE)
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class Readable(Protocol):
    """What is read of a stream."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most so many bytes, none at the end."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A place that holds no whole card; ``line`` counts from 1."""

    line: int
    reason: str


@dataclass(slots=True)
class Card:
    """The physical lines of one card, without its frame; ``line`` is that of its BEGIN."""

    line: int
    lines: list[bytes] = field(default_factory=list)
    size: int = 0
    agent: Card | None = None

    def add(self, line: bytes) -> None:
        """Take a line; of a card that is too large only the size is kept."""
        self.size += len(line)
        if self.size <= _LARGEST_CARD:
            self.lines.append(line)


def read_cards(stream: Readable) -> Iterator[Card | Damage]:
    """Yield each card of a stream, and each place where there is none; nested agents are left out.

    Args:
        stream: vCards of any version, in UTF-8, UTF-16 with a byte order mark, or the cards' own charsets.
    """
    card: Card | None = None
    was_outside = True
    for number, line in enumerate(_physical_lines(stream), start=1):
        if _BEGIN.fullmatch(line):
            if card is not None and card.agent is None and card.lines and _AGENT.fullmatch(card.lines[-1]):
                card.agent = Card(number)
                continue
            yield from _cut_off(card)
            card, was_outside = Card(number), True
        elif card is None:
            if line.strip(b" \t\x00\x1a") and was_outside:
                was_outside = False
                yield Damage(number, "text outside a card: BEGIN:VCARD is missing")
        elif card.agent is not None and not card.agent.size < 0:
            if _END.fullmatch(line):
                card.agent.size = -1
            else:
                card.agent.add(line)
        elif _END.fullmatch(line):
            yield _whole(card)
            card = None
        else:
            card.add(line)
    yield from _cut_off(card)


def _whole(card: Card) -> Card | Damage:
    if card.size > _LARGEST_CARD or any(len(line) > _LONGEST_LINE for line in card.lines):
        return Damage(card.line, "the card is too large: more than 4 MiB, or 1 MiB in a line")
    return card


def _cut_off(card: Card | None) -> Iterator[Card | Damage]:
    if card is not None:
        yield Damage(card.line, "the card has no end: END:VCARD is missing")
        if card.agent is not None and card.agent.size < 0:
            yield Card(card.agent.line, card.agent.lines)


def _physical_lines(stream: Readable) -> Iterator[bytes]:
    """Yield lines that end in CR, LF or both; one too long comes in pieces."""
    rest = b""
    for chunk in _chunks(stream):
        lines = (rest + chunk).splitlines(keepends=True)
        # a CR at the end may be half a CRLF
        rest = lines.pop() if not lines[-1].endswith(b"\n") and len(lines[-1]) <= _LONGEST_LINE else b""
        yield from (line.rstrip(b"\r\n") for line in lines)
    yield from (line.rstrip(b"\r\n") for line in rest.splitlines())


def _chunks(stream: Readable) -> Iterator[bytes]:
    first = stream.read(_CHUNK)
    wide = _WIDE.get(first[:2])
    decoder = codecs.getincrementaldecoder(wide)("replace") if wide else None
    chunk = first[2:] if wide else first.removeprefix(codecs.BOM_UTF8)
    while chunk:
        data = decoder.decode(chunk).encode() if decoder else chunk
        if data:
            yield data
        chunk = stream.read(_CHUNK)
