"""The app without any colour (``NO_COLOR``): what stands out by its ground is drawn reversed or underlined.

Textual's own answer is greys, which are colours to a terminal all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import App

_STAND_INS = {
    "cursor": Style(reverse=True),
    "input-cursor-background": Style(reverse=True),
    "cursor-blurred": Style(underline=True),
    "button": Style(underline=True),
}
"""The attribute in place of a ground, by the theme variable that gives the ground its colour."""
_PLAIN = Style()


class Colorless(LineFilter):
    """Leaves a cell its attributes alone."""

    def __init__(self, app: App[Any]) -> None:
        """Take the app, whose theme tells what stands out."""
        super().__init__()
        self._app = app

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 -- Textual's
        """Return the segments of a line without colours."""
        variables = self._app.current_theme.variables
        stand_ins: dict[tuple[int, ...], Style] = {
            Color.parse(variables[name]).rgb: style for name, style in _STAND_INS.items()
        }
        return [
            Segment(text, style and _without_color(style, stand_ins), code) for text, style, code in segments
        ]


def _without_color(style: Style, stand_ins: Mapping[tuple[int, ...], Style]) -> Style:
    ground = style.bgcolor.triplet if style.bgcolor else None
    return style.without_color + (stand_ins.get(tuple(ground), _PLAIN) if ground else _PLAIN)
