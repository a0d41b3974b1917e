"""The tokens of a query, each with its place in the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from contacts_store.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["word", "field", "(", ")", "-", "or"]

_BLANKS = re.compile(r"\s*")
_FIELD = re.compile(r"([^\W\d][\w.\-]*):(?!//)")
_OPERATOR = re.compile(r"<=|>=|[<>=]")
_PHRASE = re.compile(r'"([^"]*)"?')
_REGEX = re.compile(r"/((?:[^/\\]|\\.)*)/(?=[\s)]|$)", re.DOTALL)
_WORD = re.compile(r"[^\s()]+")
_VALUE = re.compile(r"[^\s()]*")
_OR = re.compile(r"(?:or|OR)(?=[\s()]|$)")


class Token(NamedTuple):
    """A piece of a query."""

    kind: Kind
    text: str
    """The word, or the value that a field is compared with."""
    start: int
    """The character that it begins at, from 0."""
    field: str = ""
    operator: str = ""
    value_start: int = 0
    """The character that a field's value begins at."""


def tokens(text: str) -> Iterator[Token]:
    """Cut a query into tokens.

    Raises:
        QueryError: a regular expression has no end.
    """
    at = 0
    while True:
        at = _end(_BLANKS, text, at)
        if at >= len(text):
            return
        token, at = _token(text, at)
        if token.text or token.kind != "word":
            yield token


def _token(text: str, at: int) -> tuple[Token, int]:
    char = text[at]
    if char == "(":
        return Token("(", char, at), at + 1
    if char == ")":
        return Token(")", char, at), at + 1
    if char == "-" and text[at + 1 : at + 2].strip():
        return Token("-", char, at), at + 1
    if match := _OR.match(text, at):
        return Token("or", match[0], at), match.end()
    if match := _FIELD.match(text, at):
        return _field(text, match)
    match = _PHRASE.match(text, at) or _WORD.match(text, at)
    assert match is not None  # neither blank nor bracket
    return Token("word", match[1] if char == '"' else match[0], at), match.end()


def _field(text: str, name: re.Match[str]) -> tuple[Token, int]:
    at = name.end()
    operator = ""
    if text.startswith("/", at):
        value = _REGEX.match(text, at)
        if value is None:
            raise QueryError("a regular expression ends with a slash", len(text), "put / behind it")
        return Token("field", value[1], name.start(), name[1].lower(), "/", at), value.end()
    if match := _OPERATOR.match(text, at):
        operator, at = match[0], match.end()
    if match := _PHRASE.match(text, at):
        return Token("field", match[1], name.start(), name[1].lower(), operator, at), match.end()
    end = _end(_VALUE, text, at)
    return Token("field", text[at:end], name.start(), name[1].lower(), operator, at), end


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
