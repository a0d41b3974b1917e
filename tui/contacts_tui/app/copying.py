"""What can be copied of a contact, as texts under their names; pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from contacts_store.operations.change import Loaded

_PLAIN_NAME = re.compile(r"[\w '-]*")
"""Names that a mail header takes without quotes (RFC 5322, atoms), and letters beyond ASCII."""
_ENDS_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class Copyable(NamedTuple):
    """A text to copy and what it is."""

    label: str
    text: str


def mailbox(name: str, address: str) -> str:
    """Return ``Name <address>`` for a mail header; the name is quoted where it must be (RFC 5322, 3.4)."""
    name = _ENDS_LINE.sub(" ", name).strip()
    if not _PLAIN_NAME.fullmatch(name):
        name = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{name} <{address}>" if name else address


def copyables(loaded: Loaded, name: str, file: str, tag_names: Mapping[str, str]) -> Iterator[Copyable]:
    """Yield what can be copied of a contact, what is wanted most often first.

    Args:
        loaded: the contact as read.
        name: the name that lists show for it.
        file: the file's whole path.
        tag_names: the tags' names by id.
    """
    from contacts_store.document.emit import block_text
    from contacts_store.document.layout import CANONICAL
    from contacts_store.interchange.json_text import dump
    from contacts_store.interchange.shapes import contact_as_json
    from contacts_store.interchange.vcard.writing import vcard_text
    from contacts_store.model.contact import primary_first
    from contacts_store.records.plain import contact_plain

    contact = loaded.contact
    yield Copyable("name", name)
    for phone in primary_first(contact.phone_numbers):
        yield Copyable(f"{phone.type} number", phone.number)
        if phone.number_e164 not in {"", phone.number}:
            yield Copyable(f"{phone.type} number, E.164", phone.number_e164)
    for email in primary_first(contact.emails):
        yield Copyable(f"{email.type} address", email.address)
        yield Copyable("name and address", mailbox(name, email.address))
    yield Copyable("vCard", vcard_text(contact, tag_names))
    yield Copyable("YAML", block_text(contact_plain(contact, lambda _: ""), 0, CANONICAL) + "\n")
    yield Copyable("JSON", dump(contact_as_json(contact, loaded.path), indent=2) + "\n")
    yield Copyable("file", file)
