"""From the models to the plain data of a new file: the model's order, only keys that hold something."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from contacts_store.document.emit import Noted
from contacts_store.model.timestamp import format_timestamp
from contacts_store.records.layout import CONTACT_ORDER, ITEM_ORDER, LISTS, TAG_ORDER

if TYPE_CHECKING:
    from contacts_store.model.contact import Contact, Email, PhoneNumber
    from contacts_store.model.tag import Tag

TagName = Callable[[str], str]
"""From a tag's id to its name, empty when the reference is not a known tag's id."""


def contact_plain(contact: Contact, tag_name: TagName) -> dict[str, Any]:
    """Return the content of a new file for a contact; a tag's id carries its name as a comment."""
    data: dict[str, Any] = {}
    for name in CONTACT_ORDER:
        value = getattr(contact, name)
        if name == "tag_ids":
            held: Any = [tag_plain_ref(ref, tag_name) for ref in value]
        elif name in LISTS:
            held = [item_plain(name, item) for item in value]
        else:
            held = field_plain(value)
        if held not in ("", []):
            data[name] = held
    return data | contact.extra


def tag_plain(tag: Tag) -> dict[str, Any]:
    """Return the content of a new file for a tag."""
    data = {name: held for name in TAG_ORDER if (held := field_plain(getattr(tag, name))) != ""}
    return data | tag.extra


def item_plain(list_name: str, item: PhoneNumber | Email) -> dict[str, Any]:
    """Return a list entry as it stands in a file."""
    values = ((name, getattr(item, name)) for name in ITEM_ORDER[list_name])
    return {
        name: held for name, value in values if (held := field_plain(value)) not in ("", False)
    } | item.extra


def tag_plain_ref(ref: str, tag_name: TagName) -> Any:
    """Return a tag's id with its name as a comment; a reference that is no tag's id stands alone."""
    name = tag_name(ref)
    return Noted(ref, name) if name else ref


def field_plain(value: Any) -> Any:
    """Return a field's value as it stands in a file; empty when there is none."""
    if value is None:
        return ""
    return format_timestamp(value) if isinstance(value, datetime) else value
