"""The phones or the e-mails of a form: rows that can be added, removed, reordered and made primary."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, Input

from contacts_tui.app.forms.choice import Choice
from contacts_tui.app.forms.contact_state import ItemState
from contacts_tui.app.forms.inputs import FormLine, NotedLine
from contacts_tui.app.forms.notes import Note

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

Wish = Literal["star", "up", "down", "remove"]

_LEFT_OUT = Note("hint", "empty: left out when you save")
_SIGNS: tuple[tuple[Wish, str], ...] = (("up", "↑"), ("down", "↓"), ("remove", "✕"))
_SIGN_CELLS = 3


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

    def types_for(self, item: ItemState) -> list[str]:
        """Return the types that an item can choose from."""
        return [*self.types, *([item.type] if item.type not in self.types else [])]


class ItemRow(NotedLine):
    """One phone or e-mail: star and signs are drawn, and can be clicked; keys do the same."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("alt+up,ctrl+up", "wish('up')", "Move up", show=False),
        Binding("alt+down,ctrl+down", "wish('down')", "Move down", show=False),
        Binding("ctrl+o", "wish('star')", "Make primary", show=False),
        Binding("ctrl+x", "wish('remove')", "Remove", show=False, priority=True),
        Binding("alt+t", "next_type", "Next type", show=False),
    ]
    DEFAULT_CSS = """
    ItemRow {
        height: auto;
        FormLine { margin: 0 25 0 3; }
        Choice { dock: right; margin: 0 10 0 0; }
        .note { margin: 0 10 0 4; }
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
        self.field = FormLine(item.value, placeholder=kind.placeholder)
        self._choice = Choice(kind.types_for(item), item.type)

    def compose(self) -> ComposeResult:
        """Lay out value and type."""
        yield self.field
        yield self._choice

    def render(self) -> Content:
        """Draw the star and the signs for the mouse, on both sides of the field."""
        star = Content.styled(" ★ ", "$star") if self._item.is_primary else Content(" ☆ ")
        signs = "".join(sign.center(_SIGN_CELLS) for _, sign in _SIGNS)
        return star.pad_right(self.size.width - star.cell_length - len(signs)) + Content(signs)

    @property
    def item(self) -> ItemState:
        """What stands in the row."""
        return replace(self._item, value=self.field.value, type=self._choice.value)

    def show(self, item: ItemState) -> None:
        """Show another item in the row."""
        self._item = item
        self.field.value = item.value
        self._choice.show(self._kind.types_for(item), item.type)
        self.say()
        self.refresh()

    @on(Input.Changed)
    def say(self) -> None:
        """Say below the value what there is to say about it."""
        is_left_out = bool(self._item.id) and not self.field.value.strip()
        self.show_note(_LEFT_OUT if is_left_out else self._kind.note_of(self.field.value))

    def action_wish(self, wish: Wish) -> None:
        """Ask the list for something."""
        self.post_message(self.Wished(self, wish))

    def action_next_type(self) -> None:
        """Choose the next type."""
        self._choice.action_step(1)

    def on_click(self, event: events.Click) -> None:
        """Do what a sign stands for."""
        if event.widget is not self or event.y > 0:
            return
        sign = (event.x - self.size.width) // _SIGN_CELLS + len(_SIGNS)
        if event.x < _SIGN_CELLS:
            self.action_wish("star")
        elif sign >= 0:
            self.action_wish(_SIGNS[sign][0])


class ItemRows(Widget):
    """All rows of one kind, under a heading."""

    DEFAULT_CSS = """
    ItemRows {
        height: auto;
        margin-top: 1;
        #add { margin-left: 14; }
    }
    """

    @dataclass
    class Changed(Message):
        """Rows were added, removed, moved or made primary."""

    def __init__(self, heading: str, items: tuple[ItemState, ...], kind: ItemKind, *, id: str) -> None:  # noqa: A002 -- Textual's name
        """Take the heading, and what stands in the rows at first."""
        super().__init__(id=id)
        self._heading = heading
        self._kind = kind
        self.rows = [ItemRow(item, kind) for item in items]

    def compose(self) -> ComposeResult:
        """Lay out the rows, with the button that adds one above."""
        yield Button(f"+ {self._kind.noun}", id="add", compact=True)
        yield from self.rows

    def render(self) -> Content:
        """Draw the heading."""
        return Content.styled(self._heading, "bold $muted")

    @property
    def items(self) -> tuple[ItemState, ...]:
        """What stands in the rows."""
        return tuple(row.item for row in self.rows)

    async def show(self, items: Sequence[ItemState]) -> None:
        """Show other items, in as many rows."""
        for row, item in zip(self.rows, items, strict=False):
            row.show(item)
        more = [ItemRow(item, self._kind) for item in items[len(self.rows) :]]
        fewer = self.rows[len(items) :]
        self.rows = [*self.rows[: len(items)], *more]
        self.post_message(self.Changed())
        await self.mount(*more)
        await self.remove_children(fewer)

    def say_all(self) -> None:
        """Say below each value what there is to say about it."""
        for row in self.rows:
            row.say()

    @on(Button.Pressed, "#add")
    @on(Input.Submitted)
    async def add(self, event: Message) -> None:
        """Add an empty row at the end and go there."""
        event.stop()
        await self.show((*self.items, ItemState(type=self._kind.types[0])))
        self.focus_row(len(self.rows) - 1)

    def focus_row(self, place: int) -> None:
        """Go to the value in a row, counted from 0; to the last row, or the button, where there is none."""
        target = self.rows[min(place, len(self.rows) - 1)].field if self.rows else self.query_one("#add")
        target.focus()

    @on(ItemRow.Wished)
    async def _on_wish(self, event: ItemRow.Wished) -> None:
        event.stop()
        items, place = list(self.items), self.rows.index(event.row)
        match event.wish:
            case "star":
                becomes = not items[place].is_primary
                items = [replace(item, is_primary=becomes and at == place) for at, item in enumerate(items)]
            case "up":
                items.insert(max(place - 1, 0), items.pop(place))
                place = max(place - 1, 0)
            case "down":
                items.insert(place + 1, items.pop(place))
                place += 1
            case "remove":
                del items[place]
        is_in_type = isinstance(self.screen.focused, Choice)
        await self.show(items)
        if not is_in_type or event.wish == "remove":
            self.focus_row(place)
