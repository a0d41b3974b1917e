"""One door for both kinds of records: reading, new text, edits and path of a contact or a tag."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contacts_store.document.document import Document
from contacts_store.document.emit import emit
from contacts_store.model.contact import Contact
from contacts_store.model.tag import Tag
from contacts_store.records.canonical_edits import line_edited
from contacts_store.records.editing import contact_edits, tag_edits
from contacts_store.records.layout import KEY_ORDERS, TAG_KEY_ORDERS
from contacts_store.records.naming import contact_path, tag_path
from contacts_store.records.plain import contact_plain, tag_plain
from contacts_store.records.reading import read_contact, read_tag

if TYPE_CHECKING:
    from contacts_store.document.emit import KeyOrder
    from contacts_store.document.limits import Limits
    from contacts_store.finding import Finding
    from contacts_store.records.decoding import Context
    from contacts_store.records.plain import TagName

Record = Contact | Tag


@dataclass(frozen=True, slots=True)
class Codec:
    """How one store's records stand in files."""

    context: Context
    tag_name: TagName
    limits: Limits
    layout: str

    def read(self, document: Document, path: str) -> tuple[Record | None, tuple[Finding, ...]]:
        """Return the record in a document, None when it has errors or is no record, and the findings."""
        if "/" not in path:
            return None, ()
        read = read_tag if path.startswith("tags/") else read_contact
        reading = read(document, path, self.context)
        return reading.record, reading.findings

    def document(self, data: bytes) -> Document:
        """Return the document in a file's bytes.

        Raises:
            DocumentError: it can't be read.
        """
        return Document.read(data, self.limits)

    def new_text(self, record: Record) -> bytes:
        """Return the content of a new file.

        Raises:
            DocumentError: the record holds what can't be written.
        """
        data = tag_plain(record) if isinstance(record, Tag) else contact_plain(record, self.tag_name)
        return emit(data, self.key_orders(record)).encode()

    def edited(self, document: Document, before: Record, after: Record) -> Document:
        """Return the document with one record turned into another.

        Raises:
            DocumentError: it can't be done without touching something else, or within the limits.
        """
        if isinstance(before, Tag) and isinstance(after, Tag):
            edits = tag_edits(document, before, after)
        elif isinstance(before, Contact) and isinstance(after, Contact):
            edits = contact_edits(document, before, after, self.tag_name)
        else:
            raise TypeError("a contact does not become a tag")
        return document.edited(edits, self.key_orders(after), self.limits)

    def line_edited(self, data: bytes, before: Record, after: Record) -> bytes | None:
        """Return the text of a canonical file with another record in it; None where ``edited`` is needed.

        What it returns has been read: it holds the wanted record and all else as it was.
        """
        if not (isinstance(before, Contact) and isinstance(after, Contact) and self.limits.are_usual):
            return None
        new = line_edited(data, before, after, self.context)
        return new if new is not None and len(new) <= self.limits.size else None

    @staticmethod
    def key_orders(record: Record) -> KeyOrder:
        """Return the order of keys in a record's file."""
        return TAG_KEY_ORDERS if isinstance(record, Tag) else KEY_ORDERS

    def path_for(self, record: Record) -> str:
        """Return where a new record's file goes."""
        return tag_path(record) if isinstance(record, Tag) else contact_path(record, self.layout)
