"""The phones or the e-mails of a form: rows that can be added, removed, reordered and made primary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Input, Label, Select

from contacts_tui.app.drawable import drawable
from contacts_tui.app.forms.contact_state import ItemState
from contacts_tui.app.forms.inputs import LineInput, NoteLine
from contacts_tui.app.forms.notes import Note

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
        Select { width: 14; margin-left: 1; }
        Button { width: 3; }
        #star { margin-right: 1; }
        #up { margin-left: 1; }
        .note { margin-left: 5; }
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
        """Lay out star, value, type and buttons, and the note below."""
        types = [*self._kind.types]
        if self._item.type not in types:
            types.append(self._item.type)
        with Horizontal(classes="line"):
            yield Button(self._star, id="star", compact=True, tooltip="Primary (ctrl+o)")
            yield LineInput(self._item.value, placeholder=self._kind.placeholder)
            options = [(drawable(name), name) for name in types]
            yield Select(options, value=self._item.type, allow_blank=False, compact=True)
            yield _MouseButton("↑", id="up", compact=True, tooltip="Move up (ctrl+up)")
            yield _MouseButton("↓", id="down", compact=True, tooltip="Move down (ctrl+down)")
            yield _MouseButton("✕", id="remove", compact=True, tooltip="Remove (ctrl+x)")
        yield NoteLine()

    def on_mount(self) -> None:
        """Draw the star as it is."""
        self.make_primary(is_primary=self.is_primary)

    @property
    def item(self) -> ItemState:
        """What stands in the row."""
        type_ = self.query_one(Select).value
        return ItemState(self.query_one(LineInput).value, str(type_), self.is_primary, self._item.id)

    @property
    def _star(self) -> Content:
        return Content("★" if self.is_primary else "☆")

    def make_primary(self, *, is_primary: bool) -> None:
        """Fill or empty the star."""
        self.is_primary = is_primary
        star = self.query_one("#star", Button)
        star.label = self._star
        star.set_class(is_primary, "-primary")

    def action_wish(self, wish: Wish) -> None:
        """Ask the list for something, by key."""
        self.post_message(self.Wished(self, wish))

    @on(Button.Pressed)
    def _on_button(self, event: Button.Pressed) -> None:
        event.stop()
        wishes: dict[str | None, Wish] = {"star": "star", "up": "up", "down": "down", "remove": "remove"}
        self.post_message(self.Wished(self, wishes[event.button.id]))

    @on(Input.Changed)
    def _on_typed(self, event: Input.Changed) -> None:
        is_left_out = bool(self._item.id) and not event.value.strip()
        self.query_one(NoteLine).show(_LEFT_OUT if is_left_out else self._kind.note_of(event.value))


class _MouseButton(Button, can_focus=False):
    """A button for the mouse; keys have bindings of their own, so that tab goes from field to field."""


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
