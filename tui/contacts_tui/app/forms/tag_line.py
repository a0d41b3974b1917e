"""The tags of a form in one drawn line; a key opens the list to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from contacts_tui.app.drawable import drawable
from contacts_tui.app.panes.tag_dot import tag_dot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.binding import BindingType

    from contacts_store.snapshot.snapshot import Snapshot


class TagLine(Widget, can_focus=True):
    """Draws tags by name; ``enter``, a click, or the first letter of a name ask for a choice."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "ask", "Choose tags", show=False)]
    DEFAULT_CSS = "TagLine { height: auto; width: 1fr; margin-left: 14; padding: 0 1; }"

    @dataclass
    class Asked(Message):
        """The person wants to choose; ``typed`` is the beginning of a tag's name."""

        typed: str = ""

    def __init__(self, *, id: str) -> None:  # noqa: A002 -- Textual's name
        """Begin without tags."""
        super().__init__(id=id)
        self._content = Content("")

    def show(self, tag_ids: Sequence[str], snapshot: Snapshot) -> None:
        """Draw other tags."""
        parts: list[Content | str] = []
        for ref in tag_ids:
            parts += [tag_dot(snapshot.tag(ref)), " ", drawable(snapshot.tag_name(ref)), "   "]
        self._content = Content.assemble(*parts) if parts else Content.styled("none", "$muted")
        self.refresh(layout=True)

    def render(self) -> Content:
        """Draw the tags, and what a key does while the focus is here."""
        hint = Content.styled("  enter or type to choose", "$muted")
        return Content.assemble(self._content, hint) if self.has_focus else self._content

    def action_ask(self) -> None:
        """Ask for a choice."""
        self.post_message(self.Asked())

    def on_click(self) -> None:
        """Ask for a choice."""
        self.action_ask()

    def on_key(self, event: events.Key) -> None:
        """Ask for a choice among tags that begin with a typed letter."""
        if event.character and event.is_printable and not event.character.isspace():
            event.stop()
            self.post_message(self.Asked(event.character))
