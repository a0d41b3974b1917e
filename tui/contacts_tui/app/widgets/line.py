"""One drawn line from content, for the widgets that draw by the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.content import Content
    from textual.style import Style
    from textual.widget import Widget


def line_strip(widget: Widget, content: Content, width: int, style: Style) -> Strip:
    """Draw content as one line of exactly ``width`` cells on top of a style; theme variables work."""
    line = content.truncate(width, ellipsis=True, pad=True)
    parts = line.render(style, end="", parse_style=widget.app.stylesheet.parse_style)
    return Strip([Segment(text, part.rich_style) for text, part in parts], width)
