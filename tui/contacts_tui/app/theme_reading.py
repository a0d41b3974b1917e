"""A theme file in any form, with the place and the remedy of whatever is wrong in it.

What its colours and variables may be is Textual's to say, which is imported to judge one.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from contacts_store.document.nodes import Mapping as MappingNode
from contacts_store.document.nodes import Scalar, resolved
from contacts_store.document.outline import read_outline
from contacts_tui.app.theme_file import BASE_COLORS, VARIABLES, ThemeError, ThemeFile

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from contacts_store.document.nodes import Node

_STYLE_WORDS = {"none", "not", "bold", "b", "dim", "italic", "i", "underline", "u", "reverse", "strike"}


def read_in_any_form(path: Path, data: bytes) -> ThemeFile:
    """Read what stands in a theme file; the name is the file's when it gives none.

    Raises:
        DocumentError: It is not YAML.
        ThemeError: A key or a value is wrong.
    """
    file = ThemeFile(path, name=path.stem)
    for key, value in read_outline(data).entries():
        match key.value:
            case "name":
                file = file._replace(name=_text(path, "name", value))
            case "extends":
                file = file._replace(extends=_text(path, "extends", value))
            case "dark":
                file = file._replace(dark=_flag(path, value))
            case "colors":
                file = file._replace(colors=_colors(path, value))
            case "variables":
                file = file._replace(variables=_variables(path, value))
            case _:
                raise _unknown(path, key, ("name", "extends", "dark", "colors", "variables"))
    return file


def _colors(path: Path, node: Node) -> dict[str, str]:
    colors = {}
    for key, value in _mapping(path, "colors", node).entries():
        name = key.value or ""
        if name not in BASE_COLORS:
            raise _unknown(path, key, BASE_COLORS)
        colors[name] = _color(path, f"colors.{name}", value)
    return colors


def _variables(path: Path, node: Node) -> dict[str, str]:
    variables = {}
    known = _known_variables()
    for key, value in _mapping(path, "variables", node).entries():
        name = key.value or ""
        if name not in known:
            raise _unknown(path, key, known)
        where = f"variables.{name}"
        is_style = name.endswith("-style")
        variables[name] = _style(path, where, value) if is_style else _color(path, where, value)
    return variables


def _color(path: Path, where: str, node: Node) -> str:
    from textual.color import Color, ColorParseError

    text = _text(path, where, node)
    try:
        Color.parse(text)
    except ColorParseError:
        remedy = 'write it like "#7aa7ff" (in quotes, # begins a comment) or teal'
        raise ThemeError(path, node, where, f"{text!r} is no colour", remedy) from None
    return text


@cache
def _known_variables() -> frozenset[str]:
    from textual.theme import Theme

    return frozenset(VARIABLES) | Theme("any", primary="#000000").to_color_system().generate().keys()


def _style(path: Path, where: str, node: Node) -> str:
    text = _text(path, where, node)
    if not set(text.split()) <= _STYLE_WORDS:
        remedy = "use bold, dim, italic, underline, reverse, strike or none"
        raise ThemeError(path, node, where, f"{text!r} is no text style", remedy)
    return text


def _flag(path: Path, node: Node) -> bool:
    text = _text(path, "dark", node).lower()
    if text not in {"true", "false"}:
        raise ThemeError(path, node, "dark", f"{text!r} is neither true nor false", "write true or false")
    return text == "true"


def _text(path: Path, where: str, node: Node) -> str:
    scalar = resolved(node)
    if not isinstance(scalar, Scalar) or not scalar.value:
        remedy = f'write it behind the colon, a colour in quotes: {where.rpartition(".")[2]}: "#7aa7ff"'
        raise ThemeError(path, node, where, "a text is missing here", remedy)
    return scalar.value


def _mapping(path: Path, where: str, node: Node) -> MappingNode:
    mapping = resolved(node)
    if not isinstance(mapping, MappingNode):
        raise ThemeError(path, node, where, "names with values belong here", 'as in   primary: "#7aa7ff"')
    return mapping


def _unknown(path: Path, key: Scalar, known: Collection[str]) -> ThemeError:
    import difflib

    name = key.value or ""
    near = difflib.get_close_matches(name, list(known), n=1)
    remedy = f"did you mean {near[0]}?" if near else "remove it"
    return ThemeError(path, key, name, f"{name!r} is not known here", remedy)
