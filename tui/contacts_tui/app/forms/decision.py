"""What a conflict screen shows of a conflict, in words: its fields, their values, the outcome of a choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contacts_store.merge.changes import field_changes
from contacts_store.merge.threeway import decided
from contacts_store.merge.wording import CHANGED, deed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contacts_store.errors import Conflict
    from contacts_store.merge.threeway import FieldConflict, Side
    from contacts_store.model.contact import Contact
    from contacts_store.model.tag import Tag

_NOTHING = "—"


def field_label(field: FieldConflict, tag_names: Mapping[str, str]) -> str:
    """Name a field as toasts do: ``phone +44 20 7946 0018 type``."""
    return deed(field.field, field.base, field.ours, tag_names).subject or "in the trash"


def value_text(value: Any) -> str:
    """Spell a plain value for people; what is not there is a dash."""
    if isinstance(value, dict):
        name = value.get("number") or value.get("address")
        return f"{name}  {value.get('type', '')}".rstrip() if name else _pairs(value)
    if isinstance(value, list):
        return ", ".join(value_text(item) for item in value) or _NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _NOTHING if value in (None, "") else str(value)


def _pairs(value: Mapping[str, Any]) -> str:
    return ", ".join(f"{key}: {value_text(part)}" for key, part in value.items()) or _NOTHING


def outcome(conflict: Conflict, choices: Mapping[str, Side]) -> Contact:
    """Return the contact that comes of a choice by field; mine where nothing is chosen."""
    base, ours, theirs = _sides(conflict)
    return decided(base, ours, theirs, choices)


def outcome_lines(conflict: Conflict, choices: Mapping[str, Side], tag_names: Mapping[str, str]) -> list[str]:
    """Return what saving the choice would change in the file, a line a field."""
    return change_lines(conflict.theirs, outcome(conflict, choices), tag_names)


def change_lines(before: Contact | Tag | None, after: Contact, tag_names: Mapping[str, str]) -> list[str]:
    """Return what makes a contact another one, a line a field."""
    changes = field_changes(before, after)
    done = [(deed(change.field, change.old, change.new, tag_names), change) for change in changes]
    return [str(change) if what.verb == CHANGED else str(what) for what, change in done]


def _sides(conflict: Conflict) -> tuple[Contact | None, Contact, Contact]:
    from contacts_store.model.contact import Contact

    base, ours, theirs = conflict.base, conflict.ours, conflict.theirs
    assert base is None or isinstance(base, Contact)
    assert isinstance(ours, Contact)
    assert isinstance(theirs, Contact)
    return base, ours, theirs
