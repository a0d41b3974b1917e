"""A list of contacts in columns: their headings sort when clicked, and their edges are dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message

from contacts_store.snapshot.row import Row
from contacts_tui.app.panes.columns import DEFAULT, GAP, NARROWEST, Column, changed, columns_for, needs_of
from contacts_tui.app.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from contacts_store.snapshot.ordering import Order, SortField
    from contacts_tui.app.panes.columns import ColumnName, Needs, Wishes

GUTTER = 3
"""Cells in front of the columns."""


class ColumnList(RowList[Row]):
    """Knows the columns; a subclass draws a contact's cells."""

    HEAD_LINES = 1

    class OrderChosen(Message):
        """The list is to be in another order."""

        def __init__(self, order: Order) -> None:
            super().__init__()
            self.order = order

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self.order: Order | None = None
        """The order that the person chose; a heading shows it."""
        self.wishes = DEFAULT
        """The columns that the person wants."""
        self._needs: Needs = ()
        self._dragged: tuple[ColumnName, int] | None = None  # and where the column begins
        self._was_dragged = False

    def measure(self, rows: Sequence[Row]) -> None:
        """Have the columns as wide as rows like these need them."""
        needs = needs_of(rows)
        if needs != self._needs:
            self._needs = needs
            self.redraw()

    def show_columns(self, wishes: Wishes) -> tuple[Column, ...]:
        """Have other columns; returns those that there is room for."""
        self.wishes = wishes
        self.redraw()
        return self.columns(self.scrollable_content_region.width)

    def columns(self, width: int) -> tuple[Column, ...]:
        """Return the columns that a line of so many cells has."""
        return columns_for(width - GUTTER, self.wishes, self._needs)

    def head(self, width: int) -> Content:
        """Return the columns' headings."""
        cells = [self._heading(column).ljust(column.width) for column in self.columns(width)]
        return Content(" " * GUTTER + (" " * GAP).join(cells))

    def _heading(self, column: Column) -> str:
        if self.order is None or self.order.field != column.name:
            return column.heading
        return f"{column.heading[: column.width - 2]} {'▼' if self.order.is_descending else '▲'}"

    def on_click(self, event: events.Click) -> None:
        """Sort by the column whose heading was clicked."""
        if self._was_dragged:
            event.prevent_default()  # the click that ends a drag is none
            return
        offset = event.get_content_offset(self)
        if offset is not None and offset.y < self.HEAD_LINES:
            column, _, is_gap = self._heading_at(offset.x)
            if not is_gap:
                self.post_message(self.OrderChosen(self._order_by(column.name)))

    def _heading_at(self, x: int) -> tuple[Column, int, bool]:
        """Return the column at a cell, where it begins, and whether the cell lies in the gap behind it."""
        begin = GUTTER
        columns = self.columns(self.scrollable_content_region.width)
        for column in columns[:-1]:
            if x < begin + column.width + GAP:
                break
            begin += column.width + GAP
        else:
            column = columns[-1]
        return column, begin, x >= begin + column.width

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the gap behind a heading: it is dragged to another width."""
        self._was_dragged = False
        offset = event.get_content_offset(self)
        if offset is not None and offset.y < self.HEAD_LINES:
            column, begin, is_gap = self._heading_at(offset.x)
            if is_gap:
                self._dragged = column.name, begin
                self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Make the column whose edge is held as wide as the mouse says."""
        if self._dragged is not None:
            name, begin = self._dragged
            self._was_dragged = True
            x = event.screen_x - self.scrollable_content_region.x
            self.show_columns(changed(self.wishes, name, width=max(x - begin, NARROWEST)))

    def on_mouse_up(self) -> None:
        """Let go of the edge."""
        if self._dragged is not None:
            self._dragged = None
            self.release_mouse()

    def _order_by(self, field: SortField) -> Order:
        from contacts_store.snapshot.ordering import Order

        return self.order.reversed if self.order and self.order.field == field else Order(field)
