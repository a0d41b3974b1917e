"""One line of the list and the search: what is kept in memory of each contact, never the whole of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contacts_store.disk.stamp import Stamp
    from contacts_store.finding import Finding


@dataclass(frozen=True, slots=True)
class Row:
    """A contact's file as the list, the search and the lookup need it. All texts are raw."""

    id: str
    path: str
    """Relative to the store, with ``/``."""
    name: str
    """The shown name; the file's name when nothing in it can be read."""
    sort_key: str
    """The folded name."""
    company: str
    phone: str
    """The first shown number, as typed."""
    email: str
    tags: tuple[str, ...]
    """Tag ids; what names no known tag stands as it is in the file."""
    numbers: tuple[str, ...]
    """Every E.164 number, the primary one first."""
    addresses: tuple[str, ...]
    """Every e-mail address, the primary one first."""
    has_primary_number: bool
    has_primary_address: bool
    folded: str
    """Every shown field, folded, one a line; numbers also as bare digits."""
    tm_create: str
    tm_update: str
    """Timestamps in the store's form, or empty."""
    is_deleted: bool
    is_broken: bool
    """Has an error: shown, but nothing writes to its file."""
    findings: tuple[Finding, ...]
    digest: bytes
    stamp: Stamp
