"""The parts of a YAML document, each with the place where it stands in the text.

Positions are offsets into the decoded text without its byte order mark; lines and columns count
from 0. Scalars are texts: nothing is resolved to a number, a date or a boolean.

Nodes are written once, by the reader. They are not frozen because bulk reading makes millions of
them and a frozen dataclass costs three times as much to build.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

Plain = Any
"""Plain data: a text, None, a list of plain data, or a dict from texts to plain data."""

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""What means "nothing" when it is written plain (YAML 1.2, section 10.2.1.1)."""

MERGE_KEY = "<<"
"""The key that includes another mapping's pairs (YAML 1.1, "merge key"), when it is written plain."""


class Mark(Protocol):
    """A place in the text: offset, line and column, each from 0, counted in characters.

    libyaml's own marks have this shape and are kept as they come.
    """

    @property
    def index(self) -> int:
        """The offset into the text."""

    @property
    def line(self) -> int:
        """The line, from 0."""

    @property
    def column(self) -> int:
        """The column, from 0."""


class Place(NamedTuple):
    """A mark that did not come from the parser."""

    index: int  # type: ignore[assignment]  # shadows tuple.index, which nobody needs here
    line: int
    column: int


@dataclass(slots=True, eq=False)
class Scalar:
    """A scalar. ``style`` is ``""`` (plain), ``'``, ``"``, ``|`` or ``>``.

    The span covers anchor, tag and quotes; that of a block scalar ends before its last line break.
    A plain ``null``, ``~`` or nothing at all has the value None; an absent value's span is empty
    and stands behind the colon or dash. The value of a key is never None.
    """

    value: str | None
    style: str
    start: Mark
    end: Mark
    anchor: str = ""
    tag: str = ""


@dataclass(slots=True, eq=False)
class Sequence:
    """A list. ``is_flow`` tells ``[…]`` from dashes."""

    items: tuple[Node, ...]
    is_flow: bool
    start: Mark
    end: Mark
    anchor: str = ""
    tag: str = ""


@dataclass(slots=True, eq=False)
class Mapping:
    """A mapping, its pairs in file order. ``is_flow`` tells ``{…}`` from lines.

    ``pairs`` is what stands there, a merge key among it; ``entries`` and ``get`` follow merge keys.
    A block collection's span ends with its last value, before comments and blank lines.
    """

    pairs: tuple[tuple[Scalar, Node], ...]
    is_flow: bool
    start: Mark
    end: Mark
    anchor: str = ""
    tag: str = ""

    def get(self, key: str) -> Node | None:
        """Return the value of a key, own or inherited by a merge key; None when there is none."""
        for name, value in self.entries():
            if name.value == key:
                return value
        return None

    def entries(self) -> tuple[tuple[Scalar, Node], ...]:
        """Return own pairs, then what merge keys add; own and earlier pairs win."""
        if not any(is_merge(name) for name, _ in self.pairs):
            return self.pairs
        own = [(name, value) for name, value in self.pairs if not is_merge(name)]
        seen = {name.value for name, _ in own}
        for name, value in self.pairs:
            if not is_merge(name):
                continue
            for source in merge_sources(value):
                inherited = [pair for pair in source.entries() if pair[0].value not in seen]
                seen.update(pair[0].value for pair in inherited)
                own += inherited
        return tuple(own)


@dataclass(slots=True, eq=False)
class Alias:
    """An alias (``*x``) and the node it stands for."""

    target: Scalar | Sequence | Mapping
    name: str
    start: Mark
    end: Mark


Node = Scalar | Sequence | Mapping | Alias


def resolved(node: Node) -> Scalar | Sequence | Mapping:
    """Return the node itself, or what an alias stands for."""
    return node.target if isinstance(node, Alias) else node


def is_merge(key: Scalar) -> bool:
    """Tell whether a key is a merge key rather than a text that looks like one."""
    return key.value == MERGE_KEY and not key.style


def merge_sources(value: Node) -> list[Mapping]:
    """Return the mappings that a merge key's value names, in order; not-mappings are left out."""
    node = resolved(value)
    named = node.items if isinstance(node, Sequence) else (node,)
    return [source for source in map(resolved, named) if isinstance(source, Mapping)]


def plain_of(node: Node | None) -> Plain:
    """Return the plain data of a node: texts, None, lists and dicts; merge keys and aliases resolved."""
    if isinstance(node, Alias):
        node = node.target
    if isinstance(node, Mapping):
        return {name.value: plain_of(value) for name, value in node.entries()}
    if isinstance(node, Sequence):
        return [plain_of(item) for item in node.items]
    return None if node is None else node.value
