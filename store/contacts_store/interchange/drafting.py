"""From one row of a payload to the fields of a contact: short forms, and the platform's later shapes.

Nothing is validated here but the shape; values are judged when the contact is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contacts_store.model.contact import EMAIL_TYPES, PHONE_TYPES
from contacts_store.records.layout import CONTACT_TEXTS, ITEM_TEXTS, ITEM_VALUE

if TYPE_CHECKING:
    from collections.abc import Collection

    from contacts_store.interchange.json_text import Plain

Fields = dict[str, Any]
"""Fields of a contact that hold something: texts, ``extra``, and the lists ``phone_numbers``,
``emails`` (of fields like these) and ``tag_ids``."""

_NIL = "00000000-0000-0000-0000-000000000000"
_TRUE = {"true", "yes"}
_OWNERS = ("customer_id", "contact_id")
"""What the platform's children repeat of their contact."""
_LATER = "addresses"
_LATER_LISTS = {"tel": ("phone_numbers", PHONE_TYPES), "email": ("emails", EMAIL_TYPES)}


class ShapeError(Exception):
    """A row that does not have the shape of a contact."""


def draft_fields(row: Plain) -> Fields:
    """Return the fields of the contact that a row describes; of several primaries the last one stays.

    Raises:
        ShapeError: the row, or one of its parts, has another shape.
    """
    if not isinstance(row, dict):
        raise ShapeError("not a contact: an object with named fields is wanted")
    fields: Fields = {"phone_numbers": [], "emails": [], "tag_ids": []}
    rest = dict(row)
    extra = _own_extra(rest, {*CONTACT_TEXTS, *ITEM_VALUE, "tag_ids"}, "extra")
    addresses = _list(_LATER, rest.pop(_LATER, None))
    for name, value in rest.items():
        if name in ITEM_VALUE:
            fields[name] = [_item(name, index, item) for index, item in enumerate(_list(name, value))]
        elif name == "tag_ids":
            fields[name] = [_text(name, item) for item in _list(name, value)]
        elif name in CONTACT_TEXTS:
            _put_text(fields, name, value)
        else:
            extra[name] = value
    others = [entry for index, entry in enumerate(addresses) if not _took_address(fields, index, entry)]
    if others:
        extra[_LATER] = others
    for name in ITEM_VALUE:
        _leave_last_primary(fields[name])
    return fields | {"extra": extra}


def _own_extra(row: Fields, fields: Collection[str], place: str) -> Fields:
    """Take ``extra``, and ``path`` beside it, out of a row in our own JSON shape."""
    if not isinstance(row.get("extra"), dict):
        return {}
    row.pop("path", None)
    extra = dict(row.pop("extra"))
    for name in extra.keys() & set(fields):
        raise ShapeError(f"{place}: {name} is no unknown key; write it beside extra")
    return extra


def _list(name: str, value: Plain) -> list[Plain]:
    if value is None or value == "":
        return []
    if not isinstance(value, list):
        raise ShapeError(f"{name}: a list is wanted")
    return value


def _text(place: str, value: Plain) -> str:
    if value is not None and not isinstance(value, str):
        raise ShapeError(f"{place}: a text is wanted")
    return value or ""


def _put_text(fields: Fields, name: str, value: Plain, place: str = "") -> None:
    text = _text(place or name, value)
    if text and not (name.endswith("id") and text == _NIL):
        fields[name] = text


def _item(name: str, index: int, value: Plain) -> Fields:
    if isinstance(value, str):
        return {ITEM_VALUE[name]: value, "extra": {}}
    if not isinstance(value, dict):
        raise ShapeError(f"{name}[{index}]: neither an object nor a text")
    rest = {key: held for key, held in value.items() if key not in _OWNERS}
    extra = _own_extra(rest, {*ITEM_TEXTS[name], "id"}, f"{name}[{index}].extra")
    item: Fields = {"extra": extra}
    for key, held in rest.items():
        if key in ITEM_TEXTS[name]:
            _put_text(item, key, held, f"{name}[{index}].{key}")
        else:
            item["extra"][key] = held
    if name == "phone_numbers" and "number" not in item and "number_e164" in item:
        item["number"] = item["number_e164"]
    return item


def _took_address(fields: Fields, index: int, entry: Plain) -> bool:
    """Add an entry of the platform's later list to its own list; tell whether it has one."""
    if not isinstance(entry, dict):
        raise ShapeError(f"{_LATER}[{index}]: an object is wanted")
    if entry.get("type") not in _LATER_LISTS:
        return False
    list_name, types = _LATER_LISTS[entry["type"]]
    value = ITEM_VALUE[list_name]
    given = {key: held for key, held in entry.items() if held and key not in ("type", "target")}
    if given.get("name") in types:
        given["type"] = given.pop("name")
    item = _item(list_name, index, given | {value: entry.get("target")})
    if all(item.get(value) != known.get(value) for known in fields[list_name]):
        fields[list_name].append(item)
    return True


def _leave_last_primary(items: list[Fields]) -> None:
    primaries = [item for item in items if item.get("is_primary", "").lower() in _TRUE]
    for item in primaries[:-1]:
        del item["is_primary"]
