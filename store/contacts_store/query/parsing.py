"""From the text of a query to its tree, or to what is wrong with it, where, and what may have been meant."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, cast

from contacts_store.errors import QueryError
from contacts_store.model.phone import digits
from contacts_store.query.fields import ALIASES, EXTRA, FIELDS, STATE_KINDS, STATES
from contacts_store.query.patterns import compile_pattern
from contacts_store.query.terms import PHONE_LIKE
from contacts_store.query.times import read_time
from contacts_store.query.tokens import Token, tokens
from contacts_store.query.tree import And, Comparison, Kind, Node, Not, Operator, Or, State, Word

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHORTEST_NUMBER = 5
"""So many digits and signs of numbers alone are one number, blanks and all."""
_DEEPEST = 50


def parse_tree(text: str) -> Node:
    """Read a query.

    Raises:
        QueryError: the text is no query; the error names the character.
    """
    whole = text.strip()
    if PHONE_LIKE.fullmatch(whole) and len(digits(whole)) >= _SHORTEST_NUMBER:
        return Word(whole)
    parser = _Parser(list(tokens(text)), len(text))
    node = parser.either(0)
    if (rest := parser.peek()) is not None:
        raise QueryError("this bracket closes nothing", rest.start, "remove it, or put it in quotes")
    return node


class _Parser:
    """Recursive descent over tokens."""

    def __init__(self, read: list[Token], end: int) -> None:
        self._tokens = read
        self._end = end
        self._at = 0

    def peek(self, ahead: int = 0) -> Token | None:
        at = self._at + ahead
        return self._tokens[at] if at < len(self._tokens) else None

    def either(self, depth: int) -> Node:
        """Read parts with ``or`` between them."""
        parts = [self._all(depth)]
        while self._is_operator_or():
            self._at += 1
            parts.append(self._all(depth))
        return Or(tuple(parts)) if len(parts) > 1 else parts[0]

    def _is_operator_or(self) -> bool:
        token, behind = self.peek(), self.peek(1)
        return token is not None and token.kind == "or" and behind is not None and behind.kind != ")"

    def _all(self, depth: int) -> Node:
        parts: list[Node] = []
        while (token := self.peek()) is not None and token.kind != ")":
            if parts and self._is_operator_or():
                break
            parts.append(self._part(depth))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _part(self, depth: int) -> Node:
        token = self.peek()
        if token is None or token.kind == ")":
            place = self._end if token is None else token.start
            raise QueryError("a word is missing here", place)
        self._at += 1
        if depth > _DEEPEST:
            raise QueryError("nested too deeply", token.start)
        if token.kind == "-":
            return Not(self._part(depth + 1))
        if token.kind == "(":
            return self._group(token, depth)
        return _compared(token) if token.kind == "field" else Word(token.text)

    def _group(self, opening: Token, depth: int) -> Node:
        node = self.either(depth + 1)
        if self.peek() is None:
            raise QueryError("this bracket is not closed", opening.start, "put ) behind the group")
        self._at += 1
        return node


def _compared(token: Token) -> Node:
    if not token.text:
        raise QueryError(f"{token.field}: is followed by a value", token.value_start)
    if token.field in STATE_KINDS:
        return _state(token)
    name = _field(token.field, token.start, FIELDS, "field")
    operator = cast("Operator", token.operator)
    if not name.startswith(EXTRA) and FIELDS[name].is_time:
        if operator == "/":
            raise QueryError("a time is not compared with a regular expression", token.value_start)
        read_time(token.text, token.value_start)
    elif operator == "/":
        compile_pattern(token.text, token.value_start + 1)
    elif operator not in {"", "="}:
        raise QueryError(f"{operator} compares times: created, updated, deleted", token.value_start - 1)
    return Comparison(name, operator, token.text)


def _state(token: Token) -> State:
    name = token.text.lower()
    if token.field == "is":
        if name not in STATES:
            raise QueryError(f"is: can't be followed by {name}", token.value_start, _meant(name, STATES))
        return State("is", name)
    return State(cast("Kind", token.field), _field(name, token.value_start, FIELDS, "field"))


def _field(name: str, place: int, known: Iterable[str], noun: str) -> str:
    name = ALIASES.get(name, name)
    if name in FIELDS or (name.startswith(EXTRA) and name != EXTRA):
        return name
    meant = _meant(name, (*known, *ALIASES, *STATE_KINDS, "extra.…"))
    raise QueryError(f"there is no {noun} {name}", place, meant or "put it in quotes to search for the text")


def _meant(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, known, n=1)
    return f"did you mean {close[0]}?" if close else ""
