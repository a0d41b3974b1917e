"""From a row of the list to what the details show of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_store.errors import InvalidData, NotFound

if TYPE_CHECKING:
    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.snapshot import Snapshot
    from contacts_store.store import Store
    from contacts_tui.app.panes.entry import Section


def sections_of(store: Store, row: Row, snapshot: Snapshot) -> tuple[Section, ...]:
    """Read a contact's file: what the details show of it, nothing if it is gone. It blocks."""
    from contacts_tui.app.panes.card import broken_card, contact_card

    try:
        loaded = store.read(row)
    except InvalidData as problem:
        return broken_card(row, problem.findings or row.findings)
    except NotFound:
        return ()  # its file just went; the list follows with the next snapshot
    return contact_card(loaded.contact, row.name, loaded.path, loaded.findings, snapshot)
