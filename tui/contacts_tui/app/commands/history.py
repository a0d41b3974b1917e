"""Commands on what was done: take it back, do it again."""

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
