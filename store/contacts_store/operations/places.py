"""Where in a store its parts lie, and what tells that no record was made, removed or renamed there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contacts_store.disk.scan import Scan
    from contacts_store.index.index import Places

CONTACTS = "contacts"
TAGS = "tags"


def places_of(contacts: Scan, tags: Scan) -> Places:
    """Return what the index hangs on beside the contact files; nothing when a part was unreadable."""
    if contacts.unreadable or tags.unreadable:
        return {}
    missing: Places = {CONTACTS: None, TAGS: None}
    return missing | contacts.folders | tags.folders | tags.files
