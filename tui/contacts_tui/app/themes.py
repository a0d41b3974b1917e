"""Themes: YAML files, data only, shipped in ``themes/`` and added to or overridden by the person's own.

A file gives ``name``, ``dark``, ``colors`` (Textual's base colours) and ``variables`` (ours, below, and
any of Textual's). ``extends: NAME`` takes everything that the file leaves out from another theme; a file
with the name of another theme takes its place. A bad file is a finding and hides no other theme.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.theme import Theme

from contacts_store.document.error import DocumentError
from contacts_store.finding import Degree, Finding
from contacts_tui.app.theme_file import ThemeError, ThemeFile, read_theme_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import App

DARK = "ink"
"""The theme of a first start."""
LIGHT = "paper"
MONOCHROME = "monochrome"
"""The theme under ``NO_COLOR``."""
FEW_COLORS = "high-contrast"
"""The theme of a first start on a terminal of 16 colours: the only one whose cursor stands out there."""

VARIABLES = {
    "muted": "foreground",  # labels, hints, secondary columns
    "zebra": "background",  # every other row of a list
    "cursor": "primary-muted",  # the row of the cursor, pane focused
    "cursor-text": "foreground",
    "cursor-blurred": "surface",  # the row of the cursor, pane not focused
    "cursor-blurred-text": "foreground",
    "mark": "accent",  # marked rows
    "match": "warning",  # what a search matched
    "star": "warning",  # the primary number or address
    "broken": "error",  # contacts whose file has an error
    "deleted": "muted",  # contacts in the trash
    "tag": "secondary",  # the dot of a tag without a colour
    "finding-error": "error",
    "finding-warning": "warning",
    "finding-hint": "secondary",
    "pane-border": "panel",
    "pane-border-focus": "primary",
    "button": "panel",
    "button-text": "foreground",
}
"""Our variables, each with the colour that stands in when a theme does not set it."""

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


class ThemeCatalogue:
    """The themes that can be chosen, read from the shipped folder and the person's own.

    Attributes:
        themes: Every usable theme by name.
        problems: What is wrong with theme files, as findings with place and remedy.
    """

    def __init__(self, user_folder: Path | None = None, shipped: Path | None = None) -> None:
        """Take the folders; nothing is read until ``load``."""
        self._shipped = shipped or shipped_folder()
        self._user_folder = user_folder
        self._seen: dict[Path, tuple[int, int]] = {}
        self._files: tuple[dict[str, ThemeFile], dict[str, ThemeFile]] = ({}, {})
        self.themes: dict[str, Theme] = {}
        self.problems: tuple[Finding, ...] = ()

    def load(self, *, only: str = "") -> None:
        """Read every theme file again.

        Args:
            only: the one theme to make of them, for the first frame; otherwise all.
        """
        self._seen = self._stamps()
        problems: list[Finding] = []
        own = _read_all(_theme_files(self._user_folder), problems)
        files = _theme_files(self._shipped)
        if only and not own:  # nothing can extend a theme of ours but the person's own
            files = [path for path in files if path.stem == only]
        shipped = _read_all(files, problems)
        self._files = shipped, own
        themes = {}
        for file in (shipped | own).values():
            if only and file.name != only:
                continue
            try:
                themes[file.name] = _theme(_inherited(file, shipped, own))
            except ThemeError as problem:
                problems.append(problem.finding)
        self.themes, self.problems = themes, tuple(problems)

    @property
    def own_names(self) -> frozenset[str]:
        """The names of the themes that the person's own files give."""
        return frozenset(self._files[1])

    def check(self, path: Path) -> tuple[Finding, ...]:
        """Return what is wrong with a file as a theme of the person's own, wherever it is."""
        problems: list[Finding] = []
        shipped, own = self._files
        for name, file in _read_all([path], problems).items():
            try:
                _theme(_inherited(file, shipped, {**own, name: file}))
            except ThemeError as problem:
                problems.append(problem.finding)
        return tuple(problems)

    def is_stale(self) -> bool:
        """Tell whether a file of the person's own changed since ``load``; costs one stat a file."""
        return self._stamps() != self._seen

    def install(self, app: App[Any]) -> None:
        """Offer the themes to the app and redraw it when its current theme reads differently."""
        before = app.current_theme
        for theme in self.themes.values():
            app.register_theme(theme)
        if self.themes.get(app.theme, before) != before:
            app.refresh_css(animate=False)
            app.theme_changed_signal.publish(app.current_theme)

    def _stamps(self) -> dict[Path, tuple[int, int]]:
        stamps = {}
        for path in _theme_files(self._user_folder):
            try:
                status = path.stat()
            except OSError:
                continue
            stamps[path] = (status.st_mtime_ns, status.st_size)
        return stamps


