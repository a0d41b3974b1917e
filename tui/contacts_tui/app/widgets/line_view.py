"""What the widgets that draw by the line share: how a line is drawn, and how many of them there are.

Textual lays the whole screen out again when a scroll view's height changes, which a search or the next
contact in the details does at every key. Here the scroll bar has its place always, so nothing moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.content import Content
    from textual.geometry import Region
    from textual.style import Style


class LineView(ScrollView, inherit_bindings=False):
    """A scrolling view of lines; of the class ``-barless``, with nothing in the scroll bar's place."""

    DEFAULT_CSS = """
    LineView {
        overflow: hidden scroll;
        scrollbar-size-vertical: 1;
        &.-barless { overflow-y: hidden; padding-right: 1; }
    }
    """

    room = Size(0, 0)
    """Of the lines that are being drawn."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the visible part; what room there is takes as long to find out as a line to draw."""
        self.room = self.scrollable_content_region.size
        return super().render_lines(crop)

    def set_line_count(self, count: int) -> None:
        """Have so many lines to scroll over; nothing else of the screen is laid out."""
        self.set_reactive(LineView.virtual_size, Size(self.scrollable_content_region.width, count))
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.window_virtual_size = count
        self.scroll_y = min(self.scroll_y, self.max_scroll_y)

    def line_strip(self, content: Content, width: int, style: Style) -> Strip:
        """Draw content as one line of exactly ``width`` cells on top of a style; theme variables work."""
        line = content.truncate(width, ellipsis=True, pad=True)
        parts = line.render(style, end="", parse_style=self.app.stylesheet.parse_style)
        return Strip([Segment(text, part.rich_style) for text, part in parts], width)
