"""The parts of a YAML document, each with the place where it stands in the text.

Positions are offsets into the decoded text without its byte order mark; lines and columns count
from 0. Scalars are texts: nothing is resolved to a number, a date or a boolean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Plain = Any
"""Plain data: a text, None, a list of plain data, or a dict from texts to plain data."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the text: offset, line and column, each from 0, counted in characters."""

    offset: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar. ``style`` is ``""`` (plain), ``'``, ``"``, ``|`` or ``>``.

    The span covers anchor, tag and quotes. A plain ``null``, ``~`` or nothing at all has the
    value None; an absent value's span is empty.
    """

    value: str | None
    style: str
    start: Mark
    end: Mark
    anchor: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list. ``is_flow`` tells ``[…]`` from dashes."""

    items: tuple[Node, ...]
    is_flow: bool
    start: Mark
    end: Mark
    anchor: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping, its pairs in file order. ``is_flow`` tells ``{…}`` from lines."""

    pairs: tuple[tuple[Scalar, Node], ...]
    is_flow: bool
    start: Mark
    end: Mark
    anchor: str = ""
    tag: str = ""

    def get(self, key: str) -> Node | None:
        """Return the value of a key, or None when the mapping has no such key."""
        for name, value in self.pairs:
            if name.value == key:
                return value
        return None


@dataclass(frozen=True, slots=True)
class Alias:
    """An alias (``*x``) and the node it stands for."""

    target: Node
    name: str
    start: Mark
    end: Mark


Node = Scalar | Sequence | Mapping | Alias


def resolved(node: Node) -> Scalar | Sequence | Mapping:
    """Return the node itself, or what an alias stands for."""
    while isinstance(node, Alias):
        node = node.target
    return node
