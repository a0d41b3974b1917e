"""From the tree of a query to functions that choose among the rows of a block.

What rows hold is asked of them. What only files hold is asked last, of the rows that are left.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from contacts_store.query.fields import Field, field_named
from contacts_store.query.folding import fold
from contacts_store.query.needle import Needle
from contacts_store.query.patterns import compile_pattern, found_in
from contacts_store.query.terms import Term
from contacts_store.query.times import interval
from contacts_store.query.tree import And, Comparison, Node, Not, Or, State, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping
    from datetime import datetime

    from contacts_store.model.contact import Contact
    from contacts_store.snapshot.block import Block, Places
    from contacts_store.snapshot.row import Row

    Matching = Callable[[Block, Places], Places]
    """Returns those of some places in a block whose rows match."""
    Test = Callable[[Iterable[str]], bool]
    """Tells whether any of a contact's values in a field is meant."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a query is asked in."""

    tag_names: Mapping[str, str]
    """The name of each tag id."""
    now: datetime
    """What ages are counted from."""
    read: Callable[[Row], Contact | None]
    """Reads a whole contact from its file; None when it can't be trusted."""
    duplicates: Callable[[], Container[str]]
    """Finds the ids of contacts that are probably one person with another one."""


def compiled(node: Node, around: Surroundings) -> Matching:
    """Return the function from places to those of them that a tree matches."""
    match node:
        case Word():
            return _word(Term.of(node.text), around)
        case Comparison():
            return _comparison(node, around)
        case State():
            return _state(node, around)
        case Not():
            return _others(compiled(node.part, around))
        case Or():
            return _any([compiled(part, around) for part in node.parts])
        case And():
            return _all([compiled(part, around) for part in sorted(node.parts, key=takes_long)])


def takes_long(node: Node) -> bool:
    """Tell whether the answer is in files that have to be read, or takes comparing all contacts."""
    match node:
        case Comparison():
            return field_named(node.field).of_row is None
        case State(kind="is"):
            return node.name == "duplicate"
        case State():
            return field_named(node.name).of_row is None and node.name != "phone"
        case Not():
            return takes_long(node.part)
        case And() | Or():
            return any(map(takes_long, node.parts))
    return False


def _all(parts: list[Matching]) -> Matching:
    def matching(block: Block, places: Places) -> Places:
        for part in parts:
            if not places:
                break
            places = part(block, places)
        return places

    return matching


def _any(parts: list[Matching]) -> Matching:
    def matching(block: Block, places: Places) -> Places:
        left = places
        for part in parts:
            left = left.translate(None, part(block, left))
        return places.translate(None, left)

    return matching


def _others(part: Matching) -> Matching:
    return lambda block, places: places.translate(None, part(block, places))


def _rows(is_meant: Callable[[Row], bool]) -> Matching:
    """Return the function that asks each row."""
    return lambda block, places: bytes([place for place in places if is_meant(block.rows[place])])


def _word(term: Term, around: Surroundings) -> Matching:
    tags = frozenset(ref for ref, name in around.tag_names.items() if term.text in fold(name))
    text = _text(term)
    return _any([text, lambda block, places: block.tagged(tags, places)]) if tags else text


def _text(term: Term) -> Matching:
    """Return the function that finds a term in any shown field."""
    found = term.digits if term.digits and term.digits in term.text else term.text
    texts = dict.fromkeys((found, term.digits or found))
    parts = [_needle(Needle(text)) for text in texts]
    return _any(parts) if len(parts) > 1 else parts[0]


def _needle(needle: Needle) -> Matching:
    return lambda block, places: block.having(needle, places)


def _comparison(node: Comparison, around: Surroundings) -> Matching:
    field = field_named(node.field)
    if node.field == "tag":
        test = _tag_test(_value_test(node, around), around.tag_names)
    else:
        test = _value_test(node, around)
    whole = _tested(field, test, around)
    if not field.is_searched or node.operator == "/":
        return whole
    if node.operator == "=" and node.field == "phone":
        return whole  # the same number may be written with other digits
    return _all([_text(Term.of(node.value)), whole])


def _tested(field: Field, test: Test, around: Surroundings) -> Matching:
    of_row, of_contact, read = field.of_row, field.of_contact, around.read
    if of_row is not None:
        return _rows(lambda row: test(of_row(row)))
    assert of_contact is not None
    return _rows(lambda row: (contact := read(row)) is not None and test(of_contact(contact)))


def _value_test(node: Comparison, around: Surroundings) -> Test:
    if node.operator == "/":
        pattern = compile_pattern(node.value)
        return lambda values: any(found_in(pattern, value) for value in values if value)
    if field_named(node.field).is_time:
        start, end = interval(node.value, node.operator, around.now)
        return lambda values: any(start <= value < end for value in values if value)
    term = Term.of(node.value)
    if node.operator == "=":
        return lambda values: any(term.text == fold(value) for value in values if value)
    if node.field != "phone":
        return lambda values: any(term.text in fold(value) for value in values if value)
    return lambda values: any(term.is_in(fold(value)) for value in values if value)


def _tag_test(test: Test, names: Mapping[str, str]) -> Test:
    meant: dict[str, bool] = {}

    def is_meant(ref: str) -> bool:
        if ref not in meant:
            meant[ref] = test((names.get(ref, ref),)) or test((ref,))
        return meant[ref]

    return lambda refs: any(map(is_meant, refs))


def _state(node: State, around: Surroundings) -> Matching:
    if node.kind == "is":
        return _condition(node.name, around)
    if node.name == "phone":
        has = _rows(lambda row: bool(row.phone))
    else:
        has = _tested(field_named(node.name), any, around)
    return has if node.kind == "has" else _others(has)


def _condition(name: str, around: Surroundings) -> Matching:
    if name == "deleted":
        return _rows(attrgetter("is_deleted"))
    if name == "broken":
        return _rows(attrgetter("is_broken"))
    return _rows(lambda row: row.id in around.duplicates())
