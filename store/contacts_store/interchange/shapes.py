"""The JSON shapes of contacts and tags, a contract with other people's scripts.

Every field of the model is there, always: ``null``, ``""`` or ``[]`` when it is empty. Fields may be
added, never renamed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contacts_store.model.contact import Contact, Record
    from contacts_store.model.tag import Tag

Json = dict[str, Any]


def contact_as_json(contact: Contact, path: str) -> Json:
    """Return a contact as JSON: fields in the model's order, then ``path`` and ``extra``.

    Args:
        contact: the contact, whole.
        path: its file, relative to the store.
    """
    shape = _fields(contact)
    extra = shape.pop("extra")
    items = {"phone_numbers": contact.phone_numbers, "emails": contact.emails}
    shape |= {name: [_fields(item) for item in items_] for name, items_ in items.items()}
    return shape | {"path": path, "extra": extra}


def tag_as_json(tag: Tag, path: str = "") -> Json:
    """Return a tag as JSON: fields in the model's order, then ``path`` and ``extra``."""
    shape = _fields(tag)
    extra = shape.pop("extra")
    return shape | {"path": path, "extra": extra}


def _fields(record: Record) -> Json:
    """Return the record's fields as JSON values, unknown keys last."""
    shape = record.model_dump(mode="json")
    return {name: value for name, value in shape.items() if name != "extra"} | {"extra": shape["extra"]}
