"""A contact as a vCard: 3.0 (RFC 2426) for the many programs, 4.0 (RFC 6350) for those that want it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Literal

from contacts_store.model.contact import Email, shown_name
from contacts_store.model.timestamp import format_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from contacts_store.model.contact import Contact, PhoneNumber

Version = Literal["3.0", "4.0"]

KEPT = "vcard"
"""The unknown key of kept properties (of a contact), or of kept TYPE words and parameters (of an item)."""
NAME_PARTS = ("middle_name", "name_prefix", "name_suffix")
"""The unknown keys of what N holds beside last and first name, in its order."""
DEPARTMENTS = "departments"
LABEL = "label"
_OWN = {KEPT, DEPARTMENTS, *NAME_PARTS}

_PHONE_WORDS = {"mobile": "CELL", "work": "WORK", "home": "HOME", "fax": "FAX", "other": ""}
_EMAIL_WORDS = {"work": "WORK", "personal": "HOME", "other": ""}
_OCTETS = 75
_FRAME = re.compile(r"\s*((BEGIN|END|VERSION)\s*:|[^:]*$)", re.IGNORECASE)
"""What a kept line may not be: the frame of a card, or no property at all."""


def vcard_text(contact: Contact, tag_names: Mapping[str, str], version: Version = "3.0") -> str:
    """Return a contact as one vCard, with CRLF and lines folded at 75 octets.

    Args:
        contact: the contact, whole.
        tag_names: the name of each tag id; an unknown reference stands as it is.
        version: of the vCard format.
    """
    lines = ["BEGIN:VCARD", f"VERSION:{version}", *_properties(contact, tag_names, version), "END:VCARD"]
    return "".join(f"{folded}\r\n" for folded in map(_folded, lines))


def escaped(text: str) -> str:
    """Return a text as a vCard value, or a part of one (RFC 6350, section 3.4)."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _properties(contact: Contact, tag_names: Mapping[str, str], version: Version) -> Iterator[str]:
    extra = contact.extra
    yield f"UID:{f'urn:uuid:{contact.id}' if version == '4.0' else contact.id}"
    yield f"FN:{escaped(shown_name(contact))}"
    parts = [_plain(extra.get(name)) for name in NAME_PARTS]
    yield "N:" + ";".join(map(escaped, (contact.last_name, contact.first_name, *parts)))
    units = [contact.company, *_texts(extra.get(DEPARTMENTS))]
    if any(units):
        yield "ORG:" + ";".join(map(escaped, units))
    yield from _item_lines(contact, version)
    if contact.tag_ids:
        yield "CATEGORIES:" + ",".join(escaped(tag_names.get(ref, ref)) for ref in contact.tag_ids)
    yield from _texts_of(contact, version)
    yield from (line for line in map(_one_line, _texts(extra.get(KEPT))) if not _FRAME.match(line))
    others = {name: held for name, held in extra.items() if name not in _OWN}
    if others:
        yield "X-EXTRA:" + escaped(json.dumps(others, ensure_ascii=False))


def _texts_of(contact: Contact, version: Version) -> Iterator[str]:
    texts = {
        "TITLE": contact.job_title,
        "NOTE": contact.notes,
        "X-EXTERNAL-ID": contact.external_id,
        "X-CUSTOMER-ID": contact.customer_id or "",
        "X-SOURCE": contact.source,
        "X-CREATED": contact.tm_create and format_timestamp(contact.tm_create),
    }
    yield from (f"{name}:{escaped(text)}" for name, text in texts.items() if text)
    if contact.tm_update:
        # 4.0 knows only the basic form, which has no fractions
        basic = f"{contact.tm_update:%Y%m%dT%H%M%SZ}"
        yield f"REV:{basic if version == '4.0' else format_timestamp(contact.tm_update)}"


def _item_lines(contact: Contact, version: Version) -> Iterator[str]:
    groups = _free_groups(_texts(contact.extra.get(KEPT)))
    items: tuple[PhoneNumber | Email, ...] = (*contact.phone_numbers, *contact.emails)
    for item in items:
        label = item.extra.get(LABEL)
        group = f"{next(groups)}." if isinstance(label, str) and label else ""
        yield group + _item_line(item, version)
        if group:
            yield f"{group}X-ABLabel:{escaped(str(label))}"


def _item_line(item: PhoneNumber | Email, version: Version) -> str:
    if isinstance(item, Email):
        name, value, words = "EMAIL", item.address, _EMAIL_WORDS
    else:
        name, value, words = "TEL", item.number, _PHONE_WORDS
    kept = [word for word in map(_one_line, _texts(item.extra.get(KEPT))) if word]
    types = [words.get(item.type, _safe(item.type)), *(word for word in kept if "=" not in word)]
    parameters = [word for word in kept if "=" in word]
    if item.is_primary:
        if version == "4.0":
            parameters.append("PREF=1")
        else:
            types.append("PREF")
    types = [word for word in types if word]
    if types:
        parameters.insert(0, f"TYPE={','.join(types)}")
    return f"{';'.join((name, *parameters))}:{escaped(value)}"


def _free_groups(lines: Iterable[str]) -> Iterator[str]:
    taken = {line.partition(".")[0].lower() for line in lines}
    return (group for number in range(1, 1 << 31) if (group := f"item{number}") not in taken)


def _safe(word: str) -> str:
    """Return a type of the person's own as a parameter's value; quotes and line ends can't be in one."""
    word = "".join(" " if character < " " or character == '"' else character for character in word)
    return f'"{word}"' if any(character in word for character in ";:, ") else word


def _plain(held: Any) -> str:
    return held if isinstance(held, str) else ""


def _texts(held: Any) -> list[str]:
    return [each for each in held if isinstance(each, str)] if isinstance(held, list) else []


def _one_line(text: str) -> str:
    return " ".join(text.splitlines())


def _folded(line: str) -> str:
    """Fold a line at 75 octets, never inside a character (RFC 6350, section 3.2)."""
    if len(line) * 4 <= _OCTETS or len(line.encode(errors="replace")) <= _OCTETS:
        return line
    pieces, start, size = [], 0, 0
    for place, character in enumerate(line):
        octets = 1 if character < "\x80" else len(character.encode(errors="replace"))
        if size + octets > _OCTETS:
            pieces.append(line[start:place])
            start, size = place, 1
        size += octets
    return "\r\n ".join((*pieces, line[start:]))
