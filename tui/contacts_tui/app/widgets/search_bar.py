"""The search bar: typing filters at once; a query that can't be read is explained under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Label

from contacts_tui.app.drawable import drawable

if TYPE_CHECKING:
    from textual.app import ComposeResult


class SearchBar(Vertical):
    """One line to type in, and a second one while there is something wrong with it."""

    DEFAULT_CSS = """
    SearchBar {
        height: auto;
        background: $surface;
        Horizontal { height: 1; }
        #search-sign { width: 3; padding: 0 1; color: $muted; }
        &:focus-within #search-sign { color: $primary; text-style: bold; }
        #search { background: $surface; padding: 0; height: 1; border: none; }
        #search-problem { display: none; padding: 0 3; color: $text-error; }
        &.-problem #search-problem { display: block; }
    }
    """

    @dataclass
    class Changed(Message):
        """Another text stands in the bar."""

        text: str

    class Left(Message):
        """The enter key: the person goes on to the results."""

    def compose(self) -> ComposeResult:
        """Make the line and its message."""
        with Horizontal():
            yield Label("/", id="search-sign")
            yield Input(
                placeholder="Search names, numbers, addresses, notes, tags …", compact=True, id="search"
            )
        yield Label("", id="search-problem")

    @property
    def text(self) -> str:
        """What stands in the bar."""
        return self.query_one(Input).value

    def clear(self) -> None:
        """Empty the bar."""
        self.query_one(Input).value = ""

    def focus_input(self) -> None:
        """Begin to type, at once: the next key may be in the same burst, and ``focus()`` is deferred."""
        self.screen.set_focus(self.query_one(Input))

    def explain(self, problem: str) -> None:
        """Say what is wrong with the text; nothing when empty."""
        self.set_class(bool(problem), "-problem")
        self.query_one("#search-problem", Label).update(drawable(problem))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass the text on."""
        event.stop()
        self.post_message(self.Changed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pass the enter key on."""
        event.stop()
        self.post_message(self.Left())
