"""Running the commands that the person has put on keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from contacts_tui.app.actions import Place
from contacts_tui.app.argv import CommandFailed, filled, run_detached, run_here
from contacts_tui.app.store_worker import in_thread, toast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contacts_store.model.contact import Contact, Email, PhoneNumber
    from contacts_store.snapshot.row import Row
    from contacts_tui.app.commands.desk import Desk
    from contacts_tui.app.own_commands import OwnCommand

_Item = TypeVar("_Item", "PhoneNumber", "Email")


class OwnCommands:
    """Runs them on the contact at the cursor of the main screen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._app = desk.app

    async def run(self, command: OwnCommand) -> None:
        """Run one. Of several numbers or addresses the one at the cursor is meant, else it is asked."""
        row = self._desk.current_row
        if row is None:
            return
        values = await self._values(command, row)
        if values is None:
            return
        try:
            words = filled(command.run, values)
            if command.is_suspending:
                self._run_here(words)
            else:
                await in_thread(run_detached, words)
                toast(self._app, f"{command.label}: {row.name}")
        except CommandFailed as problem:
            toast(self._app, f"{command.label}: {problem}", "error")

    def _run_here(self, words: Sequence[str]) -> None:
        from textual.app import SuspendNotSupported

        failure: CommandFailed | None = None
        try:
            with self._app.suspend():
                try:
                    run_here(words)
                except CommandFailed as problem:  # must not leave the block: Textual would not resume
                    failure = problem
        except SuspendNotSupported:
            raise CommandFailed("the terminal can't be handed over from here") from None
        if failure is not None:
            raise failure

    async def _values(self, command: OwnCommand, row: Row) -> dict[str, str] | None:
        from contacts_store.model.contact import primary_first

        contact: Contact = (await in_thread(self._desk.store.read, row)).contact
        phones, emails = primary_first(contact.phone_numbers), primary_first(contact.emails)
        number = await self._one(phones) if command.per == "number" else next(iter(phones), None)
        address = await self._one(emails) if command.per == "address" else next(iter(emails), None)
        meant = {"number": number, "address": address}.get(command.per, contact)
        if meant is None:
            return None
        return {
            "id": contact.id,
            "name": row.name,
            "path": str(self._desk.store.root.resolve() / row.path),
            "number": number.number if number else "",
            "e164": number.number_e164 if number else "",
            "address": address.address if address else "",
        }

    async def _one(self, items: Sequence[_Item]) -> _Item | None:
        """Return the item at the cursor, the only one, or the one that is chosen; None for none of them."""
        from contacts_tui.app.screens.menu import Choice, Menu

        spot = self._desk.current_value
        if spot is not None and self._desk.place is Place.DETAILS:
            items = [item for item in items if item.id == spot.ref] or items
        if not items:
            toast(self._app, "this contact has none to do that with", "warning")
        if len(items) < 2:
            return next(iter(items), None)
        lines = [(item.type, getattr(item, "number", "") or getattr(item, "address", "")) for item in items]
        choices = [Choice(str(index), *line) for index, line in enumerate(lines)]
        chosen = await self._app.push_screen_wait(Menu("Which one?", choices))
        return None if chosen is None else items[int(chosen)]
