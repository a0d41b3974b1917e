"""Commands that bring contacts in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_tui.app.store_worker import toast

if TYPE_CHECKING:
    from contacts_tui.app.commands.desk import Desk


class ExportCommands:
    """The commands, over the desk of the main screen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def file(self) -> None:
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


class ImportCommands:
    """The commands, over the desk of the main screen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._folder = "~/"

    async def file(self) -> None:
        """Take contacts in from a file, after a look at what would change."""
        from contacts_store.store import Applied
        from contacts_tui.app.screens.importing import ImportScreen

        screen = ImportScreen(self._desk.store, self._folder)
        imported = await self._desk.app.push_screen_wait(screen)
        if imported is None:
            return
        self._folder = imported.folder
        way_back = f" — {self._desk.key_of('history.undo')} takes it back" if imported.changeset else ""
        self._desk.report(Applied(imported.changeset, imported.summary + way_back))
