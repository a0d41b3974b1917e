"""The words for a changed field, the same in a toast, a commit message, the journal and a dry run."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from contacts_store.model.phone import E164, pretty

if TYPE_CHECKING:
    from collections.abc import Mapping

CHANGED = "changed"
"""The verb of a value that was one and is another."""

_MEMBER = re.compile(r"(phone_numbers|emails|tag_ids)\[(.*)\](?:\.(.+))?", re.DOTALL)
_WHOLE_LIST = re.compile(r"(phone_numbers|emails|tag_ids) \((order|primary)\)")
_SINGULAR = {"phone_numbers": "phone", "emails": "e-mail", "tag_ids": "tag"}
_PLURAL = {"phone_numbers": "phones", "emails": "e-mails", "tag_ids": "tags"}
_LABELS = {"number_e164": "E.164 form", "tm_create": "time of creation", "id": "id"}
_LONGEST_VALUE = 60


class Deed(NamedTuple):
    """What was done to what: ``phone +44 20 7946 0018`` and ``added``."""

    subject: str
    verb: str

    def __str__(self) -> str:
        """Subject and verb as a phrase."""
        return f"{self.subject} {self.verb}".strip()


def deed(field: str, old: Any, new: Any, tag_names: Mapping[str, str] | None = None) -> Deed:
    """Say what happened to a field.

    Args:
        field: named as in a ``FieldChange`` or a ``FieldConflict``.
        old: its plain value before, None when absent.
        new: its plain value after, None when absent.
        tag_names: tags' names by id; a tag without one is called by its id.
    """
    if field == "tm_delete" and (old is None or new is None):
        return Deed("", "moved to trash" if old is None else "restored")
    whole, member = _WHOLE_LIST.fullmatch(field), _MEMBER.fullmatch(field)
    if whole:
        kind, what = whole.groups()
        return (
            Deed(_PLURAL[kind], "reordered")
            if what == "order"
            else Deed(f"primary {_SINGULAR[kind]}", CHANGED)
        )
    if member:
        kind, name, part = member.groups()
        return _member_deed(f"{_SINGULAR[kind]} {_member_name(name, tag_names or {})}", part, old, new)
    return Deed(_label(field), CHANGED)


def _member_deed(subject: str, part: str | None, old: Any, new: Any) -> Deed:
    if part is None:
        return Deed(subject, "added" if old is None else "removed" if new is None else CHANGED)
    if part == "is_primary":
        return Deed(subject, "made primary" if new else "no longer primary")
    return Deed(f"{subject} {_label(part)}", CHANGED)


def describe(field: str, old: Any, new: Any) -> str:
    """Say in one line what happened to a field, with both values where it had one and has another."""
    done = deed(field, old, new)
    if done.verb == CHANGED:
        return f"{done.subject}: {value_text(old)} → {value_text(new)}"
    return str(done)


def subject_of_many(field: str) -> str:
    """Name what a field belongs to, whichever item of a list it was: ``phones``, ``company``."""
    listed = _WHOLE_LIST.fullmatch(field) or _MEMBER.fullmatch(field)
    return _PLURAL[listed[1]] if listed else _label(field)


def one_line(text: str) -> str:
    """Return a text on one line, its runs of blanks and line ends as single blanks."""
    return " ".join(text.split())


def _member_name(name: str, tag_names: Mapping[str, str]) -> str:
    return one_line(pretty(name) if E164.fullmatch(name) else tag_names.get(name, name))


def _label(field: str) -> str:
    return one_line(_LABELS.get(field) or field.removeprefix("extra.").replace("_", " "))


def value_text(value: Any) -> str:
    """Spell a plain value on one line, a long one cut."""
    if value is None or value == "":
        return "(none)"
    text = one_line(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"
