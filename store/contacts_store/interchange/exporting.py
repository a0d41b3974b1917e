"""Exporting contacts as JSON, JSON Lines, YAML or vCards, in pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_store.interchange.json_text import dump
from contacts_store.interchange.payload import TABLES, VCARDS
from contacts_store.interchange.shapes import contact_as_json
from contacts_store.interchange.vcard.writing import vcard_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from contacts_store.interchange.payload import Format
    from contacts_store.model.contact import Contact


def export_contacts(
    contacts: Iterable[tuple[Contact, str]],
    format_: Format,
    tag_names: Mapping[str, str] | None = None,
    *,
    is_raw: bool = False,
) -> Iterator[str]:
    """Write contacts as text that the import reads back as the same contacts.

    Args:
        contacts: each contact with its file's path, relative to the store.
        format_: ``json`` is one list, ``jsonl`` one contact a line, both with every field;
            ``yaml`` is one list of contacts as they stand in files; ``vcard`` and ``vcard4`` are cards;
            ``csv`` is our table, ``google-csv`` Google's, which has no place for everything.
        tag_names: the name of each tag id, for the cards and tables.
        is_raw: do not guard cells of a table that a spreadsheet would calculate.

    Yields:
        The text in pieces.
    """
    if format_ == "jsonl":
        for contact, path in contacts:
            yield dump(contact_as_json(contact, path)) + "\n"
    elif format_ in VCARDS:
        for contact, _ in contacts:
            yield vcard_text(contact, tag_names or {}, "4.0" if format_ == "vcard4" else "3.0")
    elif format_ in TABLES:
        from contacts_store.interchange.tables.writing import table_text

        is_googles = format_ == "google-csv"
        people = (contact for contact, _ in contacts)
        yield from table_text(people, tag_names or {}, is_googles=is_googles, is_raw=is_raw)
    elif format_ == "json":
        yield from _json_list(contacts)
    else:
        yield from _yaml_list(contacts)


def _json_list(contacts: Iterable[tuple[Contact, str]]) -> Iterator[str]:
    opening = "[\n"
    for contact, path in contacts:
        yield opening + dump(contact_as_json(contact, path), indent=2)
        opening = ",\n"
    yield "\n]\n" if opening == ",\n" else "[]\n"


def _yaml_list(contacts: Iterable[tuple[Contact, str]]) -> Iterator[str]:
    from contacts_store.document.emit import block_text
    from contacts_store.document.layout import CANONICAL
    from contacts_store.records.plain import contact_plain

    is_empty = True
    for contact, _ in contacts:
        is_empty = False
        yield block_text([contact_plain(contact, lambda _: "")], 0, CANONICAL) + "\n"
    if is_empty:
        yield "[]\n"
