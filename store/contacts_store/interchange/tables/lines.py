"""From bytes to lines of text, whatever the encoding and the line ends, without holding the file."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contacts_store.interchange.vcard.cards import Readable

_CHUNK = 1 << 16
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def read_lines(stream: Readable) -> Iterator[str]:
    """Yield the lines of a stream, each with its line feed, but for a last one that has none.

    UTF-16 is known by its byte order mark. Else a line is UTF-8, or Windows-1252 where it can't be,
    as spreadsheets write it.
    """
    rest = b""
    for chunk in _narrow_chunks(stream):
        *lines, rest = (rest + chunk).split(b"\n")
        yield from (_decoded(line) + "\n" for line in lines)
    if rest:
        yield _decoded(rest)


def _narrow_chunks(stream: Readable) -> Iterator[bytes]:
    """Yield UTF-8, or whatever has its line ends where UTF-8 has them, with a line feed for each line end."""
    chunk = stream.read(_CHUNK)
    while 0 < len(chunk) < len(codecs.BOM_UTF8) and (more := stream.read(_CHUNK)):
        chunk += more
    wide = _WIDE.get(chunk[:2])
    decoder = codecs.getincrementaldecoder(wide)("replace") if wide else None
    chunk = chunk[2:] if wide else chunk.removeprefix(codecs.BOM_UTF8)
    held = b""
    while chunk:
        narrow = held + (decoder.decode(chunk).encode("utf-8", "replace") if decoder else chunk)
        held = narrow[-1:] if narrow.endswith(b"\r") else b""  # the line feed may be in the next chunk
        narrow = narrow.removesuffix(held)
        yield narrow.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        chunk = stream.read(_CHUNK)
    if held:
        yield b"\n"


def _decoded(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        pass
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:
        return line.decode("latin-1")
