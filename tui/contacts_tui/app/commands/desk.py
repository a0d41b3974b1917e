"""What lies before the person when a command begins, as the main screen offers it to the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.app import App

    from contacts_store.snapshot.ordering import Order
    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.tag_row import TagRow
    from contacts_store.snapshot.view import View
    from contacts_store.store import Applied, Store
    from contacts_tui.app.actions import Place
    from contacts_tui.app.configuration import Configuration
    from contacts_tui.app.panes.columns import Column, Wishes
    from contacts_tui.app.panes.entry import Spot


WayBack = Literal["history.undo", "history.redo"]
"""The action that takes a change back."""


class Desk(Protocol):
    """The main screen, as far as commands need it."""

    @property
    def app(self) -> App[Any]:
        """The app, to show other screens and toasts."""

    @property
    def store(self) -> Store:
        """The store; its methods block."""

    @property
    def view(self) -> View:
        """The view that the list shows."""

    @property
    def search_text(self) -> str:
        """What stands in the search bar."""

    @property
    def current_row(self) -> Row | None:
        """The contact at the cursor."""

    @property
    def current_tag(self) -> TagRow | None:
        """The tag at the cursor of the tags pane."""

    @property
    def current_value(self) -> Spot | None:
        """The value at the cursor of the details pane."""

    @property
    def place(self) -> Place:
        """Which pane has the focus; from elsewhere, the contacts."""

    @property
    def order(self) -> Order | None:
        """The order that was chosen for the list."""

    @property
    def configuration(self) -> Configuration:
        """The person's settings."""

    @property
    def keymap(self) -> Mapping[str, str]:
        """The person's own keys by action id."""

    @property
    def wishes(self) -> Wishes:
        """Which columns the list is to have."""

    def show_columns(self, wishes: Wishes) -> tuple[Column, ...]:
        """Have the list show other columns; returns those that it has room for."""

    def widen_pane(self, by: int) -> None:
        """Make the focused pane wider by so many cells."""

    def even_panes(self) -> None:
        """Have the panes as wide as they were at first."""

    def targets(self) -> tuple[str, ...]:
        """The ids of the marked contacts, else of the one at the cursor."""

    def shown(self) -> tuple[str, ...]:
        """The ids of the contacts in the list."""

    def marked(self) -> tuple[str, ...]:
        """The ids of the marked contacts."""

    def unmark(self, ids: Iterable[str]) -> None:
        """Drop the marks of contacts that a command has moved out of the view."""

    def key_of(self, action_id: str) -> str:
        """The key that does an action, as the screen writes it."""

    def report(self, applied: Applied, way_back: WayBack = ...) -> None:
        """Tell what was changed and which action takes it back, and show it."""

    def go_to(self, contact_id: str) -> None:
        """Put the cursor on a contact, in whatever view it is."""

    def show_view(self, view: View) -> None:
        """Have the list show other contacts."""

    def sort(self, order: Order | None) -> None:
        """Have the list in an order; None: by name, and the best match of a search first."""
