"""From a card's lines to its properties: folds, quoted-printable, base64 and charsets undone."""

from __future__ import annotations

import quopri
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HEAD = re.compile(rb'\s*((?:[\w-]+\.)?[\w-]+)((?:;(?:"[^"]*"|[^":])*)?):', re.ASCII)
_PARAMETER = re.compile(r';((?:"[^"]*"|[^";])*)')
_QUOTED = re.compile(rb";(?:ENCODING=)?QUOTED-PRINTABLE", re.IGNORECASE)
_BASE64 = re.compile(rb";(?:ENCODING=)?(?:BASE64|B)(?:;|$)", re.IGNORECASE)
_BLOB = re.compile(rb"[A-Za-z0-9+/=]+\s*")
_OLD = re.compile(rb"\s*VERSION\s*:\s*2\.1\s*", re.IGNORECASE)
_CHARSET = re.compile(rb";CHARSET=\"?([\w.:-]+)", re.IGNORECASE)
_PART = {
    separator: re.compile(rf"((?:\\.|[^\\{separator}]|\\$)*)(?:{separator}|$)", re.DOTALL)
    for separator in ";,"
}
_TRANSPORT = re.compile(r"(?:(?:ENCODING=)?QUOTED-PRINTABLE|CHARSET=.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Property:
    """One property: names in capitals; ``types`` and ``parameters`` as words; ``value`` still escaped."""

    group: str
    name: str
    types: tuple[str, ...]
    parameters: tuple[str, ...]
    value: str
    line: str
    """The whole as one line of text, to be kept."""

    @property
    def text(self) -> str:
        """The value as text."""
        return unescaped(self.value)

    def parts(self, separator: str) -> list[str]:
        """Return the texts of a value with several, ``;`` or ``,`` between them."""
        found = [match.group(1) for match in _PART[separator].finditer(self.value)]
        # the pattern meets the end of the text twice unless a separator is the last character
        if len(found) > 1 and not found[-1] and not self.value.endswith(separator):
            found.pop()
        return [unescaped(part).strip() for part in found]


def unescaped(value: str) -> str:
    """Return the text that an escaped value stands for."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value, flags=re.DOTALL)


def read_properties(lines: Sequence[bytes]) -> tuple[list[Property], list[str]]:
    """Return the properties of a card, and the lines that are none."""
    is_old = any(map(_OLD.fullmatch, lines))
    properties: list[Property] = []
    others: list[str] = []
    for line in _logical_lines(lines, is_old=is_old):
        head = _HEAD.match(line)
        if head is not None:
            properties.append(_property(head, line[head.end() :]))
        else:
            others.append(decoded(line, "utf-8"))
    return properties, others


def _logical_lines(lines: Sequence[bytes], *, is_old: bool) -> Iterator[bytes]:
    logical: bytearray | None = None
    quoted = blob = False
    for line in lines:
        if logical is not None and line[:1] in (b" ", b"\t"):
            # 2.1 folds before a blank that belongs to the text
            logical += line if is_old and not blob else line[1:]
        elif logical is not None and quoted and logical.endswith(b"="):
            del logical[-1:]
            logical += line
        elif logical is not None and blob and _BLOB.fullmatch(line):
            logical += line.strip()
        elif line.strip():
            if logical is not None:
                yield bytes(logical)
            logical = bytearray(line)
            head = _HEAD.match(line)
            quoted = head is not None and _QUOTED.search(head[2]) is not None
            blob = head is not None and _BASE64.search(head[2]) is not None
    if logical is not None:
        yield bytes(logical)


def _property(head: re.Match[bytes], raw: bytes) -> Property:
    charset = _CHARSET.search(head[2])
    if _QUOTED.search(head[2]):
        raw = quopri.decodestring(raw)
    value = decoded(raw, charset[1].decode("ascii", "replace") if charset else "utf-8").strip("\r\n")
    value = value.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")
    group, _, name = head[1].decode("ascii").rpartition(".")
    given = [word for word in _PARAMETER.findall(decoded(head[2], "utf-8")) if not _TRANSPORT.fullmatch(word)]
    types: list[str] = []
    parameters: list[str] = []
    for word in given:
        key, is_named, held = word.partition("=")
        if not is_named:
            types.append(word)
        elif key.upper() == "TYPE":
            types += held.replace('"', "").split(",")
        else:
            parameters.append(word)
    start = ";".join((head[1].decode("ascii"), *given))
    return Property(
        group, name.upper(), tuple(filter(None, types)), tuple(parameters), value, f"{start}:{value}"
    )


def decoded(raw: bytes, charset: str) -> str:
    """Return text in its charset if it is one, else in UTF-8, else in Windows' or ISO's Latin."""
    for each in (charset, "utf-8", "cp1252"):
        try:
            return raw.decode(each)
        except (LookupError, ValueError):
            continue
    return raw.decode("latin-1")
