"""The fields that a query can name, and the values that a contact has in each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contacts_store.model.phone import digits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from contacts_store.model.contact import Contact
    from contacts_store.snapshot.row import Row

EXTRA = "extra."
"""Before the name of a key that is not ours: ``extra.birthday``, ``extra.pets.name``."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its values in a row, or in the contact's file where rows do not hold them."""

    of_row: Callable[[Row], Iterable[str]] | None = None
    of_contact: Callable[[Contact], Iterable[str]] | None = None
    is_searched: bool = False
    """Whether the row's folded text holds the values: a text that is not in there is in none of them."""
    is_time: bool = False


def _phones(contact: Contact) -> Iterator[str]:
    for phone in contact.phone_numbers:
        yield from (phone.number, digits(phone.number), phone.number_e164)


def _deleted(contact: Contact) -> tuple[str, ...]:
    from contacts_store.model.timestamp import format_timestamp

    return (format_timestamp(contact.tm_delete),) if contact.tm_delete else ()


def _of_row(name: str, *, is_time: bool = False) -> Field:
    return Field(of_row=lambda row: (getattr(row, name),), is_time=is_time)


def _of_contact(name: str, *, is_searched: bool = True) -> Field:
    return Field(of_contact=lambda contact: (getattr(contact, name) or "",), is_searched=is_searched)


def _leaves(value: Any, path: list[str]) -> Iterator[str]:
    """Yield the texts at a path of keys, in every item of the lists on the way."""
    if isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, path)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if not path or key.casefold() == path[0]:
                yield from _leaves(inner, path[1:])
    elif value is not None and not path:
        yield str(value)


FIELDS: dict[str, Field] = {
    "name": _of_row("name"),
    "first_name": _of_row("first_name"),
    "last_name": _of_row("last_name"),
    "display_name": _of_contact("display_name"),
    "company": _of_row("company"),
    "job_title": _of_contact("job_title"),
    "phone": Field(of_contact=_phones, is_searched=True),
    "email": Field(of_row=lambda row: row.addresses),
    "tag": Field(of_row=lambda row: row.tags),
    "source": _of_contact("source", is_searched=False),
    "customer": _of_contact("customer_id", is_searched=False),
    "external_id": _of_contact("external_id"),
    "notes": _of_contact("notes"),
    "id": _of_row("id"),
    "file": _of_row("path"),
    "created": _of_row("tm_create", is_time=True),
    "updated": _of_row("tm_update", is_time=True),
    "deleted": Field(of_contact=_deleted, is_time=True),
}
"""Every field but the unknown keys, by the name that a query is printed with."""
ALIASES = {
    "phone_numbers": "phone", "number": "phone", "emails": "email", "address": "email", "tags": "tag",
    "tag_ids": "tag", "customer_id": "customer", "tm_create": "created", "tm_update": "updated",
    "tm_delete": "deleted", "path": "file", "title": "job_title", "note": "notes",
}  # fmt: skip
"""The model's own names, and those that people try first."""
STATES = ("deleted", "broken", "duplicate")
"""What ``is:`` can be followed by."""
STATE_KINDS = ("is", "has", "no")
"""What stands before a state (``is:``) or a field (``has:``, ``no:``)."""


def field_named(name: str) -> Field:
    """Return a field by its name, or that of an unknown key behind ``extra.``."""
    if name.startswith(EXTRA):
        path = name.removeprefix(EXTRA).casefold().split(".")
        return Field(of_contact=lambda contact: _leaves(contact.extra, path), is_searched=True)
    return FIELDS[name]
