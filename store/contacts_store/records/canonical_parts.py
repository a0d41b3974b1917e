"""What a contact file in the form that we write ourselves says, without a parser and without the models.

Whatever is unusual, wrong, or worth a finding makes this reader give up; the file is then read with
everything that ``records.reading`` knows.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from contacts_store.model.address import address_problem
from contacts_store.model.phone import agrees
from contacts_store.records import canonical_form as form
from contacts_store.records.layout import CONTACT_ORDER

if TYPE_CHECKING:
    from contacts_store.records.decoding import Context

_NO_EXTRA_KEYS = frozenset({*CONTACT_ORDER, "null", "Null", "NULL"})
_LONGEST_TEXT = 100
"""The least of the texts' limits: what is longer is rare."""
_LONGEST_NUMBER = 30
_LONGEST_ADDRESS = 255
_MOST_BYTES = 20_000
"""Too few for the limit on nodes, if that is not set lower."""

Item = tuple[str, str, bool]
"""A number or an address, a number's E.164 form, and whether it is the primary one."""


class Parts(NamedTuple):
    """What a file says, but for its owner, its source, and the ids, types and times of list entries.

    Attributes:
        texts: names, company, job title and external id in the model's order, empty where absent.
        times: creation, last change and deletion as written, empty where absent.
    """

    id: str
    texts: list[str]
    phones: list[Item]
    emails: list[Item]
    tags: list[str]
    notes: str
    times: tuple[str, str, str]
    extra: dict[str, str]


def parts_of(data: bytes, context: Context) -> Parts:
    """Return what a file says.

    Raises:
        ValueError: the file is not in canonical form, or something in it may be wrong.
    """
    if len(data) > _MOST_BYTES:
        raise form.Unusual
    text = data.decode()
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
    return Parts(
        id_,
        texts,
        _phones(phones, context.default_region) if phones else [],
        _emails(emails) if emails else [],
        _tags(tags, context) if tags else [],
        notes,
        (created, updated, deleted),
        _extra(text, found.end()) if found.end() < len(text) else {},
    )


def _phones(lines: str, region: str) -> list[Item]:
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


def _emails(lines: str) -> list[Item]:
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
