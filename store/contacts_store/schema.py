"""JSON Schema of the store's files, so that editors complete keys and underline slips while people type.

Limits and names come from the models. The schema accepts everything that the store reads, short
forms included, and judges YAML's own types leniently: an editor that follows YAML 1.2 takes
``+15551234567`` for a number and ``2026-02-07`` for a date, and the store reads both as text.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from contacts_store.model.phone import E164

if TYPE_CHECKING:
    from contacts_store.model.contact import Record

Schema = dict[str, Any]

SCHEMA_FILE = "contact.schema.json"
"""The schema's file in a store; relative to the store's folder."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"

_UUID = "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
_TIMESTAMP = r"^$|^\s*\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d(:\d\d(\.\d{0,9})?)?( ?([Zz]|[+-]\d\d(:?\d\d)?))?)?\s*$"
_BOOLEAN_WORD = "^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Yy][Ee][Ss]|[Nn][Oo])?$"

_DESCRIPTIONS = {
    "id": "The identity, a UUID: made once, never changed. May be left out; it is then derived.",
    "customer_id": "The customer who owns the contact, a UUID.",
    "display_name": "The name to show. Empty: first and last name, else company, e-mail, number.",
    "source": "How the contact came to be; set at creation.",
    "external_id": "Reference in another system; the key for repeated imports.",
    "phone_numbers": "Numbers as people write them; plain text will do. At most one is primary.",
    "emails": "Addresses; plain text will do. At most one is primary.",
    "tag_ids": "Tags, by id or by name.",
    "number": "As originally entered, in any notation.",
    "number_e164": "Derived from number: + and at most 15 digits. May be left out.",
    "is_primary": "true for at most one entry of a list.",
    "tm_create": "UTC, like 2026-02-07T14:45:59.038962Z.",
    "tm_update": "Moves with every change.",
    "tm_delete": "Set while the contact lies in the trash.",
}


def contact_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of a contact file, hand-written short forms included."""
    from contacts_store.model.contact import EMAIL_TYPES, PHONE_TYPES, SOURCES, Contact, Email, PhoneNumber

    phone = _mapping(PhoneNumber, required=("number",), known={"type": PHONE_TYPES})
    email = _mapping(Email, required=("address",), known={"type": EMAIL_TYPES})
    contact = _mapping(Contact, known={"source": SOURCES})
    tag_reference = _limited(Contact, "tag_ids")
    contact["properties"] |= {
        "phone_numbers": _described("phone_numbers", _list_of(phone, _limited(PhoneNumber, "number"))),
        "emails": _described("emails", _list_of(email, _limited(Email, "address"))),
        "tag_ids": _described("tag_ids", {"type": ["array", "null"], "items": tag_reference}),
    }
    return {"$schema": DIALECT, "title": "A contact of a contacts-tui store"} | contact


def schema_text() -> str:
    """Return the contact schema as the text of its file."""
    return json.dumps(contact_schema(), indent=2) + "\n"


def _mapping(
    model: type[Record], *, required: tuple[str, ...] = (), known: dict[str, tuple[str, ...]] | None = None
) -> Schema:
    """Return the schema of a model as a mapping; keys that are not ours stay allowed."""
    properties: Schema = {}
    for name in model.model_fields:
        if name == "extra":
            continue
        field = _field(model, name)
        if known and name in known:
            # An enum would refuse what the store only warns about; as a branch it still completes.
            field = {"anyOf": [{"enum": list(known[name])}, field]}
        properties[name] = _described(name, field)
    schema: Schema = {"type": "object", "properties": properties}
    if required:
        schema["required"] = list(required)
    return schema


def _field(model: type[Record], name: str) -> Schema:
    if name in {"id", "customer_id"}:
        return {"type": ["string", "null"], "pattern": _UUID + "|^$"}
    if name.startswith("tm_"):
        return {"type": ["string", "null"], "pattern": _TIMESTAMP}
    if name == "is_primary":
        return {"anyOf": [{"type": ["boolean", "null"]}, {"type": "string", "pattern": _BOOLEAN_WORD}]}
    if name == "number_e164":
        return _limited(model, name) | {"pattern": f"^({E164.pattern})?$"}
    return _limited(model, name)


def _limited(model: type[Record], name: str) -> Schema:
    """Return the schema of a text with the model's limits on its length."""
    bounds = _bounds(model.model_json_schema()["properties"][name])
    # The model asks for a text of some length; null stands for an empty one where that is allowed.
    kinds = ["string", "number", "boolean"] + ([] if bounds.get("minLength") else ["null"])
    return {"type": kinds} | bounds


def _bounds(schema: Schema) -> Schema:
    source = schema.get("items", schema)
    return {key: source[key] for key in ("minLength", "maxLength") if key in source}


def _list_of(mapping: Schema, short: Schema) -> Schema:
    return {"type": ["array", "null"], "items": {"anyOf": [mapping, short]}}


def _described(name: str, schema: Schema) -> Schema:
    return schema | ({"description": _DESCRIPTIONS[name]} if name in _DESCRIPTIONS else {})
