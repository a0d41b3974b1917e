"""The rows of files in the form that we write ourselves, without a parser and without the models.

Bulk reading asks here first. Whatever is unusual, wrong, or worth a finding makes this reader give
up; the file is then read with everything that ``records.reading`` knows. Where it does not give up,
its row is the one that the slow way would have made: a property test holds the two together.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from contacts_store.document.canonical import read_canonical
from contacts_store.model.address import address_problem
from contacts_store.model.phone import agrees
from contacts_store.query.folding import fold
from contacts_store.records.layout import CONTACT_ORDER, EMAIL_ORDER, PHONE_ORDER
from contacts_store.records.rows import folded_text, traits_of
from contacts_store.snapshot.row import Row, packed, state_of

if TYPE_CHECKING:
    from contacts_store.disk.stamp import Stamp
    from contacts_store.records.decoding import Context

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_E164 = re.compile(r"\+[1-9][0-9]{1,14}")
_TIME = re.compile(r"[0-8]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_TEXTS = (
    ("first_name", 100),
    ("last_name", 100),
    ("display_name", 200),
    ("company", 200),
    ("job_title", 100),
    ("external_id", 255),
)
_SOURCES = frozenset({"", "manual", "import", "api", "sync"})
_PHONE_TYPES = frozenset({"", "mobile", "work", "home", "fax", "other"})
_EMAIL_TYPES = frozenset({"", "work", "personal", "other"})
_KNOWN = frozenset(CONTACT_ORDER)
_PHONE_KEYS = frozenset(PHONE_ORDER)
_EMAIL_KEYS = frozenset(EMAIL_ORDER)
_FLAGS = {"": False, "false": False, "true": True}
_LONGEST_NUMBER = 30
_LONGEST_ADDRESS = 255
_MOST_LINES = 1_000
"""Far below the limit on nodes, if that is not set lower."""

Flat = dict[str, Any]


class _Unusual(Exception):
    pass


def canonical_row(data: bytes, path: str, context: Context, digest: bytes, stamp: Stamp) -> Row | None:
    """Return the row of a contact file in canonical form that nothing is wrong with, else None.

    Args:
        data: the file's bytes.
        path: the file, relative to the store.
        context: what reading needs to know of the store.
        digest: of the bytes.
        stamp: of the file.
    """
    if data.count(b"\n") > _MOST_LINES:
        return None
    try:
        flat = read_canonical(data.decode())
        return None if flat is None else _row(flat, path, context, digest, stamp)
    except (_Unusual, UnicodeDecodeError):
        return None


def _row(flat: Flat, path: str, context: Context, digest: bytes, stamp: Stamp) -> Row:
    texts = [_text(flat, key, limit) for key, limit in _TEXTS]
    first, last, display, company, _, _ = texts
    phones, emails = _phones(flat, context.default_region), _emails(flat)
    shown_phones, shown_emails = _primary_first(phones), _primary_first(emails)
    if not _ID.fullmatch(_text(flat, "id", 36)) or _text(flat, "source", 6) not in _SOURCES:
        raise _Unusual
    if (owner := _text(flat, "customer_id", 36)) and not _ID.fullmatch(owner):
        raise _Unusual
    name = display or f"{first} {last}".strip() or company
    if not name:
        name = shown_emails[0][0] if emails else shown_phones[0][0] if phones else path.rpartition("/")[2]
    extra = {key: flat[key] for key in flat if key not in _KNOWN} if flat.keys() - _KNOWN else {}
    notes = _text(flat, "notes")
    return Row(
        flat["id"],
        path,
        fold(name),
        folded_text((first, last), texts[2:], phones, [email[0] for email in emails], notes, extra),
        packed(
            name=name,
            company=company,
            phone=shown_phones[0][0] if phones else "",
            tags=_tags(flat, context),
            numbers=[phone[1] for phone in shown_phones],
            addresses=[email[0] for email in shown_emails],
            tm_create=_time(flat, "tm_create"),
            tm_update=_time(flat, "tm_update"),
        ),
        traits_of(
            is_deleted=bool(_time(flat, "tm_delete")),
            has_primary_number=bool(phones) and shown_phones[0][2],
            has_primary_address=bool(emails) and shown_emails[0][2],
        ),
        (),
        digest,
        state_of(stamp),
    )


def _text(flat: Flat, key: str, limit: int = 1 << 20) -> str:
    value = flat.get(key)
    if value is None:
        return ""
    if type(value) is not str or len(value) > limit:
        raise _Unusual
    return value


def _time(flat: Flat, key: str) -> str:
    text = _text(flat, key)
    if text:
        if not _TIME.fullmatch(text):
            raise _Unusual
        try:
            datetime.fromisoformat(text)
        except ValueError:
            raise _Unusual from None
    return text


def _phones(flat: Flat, region: str) -> list[tuple[str, str, bool]]:
    """Return each phone number as typed, as E.164, and whether it is the primary one."""
    found = []
    for item in _items(flat, "phone_numbers", _PHONE_KEYS, _PHONE_TYPES):
        number, e164 = _text(item, "number", _LONGEST_NUMBER), _text(item, "number_e164")
        if not number or not _E164.fullmatch(e164) or not agrees(number, e164, region):
            raise _Unusual
        found.append((number, e164, _flag(item)))
    return found


def _emails(flat: Flat) -> list[tuple[str, str, bool]]:
    """Return each address, nothing, and whether it is the primary one."""
    found = []
    for item in _items(flat, "emails", _EMAIL_KEYS, _EMAIL_TYPES):
        address = _text(item, "address", _LONGEST_ADDRESS)
        if address != address.lower() or address_problem(address):
            raise _Unusual
        found.append((address, "", _flag(item)))
    return found


def _items(flat: Flat, name: str, keys: frozenset[str], types: frozenset[str]) -> list[Flat]:
    items = flat.get(name)
    if items is None:
        return []
    if type(items) is not list:
        raise _Unusual
    ids = set()
    for item in items:
        if type(item) is not dict or item.keys() - keys or _text(item, "type") not in types:
            raise _Unusual
        if not _ID.fullmatch(_text(item, "id")):
            raise _Unusual
        ids.add(item["id"])
        _time(item, "tm_create")
    if len(ids) != len(items):
        raise _Unusual
    return items


def _flag(item: Flat) -> bool:
    text = _text(item, "is_primary")
    if text not in _FLAGS:
        raise _Unusual
    return _FLAGS[text]


def _primary_first(items: list[tuple[str, str, bool]]) -> list[tuple[str, str, bool]]:
    primaries = [item for item in items if item[2]]
    if len(primaries) > 1:
        raise _Unusual
    return primaries + [item for item in items if not item[2]] if primaries else items


def _tags(flat: Flat, context: Context) -> list[str]:
    refs = flat.get("tag_ids")
    if refs is None:
        return []
    if type(refs) is not list:
        raise _Unusual
    for ref in refs:
        if type(ref) is not str or not ref or not context.knows_tag(ref):
            raise _Unusual
    found = [context.resolve_tag(ref) for ref in refs]
    if len(set(found)) != len(found):
        raise _Unusual
    return found
