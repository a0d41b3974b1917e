"""Themes as Textual has them: the colours of theme files, and what follows from them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.theme import Theme

from contacts_tui.app.theme_file import VARIABLES, ThemeFile
from contacts_tui.app.theme_files import DARK, ThemeFiles

if TYPE_CHECKING:
    from textual.app import App

_TEXTUAL_VARIABLES = {
    "text-muted": "muted",
    "text-disabled": "muted",
    "foreground-muted": "muted",
    "text-primary": "primary",
    "text-secondary": "secondary",
    "text-accent": "accent",
    "text-success": "success",
    "text-warning": "warning",
    "text-error": "error",
    "block-cursor-background": "cursor",
    "block-cursor-foreground": "cursor-text",
    "block-cursor-blurred-background": "cursor-blurred",
    "block-cursor-blurred-foreground": "cursor-blurred-text",
    "footer-background": "panel",
    "footer-foreground": "muted",
    "footer-description-foreground": "muted",
    "footer-key-foreground": "primary",
    "button-foreground": "button-text",
    "input-cursor-background": "foreground",
    "input-cursor-foreground": "background",
    "input-selection-background": "cursor",
    "input-selection-foreground": "cursor-text",
    "panel-lighten-1": "panel",
    "border": "pane-border-focus",
    "border-blurred": "pane-border",
    "scrollbar": "pane-border",
    "scrollbar-hover": "muted",
    "scrollbar-active": "pane-border-focus",
    "scrollbar-background": "background",
    "scrollbar-background-hover": "background",
    "scrollbar-background-active": "background",
    "scrollbar-corner-color": "background",
}
"""Variables of Textual's own widgets that follow ours, so that one file styles everything."""


class ThemeCatalogue(ThemeFiles):
    """The themes that can be chosen, read from the shipped folder and the person's own."""

    def __init__(self, user_folder: Path | None = None, shipped: Path | None = None) -> None:
        """Take the folders; nothing is read until ``load``."""
        super().__init__(user_folder, shipped)
        self.themes: dict[str, Theme] = {}
        """Every usable theme by name."""

    def load(self, *, only: str = "") -> None:
        """Read every theme file again, and make one theme of them, or all."""
        super().load(only=only)
        self.themes = {name: _theme(file) for name, file in self.usable.items()}

    def install(self, app: App[Any]) -> None:
        """Offer the themes to the app and redraw it when its current theme reads differently."""
        before = app.current_theme
        for theme in self.themes.values():
            app.register_theme(theme)
        if self.themes.get(app.theme, before) != before:
            app.refresh_css(animate=False)
            app.theme_changed_signal.publish(app.current_theme)


def _theme(file: ThemeFile) -> Theme:
    colors: dict[str, Any] = {**file.colors, "dark": file.is_dark}
    bare = Theme(file.name, **colors)
    values = {**bare.to_color_system().generate(), **file.variables}
    for name, stand_in in VARIABLES.items():
        values.setdefault(name, values[stand_in])
    for name, followed in _TEXTUAL_VARIABLES.items():
        values[name] = file.variables.get(name, values[followed])
    wanted = file.variables.keys() | VARIABLES.keys() | _TEXTUAL_VARIABLES.keys()
    return replace(bare, variables={name: values[name] for name in sorted(wanted)})


@cache
def variable_defaults() -> dict[str, str]:
    """Return our variables for an app whose theme is none of ours (``App.get_theme_variable_defaults``)."""
    return _theme(ThemeFile(Path(), DARK, colors={"primary": "#7aa7ff"})).variables
