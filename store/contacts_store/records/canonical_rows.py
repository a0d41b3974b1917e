"""The rows of files in the form that we write ourselves, without a parser and without the models.

Bulk reading asks here first. Whatever is unusual, wrong, or worth a finding makes this reader give
up; the file is then read with everything that ``records.reading`` knows. Where it does not give up,
its row is the one that the slow way would have made: a property test holds the two together.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from contacts_store.model.address import address_problem
from contacts_store.model.phone import agrees
from contacts_store.records import canonical_form as form
from contacts_store.records.layout import CONTACT_ORDER
from contacts_store.records.rows import folded_text, traits_of
from contacts_store.snapshot.row import Row, packed, seal_of

if TYPE_CHECKING:
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


class _Parts(NamedTuple):
    id: str
    texts: list[str]
    phones: list[_Item]
    emails: list[_Item]
    tags: list[str]
    notes: str
    times: tuple[str, str, str]
    extra: dict[str, str]


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
        return _row(_parts(data.decode(), context), path, digest, stamp)
    except ValueError:
        return None


def _parts(text: str, context: Context) -> _Parts:
    found = form.CONTACT.match(text)
    if found is None:
        raise form.Unusual
    id_, *written, phones, emails, tags, hyphen, lines, notes, created, updated, deleted = found.groups("")
    texts = [form.text_of(value) if value else "" for value in written]
    if len(max(texts, key=len)) > _LONGEST_TEXT:
        raise form.Unusual
    notes = form.block_text(hyphen, lines) if lines else form.text_of(notes)
    form.require_printable("".join(texts))
    form.require_printable(notes.replace("\n", ""))
    for time in (created, updated, deleted):
        if time:
            datetime.fromisoformat(time)
    return _Parts(
        id_,
        texts,
        _phones(phones, context.default_region) if phones else [],
        _emails(emails) if emails else [],
        _tags(tags, context) if tags else [],
        notes,
        (created, updated, deleted),
        _extra(text, found.end()) if found.end() < len(text) else {},
    )


def _row(parts: _Parts, path: str, digest: bytes, stamp: Stamp) -> Row:
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
        ),
        traits_of(
            is_deleted=bool(deleted),
            has_primary_number=bool(phones) and shown_phones[0][2],
            has_primary_address=bool(emails) and shown_emails[0][2],
        ),
        (),
        seal_of(stamp, digest),
    )


def _phones(lines: str, region: str) -> list[_Item]:
    found = []
    items = form.PHONES.findall(lines)
    _require_items(items)
    for _, plain, written, e164, is_primary, _ in items:
        number = plain or form.text_of(written)
        if plain.replace(" ", "").replace("-", "") != e164:
            form.require_printable(number)
            if not 0 < len(number) <= _LONGEST_NUMBER or not agrees(number, e164, region):
                raise form.Unusual
        found.append((number, e164, is_primary == "true"))
    return found


def _emails(lines: str) -> list[_Item]:
    found = []
    items = form.EMAILS.findall(lines)
    _require_items(items)
    for _, plain, written, is_primary, _ in items:
        address = plain or form.text_of(written)
        if not plain:
            form.require_printable(address)
            if len(address) > _LONGEST_ADDRESS or address != address.lower() or address_problem(address):
                raise form.Unusual
        found.append((address, "", is_primary == "true"))
    return found


def _require_items(items: list[tuple[str, ...]]) -> None:
    """Refuse lines that are not items, two items of one id, and impossible times."""
    ids = {item[0] for item in items}
    if "" in ids or len(ids) != len(items):
        raise form.Unusual
    for item in items:
        if time := item[-1]:
            datetime.fromisoformat(time)


def _primary_first(items: list[_Item]) -> list[_Item]:
    if len(items) < 2:
        return items
    primaries = [item for item in items if item[2]]
    if len(primaries) > 1:
        raise form.Unusual
    return primaries + [item for item in items if not item[2]] if primaries else items


def _tags(lines: str, context: Context) -> list[str]:
    known = context.tag_lines
    found = [known.get(line) or _tag(line, context) for line in lines.splitlines(keepends=True)]
    if len(set(found)) != len(found):
        raise form.Unusual
    return found


def _tag(line: str, context: Context) -> str:
    """Return the id of the tag on a line; few lines stand in many files, so they are kept."""
    item = form.TAG.fullmatch(line)
    if item is None:
        raise form.Unusual
    form.require_printable(line[:-1])
    ref = form.text_of(item[1])
    if not ref or not context.knows_tag(ref):
        raise form.Unusual
    id_ = context.tag_lines[line] = context.resolve_tag(ref)
    return id_


def _extra(text: str, at: int) -> dict[str, str]:
    """Return the unknown keys from here to the end."""
    extra: dict[str, str] = {}
    while (entry := form.EXTRA.match(text, at)) is not None:
        key, written = entry.groups()
        if key in extra or key in _NO_EXTRA_KEYS:
            raise form.Unusual
        extra[key] = form.text_of(written)
        form.require_printable(written)
        at = entry.end()
    if at < len(text):
        raise form.Unusual
    return extra
