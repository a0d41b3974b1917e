"""Commands on the app's colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_tui.app.messages import ThemeChosen

if TYPE_CHECKING:
    from contacts_tui.app.commands.desk import Desk


class ThemeCommands:
    """The commands, over the desk of the main screen."""

    def __init__(self, desk: Desk) -> None:
        self._app = desk.app

    async def choose(self) -> None:
        """Choose the colours, seeing them while choosing."""
        from contacts_tui.app.screens.theme_picker import ThemePicker

        name = await self._app.push_screen_wait(ThemePicker())
        if name is not None:
            self._app.post_message(ThemeChosen(name))
