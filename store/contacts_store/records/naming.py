"""Names of new files: readable, safe on every file system, never the same for two people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contacts_store.model.contact import Contact, shown_name
from contacts_store.query.folding import fold

if TYPE_CHECKING:
    from contacts_store.model.tag import Tag

MAX_SLUG = 60
_NOT_SAFE = re.compile(r"[^a-z0-9]+")
# Windows gives these names to devices, with any ending (Microsoft, "Naming Files, Paths, and Namespaces").
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])")
_ID_DIGITS = 8


def slug(text: str) -> str:
    """Return the text as lower-case ASCII words joined by ``-``, at most 60 characters; may be empty."""
    folded = _NOT_SAFE.sub("-", fold(text)).strip("-")[:MAX_SLUG].strip("-")
    return f"{folded}-" if _RESERVED.fullmatch(folded) else folded


def contact_path(contact: Contact, layout: str) -> str:
    """Return where a new contact's file goes, relative to the store.

    Args:
        contact: the contact.
        layout: ``flat`` or ``id2`` (a folder for the first two hex digits of the id).
    """
    folder = f"contacts/{contact.id[:2]}" if layout == "id2" else "contacts"
    return f"{folder}/{file_name(shown_name(contact, ''), contact.id)}"


def tag_path(tag: Tag) -> str:
    """Return where a new tag's file goes, relative to the store."""
    return f"tags/{file_name(tag.name, tag.id)}"


def file_name(name: str, id_: str) -> str:
    """Return a file's name: the slug of the name and the first eight digits of the id."""
    words = slug("" if name == id_ else name)
    return f"{words}-{id_[:_ID_DIGITS]}.yaml".lstrip("-").replace("--", "-")
