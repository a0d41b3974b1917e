"""What all dialogs share: a framed box in the middle, a body that scrolls, a line for what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from contacts_tui.app.drawable import drawable

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

Result = TypeVar("Result")

_FRAME_LINES = 6
"""Lines of a dialog that are not its body: border, padding, notice and problem."""


class Dialog(ModalScreen[Result]):
    """A modal box. A subclass composes its body, and sets ``heading`` and ``keys``."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave", show=False)]

    heading = ""
    """The title in the frame; may hold foreign text."""
    keys = "[esc] leave"
    """The keys to know, in the lower frame; a word of our own, no foreign text."""

    def compose(self) -> ComposeResult:
        """Lay out the frame around the body."""
        with Vertical(classes="dialog") as box:
            box.border_title = drawable(self.heading)
            box.border_subtitle = drawable(self.keys)
            yield Static(id="notice")
            with VerticalScroll(id="body", can_focus=False):
                yield from self.compose_body()
            yield Static(id="problem")

    def compose_body(self) -> ComposeResult:
        """Yield what stands in the frame."""
        raise NotImplementedError

    def on_resize(self, event: events.Resize) -> None:
        """Let the body take what the terminal has."""
        self.query_one("#body").styles.max_height = max(event.size.height - _FRAME_LINES, 1)

    def show_notice(self, text: str) -> None:
        """Say something above the body; empty hides it."""
        self._tell("#notice", text)

    def show_problem(self, text: str) -> None:
        """Say below the body what went wrong; empty hides it."""
        self._tell("#problem", text)

    def _tell(self, selector: str, text: str) -> None:
        line = self.query_one(selector, Static)
        line.update(drawable(text, multiline=True))
        line.display = bool(text)

    def action_leave(self) -> None:
        """Close without a result."""
        self.dismiss(None)
