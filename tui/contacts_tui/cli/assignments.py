"""The small language of ``set``: ``field=value``, ``phone+=N:type``, ``email.ADDRESS.type=work``.

Parsing only; ``editing`` applies what comes out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

import click

from contacts_tui.cli.verbs import did_you_mean

Operator = Literal["=", "+=", "-="]

TEXT_FIELDS = (
    "first_name",
    "last_name",
    "display_name",
    "company",
    "job_title",
    "notes",
    "external_id",
    "customer_id",
)
LIST_FIELDS = {
    "phone": "phone_numbers",
    "phones": "phone_numbers",
    "phone_numbers": "phone_numbers",
    "email": "emails",
    "emails": "emails",
    "tag": "tag_ids",
    "tags": "tag_ids",
    "tag_ids": "tag_ids",
}
"""The short names that people type, and the model's."""
_COMMON_PARTS = {"type": "type", "primary": "is_primary", "is_primary": "is_primary"}
ITEM_PARTS = {
    "phone_numbers": {"number": "number"} | _COMMON_PARTS,
    "emails": {"address": "address"} | _COMMON_PARTS,
}
"""What of a single number or address can be set, as people type it, and the model's name."""

_REFUSED = {
    "id": "it is made once and never changed",
    "source": "it is set when the contact is made",
    "tm_create": "it is set when the contact is made",
    "tm_update": "it moves with every change by itself",
    "tm_delete": "use 'rm' and 'restore'",
    "extra": "keys that are not ours are kept as they stand; use 'edit'",
}
_ASSIGNMENT = re.compile(r"(?P<target>[^=]+?)(?P<operator>[+-]?=)(?P<value>.*)", re.DOTALL)
_ITEM = re.compile(r"(?P<list>[a-z_]+)(?:\[(?P<bracketed>.+)\]|\.(?P<dotted>.+))\.(?P<part>[a-z_]+)")


@dataclass(frozen=True, slots=True)
class Assignment:
    """One change of one field.

    Attributes:
        field: the model's name of the field.
        operator: what is done with the value; texts only know ``=``.
        value: as typed; empty with ``=`` clears the field.
        item: the number or address whose part is meant; empty for the field as a whole.
        part: the item's field (``type``); empty for the field as a whole.
    """

    field: str
    operator: Operator
    value: str
    item: str = ""
    part: str = ""


def read_assignment(text: str) -> Assignment:
    """Read one word such as ``company=Initech``, ``phone-=+442079460018`` or ``tag+=vip``.

    Raises:
        click.UsageError: it is no assignment, the field is unknown, or it can't be set.
    """
    match = _ASSIGNMENT.fullmatch(text)
    if match is None:
        raise click.UsageError(f"{text!r} changes nothing: write field=value, such as company=Initech")
    target, value = match["target"].strip(), match["value"]
    operator = cast("Operator", match["operator"])
    item = _ITEM.fullmatch(target)
    if item is not None:
        return _item_assignment(item, operator, value)
    field = target.lower().replace("-", "_")
    field = LIST_FIELDS.get(field, field)
    if field in _REFUSED:
        raise click.UsageError(f"{field} can't be set: {_REFUSED[field]}")
    if field not in TEXT_FIELDS and field not in ITEM_PARTS and field != "tag_ids":
        raise click.UsageError(f"unknown field {target!r}{did_you_mean(field, (*TEXT_FIELDS, *LIST_FIELDS))}")
    if field in TEXT_FIELDS and operator != "=":
        raise click.UsageError(f"{field} holds one text: write {field}={value}")
    if operator != "=" and not value.strip():
        raise click.UsageError(f"{text!r}: nothing to {'add' if operator == '+=' else 'remove'}")
    return Assignment(field, operator, value)


def _item_assignment(match: re.Match[str], operator: Operator, value: str) -> Assignment:
    field = LIST_FIELDS.get(match["list"], match["list"])
    parts = ITEM_PARTS.get(field)
    if parts is None:
        raise click.UsageError(
            f"unknown list {match['list']!r}: write phone.NUMBER.type= or email.ADDRESS.type="
        )
    part = parts.get(match["part"])
    if part is None:
        raise click.UsageError(f"unknown part {match['part']!r}: use {', '.join(dict.fromkeys(parts))}")
    if operator != "=":
        raise click.UsageError(f"{match[0]} holds one value: write {match[0]}={value}")
    return Assignment(field, operator, value, match["bracketed"] or match["dotted"], part)
