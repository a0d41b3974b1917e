"""The main screen: a search bar, the three panes, a status line, the keys."""

from __future__ import annotations

import asyncio
from collections import Counter
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on

from contacts_store.errors import QueryError
from contacts_store.snapshot.tag_filter import TagFilter
from contacts_store.snapshot.view import View
from contacts_tui.app.actions import Place, bindings
from contacts_tui.app.panes.contacts import ContactsPane
from contacts_tui.app.panes.workspace import Workspace
from contacts_tui.app.screens.desk import DeskScreen
from contacts_tui.app.store_worker import told
from contacts_tui.app.widgets.key_bar import KeyBar
from contacts_tui.app.widgets.search_bar import SearchBar
from contacts_tui.app.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Key, Paste, ScreenResume
    from textual.widget import Widget

    from contacts_store.query.query import Query
    from contacts_store.snapshot.changeset import ChangeSet
    from contacts_store.snapshot.snapshot import Snapshot
    from contacts_store.store import Store
    from contacts_tui.app.actions import Action
    from contacts_tui.app.commands.subjects import Subjects
    from contacts_tui.app.own_commands import OwnCommand

_ONLY_IN_TRASH = {"contact.restore", "contact.purge"}
_NOT_IN_TRASH = {"contact.delete", "contact.tags"}


def _parsed(text: str) -> Query:
    from contacts_store.query.query import parse

    return parse(text)


