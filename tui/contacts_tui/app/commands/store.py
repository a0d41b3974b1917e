"""Commands on the store as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_tui.app.messages import StoreChanged
from contacts_tui.app.store_worker import in_thread, toast

if TYPE_CHECKING:
    from contacts_tui.app.commands.desk import Desk


class StoreCommands:
    """The commands, over the desk of the main screen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def rescan(self) -> None:
        """Look at every file again."""
        changeset = await in_thread(self._desk.store.refresh)
        self._desk.app.post_message(StoreChanged(changeset))
        found = len(changeset.added | changeset.changed | changeset.removed)
        toast(self._desk.app, f"{found} contacts changed" if found else "every file is as it was")
