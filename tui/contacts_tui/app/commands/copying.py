"""Commands that copy: the value at the cursor, or something of the contact, chosen from a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_tui.app.actions import Place
from contacts_tui.app.clipboard import (
    ClipboardUnavailable,
    copy_natively,
    harmless,
    length_problem,
    native_command,
)
from contacts_tui.app.store_worker import in_thread, toast

if TYPE_CHECKING:
    from contacts_store.snapshot.row import Row
    from contacts_tui.app.commands.desk import Desk
    from contacts_tui.app.copying import Copyable

_SHOWN = 60
"""So many characters of a copied text are told in the toast."""


class CopyCommands:
    """The commands, over the desk of the main screen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._app = desk.app
        self._store = desk.store

    async def value(self) -> None:
        """Copy the value at the cursor of the details pane; from elsewhere, choose."""
        value = self._desk.current_value
        if value is not None and self._desk.place is Place.DETAILS:
            await self._copy(value.text, "")
        else:
            await self.menu()

    async def menu(self) -> None:
        """Choose what to copy of the contact at the cursor."""
        from contacts_tui.app.screens.menu import Choice, Menu

        row = self._desk.current_row
        if row is None:
            return
        found = await in_thread(self._copyables, row)
        choices = [Choice(str(number), one.label, one.text) for number, one in enumerate(found)]
        chosen = await self._app.push_screen_wait(Menu(f"Copy of {row.name}", choices))
        if chosen is not None:
            one = found[int(chosen)]
            await self._copy(one.text, one.label)

    def _copyables(self, row: Row) -> list[Copyable]:
        from contacts_tui.app.copying import copyables

        file = str(self._store.root.resolve() / row.path)
        names = self._store.snapshot.tag_table.names
        return list(copyables(self._store.read(row), row.name, file, names))

    async def _copy(self, raw: str, what: str) -> None:
        """Copy a text by the way that the person has configured; tell what was copied, or why not."""
        text = harmless(raw)
        way = self._desk.configuration.clipboard
        try:
            if way == "native" or (way == "auto" and native_command()):
                await in_thread(copy_natively, text, native_command())
            else:
                self._copy_through_terminal(text)
        except ClipboardUnavailable as problem:
            toast(self._app, str(problem), "error")
            return
        line = text.strip().partition("\n")[0]
        shortened = line if len(line) <= _SHOWN and line == text.strip() else f"{line[: _SHOWN - 1]}…"
        toast(self._app, f"copied {what}: {shortened}" if what else f"copied {shortened}")

    def _copy_through_terminal(self, text: str) -> None:
        if problem := length_problem(text):
            raise ClipboardUnavailable(problem)
        self._app.copy_to_clipboard(text)
