"""Commands on what the list shows, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_store.snapshot.view import View

if TYPE_CHECKING:
    from contacts_tui.app.commands.desk import Desk


_STEP = 4
"""Cells by which a key changes the width of a pane."""


class ViewCommands:
    """The commands, over the desk of the main screen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def trash(self) -> None:
        """Show the trash; from there, all contacts."""
        self._desk.show_view(View.all() if self._desk.view == View.trash() else View.trash())

    async def sort(self) -> None:
        """Choose by which field the list is sorted."""
        from contacts_tui.app.screens.sort_menu import SortMenu

        choice = await self._desk.app.push_screen_wait(SortMenu(self._desk.order))
        if choice is not None:
            self._desk.sort(choice.order)

    async def widen(self) -> None:
        """Make the focused pane wider."""
        self._desk.widen_pane(_STEP)

    async def narrow(self) -> None:
        """Make the focused pane narrower."""
        self._desk.widen_pane(-_STEP)

    async def even(self) -> None:
        """Have the panes as wide as they were at first."""
        self._desk.even_panes()

    async def columns(self) -> None:
        """Choose the list's columns, seeing them while choosing."""
        from contacts_tui.app.screens.columns_dialog import ColumnsDialog

        await self._desk.app.push_screen_wait(ColumnsDialog(self._desk.wishes, self._desk.show_columns))
