"""From a file's bytes to its text: what no YAML reader would explain in words a person can use."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from contacts_store.document.error import DocumentError
from contacts_store.document.limits import DEFAULT_LIMITS
from contacts_store.document.lines import LINE_BREAK

if TYPE_CHECKING:
    from contacts_store.document.limits import Limits

_PRINTABLE_BYTES = bytes([0x09, 0x0A, 0x0D, *range(0x20, 0x7F), *range(0x80, 0x100)])
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]",
)
"""What YAML 1.1 and 1.2 (section 5.1) do not allow to stand in a file as it is."""


def decode(data: bytes, limits: Limits = DEFAULT_LIMITS) -> tuple[str, bool]:
    """Return a file's text without its byte order mark, and whether it had one.

    Raises:
        DocumentError: The file is too large, not UTF-8, or holds raw control characters.
    """
    if len(data) > limits.size:
        raise DocumentError(
            f"the file has {len(data):,} bytes, the limit is {limits.size:,}",
            "move what is not contact data out of it, or raise the limit in the settings",
        )
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise DocumentError("the file is UTF-16, not UTF-8", "convert it: iconv -f UTF-16 -t UTF-8", 1, 1)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error) from None
    had_bom = text.startswith("\ufeff")
    if had_bom:
        text = text[1:]
    if data.translate(None, _PRINTABLE_BYTES) or not text.isascii():
        require_printable(text)
    return text, had_bom


def require_printable(text: str) -> None:
    """Refuse characters that YAML does not allow in a file as they are.

    Raises:
        DocumentError: With the place of the first one.
    """
    found = _UNPRINTABLE.search(text)
    if found:
        line, column = place_of(text, found.start())
        code = ord(found.group())
        if code == 0 and text.count("\0") > len(text) // 4:
            raise DocumentError("the file is UTF-16 or not text", "save it as UTF-8 text", line, column)
        raise DocumentError(
            f"the control character U+{code:04X} stands in the text",
            f'remove it, or write it inside double quotes as "{escape(code)}"',
            line,
            column,
        )


def escape(code: int) -> str:
    """Return a character as YAML writes it inside double quotes."""
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, both from 1, of an offset."""
    line, start = 1, 0
    for found in LINE_BREAK.finditer(text, 0, offset):
        line += 1
        start = found.end()
    return line, offset - start + 1


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> DocumentError:
    before = data[: error.start].decode().removeprefix("\ufeff")
    line, column = place_of(before, len(before))
    if error.start + 4 > len(data) and error.reason == "unexpected end of data":
        return DocumentError("the file ends inside a character", "it was cut off: restore it", line, column)
    return DocumentError(
        f"byte 0x{data[error.start]:02X} is not UTF-8, the file is likely Latin-1 or Windows-1252",
        "convert it: iconv -f WINDOWS-1252 -t UTF-8",
        line,
        column,
    )
