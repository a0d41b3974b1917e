"""Commands that open something of a contact with another program: mail, telephone, browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_tui.app.argv import CommandFailed, run_detached
from contacts_tui.app.opening import Openable, calls, mail, openables, opening_command, urls
from contacts_tui.app.store_worker import in_thread, toast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contacts_store.snapshot.row import Row
    from contacts_tui.app.commands.desk import Desk
    from contacts_tui.app.panes.entry import Spot

_QR = "qr"


class OpenCommands:
    """The commands, over the desk of the main screen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._app = desk.app
        self._store = desk.store

    async def value(self) -> None:
        """Open the value at the cursor of the details pane."""
        value = self._desk.current_value
        if value is None:
            return
        if value.kind == "contact":
            self._desk.go_to(value.ref)
        elif value.kind == "file":
            self._edit(value)
        else:
            await self._choose(value.text, _openables_of(value))

    async def menu(self) -> None:
        """Choose what to open of the contact at the cursor."""
        row = self._desk.current_row
        if row is not None:
            await self._choose(row.name, await in_thread(self._openables, row), shown=row)

    async def qr(self) -> None:
        """Show the QR code of the contact at the cursor."""
        from contacts_tui.app.screens.qr import QrScreen

        row = self._desk.current_row
        if row is not None:
            loaded = await in_thread(self._store.read, row)
            await self._app.push_screen_wait(QrScreen(loaded.contact, row.name))

    def _openables(self, row: Row) -> list[Openable]:
        return list(openables(self._store.read(row).contact, row.name))

    def _edit(self, value: Spot) -> None:
        from contacts_tui.app.editor import edit_file

        problem = edit_file(self._app, self._store.root / value.ref, value.line, value.column)
        if problem:
            toast(self._app, problem, "error")

    async def _choose(self, heading: str, found: Sequence[Openable], shown: Row | None = None) -> None:
        """Open the one there is, or let choose; ``shown`` is whose QR code is offered too."""
        from contacts_tui.app.screens.menu import Choice, Menu

        codes = [Choice(_QR, "QR code of the vCard", "")] if shown else []
        if not found and not codes:
            toast(self._app, f"nothing to open in {heading}", "warning")
        elif len(found) == 1 and not codes:
            await self._open(found[0])
        else:
            choices = [Choice(str(number), one.label, "") for number, one in enumerate(found)]
            chosen = await self._app.push_screen_wait(Menu(heading, [*choices, *codes]))
            if chosen == _QR:
                await self.qr()
            elif chosen is not None:
                await self._open(found[int(chosen)])

    async def _open(self, wanted: Openable) -> None:
        try:
            command = opening_command(wanted, self._desk.configuration.openers)
            await in_thread(run_detached, command)
        except CommandFailed as problem:
            toast(self._app, str(problem), "error")
        else:
            toast(self._app, f"{command[0]}: {wanted.label}")


def _openables_of(value: Spot) -> list[Openable]:
    if value.kind == "address":
        return [mail(value.text)]
    if value.kind == "number":
        return list(calls(value.text, value.e164))
    return list(urls(value.text))
