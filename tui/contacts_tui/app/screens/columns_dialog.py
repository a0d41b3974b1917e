"""Choosing the list's columns, their order and their widths; the list shows each change at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.content import Content

from contacts_tui.app.panes.columns import DEFAULT, Wish, changed, heading_of, moved
from contacts_tui.app.screens.dialog import Dialog
from contacts_tui.app.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from contacts_tui.app.panes.columns import Column, Wishes

_STEP = 2
"""Cells by which a key changes a width."""
_MARKED = "✓"


class _Columns(RowList[Wish]):
    """The columns, from left to right."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: dict[str, int] = {}
        """Widths of the columns that the list has room for."""

    def key(self, item: Wish) -> str:
        """Return the column's name."""
        return item.name

    def draw(self, item: Wish, width: int, *, at_cursor: bool) -> Content:  # noqa: ARG002 -- as drawn by the list
        """Draw a mark, the heading, and the width."""
        mark = Content.styled(_MARKED, "$mark") if item.is_shown else Content(" ")
        cells = self.drawn.get(item.name)
        size = (
            f"{item.width} cells" if item.width else "automatic" if cells is None else f"automatic, {cells}"
        )
        if item.is_shown and cells is None:
            size += ", no room"
        return Content.assemble(
            " ", mark, "  ", heading_of(item.name).ljust(12), size if item.is_shown else ""
        )


class ColumnsDialog(Dialog[None]):
    """Lists the columns. What is chosen holds at once; leaving keeps it."""

    heading = "Columns"
    keys = "space show  J K move  ← → width  a automatic  0 as at first  esc done"
    AUTO_FOCUS = "_Columns"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn", "Show", show=False),
        Binding("J,shift+down", "move(1)", "Move right", show=False),
        Binding("K,shift+up", "move(-1)", "Move left", show=False),
        Binding("l,right,plus", "widen(1)", "Wider", show=False),
        Binding("h,left,minus", "widen(-1)", "Narrower", show=False),
        Binding("a", "automatic", "Automatic width", show=False),
        Binding("0", "reset", "As at first", show=False),
    ]

    def __init__(self, wishes: Wishes, show: Callable[[Wishes], tuple[Column, ...]]) -> None:
        """Take the present columns.

        Args:
            wishes: of all columns.
            show: has the list show others; returns those that it has room for.
        """
        super().__init__()
        self._wishes = wishes
        self._show = show

    def compose_body(self) -> ComposeResult:
        """Lay out the list."""
        yield _Columns()

    def on_mount(self) -> None:
        """Show the columns."""
        self._rows.styles.height = len(self._wishes)
        self._put(self._wishes)

    @property
    def _rows(self) -> _Columns:
        return self.query_one(_Columns)

    def _put(self, wishes: Wishes) -> None:
        self._wishes = wishes
        self._rows.drawn = {column.name: column.width for column in self._show(wishes)}
        self._rows.show(wishes)

    @property
    def _current(self) -> Wish:
        return self._wishes[self._rows.cursor]

    @on(RowList.Chosen)
    def action_turn(self) -> None:
        """Show the column, or don't."""
        self._put(changed(self._wishes, self._current.name, is_shown=not self._current.is_shown))

    def action_move(self, by: int) -> None:
        """Put the column further to the right, or to the left."""
        self._put(moved(self._wishes, self._rows.cursor, by))

    def action_widen(self, direction: int) -> None:
        """Make the column wider, or narrower."""
        name = self._current.name
        width = self._current.width or self._rows.drawn.get(name, len(heading_of(name)))
        self._put(changed(self._wishes, name, width=width + direction * _STEP))

    def action_automatic(self) -> None:
        """Have the column as wide as its contents."""
        self._put(changed(self._wishes, self._current.name, width=0))

    def action_reset(self) -> None:
        """Have all columns as they were at first."""
        self._put(DEFAULT)
