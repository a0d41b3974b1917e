"""Field values as plain data, and the names of fields: what changes and merges have in common."""

from __future__ import annotations

import json
import re
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from contacts_store.model.timestamp import format_timestamp

if TYPE_CHECKING:
    from contacts_store.model.contact import Record


class Absent(Enum):
    """The type of ``ABSENT``, which is false and told from every value, None too."""

    ABSENT = "absent"

    def __bool__(self) -> bool:
        return False


ABSENT: Final = Absent.ABSENT
"""What a field holds where there is no record, no item or no such key."""

ITEM_LISTS = ("phone_numbers", "emails")
"""The fields of a contact that hold items with an identity of their own."""

_PLAIN_KEY = re.compile(r"[^\s.\"\[\]]+")


def is_blank(value: Any) -> bool:
    """Tell whether a value says nothing: absent, null or empty (``False`` says something)."""
    return value is ABSENT or value is None or value in ("", (), [], {})


def same(left: Any, right: Any) -> bool:
    """Tell whether two values say the same; absent, null and empty are equal (git rules, "scalar")."""
    return bool(left == right) or (is_blank(left) and is_blank(right))


def field_names(kind: type[Record]) -> tuple[str, ...]:
    """Return the fields of a model in its order, the unknown keys last."""
    return (*(name for name in kind.model_fields if name != "extra"), "extra")


def value_of(record: Record | None, name: str) -> Any:
    """Return a field's value, ``ABSENT`` where there is no record."""
    return ABSENT if record is None else getattr(record, name)


def key_path(parent: str, key: str) -> str:
    """Name an unknown key inside its parent (``extra.birthday``); keys with dots or blanks are quoted."""
    name = key if _PLAIN_KEY.fullmatch(key) else json.dumps(key, ensure_ascii=False)
    return f"{parent}.{name}"


def plain(value: Any) -> Any:
    """Return a value as JSON has it: timestamps as text, an item as a dict, an absent one as None."""
    if value is ABSENT:
        return None
    if isinstance(value, datetime):
        return format_timestamp(value)
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    return value
