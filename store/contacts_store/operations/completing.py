"""What a record needs before it is written: derived numbers, the time of the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_store.model.contact import Contact, Email, PhoneNumber
from contacts_store.model.identity import new_id
from contacts_store.model.phone import e164

if TYPE_CHECKING:
    from datetime import datetime

    from contacts_store.records.codec import Record


def completed(before: Record | None, after: Record, moment: datetime, default_region: str) -> Record:
    """Return the record as it shall be written.

    The E.164 form of new and corrected numbers is derived, entries that are new get their
    ``tm_create``, and ``tm_update`` moves, unless the caller has moved it.
    """
    changes: dict[str, object] = {}
    if before is None:
        created = after.tm_create or moment
        changes |= {"tm_create": created, "tm_update": after.tm_update or created}
    elif after.tm_update == before.tm_update:
        changes["tm_update"] = moment
    if isinstance(after, Contact):
        old = {phone.id: phone for phone in before.phone_numbers} if isinstance(before, Contact) else {}
        known = {email.id for email in before.emails} if isinstance(before, Contact) else set()
        phones = tuple(
            _phone(phone, old.get(phone.id), moment, default_region) for phone in after.phone_numbers
        )
        emails = tuple(_email(email, moment, is_new=email.id not in known) for email in after.emails)
        changes |= {"phone_numbers": phones, "emails": emails}
    return after.with_changes(**changes)


def _phone(phone: PhoneNumber, old: PhoneNumber | None, moment: datetime, default_region: str) -> PhoneNumber:
    if old is None:
        number = phone.number_e164 or e164(phone.number, default_region)
        return phone.with_changes(number_e164=number, tm_create=phone.tm_create or moment)
    if phone.number != old.number and phone.number_e164 == old.number_e164:
        return phone.with_changes(number_e164=e164(phone.number, default_region))
    return phone


def _email(email: Email, moment: datetime, *, is_new: bool) -> Email:
    return email.with_changes(tm_create=moment) if is_new and email.tm_create is None else email


def new_phone(
    number: str, type_: str, moment: datetime, default_region: str, *, is_primary: bool = False
) -> PhoneNumber:
    """Make a phone number from what was typed."""
    return PhoneNumber(
        id=new_id(),
        number=number,
        number_e164=e164(number, default_region),
        type=type_,
        is_primary=is_primary,
        tm_create=moment,
    )


def new_email(address: str, type_: str, moment: datetime, *, is_primary: bool = False) -> Email:
    """Make an e-mail from what was typed."""
    return Email(id=new_id(), address=address, type=type_, is_primary=is_primary, tm_create=moment)
