"""A list that draws only the lines on the screen, so that 100,000 items cost what 40 do.

Textual's own lists keep a widget, an option or a cell for each item (seconds at this size). Here the
items are any immutable sequence, a line is drawn when it is looked at, and a key costs two lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from contacts_tui.app.actions import Place, bindings
from contacts_tui.app.widgets.line_view import LineView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.binding import BindingType
    from textual.widget import Widget

Item = TypeVar("Item")

_CACHED_LINES = 512
_NEAR = 500
"""So far from the cursor an item is looked for on both sides; beyond, going through all is faster."""


class RowList(LineView, Generic[Item], can_focus=True, inherit_bindings=False):
    """A scrolling list with a cursor. A subclass says what an item's key is and how it is drawn."""

    HEAD_LINES: ClassVar[int] = 0
    """1 for a subclass with a line above the items that does not scroll."""
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "row-list--cursor",
        "row-list--zebra",
        "row-list--head",
        "row-list--empty",
    }
    DEFAULT_CSS = """
    RowList {
        .row-list--cursor { background: $cursor-blurred; color: $cursor-blurred-text; }
        &:focus .row-list--cursor { background: $cursor; color: $cursor-text; text-style: bold; }
        .row-list--zebra { background: $zebra; }
        .row-list--head { color: $muted; text-style: bold; }
        .row-list--empty { color: $muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.LISTS)]

    class CursorMoved(Message):
        """The cursor stands on another item, or the same item was replaced."""

        def __init__(self, row_list: RowList[Any]) -> None:
            super().__init__()
            self.row_list = row_list

        @property
        def control(self) -> Widget:
            """The list, for ``@on`` selectors."""
            return self.row_list

    class Chosen(Message):
        """The item at the cursor was chosen: by the enter key, or by a double click."""

        def __init__(self, row_list: RowList[Any], *, by_mouse: bool) -> None:
            super().__init__()
            self.row_list = row_list
            self.by_mouse = by_mouse

        @property
        def control(self) -> Widget:
            """The list, for ``@on`` selectors."""
            return self.row_list

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self.items: Sequence[Item] = ()
        self.cursor = 0
        self.empty_text = Content("")
        self._lines: LRUCache[tuple[int, bool], Strip] = LRUCache(_CACHED_LINES)

    def key(self, item: Item) -> str:
        """Return what identifies an item from one sequence to the next."""
        raise NotImplementedError

    def draw(self, item: Item, width: int, *, at_cursor: bool) -> Content:
        """Return the line of an item; it is cropped and padded to the width."""
        raise NotImplementedError

    def draw_at(self, index: int, width: int, *, at_cursor: bool) -> Content:
        """Return the line of the item at an index, for a subclass whose lines depend on those around them."""
        return self.draw(self.items[index], width, at_cursor=at_cursor)

    def head(self, width: int) -> Content:
        """Return the line above the items; asked for where ``HEAD_LINES`` is 1."""
        raise NotImplementedError

    @property
    def current(self) -> Item | None:
        """The item at the cursor."""
        return self.items[self.cursor] if self.cursor < len(self.items) else None

    def show(self, items: Sequence[Item], *, at_top: bool = False) -> None:
        """Replace the items. The cursor stays on its item; if that is gone, on the one in its place.

        Args:
            items: the new items; kept, not copied.
            at_top: put the cursor on the first one instead.
        """
        before = self.current
        self.items = items
        cursor = 0 if at_top or before is None else self.index_of(self.key(before))
        scrolled_by = cursor - self.cursor
        self.cursor = cursor
        self.redraw()
        self.set_line_count(len(items) + self.HEAD_LINES)
        if scrolled_by and self.scroll_y:
            self.scroll_to(y=self.scroll_y + scrolled_by, animate=False, force=True)
        self._reveal_cursor()
        self.post_message(self.CursorMoved(self))

    def index_of(self, key: str) -> int:
        """Find a key, outward from the cursor; if it is gone, give what took the cursor's place."""
        count = len(self.items)
        start = min(self.cursor, max(count - 1, 0))
        for distance in range(min(max(start + 1, count - start), _NEAR)):
            for index in (start - distance, start + distance):
                if 0 <= index < count and self.key(self.items[index]) == key:
                    return index
        far = (index for index, found in enumerate(map(self.key, self.items)) if found == key)
        return next(far, start)

    def move_to(self, index: int) -> None:
        """Put the cursor on an item, as near as there is one, and scroll to it."""
        index = max(0, min(index, len(self.items) - 1))
        if index != self.cursor:
            self._refresh_item(self.cursor)
            self.cursor = index
            self._refresh_item(index)
            self.post_message(self.CursorMoved(self))
        self._reveal_cursor()

    def redraw_item(self, index: int) -> None:
        """Draw the line of one item anew."""
        self._lines.discard((index, True))
        self._lines.discard((index, False))
        self._refresh_item(index)

    def redraw(self) -> None:
        """Draw every visible line anew."""
        self._lines.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget lines drawn in the colours of before."""
        super().notify_style_update()
        self._lines.clear()

    def on_resize(self) -> None:
        """Draw for the new width."""
        self._lines.clear()
        self.set_line_count(len(self.items) + self.HEAD_LINES)
        self._reveal_cursor()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the visible part."""
        width = self.room.width
        if y < self.HEAD_LINES:
            return self._strip(self.head(width), width, "row-list--head")
        index = y - self.HEAD_LINES + self.scroll_offset.y
        if index >= len(self.items):
            return self._blank_line(y, width)
        at_cursor = index == self.cursor
        line = self._lines.get((index, at_cursor))
        if line is None:
            content = self.draw_at(index, width, at_cursor=at_cursor)
            line = self._strip(content, width, self._line_class(index, at_cursor=at_cursor))
            self._lines[index, at_cursor] = line
        return line

    def _line_class(self, index: int, *, at_cursor: bool) -> str:
        if at_cursor:
            return "row-list--cursor"
        return "row-list--zebra" if index % 2 else ""

    def _blank_line(self, y: int, width: int) -> Strip:
        if self.items or y != (self.room.height - self.HEAD_LINES) // 3:
            return Strip.blank(width, self.visual_style.rich_style)
        indent = max((width - self.empty_text.cell_length) // 2, 0)
        return self._strip(self.empty_text.pad_left(indent), width, "row-list--empty")

    def _strip(self, content: Content, width: int, component: str) -> Strip:
        style = self.get_visual_style(component) if component else self.visual_style
        return self.line_strip(content, width, style)

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width

    @property
    def _height(self) -> int:
        """Lines that show items."""
        return max(self.scrollable_content_region.height - self.HEAD_LINES, 1)

    def _refresh_item(self, index: int) -> None:
        y = index + self.HEAD_LINES - self.scroll_offset.y
        self.refresh(Region(0, y, self._width, 1))

    def _reveal_cursor(self) -> None:
        top = round(self.scroll_target_y)
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, force=True)
        elif self.cursor >= top + self._height:
            self.scroll_to(y=self.cursor - self._height + 1, animate=False, force=True)

    def action_down(self) -> None:
        """Move one down."""
        self.move_to(self.cursor + 1)

    def action_up(self) -> None:
        """Move one up."""
        self.move_to(self.cursor - 1)

    def action_page_down(self) -> None:
        """Move a page down, keeping one line in sight."""
        self.move_to(self.cursor + max(self._height - 1, 1))

    def action_page_up(self) -> None:
        """Move a page up, keeping one line in sight."""
        self.move_to(self.cursor - max(self._height - 1, 1))

    def action_first(self) -> None:
        """Move to the first item."""
        self.move_to(0)

    def action_last(self) -> None:
        """Move to the last item."""
        self.move_to(len(self.items) - 1)

    def action_choose(self) -> None:
        """Choose the item at the cursor."""
        if self.current is not None:
            self.post_message(self.Chosen(self, by_mouse=False))

    def on_click(self, event: events.Click) -> None:
        """Move to the clicked item; a double click chooses it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        index = offset.y - self.HEAD_LINES + self.scroll_offset.y
        if offset.y >= self.HEAD_LINES and index < len(self.items):
            self.move_to(index)
            if event.chain == 2:  # a double click
                self.post_message(self.Chosen(self, by_mouse=True))
