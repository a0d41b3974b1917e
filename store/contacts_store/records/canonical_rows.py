"""The rows of files in the form that we write ourselves, without a parser and without the models.

Bulk reading asks here first. Whatever is unusual, wrong, or worth a finding makes this reader give
up; the file is then read with everything that ``records.reading`` knows. Where it does not give up,
its row is the one that the slow way would have made: a property test holds the two together.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from contacts_store.model.address import address_problem
from contacts_store.model.phone import agrees
from contacts_store.records import canonical_form as form
from contacts_store.records.layout import CONTACT_ORDER
from contacts_store.records.rows import folded_text, traits_of
from contacts_store.snapshot.row import Row, packed, seal_of

if TYPE_CHECKING:
    import re

    from contacts_store.disk.stamp import Stamp
    from contacts_store.records.decoding import Context

_NO_EXTRA_KEYS = frozenset({*CONTACT_ORDER, "null", "Null", "NULL"})
_LONGEST_TEXT = 100
"""The least of the texts' limits: what is longer is rare."""
_LONGEST_NUMBER = 30
_LONGEST_ADDRESS = 255
_MOST_BYTES = 20_000
"""Too few for the limit on nodes, if that is not set lower."""

_Item = tuple[str, str, bool]
"""A number or an address, a number's E.164 form, and whether it is the primary one."""


class _Unusual(ValueError):
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
    if len(data) > _MOST_BYTES:
        return None
    try:
        return _row(data.decode(), path, context, digest, stamp)
    except ValueError:
        return None


def _row(text: str, path: str, context: Context, digest: bytes, stamp: Stamp) -> Row:
    id_, texts, at = _head(text)
    phones, at = _phones(text, at, context.default_region)
    emails, at = _emails(text, at)
    tags, at = _tags(text, at, context)
    notes, times, at = _tail(text, at)
    extra = _extra(text, at) if at < len(text) else {}
    _require_printable("".join([*texts, notes.replace("\n", ""), *extra.values()]))
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
            tm_create=times[0],
            tm_update=times[1],
        ),
        traits_of(
            is_deleted=bool(times[2]),
            has_primary_number=bool(phones) and shown_phones[0][2],
            has_primary_address=bool(emails) and shown_emails[0][2],
        ),
        (),
        seal_of(stamp, digest),
    )


def _head(text: str) -> tuple[str, list[str], int]:
    """Return the id, the texts of ``form.TEXT_KEYS``, and where they end."""
    head = form.HEAD.match(text)
    if head is None:
        raise _Unusual
    id_, *written = head.groups("")
    texts = [form.text_of(value) for value in written]
    if len(max(texts, key=len)) > _LONGEST_TEXT:
        raise _Unusual
    return id_, texts, head.end()


def _phones(text: str, at: int, region: str) -> tuple[list[_Item], int]:
    """Return the phone numbers of the list that may begin here, and where it ends."""
    if not text.startswith(form.PHONES, at):
        return [], at
    items = _items(form.PHONE, text, at + len(form.PHONES))
    found = []
    for item in items:
        _, plain, written, e164, is_primary, _ = item.groups("")
        number = plain
        if not plain or plain.replace(" ", "").replace("-", "") != e164:
            number = plain or form.text_of(written)
            _require_printable(number)
            if not 0 < len(number) <= _LONGEST_NUMBER or not agrees(number, e164, region):
                raise _Unusual
        found.append((number, e164, is_primary == "true"))
    return found, items[-1].end()


def _emails(text: str, at: int) -> tuple[list[_Item], int]:
    """Return the addresses of the list that may begin here, and where it ends."""
    if not text.startswith(form.EMAILS, at):
        return [], at
    items = _items(form.EMAIL, text, at + len(form.EMAILS))
    found = []
    for item in items:
        _, address, written, is_primary, _ = item.groups("")
        if not address:
            address = form.text_of(written)
            _require_printable(address)
            if len(address) > _LONGEST_ADDRESS or address != address.lower() or address_problem(address):
                raise _Unusual
        found.append((address, "", is_primary == "true"))
    return found, items[-1].end()


def _items(pattern: re.Pattern[str], text: str, at: int) -> list[re.Match[str]]:
    """Return the entries that follow each other from here: at least one, no two of one id."""
    items = []
    while (item := pattern.match(text, at)) is not None:
        items.append(item)
        at = item.end()
        _require_time(item[pattern.groups])
    if not items or len({item[1] for item in items}) != len(items):
        raise _Unusual
    return items


def _primary_first(items: list[_Item]) -> list[_Item]:
    primaries = [item for item in items if item[2]]
    if len(primaries) > 1:
        raise _Unusual
    return primaries + [item for item in items if not item[2]] if primaries else items


def _tags(text: str, at: int, context: Context) -> tuple[list[str], int]:
    """Return the ids of the tags in the list that may begin here, and where it ends."""
    if not text.startswith(form.TAGS, at):
        return [], at
    at += len(form.TAGS)
    found = []
    while (item := form.TAG.match(text, at)) is not None:
        _require_printable(item[0][:-1])
        ref = form.text_of(item[1])
        if not ref or not context.knows_tag(ref):
            raise _Unusual
        found.append(context.resolve_tag(ref))
        at = item.end()
    if not found or len(set(found)) != len(found):
        raise _Unusual
    return found, at


def _tail(text: str, at: int) -> tuple[str, tuple[str, str, str], int]:
    """Return the notes and the three times that may stand here, and where they end."""
    tail = form.TAIL.match(text, at)
    if tail is None:
        raise _Unusual
    hyphen, lines, written, *times = tail.groups("")
    if " \n" in lines:
        raise _Unusual
    for time in times:
        _require_time(time)
    notes = form.block_text(hyphen, lines) if lines else form.text_of(written)
    return notes, (times[0], times[1], times[2]), tail.end()


def _extra(text: str, at: int) -> dict[str, str]:
    """Return the unknown keys from here to the end."""
    extra: dict[str, str] = {}
    while (entry := form.EXTRA.match(text, at)) is not None:
        key, written = entry.groups()
        if key in extra or key in _NO_EXTRA_KEYS:
            raise _Unusual
        extra[key] = form.text_of(written)
        at = entry.end()
    if at < len(text):
        raise _Unusual
    return extra


def _require_time(text: str | None) -> None:
    if text:
        datetime.fromisoformat(text)


def _require_printable(text: str) -> None:
    if not text.isprintable():
        raise _Unusual
