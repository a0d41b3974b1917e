"""From a contact to its row: what the list, the search and the lookup keep of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contacts_store.model.contact import Contact, primary_first, shown_name
from contacts_store.model.phone import digits
from contacts_store.model.timestamp import format_timestamp
from contacts_store.query.folding import fold
from contacts_store.snapshot.row import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from contacts_store.disk.stamp import Stamp
    from contacts_store.finding import Finding
    from contacts_store.records.decoding import Data


def row_of(contact: Contact, path: str, findings: tuple[Finding, ...], digest: bytes, stamp: Stamp) -> Row:
    """Return the row of a contact that was read from a file."""
    name = shown_name(contact, path)
    phones = primary_first(contact.phone_numbers)
    emails = primary_first(contact.emails)
    return Row(
        id=contact.id,
        path=path,
        name=name,
        sort_key=fold(name),
        company=contact.company,
        phone=phones[0].number if phones else "",
        email=emails[0].address if emails else "",
        tags=contact.tag_ids,
        numbers=tuple(phone.number_e164 for phone in phones if phone.number_e164),
        addresses=tuple(email.address for email in emails),
        has_primary_number=bool(phones) and phones[0].is_primary,
        has_primary_address=bool(emails) and emails[0].is_primary,
        folded=fold("\n".join(_texts(contact))),
        tm_create=_time(contact.tm_create),
        tm_update=_time(contact.tm_update),
        is_deleted=contact.is_deleted,
        is_broken=False,
        findings=findings,
        digest=digest,
        stamp=stamp,
    )


def broken_row(data: Data, path: str, findings: tuple[Finding, ...], digest: bytes, stamp: Stamp) -> Row:
    """Return the row of a file that can't be trusted: what could be made out of it, else its name."""
    full = f"{data.get('first_name', '')} {data.get('last_name', '')}".strip()
    name = data.get("display_name") or full or data.get("company") or path.rsplit("/", 1)[-1]
    return Row(
        id=data.get("id", path),
        path=path,
        name=name,
        sort_key=fold(name),
        company=data.get("company", ""),
        phone="",
        email="",
        tags=(),
        numbers=(),
        addresses=(),
        has_primary_number=False,
        has_primary_address=False,
        folded=fold(f"{name}\n{path}"),
        tm_create="",
        tm_update="",
        is_deleted=bool(data.get("tm_delete")),
        is_broken=True,
        findings=findings,
        digest=digest,
        stamp=stamp,
    )


def _time(moment: datetime | None) -> str:
    return format_timestamp(moment) if moment else ""


def _texts(contact: Contact) -> Iterator[str]:
    yield f"{contact.first_name} {contact.last_name}"
    yield from (contact.display_name, contact.company, contact.job_title, contact.external_id)
    for phone in contact.phone_numbers:
        yield from (phone.number, digits(phone.number), phone.number_e164)
    for email in contact.emails:
        yield email.address
    yield contact.notes
    yield from _leaves(contact.extra)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    elif value is not None:
        yield str(value)
