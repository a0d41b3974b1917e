"""Commands that bring contacts in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_tui.app.store_worker import toast

if TYPE_CHECKING:
    from contacts_tui.app.commands.desk import Desk


class ExchangeCommands:
    """The commands, over the desk of the main screen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def export(self) -> None:
        """Write contacts into a file: the marked ones, those in the list, or the one at the cursor."""
        from contacts_tui.app.screens.export import ExportScreen, Selection

        row, marked, shown = self._desk.current_row, self._desk.marked(), self._desk.shown()
        selections = []
        if marked:
            selections.append(Selection(f"the {len(marked):,} marked", marked))
        if shown:
            selections.append(Selection(f"the {len(shown):,} in the list", shown))
        if row is not None:
            selections.append(Selection(f"only {row.name}", (row.id,)))
        if not selections:
            toast(self._desk.app, "there is nobody to export", "warning")
            return
        told = await self._desk.app.push_screen_wait(ExportScreen(self._desk.store, selections))
        if told:
            toast(self._desk.app, told)
