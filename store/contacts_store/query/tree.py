"""What a query means, as a tree; its text form parses to the same tree again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from contacts_store.query.terms import PHONE_LIKE

Operator = Literal["", "=", "/", "<", "<=", ">", ">="]
"""How a field is compared: holds a text, is a text, matches a regular expression, lies before or after."""
Kind = Literal["is", "has", "no"]

_BARE = re.compile(r'[^\s()"\-=<>/:][^\s():]*')


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase that stands in any shown field."""

    text: str

    def __str__(self) -> str:
        return _quoted(self.text)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A field compared with a value."""

    field: str
    operator: Operator
    value: str

    def __str__(self) -> str:
        if self.operator == "/":
            return f"{self.field}:/{self.value}/"
        return f"{self.field}:{self.operator}{_quoted(self.value)}"


@dataclass(frozen=True, slots=True)
class State:
    """What a contact is or has: ``is:deleted``, ``has:email``, ``no:phone``."""

    kind: Kind
    name: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"


@dataclass(frozen=True, slots=True)
class Not:
    """Whatever the part does not match."""

    part: Node

    def __str__(self) -> str:
        return f"-{_grouped(self.part)}"


@dataclass(frozen=True, slots=True)
class And:
    """What all parts match; everything without any."""

    parts: tuple[Node, ...] = ()

    def __str__(self) -> str:
        return " ".join(map(_grouped, self.parts))


@dataclass(frozen=True, slots=True)
class Or:
    """What any of the parts matches."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " or ".join(_grouped(part) for part in self.parts)


Node: TypeAlias = Word | Comparison | State | Not | And | Or


def _grouped(node: Node) -> str:
    return f"({node})" if isinstance(node, And | Or) else str(node)


def _quoted(text: str) -> str:
    is_plain = _BARE.fullmatch(text) and text.lower() != "or" and not PHONE_LIKE.fullmatch(text)
    return text if is_plain or '"' in text else f'"{text}"'
