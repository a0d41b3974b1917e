"""Commands on probable duplicates."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contacts_tui.app.commands.desk import Desk


class DuplicateCommands:
    """The commands, over the desk of the main screen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self) -> None:
        """Show who is probably one person."""
        from contacts_tui.app.screens.duplicates import DuplicatesScreen

        ways_back = {
            "undo": f"{self._desk.key_of('history.undo')} takes it back",
            "redo": f"{self._desk.key_of('history.redo')} does it again",
        }
        await self._desk.app.push_screen(DuplicatesScreen(self._desk.store, ways_back))
