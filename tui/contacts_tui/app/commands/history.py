"""Commands on what was done: look at it, take it back, do it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_tui.app.store_worker import in_thread

if TYPE_CHECKING:
    from contacts_tui.app.commands.desk import Desk


class HistoryCommands:
    """The commands, over the desk of the main screen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def undo(self) -> None:
        """Take the last step back."""
        self._desk.report(await in_thread(self._desk.store.undo), "history.redo")

    async def redo(self) -> None:
        """Do the step that was taken back once more."""
        self._desk.report(await in_thread(self._desk.store.redo))

    async def show(self) -> None:
        """Show what was done to the contact at the cursor, and put back what is chosen there."""
        from contacts_tui.app.screens.history import HistoryScreen

        row = self._desk.current_row
        if row is None:
            return
        screen = HistoryScreen(self._desk.store, row.id, row.name)
        applied = await self._desk.app.push_screen_wait(screen)
        if applied is not None:
            self._desk.report(applied)
