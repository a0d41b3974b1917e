"""Commands that explain the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contacts_tui.app.commands.desk import Desk


class HelpCommands:
    """The commands, over the desk of the main screen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self) -> None:
        """Show the keys, those of the focused pane first."""
        from contacts_tui.app.screens.help import HelpScreen

        desk = self._desk
        await desk.app.push_screen(HelpScreen(desk.place, desk.keymap, desk.configuration.commands))
