"""What all dialogs share: a framed box in the middle, a body that scrolls, a line for what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from contacts_tui.app.drawable import drawable

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from contacts_store.snapshot.changeset import ChangeSet

Result = TypeVar("Result")

_FRAME_LINES = {"-low": 2, "-high": 4}
"""Lines of border and padding around the body."""


class Dialog(ModalScreen[Result]):
    """A modal box. A subclass composes its body, and sets ``heading`` and ``keys``."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave", show=False)]

    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012 -- Textual declares it so

    heading = ""
    """The title in the frame; may hold foreign text."""
    keys = "esc leave"
    """The keys to know, in the lower frame."""

    def compose(self) -> ComposeResult:
        """Lay out the frame around the body; the height's class first, so that all is styled once."""
        self.add_class(*self._get_breakpoint_classes(self.app.size.height, self.VERTICAL_BREAKPOINTS))
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

    def on_resize(self) -> None:
        """Let the body take what the terminal has."""
        self._fit()

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
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        messages = (self.query_one("#notice"), self.query_one("#problem"))
        taken = sum(message.outer_size.height + 1 for message in messages if message.display)
        frame = _FRAME_LINES["-low" if self.has_class("-low") else "-high"]
        self.query_one("#body").styles.max_height = max(self.size.height - frame - taken, 1)

    def store_changed(self, changeset: ChangeSet) -> None:
        """Take part in the store's life; called for every change while the screen is open."""
        if self.is_mounted:
            self.follow(changeset)

    def follow(self, changeset: ChangeSet) -> None:
        """Show what changed in the store; a subclass that shows nothing of it leaves this out."""

    def action_leave(self) -> None:
        """Close without a result."""
        self.dismiss(None)
