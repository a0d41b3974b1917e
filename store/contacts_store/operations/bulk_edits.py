"""The edits that make sense for many contacts at once (``bulk.Edit``), each made from what was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_store.errors import InvalidData
from contacts_store.model.contact import EMAIL_TYPES, PHONE_TYPES
from contacts_store.model.phone import extension, read_number
from contacts_store.operations.merging import unmerged
from contacts_store.records.problems import invalid_as_data

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from contacts_store.model.contact import Contact, PhoneNumber
    from contacts_store.operations.bulk import Edit

TEXTS = (
    "company",
    "job_title",
    "first_name",
    "last_name",
    "display_name",
    "notes",
    "customer_id",
    "external_id",
)
"""The fields that hold one text."""
ITEM_TYPES = {"phone_numbers": PHONE_TYPES, "emails": EMAIL_TYPES}
"""The lists whose items have a type, and the types that can be chosen."""


def with_text(field: str, value: str) -> Edit:
    """Write a text into a field; the empty text clears it.

    Raises:
        InvalidData: (the edit) the text breaks a rule of the model.
    """

    def edit(contact: Contact) -> Contact:
        with invalid_as_data():
            return contact.with_changes(**{field: value})

    return edit


def with_item_type(list_name: str, type_: str) -> Edit:
    """Give every number (``phone_numbers``) or address (``emails``) a type."""

    def edit(contact: Contact) -> Contact:
        items = tuple(item.with_changes(type=type_) for item in getattr(contact, list_name))
        return contact.with_changes(**{list_name: items})

    return edit


def with_tags(assigned: Collection[str], unassigned: Collection[str] = ()) -> Edit:
    """Give tags (ids) and take others."""

    def edit(contact: Contact) -> Contact:
        kept = (ref for ref in contact.tag_ids if ref not in unassigned)
        return contact.with_changes(tag_ids=tuple(dict.fromkeys((*kept, *assigned))))

    return edit


def with_tag_replaced(old: str, new: str) -> Edit:
    """Put one tag (id) in another's place."""

    def edit(contact: Contact) -> Contact:
        refs = (new if ref == old else ref for ref in contact.tag_ids)
        return contact.with_changes(tag_ids=tuple(dict.fromkeys(refs)))

    return edit


def in_e164(region: str) -> Edit:
    """Write national numbers in their E.164 form, where that is certain; extensions stay.

    Numbers that begin with ``+`` are left as they were typed.

    Args:
        region: two-letter region (ISO 3166) that the numbers were typed for.

    Raises:
        InvalidData: (the edit) a number of the contact lies in no range of the region, or the file
            has another E.164 form beside it.
    """

    def edit(contact: Contact) -> Contact:
        phones = tuple(_international(phone, region) for phone in contact.phone_numbers)
        return contact.with_changes(phone_numbers=phones)

    return edit


def _international(phone: PhoneNumber, region: str) -> PhoneNumber:
    if phone.number.lstrip().startswith("+"):
        return phone
    reading = read_number(phone.number, region)
    if not reading.is_valid:
        raise InvalidData(f"{phone.number}: {reading.reason or f'no known range of {region} has it'}")
    if phone.number_e164 not in {"", reading.e164}:
        raise InvalidData(
            f"{phone.number}: {reading.e164} in {region}, but the file says {phone.number_e164}"
        )
    inner = extension(phone.number)
    number = f"{reading.e164} ext {inner}" if inner else reading.e164
    return phone.with_changes(number=number, number_e164=reading.e164)


def deleted(moment: datetime) -> Edit:
    """Move to the trash; what is there already stays as it is."""

    def edit(contact: Contact) -> Contact:
        return contact if contact.is_deleted else contact.with_changes(tm_delete=moment, tm_update=moment)

    return edit


def restored(contact: Contact) -> Contact:
    """Take out of the trash; what was merged into another is itself again. An edit."""
    return unmerged(contact).with_changes(tm_delete=None) if contact.is_deleted else contact


def purged(_contact: Contact) -> None:
    """Remove the file. An edit."""
