"""The main screen as commands see it: what lies before the person, and the way to tell them something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from contacts_tui.app.actions import ACTIONS, Place, key_signs
from contacts_tui.app.panes.pane_widths import PaneWidths
from contacts_tui.app.panes.workspace import Workspace
from contacts_tui.app.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from contacts_store.snapshot.ordering import Order
    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.snapshot import Snapshot
    from contacts_store.snapshot.tag_row import TagRow
    from contacts_store.snapshot.view import View
    from contacts_store.store import Applied, Store
    from contacts_tui.app.arrangement import Arrangement
    from contacts_tui.app.commands.desk import WayBack
    from contacts_tui.app.configuration import Configuration
    from contacts_tui.app.panes.columns import Column, Wishes
    from contacts_tui.app.panes.entry import Spot

_WAYS_BACK: dict[WayBack, str] = {"history.undo": "takes it back", "history.redo": "does it again"}


class DeskScreen(Screen[None]):
    """A screen with a search bar and the three panes that is a desk (``commands.desk.Desk``)."""

    store: Store
    """Set when the store is open; commands wait for it."""
    configuration: Configuration
    """The person's settings; set by the app, again when they change."""

    def __init__(self, keymap: Mapping[str, str]) -> None:
        """Take the person's own keys by action id."""
        super().__init__()
        self.keymap = keymap
        """The person's own keys by action id; replaced when they change their mind."""
        self._search_bar = SearchBar(self._tag_names)
        self._workspace = Workspace(self.key_of)

    def _tag_names(self) -> Iterable[str]:
        return (tag.name for tag in self.snapshot.tags if not tag.is_deleted)

    @property
    def snapshot(self) -> Snapshot:
        """The state of the store that is shown."""
        return self._workspace.snapshot

    @property
    def view(self) -> View:
        """The view that the list shows."""
        return self._workspace.view

    @property
    def search_text(self) -> str:
        """What stands in the search bar."""
        return self._search_bar.text

    @property
    def current_row(self) -> Row | None:
        """The contact at the cursor."""
        return self._workspace.contacts.current

    @property
    def current_tag(self) -> TagRow | None:
        """The tag at the cursor of the tags pane."""
        entry = self._workspace.tags.current
        return entry.tag if entry else None

    @property
    def current_value(self) -> Spot | None:
        """The value at the cursor of the details pane."""
        return self._workspace.details.current

    @property
    def place(self) -> Place:
        """Which pane has the focus; from elsewhere, the contacts."""
        panes = {self._workspace.tags: Place.TAGS, self._workspace.details: Place.DETAILS}
        return next((place for pane, place in panes.items() if pane is self.focused), Place.CONTACTS)

    @property
    def order(self) -> Order | None:
        """The order that was chosen for the list."""
        return self._workspace.contacts.order

    @property
    def wishes(self) -> Wishes:
        """Which columns the list is to have."""
        return self._workspace.contacts.wishes

    def show_columns(self, wishes: Wishes) -> tuple[Column, ...]:
        """Have the list show other columns; returns those that it has room for."""
        return self._workspace.contacts.show_columns(wishes)

    def widen_pane(self, by: int) -> None:
        """Make the focused pane wider by so many cells."""
        self._workspace.widen(by)

    def even_panes(self) -> None:
        """Have the panes as wide as they were at first."""
        self._workspace.show_widths(PaneWidths())

    @property
    def arrangement(self) -> Arrangement:
        """How the panes are laid out, and where the cursors stand."""
        return self._workspace.arrangement

    def resume(self, arrangement: Arrangement) -> None:
        """Have the panes as they were left; before anything is shown."""
        self._workspace.resume(arrangement)

    def targets(self) -> tuple[str, ...]:
        """The ids of the marked contacts, else of the one at the cursor."""
        return self._workspace.contacts.targets()

    def shown(self) -> tuple[str, ...]:
        """The ids of the contacts in the list."""
        return tuple(dict.fromkeys(row.id for row in self._workspace.contacts.items))

    def marked(self) -> tuple[str, ...]:
        """The ids of the marked contacts."""
        return self.targets() if self._workspace.contacts.marked else ()

    def unmark(self, ids: Iterable[str]) -> None:
        """Drop the marks of contacts that a command has moved out of the view."""
        self._workspace.contacts.forget(ids)

    def key_of(self, action_id: str) -> str:
        """The key that does an action, as the screen writes it; without one, the way through the palette."""
        signs = key_signs(self.app, action_id, self.keymap)
        if signs:
            return signs[0]
        label = next(action.label for action in ACTIONS if action.id == action_id)
        return f"{self.key_of('palette.open')} {label}"

    def report(self, applied: Applied, way_back: WayBack = "history.undo") -> None:
        """Tell what was changed and how to take it back, and have every screen show it."""
        from contacts_tui.app.reporting import report

        report(self.app, applied, f"{self.key_of(way_back)} {_WAYS_BACK[way_back]}")

    def go_to(self, contact_id: str) -> None:
        """Put the cursor on a contact, ending the search."""
        self._search_bar.clear()
        self._workspace.search(None)
        self._workspace.show_snapshot(self.store.snapshot)
        self._workspace.go_to(contact_id)

    def show_view(self, view: View) -> None:
        """Have the list show other contacts, and go there."""
        self._workspace.tags.select(view)
        self._workspace.focus_pane(self._workspace.contacts)

    def sort(self, order: Order | None) -> None:
        """Have the list in an order; None: by name, and the best match of a search first."""
        self._workspace.sort(order)
