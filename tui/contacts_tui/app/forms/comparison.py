"""Two contacts field by field, in words: what a person looks at before saying that they are one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from contacts_store.merge.values import field_names
from contacts_store.model.contact import Contact
from contacts_tui.app.forms.decision import value_text

if TYPE_CHECKING:
    from collections.abc import Mapping

_UNSEEN = {"id", "customer_id", "tm_update", "tm_delete", "extra"}
_LABELS = {"phone_numbers": "phones", "emails": "e-mails", "tag_ids": "tags", "tm_create": "created"}
_DAY = 10
"""Characters of a timestamp that are its date."""


class FieldPair(NamedTuple):
    """One field of two contacts."""

    label: str
    left: str
    right: str

    @property
    def is_same(self) -> bool:
        """Whether both say the same."""
        return self.left == self.right


def field_pairs(left: Contact, right: Contact, tag_names: Mapping[str, str]) -> list[FieldPair]:
    """Return the fields that one of two contacts has, in the model's order, unknown keys last.

    Args:
        left: the one.
        right: the other.
        tag_names: tags' names by id.
    """
    names = [name for name in field_names(Contact) if name not in _UNSEEN]
    pairs = [
        FieldPair(
            _LABELS.get(name, name.replace("_", " ")),
            _words(name, getattr(left, name), tag_names),
            _words(name, getattr(right, name), tag_names),
        )
        for name in names
    ]
    pairs += [
        FieldPair(key, _plain(left.extra.get(key)), _plain(right.extra.get(key)))
        for key in {**left.extra, **right.extra}
    ]
    return [pair for pair in pairs if pair.left or pair.right]


def _words(name: str, value: Any, tag_names: Mapping[str, str]) -> str:
    if name == "phone_numbers":
        return ", ".join(phone.number for phone in value)
    if name == "emails":
        return ", ".join(email.address for email in value)
    if name == "tag_ids":
        return ", ".join(tag_names.get(ref, ref) for ref in value)
    if name == "tm_create":
        return str(value)[:_DAY] if value else ""
    return str(value)


def _plain(value: Any) -> str:
    return "" if value in (None, "", [], {}) else value_text(value)
