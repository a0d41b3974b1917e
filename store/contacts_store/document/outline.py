"""Settings and themes are read before the first frame is painted: without a YAML parser, if that will do.

The form in which such files are mostly written (``key: value`` lines, sections indented by two blanks,
comments on lines of their own) gives the same nodes here as there; anything else is left to the parser.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contacts_store.document.decoding import decode
from contacts_store.document.nodes import NULLS, Mapping, Place, Scalar

if TYPE_CHECKING:
    from contacts_store.document.nodes import Node

_LINE = re.compile(r"(?P<indent>  )?(?P<key>[A-Za-z_][A-Za-z0-9_.-]*):(?: (?P<value>[^ ].*))?")
_PLAIN = re.compile(r"(?![-?:,\[\]{}#&*!|>%@`\"'])(?:(?!: | #).)*(?<![: ])")
"""A plain scalar (YAML 1.2, 7.3.3), some harmless ones left out."""
_QUOTED = re.compile(r"'[^']*'|\"[^\"\\]*\"")
_MOST_LINES = 1000


class _Unusual(Exception):
    """The text is in another form."""


def read_outline(data: bytes) -> Mapping:
    """Return the root of a small file of settings.

    Raises:
        DocumentError: the file is empty, not UTF-8, not YAML, not a mapping, or too large.
    """
    text, _ = decode(data)
    try:
        return _outline(text)
    except _Unusual:
        from contacts_store.document.document import Document

        return Document.read(data).root


def _outline(text: str) -> Mapping:
    lines = text.split("\n")
    if len(lines) > _MOST_LINES or lines.pop() or not "".join(lines).isprintable():
        raise _Unusual
    root: list[tuple[Scalar, Node]] = []
    section: list[tuple[Scalar, Node]] = []
    heading: Scalar | None = None
    index = 0
    for number, line in enumerate(lines):
        if line and line.lstrip(" ")[:1] != "#":
            found = _LINE.fullmatch(line)
            if found is None or (bool(found["indent"]) and heading is None):
                raise _Unusual
            key = _scalar(found, "key", index, number)
            if not found["indent"]:
                if heading is not None:
                    root.append((heading, _mapping(section)))
                heading, section = (None, []) if found["value"] else (key, [])
            if found["value"]:
                pair = key, _scalar(found, "value", index, number)
                (section if found["indent"] else root).append(pair)
            elif found["indent"]:
                raise _Unusual
        index += len(line) + 1
    if heading is not None:
        root.append((heading, _mapping(section)))
    return _mapping(root)


def _scalar(found: re.Match[str], group: str, index: int, line: int) -> Scalar:
    written = found[group]
    start, end = (Place(index + column, line, column) for column in found.span(group))
    if _QUOTED.fullmatch(written):
        return Scalar(written[1:-1], written[0], start, end)
    if not _PLAIN.fullmatch(written) or (group == "key" and written in NULLS):
        raise _Unusual
    return Scalar(None if written in NULLS else written, "", start, end)


def _mapping(pairs: list[tuple[Scalar, Node]]) -> Mapping:
    if not pairs or len({key.value for key, _ in pairs}) < len(pairs):
        raise _Unusual
    return Mapping(tuple(pairs), is_flow=False, start=pairs[0][0].start, end=pairs[-1][1].end)
