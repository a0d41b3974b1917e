"""The command palette: every action of the table, and every contact by what a search finds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from contacts_store.errors import QueryError
from contacts_store.query.query import parse
from contacts_store.snapshot.view import View
from contacts_tui.app.actions import ACTIONS, Action, key_signs
from contacts_tui.app.drawable import drawable
from contacts_tui.app.screens.main import MainScreen
from contacts_tui.app.store_worker import in_thread
from contacts_tui.text import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contacts_tui.app.own_commands import OwnCommand

_LABEL_WIDTH = 20
"""Cells of a label; its keys stand behind."""
_MOST_CONTACTS = 20
_CONTACT_SCORE = 0.4
"""Contacts stand behind commands that match by their name."""
_HELP_SCORE = 0.2
"""Commands of which only the explanation has the word stand behind the contacts."""


class ActionCommands(Provider):
    """Offers the actions that make sense at present."""

    async def discover(self) -> Hits:
        """Offer all of them before anything is typed."""
        for action in self._available():
            yield DiscoveryHit(
                self._with_keys(Content(action.label), action),
                partial(self._run, action),
                text=action.label,
                help=action.help,
            )
        for command in self._own():
            label = shown(command.label)
            yield DiscoveryHit(drawable(label), partial(self._run_own, command), text=label)

    async def search(self, query: str) -> Hits:
        """Offer those whose words match."""
        matcher = self.matcher(query)
        for action in self._available():
            score = matcher.match(action.label) or _HELP_SCORE * (query.lower() in action.help)
            if score > 0:
                found = self._with_keys(matcher.highlight(action.label), action)
                yield Hit(score, found, partial(self._run, action), text=action.label, help=action.help)
        for command in self._own():
            if score := matcher.match(command.label):
                label = shown(command.label)
                yield Hit(score, drawable(label), partial(self._run_own, command), text=label)

    def _with_keys(self, label: Content, action: Action) -> Content:
        main = self.screen
        keymap = main.keymap if isinstance(main, MainScreen) else {}
        signs = " ".join(key_signs(self.app, action.id, keymap))
        return Content.assemble(label.pad_right(_LABEL_WIDTH - label.cell_length), (signs, "$muted"))

    def _own(self) -> tuple[OwnCommand, ...]:
        return self.screen.configuration.commands if isinstance(self.screen, MainScreen) else ()

    def _run_own(self, command: OwnCommand) -> None:
        if isinstance(self.screen, MainScreen):
            self.screen.run_own(command)

    def _available(self) -> Iterator[Action]:
        main = self.screen
        if isinstance(main, MainScreen):
            return (action for action in ACTIONS if action.is_command and main.offers(action.id))
        return iter(())

    async def _run(self, action: Action) -> None:
        main = self.screen
        if isinstance(main, MainScreen):
            await main.run(action)


class ContactCommands(Provider):
    """Offers to go to a contact."""

    async def search(self, query: str) -> Hits:
        """Offer those that the search bar would show first."""
        main = self.screen
        if not isinstance(main, MainScreen):
            return
        try:
            wanted = parse(query)
        except QueryError:
            return
        rows = await in_thread(main.snapshot.select, View.all(), wanted)
        for row in rows[:_MOST_CONTACTS]:
            what = f"{row.name} · {row.company}" if row.company and row.company != row.name else row.name
            yield Hit(_CONTACT_SCORE, drawable(what), partial(main.go_to, row.id), text=shown(what))
