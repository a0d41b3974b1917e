"""The three panes side by side; keys and the mouse move the borders between them.

On a narrow terminal only some of them are shown; whichever gets the focus is among them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.widget import Widget

from contacts_tui.app.panes.contacts import ContactsPane
from contacts_tui.app.panes.details import DetailsPane
from contacts_tui.app.panes.pane_widths import PaneWidths, fitting
from contacts_tui.app.panes.tags import TagsPane

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult


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
        self._panes: tuple[Widget, ...] = (self.tags, self.contacts, self.details)
        self._foremost: Widget = self.contacts
        self.widths = PaneWidths()
        """As the person wants them, whether there is room or not."""
        self._dragged: Widget | None = None

    def compose(self) -> ComposeResult:
        """Put the panes side by side, the list with the focus, so that all is styled once."""
        self._apply_widths(self.app.size.width)
        for pane in self._panes:
            pane.add_class("-barless")
        self.contacts.set_reactive(Widget.has_focus, self.app.app_focus)
        yield from self._panes

    def add_scroll_bars(self) -> None:
        """Give the panes the scroll bars that they begin without."""
        for pane in self._panes:
            pane.remove_class("-barless")

    def focus_pane(self, pane: Widget) -> None:
        """Show a pane, if the terminal is too narrow for all, and focus it."""
        self._make_room_for(pane)
        pane.focus()

    def step_focus(self, direction: int) -> None:
        """Focus the next pane, or the one before; from elsewhere, the contacts."""
        focused = self.screen.focused
        if focused in self._panes:
            self.focus_pane(self._panes[(self._panes.index(focused) + direction) % len(self._panes)])
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
        self._apply_widths(self.size.width)
        for pane in self._panes:
            self.set_class(pane is self._foremost, f"-at-{pane.id}")
            if pane is not self.contacts is not self._foremost:
                self.set_class(pane is self._foremost, f"-beside-{pane.id}")

    def show_widths(self, widths: PaneWidths) -> None:
        """Have the panes beside the list as wide as this, as far as there is room."""
        self.widths = widths
        self._apply_widths(self.size.width)

    def widen(self, by: int) -> None:
        """Make the pane with the focus wider; the list, by making the pane beside it narrower."""
        if self._foremost is not self.contacts:
            self._set_width(self._foremost, self._foremost.outer_size.width + by)
        elif beside := next((pane for pane in (self.details, self.tags) if pane.display), None):
            self._set_width(beside, beside.outer_size.width - by)

    def _set_width(self, pane: Widget, width: int) -> None:
        width = fitting(max(width, 1), self.size.width, self._beside)
        is_tags = pane is self.tags
        self.show_widths(self.widths._replace(tags=width) if is_tags else self.widths._replace(details=width))

    def _apply_widths(self, total: int) -> None:
        is_single = self.screen.has_class("-one")
        for pane, width in ((self.tags, self.widths.tags), (self.details, self.widths.details)):
            wanted = None if is_single else fitting(width, total, self._beside) or None
            pane.styles.width = wanted
            pane.styles.max_width = wanted

    @property
    def _beside(self) -> int:
        """How many panes there is room for beside the list."""
        return 2 if self.screen.has_class("-three") else 1

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the border between the list and a pane."""
        for pane in (self.tags, self.details):
            left, right = sorted((pane.region, self.contacts.region))
            is_there = pane.display and self.contacts.display
            if is_there and event.screen_x in {left.right - 1, right.x}:
                self._dragged = pane
                self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Move the border along."""
        if self._dragged is self.tags:
            self._set_width(self.tags, event.screen_x - self.tags.region.x + 1)
        elif self._dragged is self.details:
            self._set_width(self.details, self.details.region.right - event.screen_x)

    def on_mouse_up(self) -> None:
        """Let go of the border."""
        if self._dragged is not None:
            self._dragged = None
            self.release_mouse()