def shipped_folder() -> Path:
    """Return the folder of our own themes: in the installed package, else in the source tree."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "themes"
    return installed if installed.is_dir() else package.parents[1] / "themes"


def _theme_files(folder: Path | None) -> list[Path]:
    if folder is None or not folder.is_dir():
        return []
    return sorted(path for path in folder.glob("*.y*ml") if path.name[0] != ".")


def _read_all(paths: Iterable[Path], problems: list[Finding]) -> dict[str, ThemeFile]:
    files = {}
    for path in paths:
        try:
            file = read_theme_file(path, _known_variables())
        except DocumentError as problem:
            place = (str(path), problem.line, problem.column)
            problems.append(Finding(Degree.ERROR, *place, "", problem.message, problem.remedy))
        except OSError as problem:
            reason = problem.strerror or str(problem)
            problems.append(Finding(Degree.ERROR, str(path), 0, 0, "", reason, "make the file readable"))
        except ThemeError as problem:
            problems.append(problem.finding)
        else:
            files[file.name] = file
    return files


@cache
def _known_variables() -> frozenset[str]:
    return frozenset(VARIABLES) | Theme("any", primary="#000000").to_color_system().generate().keys()


def _inherited(file: ThemeFile, shipped: dict[str, ThemeFile], own: dict[str, ThemeFile]) -> ThemeFile:
    """Follow ``extends``; a file that extends its own name means the shipped theme of that name."""
    whole, passed = file, {file.path}
    while whole.extends:
        base = own.get(whole.extends)
        if base is None or base.path in passed:
            base = shipped.get(whole.extends)
        if base is None or base.path in passed:
            names = ", ".join(sorted(shipped | own))
            message = f"extends {whole.extends}, which is no other theme"
            raise ThemeError(file.path, None, "extends", message, f"name one of {names}")
        passed.add(base.path)
        whole = whole.over(base)._replace(extends=base.extends)
    return whole


def _theme(file: ThemeFile) -> Theme:
    if "primary" not in file.colors:
        remedy = f"give at least primary, or extend another theme: extends: {DARK}"
        raise ThemeError(file.path, None, "colors", "the theme has no primary colour", remedy)
    colors: dict[str, Any] = {**file.colors, "dark": file.dark is not False}
    bare = Theme(file.name, **colors)
    values = {**bare.to_color_system().generate(), **file.variables}
    for name, stand_in in VARIABLES.items():
        values.setdefault(name, values[stand_in])
    for name, followed in _TEXTUAL_VARIABLES.items():
        values[name] = file.variables.get(name, values[followed])
    wanted = file.variables.keys() | VARIABLES.keys() | _TEXTUAL_VARIABLES.keys()
    return replace(bare, variables={name: values[name] for name in sorted(wanted)})


def variable_defaults() -> dict[str, str]:
    """Return our variables for an app whose theme is none of ours (``App.get_theme_variable_defaults``)."""
    return _theme(ThemeFile(Path(), DARK, colors={"primary": "#7aa7ff"})).variables