class MainScreen(DeskScreen):
    """What one sees at first."""

    HORIZONTAL_BREAKPOINTS = [(0, "-one"), (61, "-two"), (100, "-three")]  # noqa: RUF012 -- as Textual has it
    AUTO_FOCUS = "#contacts"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.EVERYWHERE)]

    def __init__(self, store_name: str, keymap: Mapping[str, str], first: Snapshot) -> None:
        """Take the store's name, the person's own keys by action id, and the rows to begin with."""
        super().__init__(keymap)
        self._first = first
        self._store_name = store_name
        self._is_open = asyncio.Event()
        self._status_line = StatusLine()
        self._key_bar = KeyBar()
        self._bindings_view = View.all()

    @cached_property
    def _commands(self) -> Subjects:
        from contacts_tui.app.commands.subjects import Subjects

        return Subjects(self)

    def compose(self) -> ComposeResult:
        """Lay the parts out; the width's class first, so that all is styled once."""
        self.add_class(*self._get_breakpoint_classes(self.app.size.width, self.HORIZONTAL_BREAKPOINTS))
        yield self._search_bar
        yield self._workspace
        yield self._status_line
        yield self._key_bar

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Style nothing twice: when the screen is shown first, all was styled as it was mounted."""
        event.refresh_styles &= bool(self.stack_updates)

    def on_mount(self) -> None:
        """Show what there is before the store is opened."""
        self.show_status(store=self._store_name)
        self._workspace.show_first(self._first)

    def furnish(self) -> None:
        """Add what the first frame does without: half a dozen widgets would hold it up."""
        with self.app.batch_update():
            self._search_bar.add_line()
            self._workspace.add_scroll_bars()
            self._key_bar.follow_keys()

    def open(self, store: Store) -> None:
        """Begin to work on a store; keys that were pressed for it until here are done."""
        self.store = store
        self._workspace.open(store)
        self._is_open.set()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show another state of the store."""
        self._workspace.show_snapshot(snapshot)
        findings = snapshot.findings if snapshot.is_complete else ()
        degrees = Counter(str(finding.degree) for finding in findings)
        loading = None if snapshot.is_complete else (snapshot.loaded, snapshot.total)
        self.show_status(findings=degrees, loading=loading)

    def store_changed(self, changeset: ChangeSet) -> None:
        """Show what a refresh or a command changed."""
        self._workspace.contacts.forget(changeset.removed)
        self.show_snapshot(self.store.snapshot)

    def show_status(self, **changes: Any) -> None:
        """Change what the status line says; see ``widgets.status_line.Status`` for the names."""
        self._status_line.show(self._status_line.status._replace(**changes))

    @on(SearchBar.Changed)
    def _search(self, event: SearchBar.Changed) -> None:
        try:
            query = _parsed(event.text)
        except QueryError as problem:
            self._search_bar.explain(problem)
        else:
            self._search_bar.explain(None)
            self._workspace.search(query)

    @on(SearchBar.Left)
    def _leave_search(self) -> None:
        self._workspace.focus_pane(self._workspace.contacts)

    @on(Workspace.Shown)
    def _rows_shown(self, event: Workspace.Shown) -> None:
        self.show_status(shown=event.shown, total=event.total, is_searching=not event.is_all)
        if self.view != self._bindings_view:  # the trash has keys of its own; the footer is dear to rebuild
            self._bindings_view = self.view
            self.refresh_bindings()

    @on(ContactsPane.MarksChanged)
    def _marks_changed(self) -> None:
        contacts = self._workspace.contacts
        self.show_status(
            marked=len(contacts.marked), range_key=self.key_of("mark.range") if contacts.range_start else ""
        )

    @on(ContactsPane.Chosen, "#contacts")
    def _contact_chosen(self, event: ContactsPane.Chosen) -> None:
        if event.by_mouse:
            self.action_command("contact.edit")
        else:
            self._workspace.focus_pane(self._workspace.details)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the keys of commands that make no sense at present; a key that searches is text in a field."""
        if action == "search":
            return not self._search_bar.has_focus_within
        return action != "command" or self.offers(str(parameters[0]))

    def offers(self, action_id: str) -> bool:
        """Tell whether an action makes sense at present: restoring and purging do in the trash only."""
        return action_id not in (_NOT_IN_TRASH if self.view == View.trash() else _ONLY_IN_TRASH)

    async def run(self, action: Action) -> None:
        """Do an action as if its key were pressed in its pane."""
        workspace = self._workspace
        panes: dict[Place, Widget] = {
            Place.CONTACTS: workspace.contacts,
            Place.TAGS: workspace.tags,
            Place.DETAILS: workspace.details,
        }
        await self.app.run_action(action.textual_action, default_namespace=panes.get(action.place, self))

    def action_command(self, action_id: str) -> None:
        """Run a command by its action's id, ``contact.edit``, as a worker."""
        self.run_worker(self._told(partial(self._commands.run, action_id)), group="command")

    def on_key(self, event: Key) -> None:
        """Run the person's own command of a key that does nothing else."""
        from contacts_tui.app.key_names import canonical

        for command in self.configuration.commands:
            if command.key == canonical(event.key):
                event.stop()
                self.run_own(command)

    def on_paste(self, event: Paste) -> None:
        """Make a new contact of text that was pasted elsewhere than into a field."""
        from contacts_tui.app.commands.contacts import ContactCommands

        if event.text.strip():
            self.run_worker(self._told(partial(ContactCommands(self).new, event.text)), group="command")

    def run_own(self, command: OwnCommand) -> None:
        """Run one of the person's own commands as a worker."""
        from contacts_tui.app.commands.own import OwnCommands

        self.run_worker(self._told(partial(OwnCommands(self).run, command)), group="command")

    async def _told(self, command: Callable[[], Awaitable[None]]) -> None:
        await self._is_open.wait()
        with told(self.app):
            await command()

    def action_search(self) -> None:
        """Begin to type a search."""
        self._search_bar.focus_input()

    def action_back(self) -> None:
        """Go back to the contacts, and drop one thing: range, search, choice of tags or marks."""
        contacts, tags = self._workspace.contacts, self._workspace.tags
        was_elsewhere = self.focused is not contacts
        self._workspace.focus_pane(contacts)
        if contacts.range_start is not None:
            contacts.end_range()
        elif self._search_bar.text:
            self._search_bar.clear()
        elif tags.choice:
            tags.choose(TagFilter())
        elif not was_elsewhere:
            contacts.unmark_all()

    def action_pane(self, number: int) -> None:
        """Go to a pane, counted from 0."""
        workspace = self._workspace
        workspace.focus_pane((workspace.tags, workspace.contacts, workspace.details)[number])

    def action_next_pane(self, direction: int) -> None:
        """Go round the panes."""
        self._workspace.step_focus(direction)
