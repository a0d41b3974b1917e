"""From a document's nodes to the models: everything that is off becomes a finding at its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from contacts_store.document.nodes import Mapping, Node, Scalar, Sequence, plain_of, resolved
from contacts_store.finding import Degree, Finding

if TYPE_CHECKING:
    from collections.abc import Callable

    from contacts_store.document.document import Document

Data = dict[str, Any]
Loc = tuple[str | int, ...]
"""Where a value is: ``("phone_numbers", 0, "number")``."""


def _same(ref: str) -> str:
    return ref


@dataclass(frozen=True, slots=True)
class Context:
    """What reading a file needs to know of its store."""

    default_region: str = ""
    owner: str = ""
    """What the ids of files without one are derived from, together with their path."""
    resolve_tag: Callable[[str], str] = _same
    """From a tag's id or name to its id; an unknown reference stays as it is."""
    knows_tag: Callable[[str], bool] = field(default=bool)
    tag_lines: dict[str, str] = field(default_factory=dict)
    """The tags' ids by the lines of files that name them, as far as they were met."""


class Findings:
    """Collects what is off in one file, with the places of the nodes."""

    def __init__(self, path: str, document: Document) -> None:
        """Take the file's path and its document."""
        self._path = path
        self._root = document.root
        self.found: list[Finding] = []

    def add(self, degree: Degree, loc: Loc, message: str, remedy: str) -> None:
        """Add a finding at the value that ``loc`` names, or at its nearest parent that is there."""
        node = self._nearest(loc)
        self.found.append(
            Finding(
                degree, self._path, node.start.line + 1, node.start.column + 1, loc_text(loc), message, remedy
            )
        )

    def error(self, loc: Loc, message: str, remedy: str) -> None:
        """Add an error."""
        self.add(Degree.ERROR, loc, message, remedy)

    def warning(self, loc: Loc, message: str, remedy: str) -> None:
        """Add a warning."""
        self.add(Degree.WARNING, loc, message, remedy)

    def _nearest(self, loc: Loc) -> Node:
        node: Node = self._root
        for step in loc:
            inner = resolved(node)
            child: Node | None = None
            if isinstance(inner, Mapping) and isinstance(step, str):
                child = inner.get(step)
            elif isinstance(inner, Sequence) and isinstance(step, int) and step < len(inner.items):
                child = inner.items[step]
            if child is None:
                break
            node = child
        return node


def loc_text(loc: Loc) -> str:
    """Write a place as ``phone_numbers[0].number``."""
    text = ""
    for step in loc:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def text_of(node: Node, loc: Loc, findings: Findings) -> str:
    """Return a scalar's text, empty for null; anything else is a finding and empty."""
    value = resolved(node)
    if isinstance(value, Scalar):
        return value.value or ""
    findings.error(loc, "a list or a mapping stands where a text is wanted", "write one text")
    return ""


def fields_of(node: Mapping, names: frozenset[str], loc: Loc, findings: Findings) -> tuple[Data, Data]:
    """Return the known text fields of a mapping that hold something, and its other keys as they stand."""
    known: Data = {}
    extra: Data = {}
    for key, value in node.entries():
        name = key.value or ""
        if name in names:
            text = text_of(value, (*loc, name), findings)
            if text:
                known[name] = text
        else:
            extra[name] = plain_of(value)
    return known, extra
