"""What may follow a query that is being typed: names of fields, and values where they are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from contacts_store.errors import QueryError
from contacts_store.query.fields import ALIASES, EXTRA, FIELDS, STATE_KINDS, STATES
from contacts_store.query.folding import fold
from contacts_store.query.tokens import tokens
from contacts_store.query.tree import Comparison, Operator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contacts_store.query.tokens import Token

_SHORTEST = 2
"""Letters of a field's name; one alone begins too many words."""
_HEADS = (*(f"{name}:" for name in (*FIELDS, *STATE_KINDS)), EXTRA, *(f"{name}:" for name in ALIASES))


class Completion(NamedTuple):
    """A way to go on."""

    text: str
    """The whole query then, in the case and with the quotes that it takes."""
    rest: str
    """What was not typed of it yet, without the quotes."""


def completions(text: str, tags: Iterable[str] = ()) -> Iterator[Completion]:
    """Yield what the last word of a query may become, the likeliest first.

    Args:
        text: the query up to the cursor.
        tags: the names of tags; those that a query can't hold are passed over.
    """
    try:
        token = list(tokens(text))[-1:]
    except QueryError:
        return
    for last in token:
        yield from _heads(text, last) if last.kind == "word" else _values(text, last, tags)


def _heads(text: str, word: Token) -> Iterator[Completion]:
    if len(word.text) >= _SHORTEST and text[word.start :] == word.text:
        for head in _HEADS:
            if rest := _rest(head, word.text):
                yield Completion(text[: word.start] + head, rest)


def _values(text: str, token: Token, tags: Iterable[str]) -> Iterator[Completion]:
    is_open = text[token.value_start :] in {token.text, f'"{token.text}'}
    if token.kind != "field" or token.operator not in {"", "="} or not is_open:
        return
    field = ALIASES.get(token.field, token.field)
    for value in _known(field, tags):
        rest = _rest(value, token.text)
        if rest and value.isprintable() and '"' not in value:
            whole = Comparison(token.field, cast("Operator", token.operator), value)
            yield Completion(f"{text[: token.start]}{whole}", rest)


def _known(field: str, tags: Iterable[str]) -> Iterable[str]:
    if field == "is":
        return STATES
    if field in STATE_KINDS:
        return FIELDS
    if field == "source":
        from contacts_store.model.contact import SOURCES

        return SOURCES
    return tags if field == "tag" else ()


def _rest(whole: str, typed: str) -> str:
    """Return what is missing of a text that begins as typed, without regard to case and accents."""
    begun = whole[: len(typed)]
    return whole[len(typed) :] if fold(begun) == fold(typed) else ""
