"""A contact written down in YAML or JSON, as ``add -i`` takes it: all mistakes are told at once, by line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from contacts_store.errors import InvalidData
from contacts_store.finding import Degree, Finding

if TYPE_CHECKING:
    from contacts_store.document.document import Document
    from contacts_store.model.contact import Contact
    from contacts_store.reader import StoreReader

STDIN = "-"


def read_source(name: str) -> bytes:
    """Return the bytes of a file, or of stdin for ``-``.

    Raises:
        OSError: the file can't be read.
    """
    return sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()


def read_contact_text(store: StoreReader, data: bytes, name: str) -> Contact:
    """Read one contact from its text, hand-written short forms included.

    What the text leaves out (ids, the owner) is made new; tags stand as they are written.

    Args:
        store: a loaded store.
        data: the text as bytes.
        name: what the text is called in findings.

    Raises:
        InvalidData: the text is no contact; the findings say where and why.
    """
    from contacts_store.model.identity import new_id
    from contacts_store.records.decoding import Context
    from contacts_store.records.reading import read_contact

    # ids that are missing are derived from the owner: a new one makes them all new
    context = Context(store.settings.default_region, owner=new_id(), knows_tag=lambda _: True)
    reading = read_contact(_document(store, data, name), name, context)
    if reading.record is None:
        raise InvalidData(f"{name} holds no contact that can be added", reading.findings)
    record = reading.record
    return record.with_changes(
        source=record.source or "api", customer_id=record.customer_id or store.settings.customer_id
    )


def _document(store: StoreReader, data: bytes, name: str) -> Document:
    from contacts_store.document.document import Document
    from contacts_store.document.error import DocumentError

    try:
        return Document.read(data, store.settings.limits)
    except DocumentError as problem:
        place = (problem.line, problem.column)
        finding = Finding(Degree.ERROR, name, *place, "", problem.message, problem.remedy)
        raise InvalidData(f"{name} holds no contact that can be added", (finding,)) from None
