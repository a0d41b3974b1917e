"""The phones or the e-mails of a form: rows that can be added, removed, reordered and made primary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, Input, Label

from contacts_tui.app.forms.choice import Choice
from contacts_tui.app.forms.contact_state import ItemState
from contacts_tui.app.forms.inputs import LineInput, NoteLine
from contacts_tui.app.forms.notes import Note

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

Wish = Literal["star", "up", "down", "remove"]

_LEFT_OUT = Note("hint", "empty: left out when you save")


@dataclass(frozen=True, slots=True)
class ItemKind:
    """What tells phones from e-mails in a form."""

    noun: str
    """As in "add a phone"."""
    types: Sequence[str]
    """The types offered; an item's own odd type is offered to that item."""
    placeholder: str
    note_of: Callable[[str], Note]
    """What to say beside a value."""


class _Signs(Widget):
    """Signs to click on; keys have bindings of their own, so that tab goes from field to field."""

    @dataclass
    class Clicked(Message):
        """A sign was clicked."""

        wish: Wish

    CELLS = 3
    DEFAULT_CSS = "_Signs { height: 1; }"

    def __init__(self, signs: Mapping[Wish, str], tooltip: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._signs = signs
        self.tooltip = tooltip
        self.styles.width = len(signs) * self.CELLS

    def show(self, signs: Mapping[Wish, str]) -> None:
        self._signs = signs
        self.refresh()

    def render(self) -> Content:
        return Content("".join(sign.center(self.CELLS) for sign in self._signs.values()))

    def on_click(self, event: events.Click) -> None:
        self.post_message(self.Clicked(tuple(self._signs)[event.x // self.CELLS]))


class ItemRow(Vertical):
    """One phone or e-mail."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+up", "wish('up')", "Move up", show=False),
        Binding("ctrl+down", "wish('down')", "Move down", show=False),
        Binding("ctrl+o", "wish('star')", "Make primary", show=False),
        Binding("ctrl+x", "wish('remove')", "Remove", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    ItemRow {
        height: auto;
        .line { height: 1; }
        LineInput { width: 1fr; }
        Choice { margin: 0 1; }
        .note { margin-left: 4; }
    }
    """

    @dataclass
    class Wished(Message):
        """The person wants something done with the row."""

        row: ItemRow
        wish: Wish

    def __init__(self, item: ItemState, kind: ItemKind) -> None:
        """Take what stands in the row at first."""
        super().__init__()
        self._item = item
        self._kind = kind
        self.is_primary = item.is_primary

    def compose(self) -> ComposeResult:
        """Lay out star, value, type and signs for the mouse, and the note below."""
        types = [*self._kind.types]
        if self._item.type not in types:
            types.append(self._item.type)
        with Horizontal(classes="line"):
            yield _Signs({"star": self._star}, "Primary (ctrl+o)", id="star")
            yield LineInput(self._item.value, placeholder=self._kind.placeholder)
            yield Choice(types, self._item.type)
            moves = "Move up (ctrl+up), move down (ctrl+down), remove (ctrl+x)"
            yield _Signs({"up": "↑", "down": "↓", "remove": "✕"}, moves)
        yield NoteLine()

    def on_mount(self) -> None:
        """Draw the star as it is."""
        self.make_primary(is_primary=self.is_primary)

    @property
    def item(self) -> ItemState:
        """What stands in the row."""
        type_ = self.query_one(Choice).value
        return ItemState(self.query_one(LineInput).value, type_, self.is_primary, self._item.id)

    @property
    def _star(self) -> str:
        return "★" if self.is_primary else "☆"

    def make_primary(self, *, is_primary: bool) -> None:
        """Fill or empty the star."""
        self.is_primary = is_primary
        star = self.query_one("#star", _Signs)
        star.show({"star": self._star})
        star.set_class(is_primary, "-primary")

    def action_wish(self, wish: Wish) -> None:
        """Ask the list for something."""
        self.post_message(self.Wished(self, wish))

    @on(_Signs.Clicked)
    def _on_sign(self, event: _Signs.Clicked) -> None:
        event.stop()
        self.action_wish(event.wish)

    @on(Input.Changed)
    def _on_typed(self, event: Input.Changed) -> None:
        is_left_out = bool(self._item.id) and not event.value.strip()
        self.query_one(NoteLine).show(_LEFT_OUT if is_left_out else self._kind.note_of(event.value))


class ItemRows(Vertical):
    """All rows of one kind, under a heading."""

    DEFAULT_CSS = """
    ItemRows {
        height: auto;
        .heading-line { height: 1; margin-top: 1; }
        .heading-line Label { width: 1fr; color: $muted; text-style: bold; }
    }
    """

    def __init__(self, heading: str, items: tuple[ItemState, ...], kind: ItemKind, *, id: str) -> None:  # noqa: A002
        """Take the heading, and what stands in the rows at first."""
        super().__init__(id=id)
        self._heading = heading
        self._first_items = items
        self._kind = kind

    def compose(self) -> ComposeResult:
        """Lay out the rows, with the heading and the button that adds one above."""
        with Horizontal(classes="heading-line"):
            yield Label(self._heading, markup=False)
            yield Button(f"+ {self._kind.noun}", id="add", compact=True)
        for item in self._first_items:
            yield ItemRow(item, self._kind)

    @property
    def items(self) -> tuple[ItemState, ...]:
        """What stands in the rows."""
        return tuple(row.item for row in self.query(ItemRow))

    @on(Button.Pressed, "#add")
    @on(Input.Submitted)
    async def add(self, event: Message | None = None) -> None:
        """Add an empty row at the end and go there."""
        if event is not None:
            event.stop()
        row = ItemRow(ItemState(type=self._kind.types[0]), self._kind)
        await self.mount(row)
        row.query_one(LineInput).focus()

    @on(ItemRow.Wished)
    async def _on_wish(self, event: ItemRow.Wished) -> None:
        event.stop()
        row, rows = event.row, list(self.query(ItemRow))
        place = rows.index(row)
        match event.wish:
            case "star":
                becomes = not row.is_primary
                for other in rows:
                    other.make_primary(is_primary=becomes and other is row)
            case "up" if place > 0:
                self.move_child(row, before=rows[place - 1])
            case "down" if place + 1 < len(rows):
                self.move_child(row, after=rows[place + 1])
            case "remove":
                others = rows[place + 1 :] + rows[:place][::-1]
                await row.remove()
                target = others[0].query_one(LineInput) if others else self.query_one("#add", Button)
                target.focus()
