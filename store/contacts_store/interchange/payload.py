"""Payloads: from JSON, YAML, vCards or tables to drafts of contacts, one bad row costing one row."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from contacts_store.document.decoding import decode
from contacts_store.document.error import DocumentError
from contacts_store.document.limits import Limits
from contacts_store.interchange.drafting import Fields, ShapeError, draft_fields
from contacts_store.interchange.json_text import JsonError, json_lines, json_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from contacts_store.interchange.json_text import Plain
    from contacts_store.interchange.tables.dialects import Heading
    from contacts_store.interchange.tables.reading import Table
    from contacts_store.interchange.vcard.cards import Card, Readable

Format = Literal["json", "jsonl", "yaml", "vcard", "vcard4", "csv", "google-csv"]
FORMATS: tuple[Format, ...] = ("json", "jsonl", "yaml")
"""Our own shape, whole."""
VCARDS: tuple[Format, ...] = ("vcard", "vcard4")
"""vCards: 3.0 and 4.0 when written; read in any version."""
TABLES: tuple[Format, ...] = ("csv", "google-csv")
"""Tables: ours and Google's when written; any program's are read."""

_SUFFIXES: dict[str, Format] = {
    "json": "json", "jsonl": "jsonl", "ndjson": "jsonl", "yaml": "yaml", "yml": "yaml",
    "vcf": "vcard", "vcard": "vcard", "csv": "csv", "tsv": "csv",
}  # fmt: skip
_VCARD = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*B\x00?E\x00?G\x00?I\x00?N[\s\x00]*:", re.IGNORECASE
)
_START = 4096
"""So many bytes tell what a text is."""
_LIMITS = Limits(size=256 << 20, depth=34, nodes=20_000_000)
"""Room for 100,000 contacts in one text, each no deeper than a contact file may be."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A row that has the shape of a contact; its values are not validated yet.

    ``row`` and ``line`` count from 1, within one source. ``notes`` say what was altered or left out.
    ``is_whole``: the format gives whole records, so that what is missing is not there any more.
    """

    row: int
    line: int
    fields: Fields
    notes: tuple[str, ...] = ()
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that is no contact, or the place from which the text can't be read on.

    ``is_skipped``: the row is sound, but meant to be left out (a group of contacts).
    """

    row: int
    line: int
    reason: str
    is_skipped: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where contacts come from: a name for reports, and rows that are read as they are asked for."""

    name: str
    rows: Iterable[Draft | Problem]


def source_of(
    name: str,
    stream: Readable,
    format_: Format | None = None,
    mapped: Callable[[Heading], Heading] = lambda heading: heading,
) -> Source:
    """Return the source that a stream is.

    Args:
        name: what it is called in reports; its ending may tell the format.
        stream: read lazily, so it has to stay open.
        format_: None lets the name or the beginning tell.
        mapped: judges what the columns of a table mean, before any row is read.
    """
    start = b"" if format_ else stream.read(_START)
    whole = _Prefixed(start, stream)
    format_ = format_ or guessed_format(name, start)
    if format_ not in TABLES:
        return Source(name, read_stream(whole, format_))
    from contacts_store.interchange.tables.reading import Table

    table = Table(whole)
    table.heading = mapped(table.heading)
    return Source(name, _table_rows(table))


def guessed_format(name: str, data: bytes) -> Format:
    """Return the format that a file's name tells, else the one that its beginning does."""
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    if _VCARD.match(data):
        return "vcard"
    if _is_table(data):
        return "csv"
    return "json" if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[") else "yaml"


def read_payload(data: bytes, format_: Format) -> Iterator[Draft | Problem]:
    """Read the contacts of a payload that is in memory; see ``read_stream``."""
    return read_stream(BytesIO(data), format_)


def read_stream(stream: Readable, format_: Format) -> Iterator[Draft | Problem]:
    """Read the contacts of a payload; vCards one after the other, anything else at one go.

    Accepts one contact, a list of contacts, or a list answer of the platform
    (``{"result": […], "next_page_token": …}``), each contact in our own shape, in that of a contact
    file with its short forms, or in the platform's later one with ``addresses``.

    Args:
        stream: of the text, UTF-8 but for vCards.
        format_: how the text is written.

    Yields:
        A draft for each row that looks like a contact, a problem for each that does not.
    """
    if format_ in VCARDS:
        yield from _read_vcards(stream)
        return
    if format_ in TABLES:
        from contacts_store.interchange.tables.reading import Table

        yield from _table_rows(Table(stream))
        return
    row = 0
    try:
        for row, (line, value) in enumerate(_rows(stream.read(), format_), start=1):
            yield _read(row, line, value)
    except JsonError as problem:
        yield Problem(row + 1, problem.line, problem.reason)
    except DocumentError as problem:
        remedy = f" ({problem.remedy})" if problem.remedy else ""
        yield Problem(row + 1, problem.line, problem.message + remedy)


class _Prefixed:
    """A stream whose beginning was read already."""

    def __init__(self, start: bytes, stream: Readable) -> None:
        self._start = start
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        start, self._start = self._start, b""
        if size < 0:
            return start + self._stream.read()
        return start or self._stream.read(size)


def _read(row: int, line: int, value: Plain | JsonError) -> Draft | Problem:
    if isinstance(value, JsonError):
        return Problem(row, line, value.reason)
    try:
        return Draft(row, line, draft_fields(value))
    except ShapeError as problem:
        return Problem(row, line, str(problem))


def _read_vcards(stream: Readable) -> Iterator[Draft | Problem]:
    from contacts_store.interchange.vcard.cards import Damage, read_cards

    for row, card in enumerate(read_cards(stream), start=1):
        yield Problem(row, card.line, card.reason) if isinstance(card, Damage) else _read_vcard(row, card)


def _read_vcard(row: int, card: Card) -> Draft | Problem:
    from contacts_store.interchange.vcard.mapping import NoContact, row_of

    try:
        held, notes = row_of(card)
    except NoContact as problem:
        return Problem(row, card.line, str(problem), is_skipped=True)
    if held is None:
        return Problem(row, card.line, "; ".join(("the card says nothing of anyone", *notes)))
    draft = _read(row, card.line, held)
    return replace(draft, notes=tuple(notes), is_whole=True) if isinstance(draft, Draft) else draft


def _is_table(data: bytes) -> bool:
    """Tell whether a text begins with a heading of which we know several columns."""
    from contacts_store.interchange.tables.columns import column_of
    from contacts_store.interchange.tables.reading import Table

    heading = Table(BytesIO(data)).heading
    return sum(column_of(name) is not None for name in heading.names) > 1


def _table_rows(table: Table) -> Iterator[Draft | Problem]:
    from contacts_store.interchange.tables.records import Damage

    for row, found in enumerate(table.rows(), start=1):
        if isinstance(found, Damage):
            yield Problem(row, found.line, found.reason)
            continue
        line, held, notes = found
        read = _read(row, line, held)
        yield replace(read, notes=notes) if isinstance(read, Draft) else read


def _rows(data: bytes, format_: Format) -> Iterator[tuple[int, Plain | JsonError]]:
    text, _ = decode(data, _LIMITS)
    if format_ == "json":
        return json_rows(text)
    return json_lines(text) if format_ == "jsonl" else _yaml_rows(text)


def _yaml_rows(text: str) -> Iterator[tuple[int, Plain]]:
    from contacts_store.document.nodes import Mapping, Sequence, plain_of, resolved
    from contacts_store.document.reader import read_tree

    root = read_tree(text, _LIMITS)
    if root is None:
        return
    answer = root.get("result") if isinstance(root, Mapping) else None
    rows = resolved(answer) if answer is not None else root
    nodes = rows.items if isinstance(rows, Sequence) else (root,)
    for node in nodes:
        yield node.start.line + 1, plain_of(node)
