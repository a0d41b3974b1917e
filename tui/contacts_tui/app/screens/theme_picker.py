"""Choosing a theme, seen on the whole app while the cursor moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.theme import Theme

from contacts_tui.app.drawable import drawable
from contacts_tui.app.screens.dialog import Dialog
from contacts_tui.app.theme_file import VARIABLES
from contacts_tui.app.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult


class ThemeRows(RowList[Theme]):
    """The themes, each with a few of its colours."""

    def key(self, item: Theme) -> str:
        """Return the theme's name."""
        return item.name

    def draw(self, item: Theme, width: int, *, at_cursor: bool) -> Content:  # noqa: ARG002 -- as drawn by the list
        """Draw the name and a palette."""
        colors = (item.primary, item.variables["mark"], item.variables["star"], item.variables["broken"])
        palette = Content(" ").join(
            [
                Content.styled(f" {dot} ", f"{color} on {item.background}")
                for dot, color in zip("●●●●", colors, strict=True)
            ]
        )
        name = Content.assemble(" ", drawable(item.name))
        return name.pad_right(max(width - name.cell_length - palette.cell_length - 1, 1)) + palette


class ThemePicker(Dialog["str | None"]):
    """Lists the themes that know our variables; the result is the chosen one's name."""

    heading = "Theme"
    keys = "↑↓ try  enter keep  esc as before"
    AUTO_FOCUS = "ThemeRows"

    def __init__(self) -> None:
        """Begin with the theme that is on."""
        super().__init__()
        self._before = ""

    def compose_body(self) -> ComposeResult:
        """Lay out the list."""
        yield ThemeRows()

    def on_mount(self) -> None:
        """Show the themes, the cursor on the present one."""
        self._before = self.app.theme
        themes = [
            theme
            for theme in self.app.available_themes.values()
            if theme.variables.keys() >= VARIABLES.keys()
        ]
        rows = self.query_one(ThemeRows)
        rows.show(sorted(themes, key=lambda theme: theme.name))
        names = [theme.name for theme in rows.items]
        rows.move_to(names.index(self._before) if self._before in names else 0)
        rows.styles.height = len(names)

    @on(RowList.CursorMoved)
    def _try_on(self) -> None:
        theme = self.query_one(ThemeRows).current
        if theme is not None and self._before:
            self.app.theme = theme.name

    @on(RowList.Chosen)
    def _keep(self) -> None:
        self.dismiss(self.app.theme)

    def action_leave(self) -> None:
        """Close with the theme of before."""
        self.app.theme = self._before
        self.dismiss(None)
