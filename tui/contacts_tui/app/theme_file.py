"""One theme file as data. The usual form is read without a parser, as the first frame waits for one theme.

That form has hexadecimal colours and variables of ours only; ``theme_reading`` reads every other and says
what is wrong.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from contacts_store.document.flat import flat_values
from contacts_store.finding import Degree, Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from contacts_store.document.nodes import Node

BASE_COLORS = (
    *("primary", "secondary", "accent", "foreground", "background", "surface", "panel", "boost"),
    *("success", "warning", "error"),
)
"""The keys of ``colors``; the meanings are Textual's."""

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

_HEX = re.compile("#[0-9a-fA-F]{6}(?:[0-9a-fA-F]{2})?")


class ThemeFile(NamedTuple):
    """What one theme file says, before ``extends`` is followed."""

    path: Path
    name: str = ""
    extends: str = ""
    dark: bool | None = None
    colors: Mapping[str, str] = MappingProxyType({})
    variables: Mapping[str, str] = MappingProxyType({})

    @property
    def is_dark(self) -> bool:
        """Whether the theme is for dark rooms; so is one that does not say."""
        return self.dark is not False

    def over(self, other: ThemeFile) -> ThemeFile:
        """Return this file with everything that it leaves out taken from another."""
        dark = other.dark if self.dark is None else self.dark
        colors, variables = {**other.colors, **self.colors}, {**other.variables, **self.variables}
        return self._replace(dark=dark, colors=colors, variables=variables)


class ThemeError(Exception):
    """A key or a value of a theme file is wrong; ``finding`` says where and what to do."""

    def __init__(self, path: Path, node: Node | None, where: str, message: str, remedy: str) -> None:
        """Take the file, the part of it that is wrong (None: the whole), and the words."""
        super().__init__(message)
        line, column = (node.start.line + 1, node.start.column + 1) if node else (0, 0)
        self.finding = Finding(Degree.ERROR, str(path), line, column, where, message, remedy)


def read_theme_file(path: Path) -> ThemeFile:
    """Read one theme file; the name is the file's when it gives none.

    Raises:
        OSError: The file can't be read.
        DocumentError: It is not YAML.
        ThemeError: A key or a value is wrong.
    """
    data = path.read_bytes()
    file = _in_usual_form(path, data)
    if file is None:
        from contacts_tui.app.theme_reading import read_in_any_form

        file = read_in_any_form(path, data)
    return file


def _in_usual_form(path: Path, data: bytes) -> ThemeFile | None:
    file = ThemeFile(path, name=path.stem)
    for key, value in (flat_values(data) or {"": ""}).items():
        match key, value:
            case "name", str() if value:
                file = file._replace(name=value)
            case "extends", str() if value:
                file = file._replace(extends=value)
            case "dark", "true" | "false":
                file = file._replace(dark=value == "true")
            case "colors", dict() if _are_usual(value, BASE_COLORS):
                file = file._replace(colors=value)
            case "variables", dict() if _are_usual(value, VARIABLES):
                file = file._replace(variables=value)
            case _:
                return None
    return file


def _are_usual(colors: Mapping[str, str], names: Collection[str]) -> bool:
    return colors.keys() <= set(names) and all(map(_HEX.fullmatch, colors.values()))
