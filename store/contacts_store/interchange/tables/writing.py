"""Contacts as a table: ours, which the import reads back whole, and Google's."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from typing import TYPE_CHECKING, Any

from contacts_store.interchange.tables.mapping import SEVERAL
from contacts_store.model.timestamp import format_timestamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from contacts_store.model.contact import Contact, Email, PhoneNumber

    Cells = dict[str, str]

_TAKEN_OTHERWISE = re.compile(r"'*[=+\-@\t\r]|'+[0-9(]")
"""Cells that a spreadsheet, or the import, would take for something else than a text."""
_CLEAN_NUMBER = re.compile(r"[+-]?[0-9][0-9 ().\-/]*")
_TEXTS = (
    "id",
    "customer_id",
    "first_name",
    "last_name",
    "display_name",
    "company",
    "job_title",
    "source",
    "external_id",
)
_TIMES = ("tm_create", "tm_update")
_GOOGLE_LABELS = {"mobile": "Mobile", "work": "Work", "home": "Home", "fax": "Work Fax", "personal": "Home"}
_SPOOLED = 1 << 20


def table_text(
    contacts: Iterable[Contact],
    tag_names: Mapping[str, str],
    *,
    is_googles: bool = False,
    is_raw: bool = False,
) -> Iterator[str]:
    """Write contacts as CSV (RFC 4180, every cell quoted), in pieces.

    How many columns numbers and addresses take is known after the last contact, so that the rows
    wait in a temporary file until then.

    Args:
        contacts: whom.
        tag_names: the name of each tag id.
        is_googles: with Google's headings; what those have no place for is left out.
        is_raw: do not guard cells that a spreadsheet would calculate (``=1+1``) with a leading ``'``.
            The guard is taken off again by the import.
    """
    cells_of: Callable[[Contact, Mapping[str, str]], Cells] = _google_cells if is_googles else _own_cells
    headings: dict[str, None] = {}
    with tempfile.SpooledTemporaryFile(
        max_size=_SPOOLED, mode="w+", encoding="utf-8", newline="\n"
    ) as waiting:
        for contact in contacts:
            cells = cells_of(contact, tag_names)
            headings |= dict.fromkeys(cells)
            waiting.write(json.dumps(cells) + "\n")
        names = sorted(headings, key=_place)
        yield _line(names)
        waiting.seek(0)
        for line in waiting:
            cells = json.loads(line)
            row = (cells.get(name, "") for name in names)
            yield _line([cell if is_raw else guarded(cell) for cell in row])


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; clean numbers stay as they are."""
    return f"'{cell}" if _TAKEN_OTHERWISE.match(cell) and not _CLEAN_NUMBER.fullmatch(cell) else cell


def _line(cells: list[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()


def _own_cells(contact: Contact, tag_names: Mapping[str, str]) -> Cells:
    cells = {name: getattr(contact, name) or "" for name in _TEXTS}
    for number, phone in enumerate(contact.phone_numbers, start=1):
        texts = {"": phone.number, **_own_item(phone), "_e164": phone.number_e164}
        cells |= {f"phone_{number}{part}": text for part, text in texts.items()}
    for number, email in enumerate(contact.emails, start=1):
        texts = {"": email.address, **_own_item(email)}
        cells |= {f"email_{number}{part}": text for part, text in texts.items()}
    cells["tags"] = "; ".join(tag_names.get(tag, tag) for tag in contact.tag_ids)
    cells["notes"] = contact.notes
    cells |= {
        name: format_timestamp(getattr(contact, name)) if getattr(contact, name) else "" for name in _TIMES
    }
    return cells | ({"extra": json.dumps(_plain(contact.extra), ensure_ascii=False)} if contact.extra else {})


def _own_item(item: PhoneNumber | Email) -> Cells:
    cells = {"_type": item.type, "_primary": "yes" if item.is_primary else "", "_id": item.id}
    if item.tm_create:
        cells["_created"] = format_timestamp(item.tm_create)
    if item.extra:
        cells["_extra"] = json.dumps(_plain(item.extra), ensure_ascii=False)
    return cells


def _plain(extra: Mapping[str, Any]) -> dict[str, Any]:
    return json.loads(json.dumps(extra, default=str))  # type: ignore[no-any-return]


def _google_cells(contact: Contact, tag_names: Mapping[str, str]) -> Cells:
    extra = contact.extra
    cells = {
        "First Name": contact.first_name or ("" if contact.last_name else contact.display_name),
        "Middle Name": str(extra.get("middle_name", "")),
        "Last Name": contact.last_name,
        "Name Prefix": str(extra.get("name_prefix", "")),
        "Name Suffix": str(extra.get("name_suffix", "")),
        "File As": contact.display_name,
        "Organization Name": contact.company,
        "Organization Title": contact.job_title,
        "Notes": contact.notes,
        "Labels": SEVERAL.join([*(tag_names.get(tag, tag) for tag in contact.tag_ids), "* myContacts"]),
    }
    for number, email in enumerate(contact.emails, start=1):
        cells |= _google_item(f"E-mail {number}", email, email.address)
    for number, phone in enumerate(contact.phone_numbers, start=1):
        cells |= _google_item(f"Phone {number}", phone, phone.number)
    return cells


def _google_item(heading: str, item: PhoneNumber | Email, value: str) -> Cells:
    label = str(item.extra.get("label") or _GOOGLE_LABELS.get(item.type, "Other"))
    return {f"{heading} - Label": f"* {label}" if item.is_primary else label, f"{heading} - Value": value}


_KIND_AND_NUMBER = re.compile(r"(phone|e-?mail)[ _](\d+)(.*)", re.IGNORECASE)
_ORDER = (*_TEXTS[:7], "phone", "email", "tags", "notes", *_TEXTS[7:], *_TIMES, "extra")
_GOOGLE_ORDER = (
    "First Name", "Middle Name", "Last Name", "Name Prefix", "Name Suffix", "File As", "Organization Name",
    "Organization Title", "Notes", "Labels", "E-mail", "Phone",
)  # fmt: skip
_PARTS = ("", "_type", "_primary", "_e164", "_id", "_created", "_extra", " - Label", " - Value")


def _place(name: str) -> tuple[int, int, int]:
    """Return where a column stands: its group, the number in it, the part of that."""
    match = _KIND_AND_NUMBER.fullmatch(name)
    order = _ORDER if name in _ORDER or (match and "_" in name) else _GOOGLE_ORDER
    if match is None:
        return order.index(name), 0, 0
    return order.index(match[1]), int(match[2]), _PARTS.index(match[3])
