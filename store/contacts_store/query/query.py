"""Queries: the one language of the search bar, the commands and saved searches.

A query is parsed once (``parse``) and then asked of blocks of rows (``Query.matching``). Words must all be
found, in any shown field, whatever their case or accents. The parser is imported when something is typed, not
before the first paint.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contacts_store.query.folding import fold
from contacts_store.query.terms import Term
from contacts_store.query.tree import And, Comparison, Node, Not, Or, State, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contacts_store.query.compiling import Matching, Surroundings

_DELETED = State("is", "deleted")


_ALL = And()


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. Truthy when it asks for anything."""

    text: str
    tree: Node = _ALL

    def __bool__(self) -> bool:
        return self.tree != _ALL

    @property
    def terms(self) -> tuple[str, ...]:
        """The folded texts that a match may show, for highlighting."""
        return tuple(_terms(self.tree))

    @property
    def first_word(self) -> str:
        """The folded word that ranks what is found by where in the name it stands; empty without any."""
        return next((fold(part.text) for part in _parts(self.tree) if isinstance(part, Word)), "")

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words, if it is words and nothing else."""
        parts = _parts(self.tree)
        words = tuple(fold(part.text) for part in parts if isinstance(part, Word))
        return words if len(words) == len(parts) else ()

    @property
    def asks_for_deleted(self) -> bool:
        """Whether it names what lies in the trash."""
        return any(node == _DELETED or _field_of(node) == "deleted" for node in _nodes(self.tree))

    @property
    def takes_long(self) -> bool:
        """Whether it takes more than looking at rows: reading files, for one."""
        from contacts_store.query.compiling import takes_long

        return takes_long(self.tree)

    def within(self, other: Query) -> Query:
        """Return the query for what matches both."""
        return Query(f"{self.text} {other.text}", And((*_parts(self.tree), *_parts(other.tree))))

    def narrows(self, other: Query) -> bool:
        """Tell whether every row that matches this query matches the other one too."""
        mine, theirs = _parts(self.tree), _parts(other.tree)
        return (
            len(mine) >= len(theirs)
            and self.asks_for_deleted == other.asks_for_deleted
            and all(map(_narrows, mine, theirs))
        )

    def matching(self, around: Surroundings) -> Matching:
        """Return the function from places in a block to those of them whose rows match."""
        from contacts_store.query.compiling import compiled

        return compiled(self.tree, around)


EVERYTHING = Query("")
"""The query that every row matches."""


def parse(text: str) -> Query:
    """Read a query as typed.

    Raises:
        contacts_store.errors.QueryError: the text is no query; the error names the character.
    """
    from contacts_store.query.parsing import parse_tree

    return Query(text, parse_tree(text))


def _parts(tree: Node) -> tuple[Node, ...]:
    return tree.parts if isinstance(tree, And) else (tree,)


def _narrows(mine: Node, theirs: Node) -> bool:
    if isinstance(mine, Word) and isinstance(theirs, Word):
        return Term.of(mine.text).narrows(Term.of(theirs.text))
    return mine == theirs


def _nodes(tree: Node) -> Iterator[Node]:
    yield tree
    if isinstance(tree, Not):
        yield from _nodes(tree.part)
    elif isinstance(tree, And | Or):
        for part in tree.parts:
            yield from _nodes(part)


def _field_of(node: Node) -> str:
    return node.field if isinstance(node, Comparison) else node.name if isinstance(node, State) else ""


def _terms(tree: Node) -> Iterator[str]:
    if isinstance(tree, Word):
        yield fold(tree.text)
    elif isinstance(tree, Comparison) and tree.operator in {"", "="}:
        yield fold(tree.value)
    elif isinstance(tree, And | Or):
        for part in tree.parts:
            yield from _terms(part)
