"""The rows of files in the form that we write ourselves, without a parser and without the models.

Bulk reading asks here first. Where ``canonical_parts`` gives up, the file is read with everything that
``records.reading`` knows. Where it does not, its row is the one that the slow way would have made: a
property test holds the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_store.records.canonical_form import Unusual
from contacts_store.records.canonical_parts import parts_of
from contacts_store.records.rows import folded_text, traits_of
from contacts_store.snapshot.row import Row, packed, seal_of

if TYPE_CHECKING:
    from contacts_store.disk.stamp import Stamp
    from contacts_store.records.canonical_parts import Item, Parts
    from contacts_store.records.decoding import Context


def canonical_row(data: bytes, path: str, context: Context, digest: bytes, stamp: Stamp) -> Row | None:
    """Return the row of a contact file in canonical form that nothing is wrong with, else None.

    Args:
        data: the file's bytes.
        path: the file, relative to the store.
        context: what reading needs to know of the store.
        digest: of the bytes.
        stamp: of the file.
    """
    try:
        return _row(parts_of(data, context), path, digest, stamp)
    except ValueError:
        return None


def _row(parts: Parts, path: str, digest: bytes, stamp: Stamp) -> Row:
    id_, texts, phones, emails, tags, notes, (created, updated, deleted), extra = parts
    first, last, display, company, _, _ = texts
    shown_phones, shown_emails = _primary_first(phones), _primary_first(emails)
    name = display or f"{first} {last}".strip() or company
    if not name:
        name = shown_emails[0][0] if emails else shown_phones[0][0] if phones else path.rpartition("/")[2]
    return Row(
        folded_text(name, (first, last), texts[2:], phones, [email[0] for email in emails], notes, extra),
        path,
        id_,
        packed(
            name=name,
            company=company,
            phone=shown_phones[0][0] if phones else "",
            tags=tags,
            numbers=[phone[1] for phone in shown_phones],
            addresses=[email[0] for email in shown_emails],
            tm_create=created,
            tm_update=updated,
            names=(first, last),
        ),
        traits_of(
            is_deleted=bool(deleted),
            has_primary_number=bool(phones) and shown_phones[0][2],
            has_primary_address=bool(emails) and shown_emails[0][2],
        ),
        (),
        seal_of(stamp, digest),
    )


def _primary_first(items: list[Item]) -> list[Item]:
    if len(items) < 2:
        return items
    primaries = [item for item in items if item[2]]
    if len(primaries) > 1:
        raise Unusual
    return primaries + [item for item in items if not item[2]] if primaries else items
