"""Edits of single lines in files of our own form, without a tree of their text.

What a person changes most often is one field of a file that nobody else wrote. There only the lines of
that field change, and reading the old and the new text with the strict patterns shows that nothing
else does. Whatever is more than that is left to ``records.editing``: where this way is taken, it
makes the same text, and a property test holds the two together.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from contacts_store.document.scalar import scalar_text
from contacts_store.records import canonical_form as form
from contacts_store.records.canonical_parts import Parts, parts_of
from contacts_store.records.layout import CONTACT_ORDER
from contacts_store.records.plain import field_plain

if TYPE_CHECKING:
    from contacts_store.model.contact import Contact
    from contacts_store.records.decoding import Context

_TEXTS = ("first_name", "last_name", "display_name", "company", "job_title", "external_id")
_TIMES = ("tm_create", "tm_update", "tm_delete")
_LINES = frozenset(_TEXTS + _TIMES)
"""The fields that take one line each."""


def line_edited(data: bytes, before: Contact, after: Contact, context: Context) -> bytes | None:
    """Return a file's text with one contact turned into another, None where that takes more than lines.

    Args:
        data: the file's bytes.
        before: the contact that they hold.
        after: the contact to be.
        context: what reading needs to know of the store.
    """
    changed = [name for name in CONTACT_ORDER if getattr(before, name) != getattr(after, name)]
    if not _LINES.issuperset(changed) or before.extra != after.extra:
        return None
    try:
        old = parts_of(data, context)
        text = data.decode()
        for name in changed:
            text = _with_line(text, name, field_plain(getattr(after, name)))
        new = text.encode()
        holds_it = old == _says(before, old) and parts_of(new, context) == _says(after, old)
    except ValueError:
        return None
    return new if holds_it else None


def _says(contact: Contact, file: Parts) -> Parts:
    """Return what the file says with a contact's lines."""
    return file._replace(
        texts=[field_plain(getattr(contact, name)) for name in _TEXTS],
        times=tuple(field_plain(getattr(contact, name)) for name in _TIMES),
    )


def _with_line(text: str, name: str, value: str) -> str:
    """Return a text with another value in the line of a field, in the quotes of the one before."""
    form.require_printable(value)
    found = _line_of(name).search(text)
    if found is None:
        place = _place_of(name, text)
        return f"{text[:place]}{name}: {scalar_text(value)}\n{text[place:]}" if value else text
    quote = found[1] if found[1] in {"'", '"'} else ""
    line = f"{name}: {scalar_text(value, quote)}\n" if value else ""
    return text[: found.start()] + line + text[found.end() :]


def _place_of(name: str, text: str) -> int:
    """Return where the line of a field that is not there belongs."""
    later = _later_than(name).search(text)
    if later is not None:
        return later.start()
    known = form.CONTACT.match(text)
    assert known is not None
    return known.end()


@lru_cache(len(_LINES))
def _line_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"^{name}: (.).*\n", re.MULTILINE)


@lru_cache(len(_LINES))
def _later_than(name: str) -> re.Pattern[str]:
    later = CONTACT_ORDER[CONTACT_ORDER.index(name) + 1 :]
    return re.compile(rf"^(?:{'|'.join(later)}):", re.MULTILINE) if later else re.compile(r"(?!)")
