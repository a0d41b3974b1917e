"""Commands on what is wrong with files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contacts_tui.app.commands.desk import Desk


class FindingCommands:
    """The commands, over the desk of the main screen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self) -> None:
        """Show what is wrong with files."""
        from contacts_tui.app.screens.findings import FindingsScreen

        await self._desk.app.push_screen(FindingsScreen(self._desk.store))
