"""Which class has the commands of a subject: ``contact`` is that of the action ``contact.new``.

The classes are imported when a command of theirs is first run: nothing of them is needed to show the screen.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contacts_tui.app.commands.desk import Desk

_CLASSES = {
    "contact": "contacts.ContactCommands",
    "copy": "copying.CopyCommands",
    "duplicates": "duplicates.DuplicateCommands",
    "export": "exchange.ExportCommands",
    "findings": "findings.FindingCommands",
    "help": "help.HelpCommands",
    "history": "history.HistoryCommands",
    "import": "exchange.ImportCommands",
    "open": "opening.OpenCommands",
    "search": "searches.SearchCommands",
    "store": "store.StoreCommands",
    "tag": "tags.TagCommands",
    "theme": "themes.ThemeCommands",
    "view": "views.ViewCommands",
}
"""Module and class in this package by subject. A class takes the desk; each command is a coroutine method."""


def commands_on(subject: str) -> type[Any]:
    """Import and return the class that has the commands of a subject."""
    module, _, name = _CLASSES[subject].partition(".")
    found: type[Any] = getattr(import_module(f"{__package__}.{module}"), name)
    return found


class Subjects:
    """The commands of one desk, by the ids of their actions."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._made: dict[str, Any] = {}

    async def run(self, action_id: str) -> None:
        """Run the command of an action."""
        subject, _, verb = action_id.partition(".")
        if subject not in self._made:
            self._made[subject] = commands_on(subject)(self._desk)
        await getattr(self._made[subject], verb)()
