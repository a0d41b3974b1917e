"""What of a contact is compared with others: its name's words, company, numbers and addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from contacts_store.duplicates.names import Words, spelling, words_of
from contacts_store.query.folding import fold

if TYPE_CHECKING:
    from contacts_store.model.contact import Contact
    from contacts_store.snapshot.row import Row

_MAY_BE_HANDLE = re.compile("[0-9@]")


class Profile(NamedTuple):
    """One contact, made ready to be compared."""

    words: Words
    """Of the name; none where only a number or an address stands for it."""
    spelling: str
    """See ``names.spelling``."""
    company: str
    """Folded; empty where it is the name already."""
    handles: tuple[str, ...]
    """The E.164 numbers, then the addresses."""


def profile_of_row(row: Row) -> Profile:
    """Return the profile of a contact of the store."""
    handles = (*row.numbers, *row.addresses)
    name, company = row.name, row.company
    is_named = not _MAY_BE_HANDLE.search(name) or name not in {row.phone, row.email}
    return _profile(row.sort_key if is_named else "", "" if company == name else fold(company), handles)


def profile_of(contact: Contact) -> Profile:
    """Return the profile of a whole contact, be it in the store or still being typed."""
    full = f"{contact.first_name} {contact.last_name}".strip()
    person = contact.display_name or full
    numbers = (phone.number_e164 for phone in contact.phone_numbers if phone.number_e164)
    handles = (*numbers, *(email.address for email in contact.emails))
    company = fold(contact.company) if person and person != contact.company else ""
    return _profile(fold(person or contact.company), company, handles)


def _profile(name: str, company: str, handles: tuple[str, ...]) -> Profile:
    words = words_of(name)
    return Profile(words, spelling(words), company, handles)
