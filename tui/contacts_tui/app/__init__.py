"""The full-screen app: three panes over a live store. ``run`` is its only door."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contacts_store.store import Store


def run(store: Store) -> int:
    """Show the app on a store until the person quits.

    Returns:
        The process's exit code: 0 after quitting, 1 after a crash.
    """
    from contacts_tui.app.app import ContactsApp

    app = ContactsApp(store)
    app.run()
    return app.return_code or 0
