"""One of a few words, chosen by keys: a single drawn line, where a drop-down list takes five widgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from contacts_tui.app.drawable import drawable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.binding import BindingType
    from textual.content import Content


class Choice(Widget, can_focus=True):
    """Shows the chosen word; arrows and blanks go on to the next one, a letter to the next that begins so."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "step(1)", "Next", show=False),
        Binding("left", "step(-1)", "Previous", show=False),
    ]
    DEFAULT_CSS = "Choice { height: 1; width: 14; padding: 0 1; }"

    @dataclass
    class Changed(Message):
        """Another word was chosen."""

    value: reactive[str] = reactive("")
    """The chosen word; may be of foreign origin."""

    def __init__(self, options: Sequence[str], value: str) -> None:
        """Take the words to choose from, the chosen one among them."""
        super().__init__()
        self.options = tuple(options)
        self.set_reactive(Choice.value, value)

    def show(self, options: Sequence[str], value: str) -> None:
        """Offer other words."""
        self.options = tuple(options)
        self.value = value

    def watch_value(self) -> None:
        """Tell that another word was chosen."""
        self.post_message(self.Changed())

    def render(self) -> Content:
        """Draw the word between signs that say it can be changed."""
        word = drawable(self.value).truncate(max(self.content_size.width - 4, 1), ellipsis=True, pad=True)
        sides = ("‹ ", " ›") if self.has_focus else ("  ", " ▾")
        return drawable(sides[0]) + word + drawable(sides[1])

    def action_step(self, direction: int) -> None:
        """Go on to the next word, or back; round and round."""
        self.value = self.options[(self.options.index(self.value) + direction) % len(self.options)]

    def on_key(self, event: events.Key) -> None:
        """Go to the next word that begins with a typed letter."""
        at = self.options.index(self.value) + 1
        following = self.options[at:] + self.options[:at]
        letter = event.character if event.is_printable else None
        word = next((word for word in following if letter and word.startswith(letter.lower())), None)
        if word is not None:
            event.stop()
            self.value = word

    def on_click(self) -> None:
        """Go on to the next word."""
        self.action_step(1)
