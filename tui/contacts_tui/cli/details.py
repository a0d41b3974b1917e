"""A whole contact as lines of text, for ``show``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contacts_store.model.contact import primary_first, shown_name
from contacts_store.model.timestamp import format_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contacts_store.model.contact import Contact, Email, PhoneNumber
    from contacts_store.snapshot.snapshot import Snapshot

_LABEL_WIDTH = 14
_TEXTS = ("first_name", "last_name", "display_name", "company", "job_title")
_ORIGIN = ("source", "external_id", "customer_id", "id")
_TIMES = {"created": "tm_create", "changed": "tm_update", "deleted": "tm_delete"}


def detail_lines(contact: Contact, path: str, snapshot: Snapshot) -> Iterator[str]:
    """Yield the contact's lines: the shown name, then each field that holds something; texts are raw."""
    yield shown_name(contact, path)
    for name in _TEXTS:
        yield from _line(name, getattr(contact, name))
    for phone in primary_first(contact.phone_numbers):
        yield from _line("phone", _phone(phone))
    for email in primary_first(contact.emails):
        yield from _line("e-mail", _email(email))
    yield from _line("tags", ", ".join(snapshot.tag_name(tag) for tag in contact.tag_ids))
    for line in contact.notes.splitlines():
        yield from _line("notes", line)
    for name in _ORIGIN:
        yield from _line(name, getattr(contact, name))
    for label, name in _TIMES.items():
        moment = getattr(contact, name)
        yield from _line(label, moment and format_timestamp(moment))
    yield from _line("file", path)
    for key, value in contact.extra.items():
        yield from _line(key, _plain(value))


def _line(label: str, value: str | None) -> Iterator[str]:
    if value:
        yield f"  {label.replace('_', ' '):<{_LABEL_WIDTH}}{value}"


def _phone(phone: PhoneNumber) -> str:
    normal = f"{phone.number_e164}, " if phone.number_e164 not in {"", phone.number} else ""
    return f"{phone.number}  ({normal}{phone.type}{_primary(phone)})"


def _email(email: Email) -> str:
    return f"{email.address}  ({email.type}{_primary(email)})"


def _primary(item: PhoneNumber | Email) -> str:
    return ", primary" if item.is_primary else ""


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    from contacts_store.interchange.json_text import dump

    return dump(value)
