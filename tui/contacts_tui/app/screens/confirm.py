"""A question with two answers, before something that can't be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Button, Static

from contacts_tui.app.drawable import drawable
from contacts_tui.app.screens.dialog import Dialog

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class ConfirmScreen(Dialog[bool]):
    """Asks a question; the result is whether the answer was yes. Leaving is a no."""

    heading = "Please confirm"
    keys = "y yes  n no  esc no"
    AUTO_FOCUS = "#no"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", show=False),
        Binding("n", "answer(False)", "No", show=False),
        Binding("left,right", "app.focus_next", "Other answer", show=False),
    ]

    def __init__(self, question: str, yes: str = "Yes", no: str = "No") -> None:
        """Take the question and the words of the two answers; all may hold foreign text."""
        super().__init__()
        self._question = question
        self._yes = yes
        self._no = no

    def compose_body(self) -> ComposeResult:
        """Lay out question and answers."""
        yield Static(drawable(self._question, multiline=True), id="question")
        with Horizontal(classes="buttons"):
            yield Button(drawable(self._yes), id="yes", compact=True)
            yield Button(drawable(self._no), id="no", compact=True)

    @on(Button.Pressed)
    def _on_button(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:  # noqa: FBT001 -- the argument of a key binding
        """Answer by key."""
        self.dismiss(answer)

    def action_leave(self) -> None:
        """Leaving is a no."""
        self.dismiss(False)  # noqa: FBT003 -- the result is the answer
