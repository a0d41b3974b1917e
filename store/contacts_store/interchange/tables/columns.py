"""What a column of a table holds, told by its heading or by the person who imports it."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from contacts_store.interchange.tables.headings import PERSON, TYPED
from contacts_store.model.contact import EMAIL_TYPES, PHONE_TYPES
from contacts_store.records.layout import CONTACT_TEXTS

Kind = Literal["text", "phone", "email", "tags", "extra", "none"]

_LISTS = {"phone": PHONE_TYPES, "email": EMAIL_TYPES}
_SLOT = re.compile(
    r"(phone|e ?mail) (\d+)(?: (value|address|label|type|primary|e164|id|created|extra))?", re.IGNORECASE
)
_OWN_TYPE = re.compile(r"(phone|email)_\d+_type")
_APPLE = re.compile(r"(phone|email) ?: ?(.+)")
_PLURAL_TAGS = {
    "tags",
    "tag ids",
    "labels",
    "categories",
    "group membership",
    "kategorien",
    "catégories",
    "categorías",
}
_SPACES = re.compile(r"[\s_\-]+")


class BadColumn(Exception):
    """A text that names nothing that a column can hold."""


class Column(NamedTuple):
    """What the cells of one column are.

    Attributes:
        kind: of the value; ``none`` is left out.
        name: the field of a text, the key of an extra, the type of a number or address.
        slot: columns of one number or address have it in common; empty: it stands alone.
        part: ``value``, or what else a column says of a number or address: ``label``, ``primary`` …
    """

    kind: Kind
    name: str = ""
    slot: str = ""
    part: str = "value"

    def __str__(self) -> str:
        """Return it as ``--map`` takes it."""
        if self.kind == "text":
            return self.name
        if self.kind in ("phone", "email"):
            return f"{self.kind}:{self.name}" if self.name else self.kind
        return f"extra.{self.name}" if self.kind == "extra" else {"tags": "tags"}.get(self.kind, "-")


def column_of(heading: str) -> Column | None:
    """Return what a heading means in any of the programs that we know; None for one that nobody has."""
    words = _SPACES.sub(" ", heading.strip().casefold())
    name = words.replace(" ", "_")
    held = name if name in CONTACT_TEXTS else PERSON.get(words)
    if held is not None:
        return Column("text" if held in CONTACT_TEXTS else "extra", held)
    if words in _PLURAL_TAGS:
        return Column("tags")
    if words in TYPED:
        kind, type_ = TYPED[words]
        return Column(kind, type_)
    if match := _SLOT.fullmatch(words):
        kind = "phone" if match[1] == "phone" else "email"
        part = {None: "value", "address": "value", "type": "label"}.get(match[3], match[3])
        if _OWN_TYPE.fullmatch(heading.strip()):
            part = "type"
        return Column(kind, "", match[2], part or "value")
    if match := _APPLE.fullmatch(words):
        return Column("phone" if match[1] == "phone" else "email", match[2].strip())
    return None


def read_column(text: str) -> Column:
    """Read what a person says of a column: ``last_name``, ``phone:mobile``, ``tags``, ``extra.KEY``, ``-``.

    Raises:
        BadColumn: it is nothing of that.
    """
    word, colon, type_ = text.strip().partition(":")
    word, type_ = word.strip(), type_.strip()
    if word in _LISTS:
        kind: Kind = "phone" if word == "phone" else "email"
        if colon and type_ not in _LISTS[word]:
            raise BadColumn(f"{text!r}: the types are {', '.join(_LISTS[word])}")
        return Column(kind, type_)
    if not colon and word in CONTACT_TEXTS:
        return Column("text", word)
    if word == "tags" and not colon:
        return Column("tags")
    if text.strip() == "-":
        return Column("none")
    if text.startswith("extra.") and (key := text.strip().removeprefix("extra.")):
        return Column("extra", key)
    known = ("first_name", "last_name", "display_name", "company", "job_title", "notes", "phone:mobile")
    raise BadColumn(
        f"{text!r} is nothing that a column can hold: write {', '.join(known)}, email, tags, extra.KEY or -"
    )
