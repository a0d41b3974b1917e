"""From the cells of one row to a contact's row as ``draft_fields`` takes it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from contacts_store.interchange.tables.headings import LABELS
from contacts_store.model.contact import EMAIL_TYPES, PHONE_TYPES
from contacts_store.model.identity import is_id
from contacts_store.records.layout import CONTACT_TEXTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contacts_store.interchange.tables.columns import Column
    from contacts_store.interchange.tables.dialects import Heading

SEVERAL = " ::: "
"""Between the values of one of Google's cells."""
_FORMULA = re.compile(r'="(.*)"', re.DOTALL)
_GUARDED = re.compile(r"'+[=+\-@\t\r0-9(]")
"""By us or another program, or by a person who typed a number as a text."""
_ROUNDED = re.compile(r"[0-9][.,][0-9]+E\+[0-9]+", re.IGNORECASE)
_TAGS = re.compile(r" ::: |[;,]")
_NO_ADDRESS = {"smtp", "ex"}
"""What Outlook writes as the type of an address."""
_SYSTEM_GROUP = "* "
_TRUE = {"true", "yes", "1", "x"}
_TAKEN = {*CONTACT_TEXTS, "phone_numbers", "emails", "tag_ids"}
"""Names that no unknown key can have."""
_LIST = {"phone": "phone_numbers", "email": "emails"}
_VALUE = {"phone": "number", "email": "address"}

Row = dict[str, Any]


def row_of(heading: Heading, cells: Sequence[str]) -> tuple[Row, tuple[str, ...]]:
    """Return a contact's row, and notes about what was altered or could not go where it belongs.

    Cells that are empty say nothing. Cells without a heading are the caller's to refuse.
    """
    row = _RowMaker()
    for name, column, cell in zip(heading.names, heading.columns, cells, strict=False):
        text = plain_cell(cell)
        if text.strip():
            row.take(name, column, text)
    return row.finished(), tuple(row.notes)


def plain_cell(cell: str) -> str:
    """Return what a spreadsheet's cell holds, without the marks that keep it from being calculated."""
    if match := _FORMULA.fullmatch(cell.strip()):
        return match[1].replace('""', '"')
    return cell[1:] if _GUARDED.match(cell) else cell


class _RowMaker:
    def __init__(self) -> None:
        self.notes: list[str] = []
        self._row: Row = {"phone_numbers": [], "emails": [], "tag_ids": []}
        self._slots: dict[tuple[str, str], dict[str, tuple[str, str]]] = {}

    def take(self, name: str, column: Column, text: str) -> None:
        if column.kind == "text":
            self._text(name, column.name, text)
        elif column.kind in _LIST:
            if column.slot:
                self._slots.setdefault((column.kind, column.slot), {})[column.part] = (name, text)
            else:
                self._item(column.kind, name, text, {"label": column.name})
        elif column.kind == "tags":
            tags = (part.strip() for part in _TAGS.split(text))
            self._row["tag_ids"] += [tag for tag in tags if tag and not tag.startswith(_SYSTEM_GROUP)]
        elif column.kind == "extra":
            self._extra(column.name, text)

    def finished(self) -> Row:
        for (kind, _), slot in self._slots.items():
            if "value" in slot:
                name, text = slot.pop("value")
                self._item(kind, name, text, _parts({part: held for part, (_, held) in slot.items()}))
        full = " ".join(filter(None, (self._row.get("first_name"), self._row.get("last_name"))))
        if full and self._row.get("display_name") == full:
            del self._row["display_name"]
        return self._row

    def _text(self, heading: str, field: str, text: str) -> None:
        text = text.strip() if field != "notes" else text
        if field == "id" and not is_id(text):
            field = "external_id"
        if field in self._row:
            if self._row[field] != text:
                self._extra(heading, text)
        else:
            self._row[field] = text

    def _extra(self, key: str, text: str) -> None:
        extra = self._row.setdefault("extra", {})
        if key == "extra" and (held := _object(text)):  # our own table: all unknown keys of the contact
            extra |= held
        else:
            extra[f"{key} (column)" if key in _TAKEN else key] = text

    def _item(self, kind: str, heading: str, text: str, parts: dict[str, str]) -> None:
        values = [value.strip() for value in text.split(SEVERAL) if value.strip()]
        for value in values:
            if kind == "phone" and _ROUNDED.fullmatch(value):
                self.notes.append(
                    f"{heading}: {value} has lost its digits in a spreadsheet; it is kept as a text"
                )
                self._extra(heading, value)
            elif kind == "email" and "@" not in value:
                self.notes.append(f"{heading}: {value!r} is no e-mail address; it is kept as a text")
                self._extra(heading, value)
            else:
                self._row[_LIST[kind]].append(_item(kind, value, parts))
                parts = {part: held for part, held in parts.items() if part == "label"}


def _parts(parts: dict[str, str]) -> dict[str, str]:
    """Return what a row says of a number or address; Google marks the primary one in its label."""
    label = parts.get("label", "")
    return parts | ({"primary": "yes", "label": label.removeprefix("* ")} if label.startswith("* ") else {})


def _item(kind: str, value: str, parts: dict[str, str]) -> Row:
    label = parts.get("label", "").strip()
    item: Row = {_VALUE[kind]: value}
    if parts.get("primary", "").lower() in _TRUE:
        item["is_primary"] = "true"
    type_ = _type(kind, label)
    if type_:
        item["type"] = type_
    elif label and label.casefold() not in _NO_ADDRESS:
        item |= {"type": "other", "label": label}
    for part, field in (("type", "type"), ("e164", "number_e164"), ("id", "id"), ("created", "tm_create")):
        if part in parts:
            item[field] = parts[part]
    if extra := _object(parts.get("extra", "")):
        item["extra"] = extra
    return item


def _object(text: str) -> Row:
    """Return the JSON object that a text is; an empty one for any other text."""
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return held if isinstance(held, dict) else {}


def _type(kind: str, label: str) -> str:
    types = PHONE_TYPES if kind == "phone" else EMAIL_TYPES
    if label in types:
        return label
    meant = LABELS.get(label.casefold(), "")
    if kind == "email":
        meant = {"home": "personal", "work": "work", "other": "other"}.get(meant, "")
    return meant
