"""From a card to the row of a contact, as an import takes it; what has no place is kept line for line."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from contacts_store.interchange.vcard.properties import decoded, read_properties
from contacts_store.interchange.vcard.writing import DEPARTMENTS, KEPT, LABEL, NAME_PARTS, escaped
from contacts_store.model.address import address_problem
from contacts_store.model.identity import is_id
from contacts_store.model.timestamp import parse_timestamp

if TYPE_CHECKING:
    from contacts_store.interchange.vcard.cards import Card
    from contacts_store.interchange.vcard.properties import Property

_PHONES = {"fax": "fax", "cell": "mobile", "mobile": "mobile", "work": "work", "home": "home"}
_EMAILS = {"work": "work", "home": "personal", "personal": "personal"}
_SILENT = {"voice", "internet", "pref"}
_TEXTS = {"TITLE": ("job_title", 100), "X-EXTERNAL-ID": ("external_id", 255), "X-SOURCE": ("source", 255)}
_KINDS = ("KIND", "X-ADDRESSBOOKSERVER-KIND")
_SHOWN = 60
_LONGEST_NUMBER = 30
_BASIC = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d)(.*)")
_APPLE = re.compile(r"_\$!<(.*)>!\$_")
_ID = re.compile(r"(?:urn:uuid:)?(.*)", re.IGNORECASE)


class NoContact(Exception):
    """A sound card that is no person or company; the message says what it is."""


def row_of(card: Card) -> tuple[dict[str, Any] | None, list[str]]:
    """Return a card as a row that ``draft_fields`` takes, and what of it was left out.

    The row is None when the card says nothing of anyone.

    Raises:
        NoContact: the card is a group of contacts.
    """
    properties, others = read_properties(card.lines)
    if any(each.name in _KINDS and each.text.strip().lower() == "group" for each in properties):
        raise NoContact("a group of contacts, not a contact")
    labels = {each.group.lower(): each for each in properties if each.name == "X-ABLABEL" and each.group}
    row: dict[str, Any] = {"phone_numbers": [], "emails": [], "tag_ids": []}
    kept: list[str] = []
    used: set[str] = set()
    for each in properties:
        if each.name in ("VERSION", "X-ABLABEL"):
            continue
        if each.name in ("TEL", "EMAIL") and _took_item(row, each, labels):
            used.add(each.group.lower())
        elif each.name == "AGENT" and card.agent is not None and not each.value.strip():
            kept.append(_nested(each, card.agent))
        elif each.name in ("TEL", "EMAIL") or not _took(row, each):
            kept.append(each.line)
    kept += [label.line for group, label in labels.items() if group not in used]
    _settle_name(row)
    if kept:
        row[KEPT] = kept
    notes = [f"left out, because it is no property: {line[:_SHOWN]!r}" for line in others]
    return (row if any(row.values()) else None), notes


def _nested(agent: Property, card: Card) -> str:
    """Return a nested card as one line, as 3.0 has it (RFC 2426, section 3.5.4)."""
    lines = ["BEGIN:VCARD", *(decoded(line, "utf-8") for line in card.lines), "END:VCARD"]
    return agent.line + escaped("\n".join(lines))


def _took(row: dict[str, Any], each: Property) -> bool:  # noqa: PLR0911 -- one for each property
    """Put a property in its place; tell whether it has one that is free."""
    text = each.text.strip()
    if each.name in _TEXTS:
        return _put(row, *_TEXTS[each.name], text)
    if each.name == "FN":
        return _put(row, "display_name", 200, text)
    if each.name == "N":
        return _took_name(row, each.parts(";"))
    if each.name == "ORG":
        company, *departments = each.parts(";")
        if not _put(row, "company", 200, company):
            return False
        row |= {DEPARTMENTS: departments} if any(departments) else {}
        return True
    if each.name == "NOTE":
        row["notes"] = "\n".join(filter(None, (row.get("notes"), each.text)))
        return True
    if each.name == "CATEGORIES":
        row["tag_ids"] += [name for name in each.parts(",") if name and len(name) <= 255]
        return True
    return _took_identity(row, each.name, text)


def _took_identity(row: dict[str, Any], name: str, text: str) -> bool:
    if name == "UID":
        bare = _ID.fullmatch(text)
        if bare is not None and is_id(bare[1]):
            return _put(row, "id", 36, bare[1].lower())
        return _put(row, "external_id", 255, text)
    if name == "X-CUSTOMER-ID":
        return is_id(text) and _put(row, "customer_id", 36, text)
    if name in ("REV", "X-CREATED"):
        try:
            moment = parse_timestamp(_BASIC.sub(r"\1-\2-\3T\4:\5:\6\7", text))
        except ValueError:
            return False
        return moment is None or _put(
            row, "tm_update" if name == "REV" else "tm_create", 99, moment.isoformat()
        )
    return name == "X-EXTRA" and _took_extra(row, text)


def _took_extra(row: dict[str, Any], text: str) -> bool:
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        return False
    if not isinstance(held, dict) or "extra" in row:
        return False
    row["extra"] = held
    return True


def _put(row: dict[str, Any], name: str, longest: int, text: str) -> bool:
    if not text:
        return True
    if name in row or len(text) > longest:
        return False
    row[name] = text
    return True


def _took_name(row: dict[str, Any], parts: list[str]) -> bool:
    if "last_name" in row or any(len(part) > 100 for part in parts):
        return False
    named = zip(("last_name", "first_name", *NAME_PARTS), parts, strict=False)
    row |= {name: part for name, part in named if part}
    return len(parts) <= 5


def _took_item(row: dict[str, Any], each: Property, labels: dict[str, Property]) -> bool:
    """Add a number or an address; one that the model refuses is kept as a line."""
    value = each.text.strip()
    words = [word.lower() for word in each.types]
    if each.name == "TEL":
        value = re.sub(r"(?i)^tel:", "", value)
        value = re.sub(r"(?i);ext=(\d+).*", r" ext \1", value)
        items, types, field = row["phone_numbers"], _PHONES, "number"
        fits = 0 < len(value) <= _LONGEST_NUMBER
    else:
        value = re.sub(r"(?i)^mailto:", "", value)
        items, types, field = row["emails"], _EMAILS, "address"
        fits = bool(value) and len(value) <= 255 and not address_problem(value)
    if not fits:
        return not value
    label = labels.get(each.group.lower())
    label_text = _APPLE.sub(r"\1", label.text) if label else ""
    chosen = next((word for word in types if word in (*words, label_text.lower())), "")
    item: dict[str, Any] = {field: value} | ({"type": types[chosen]} if chosen else {})
    is_preferred = "pref" in words or "PREF=1" in (word.upper() for word in each.parameters)
    if is_preferred and not any("is_primary" in other for other in items):
        item["is_primary"] = "true"
    rest = [word for word in each.types if word.lower() not in _SILENT | {chosen}]
    rest += [word for word in each.parameters if word.upper() not in ("PREF=1", "VALUE=URI", "VALUE=TEXT")]
    item |= {KEPT: rest} if rest else {}
    if label_text and label_text.lower() not in types:
        item[LABEL] = label_text
    items.append(item)
    return True


def _settle_name(row: dict[str, Any]) -> None:
    """Drop a display name that only repeats what is shown anyway."""
    full = f"{row.get('first_name', '')} {row.get('last_name', '')}".strip()
    values = [item.get("address") or item.get("number") for item in row["emails"] + row["phone_numbers"]]
    if "display_name" in row and row["display_name"] in (
        full,
        *([] if full else [row.get("company"), *values]),
    ):
        del row["display_name"]
