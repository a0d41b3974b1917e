"""A menu: a few labelled values of which one is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.content import Content

from contacts_tui.app.drawable import drawable
from contacts_tui.app.screens.dialog import Dialog
from contacts_tui.app.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

_WIDEST_LABEL = 24


class Choice(NamedTuple):
    """One line of a menu."""

    key: str
    """What choosing it gives."""
    label: str
    value: str


class ChoiceRows(RowList[Choice]):
    """The lines of a menu."""

    def key(self, item: Choice) -> str:
        """Return what choosing the line gives."""
        return item.key

    def draw(self, item: Choice, width: int, *, at_cursor: bool) -> Content:  # noqa: ARG002 -- as drawn by the list
        """Draw the label, and the value's first line behind it."""
        label_width = min(max(len(choice.label) for choice in self.items), _WIDEST_LABEL)
        label = drawable(item.label).truncate(label_width, ellipsis=True, pad=True)
        value = drawable(item.value.strip().partition("\n")[0])
        return Content.assemble(" ", label, "  ", value).truncate(width, ellipsis=True)


class Menu(Dialog["str | None"]):
    """Lists choices; the result is the key of the chosen one, None when it was left."""

    keys = "↑↓ choose  enter do it  esc leave"
    AUTO_FOCUS = "ChoiceRows"

    def __init__(self, heading: str, choices: Sequence[Choice]) -> None:
        """Take the title, and what there is to choose, the likeliest first."""
        super().__init__()
        self.heading = heading
        self._choices = tuple(choices)

    def compose_body(self) -> ComposeResult:
        """Lay out the list."""
        yield ChoiceRows()

    def on_mount(self) -> None:
        """Show the choices."""
        rows = self.query_one(ChoiceRows)
        rows.styles.height = len(self._choices)
        rows.show(self._choices)

    @on(RowList.Chosen)
    def _choose(self) -> None:
        chosen = self.query_one(ChoiceRows).current
        self.dismiss(chosen.key if chosen else None)
