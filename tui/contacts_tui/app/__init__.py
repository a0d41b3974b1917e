"""The full-screen app: three panes over a live store. ``run`` is its only door."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_SWITCH_SECONDS = 0.001
"""How long the loading thread may keep the interpreter while a key waits; Python's own 5 ms add up."""


def run(root: Path) -> int:
    """Show the app on the store in a folder until the person quits.

    Returns:
        The process's exit code: 0 after quitting, 1 after a crash.

    Raises:
        StoreUnusable: there is no store, or its settings are bad; the terminal is left as it was.
    """
    from contacts_store.settings import read_settings

    settings = read_settings(root)
    sys.setswitchinterval(_SWITCH_SECONDS)
    gc.disable()  # until the first frame: there is no garbage yet, and looking for it takes a tenth of it
    from contacts_tui.app.app import ContactsApp

    app = ContactsApp(root, settings)
    app.run()
    return app.return_code or 0
