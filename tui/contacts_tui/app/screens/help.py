"""The keys, from the table of actions: those of the focused pane first."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from contacts_tui.app.actions import Action, Place, actions_at, key_signs
from contacts_tui.app.drawable import drawable
from contacts_tui.app.screens.dialog import Dialog

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from contacts_tui.app.own_commands import OwnCommand

_KEY_WIDTH = 12


class HelpScreen(Dialog[None]):
    """Lists what every key does; scrolls with the movement keys."""

    heading = "Keys"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll(1)", "Down", show=False),
        Binding("k,up", "scroll(-1)", "Up", show=False),
        Binding("pagedown", "scroll(10)", "Page down", show=False),
        Binding("pageup", "scroll(-10)", "Page up", show=False),
    ]

    def __init__(self, place: Place, keymap: Mapping[str, str], own: Sequence[OwnCommand] = ()) -> None:
        """Take the place of the focused pane, the person's own keys by action id, and their own commands."""
        super().__init__()
        self._keymap = keymap
        self._own = own
        moving = (Place.LISTS,) if place is not Place.DETAILS else ()
        self._places = (place, *moving, Place.EVERYWHERE)

    def compose_body(self) -> ComposeResult:
        """Write one line a key."""
        yield Static(Content("\n").join(self._lines()))

    def action_scroll(self, lines: int) -> None:
        """Scroll by some lines, up when negative."""
        self.query_one("#body").scroll_relative(y=lines, animate=False)

    def _lines(self) -> Iterator[Content]:
        for number, place in enumerate(self._places):
            if number:
                yield Content("")
            yield Content.styled(place.value, "bold $primary")
            for action in actions_at(place):
                yield Content.assemble(
                    Content.styled(self._keys(action).ljust(_KEY_WIDTH), "bold"), " ", action.help
                )

        if self._own:
            yield Content("")
            yield Content.styled("Your own", "bold $primary")
        for command in self._own:
            key = self.app.get_key_display(Binding(command.key, "")) if command.key else ""
            yield Content.assemble(
                Content.styled(key.ljust(_KEY_WIDTH), "bold"), " ", drawable(command.label)
            )

    def _keys(self, action: Action) -> str:
        return " ".join(key_signs(self.app, action.id, self._keymap))
