"""The three panes side by side.

On a narrow terminal only some of them are shown; whichever gets the focus is among them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal

from contacts_tui.app.panes.contacts import ContactsPane
from contacts_tui.app.panes.details import DetailsPane
from contacts_tui.app.panes.tags import TagsPane

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget


class PaneRow(Horizontal):
    """The panes, as many of them in sight as there is room for."""

    SCOPED_CSS = False  # the screen's classes say how wide the terminal is
    DEFAULT_CSS = """
    PaneRow {
        height: 1fr;
        #tags, #contacts, #details {
            border: round $pane-border;
            border-title-color: $muted;
            border-subtitle-color: $muted;
            background: $background;
            &:focus {
                border: round $pane-border-focus;
                border-title-color: $pane-border-focus;
                border-title-style: bold;
            }
        }
        #tags { width: 24; }
        #contacts { width: 3fr; }
        #details { width: 2fr; max-width: 60; }
    }
    .-two PaneRow {
        &.-beside-details #tags { display: none; }
        &.-beside-tags #details { display: none; }
        #tags { width: 22; }
        #contacts { width: 5fr; }
        #details { width: 4fr; }
    }
    .-one PaneRow {
        #tags, #contacts, #details { display: none; width: 1fr; max-width: 100%; }
        &.-at-tags #tags, &.-at-contacts #contacts, &.-at-details #details { display: block; }
    }
    """

    def __init__(self) -> None:
        super().__init__(classes="-at-contacts -beside-details")
        self.tags = TagsPane(id="tags")
        self.contacts = ContactsPane(id="contacts")
        self.details = DetailsPane(id="details")
        self._foremost: Widget = self.contacts

    def compose(self) -> ComposeResult:
        """Put the panes side by side."""
        yield self.tags
        yield self.contacts
        yield self.details

    def focus_pane(self, pane: Widget) -> None:
        """Show a pane, if the terminal is too narrow for all, and focus it."""
        self._make_room_for(pane)
        pane.focus()

    def step_focus(self, direction: int) -> None:
        """Focus the next pane, or the one before; from elsewhere, the contacts."""
        panes: list[Widget] = [self.tags, self.contacts, self.details]
        focused = self.screen.focused
        if focused in panes:
            self.focus_pane(panes[(panes.index(focused) + direction) % len(panes)])
        else:
            self.focus_pane(self.contacts)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Keep the focused pane in sight, also when the terminal shrinks later."""
        self._make_room_for(event.widget)

    def _make_room_for(self, pane: Widget) -> None:
        self._foremost = pane
        if not self.screen.has_class("-three"):  # all are shown there, and styling them anew takes a frame
            self.on_resize()

    def on_resize(self) -> None:
        """Have the pane that had the focus last among those that the width has room for."""
        for pane in (self.tags, self.contacts, self.details):
            self.set_class(pane is self._foremost, f"-at-{pane.id}")
            if pane is not self.contacts is not self._foremost:
                self.set_class(pane is self._foremost, f"-beside-{pane.id}")
