"""From a contact to its row: what the list, the search and the lookup keep of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contacts_store.model.phone import digits
from contacts_store.query.folding import fold
from contacts_store.snapshot.row import Row, Trait, packed, seal_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from contacts_store.disk.stamp import Stamp
    from contacts_store.finding import Finding
    from contacts_store.model.contact import Contact
    from contacts_store.records.decoding import Data


def row_of(contact: Contact, path: str, findings: tuple[Finding, ...], digest: bytes, stamp: Stamp) -> Row:
    """Return the row of a contact that was read from a file."""
    from contacts_store.model.contact import primary_first, shown_name

    name = shown_name(contact, path)
    phones = primary_first(contact.phone_numbers)
    emails = primary_first(contact.emails)
    return Row(
        folded_text(
            name,
            (contact.first_name, contact.last_name),
            (contact.display_name, contact.company, contact.job_title, contact.external_id),
            ((phone.number, phone.number_e164, phone.is_primary) for phone in contact.phone_numbers),
            (email.address for email in contact.emails),
            contact.notes,
            contact.extra,
        ),
        path,
        contact.id,
        packed(
            name=name,
            company=contact.company,
            phone=phones[0].number if phones else "",
            tags=contact.tag_ids,
            numbers=(phone.number_e164 for phone in phones if phone.number_e164),
            addresses=(email.address for email in emails),
            tm_create=_time(contact.tm_create),
            tm_update=_time(contact.tm_update),
            names=(contact.first_name, contact.last_name),
        ),
        traits_of(
            is_deleted=contact.is_deleted,
            has_primary_number=bool(phones) and phones[0].is_primary,
            has_primary_address=bool(emails) and emails[0].is_primary,
        ),
        findings,
        seal_of(stamp, digest),
    )


def broken_row(data: Data, path: str, findings: tuple[Finding, ...], digest: bytes, stamp: Stamp) -> Row:
    """Return the row of a file that can't be trusted: what could be made out of it, else its name."""
    full = f"{data.get('first_name', '')} {data.get('last_name', '')}".strip()
    name = data.get("display_name") or full or data.get("company") or path.rsplit("/", 1)[-1]
    return Row(
        fold(f"{name}\n{path}"),
        path,
        data.get("id", path),
        packed(name=name, company=data.get("company", "")),
        Trait.BROKEN | (Trait.DELETED if data.get("tm_delete") else Trait.NONE),
        findings,
        seal_of(stamp, digest),
    )


def traits_of(*, is_deleted: bool, has_primary_number: bool, has_primary_address: bool) -> int:
    """Return the flags of a contact that can be trusted."""
    return (
        (Trait.DELETED.value if is_deleted else 0)
        | (Trait.PRIMARY_NUMBER.value if has_primary_number else 0)
        | (Trait.PRIMARY_ADDRESS.value if has_primary_address else 0)
    )


def folded_text(  # noqa: PLR0913, PLR0917 -- every shown field
    name: str,
    names: tuple[str, str],
    texts: Iterable[str],
    numbers: Iterable[tuple[str, str, bool]],
    addresses: Iterable[str],
    notes: str,
    extra: dict[str, Any],
) -> str:
    """Return the text that searches look into.

    Args:
        name: the shown name; it comes first, as rows are sorted by it.
        names: first and last name.
        texts: the other short texts.
        numbers: each number as typed, as E.164, and whether it is the primary one.
        addresses: the e-mail addresses.
        notes: the notes.
        extra: the unknown keys.
    """
    found = [" ".join(names).strip(), *texts]
    for number, e164, _ in numbers:
        # Most are typed in groups; looking at every character takes longer than the rest of this.
        bare = e164 if number.replace(" ", "") == e164 else digits(number)
        found += (number, e164) if bare in e164 else (number, bare, e164)
    found += addresses
    found.append(notes)
    if extra:
        found += _leaves(extra)
    return "\n".join([fold(name), *(fold(text) for text in dict.fromkeys(found) if text and text != name)])


def _time(moment: datetime | None) -> str:
    from contacts_store.model.timestamp import format_timestamp

    return format_timestamp(moment) if moment else ""


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    elif value is not None:
        yield str(value)
