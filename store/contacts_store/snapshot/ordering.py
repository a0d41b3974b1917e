"""Rows in an order that a person chose, by any field, for a reader of any language."""

from __future__ import annotations

import os
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from contacts_store.snapshot.reading_order import heading_in, key_in, language_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.snapshot import Snapshot
    from contacts_store.snapshot.tags import TagTable

SortField = Literal[
    "name", "last_name", "first_name", "company", "job_title",
    "phone", "email", "tags", "source", "created", "updated",
]  # fmt: skip
SORT_FIELDS: tuple[SortField, ...] = get_args(SortField)
_IN_FILE = frozenset({"job_title", "source"})
"""Fields that a row does not hold: the contact's file is read for them."""

_WORDS = frozenset({"name", "last_name", "first_name", "company", "job_title"})
"""Fields that a reader looks up by their first letter."""

_BY_CODE: dict[SortField, Callable[[Row], str]] = {
    "phone": lambda row: row.numbers[0] if row.numbers else row.phone,
    "email": lambda row: row.email.casefold(),
    "created": lambda row: row.tm_create,
    "updated": lambda row: row.tm_update,
}
"""Fields that are no words of a language: numbers stay together by country, addresses as they are written."""


class Order(NamedTuple):
    """An order of the list."""

    field: SortField
    is_descending: bool = False

    @property
    def reversed(self) -> Order:
        """The same the other way round."""
        return Order(self.field, not self.is_descending)


class _Key(NamedTuple):
    seal: bytes
    """Of the row that it was made for."""
    text: str
    """What is compared; empty without the field."""
    initial: str


_NO_KEY = _Key(b"", "", "")


class Orders:
    """Sorts rows, and remembers the keys of the field that was asked for last.

    A key is made again only for rows that an edit has changed. It is for a worker: the first order by a
    field takes a while in a large store.
    """

    def __init__(self) -> None:
        language = language_of(os.environ)
        self._key_of, self._heading_of = key_in(language), heading_in(language)
        self._field: SortField = "name"
        self._tag_table: TagTable | None = None
        self._keys: dict[str, _Key] = {}
        self._latest: tuple[Sequence[Row], Order, list[Row]] | None = None

    def arrange(self, rows: Sequence[Row], order: Order, snapshot: Snapshot) -> list[Row]:
        """Return rows in an order. Those without the field come last, equal ones stay as they stand.

        Args:
            rows: the rows; not to be changed afterwards.
            order: how.
            snapshot: whose rows they are.
        """
        tag_table = snapshot.tag_table if order.field == "tags" else None
        if order.field != self._field or tag_table is not self._tag_table:
            self._field, self._tag_table = order.field, tag_table
            self._keys, self._latest = {}, None
        if self._latest is not None and self._latest[0] is rows and self._latest[1] == order:
            return self._latest[2]
        keyed = [(self._key(row, snapshot), row) for row in rows]
        filled = sorted((pair for pair in keyed if pair[0]), key=itemgetter(0), reverse=order.is_descending)
        arranged = [row for _, row in filled] + [row for key, row in keyed if not key]
        self._latest = rows, order, arranged
        return arranged

    def initial(self, row: Row) -> str:
        """Return the letter under which a row stands that was arranged; none where no words decide."""
        return self._keys.get(row.path, _NO_KEY).initial

    def _key(self, row: Row, snapshot: Snapshot) -> str:
        key = self._keys.get(row.path, _NO_KEY)
        if key.seal != row.seal:
            text = self._text_of(row, snapshot)
            first = self._heading_of(text) if text and self._field in _WORDS else ""
            key = _Key(row.seal, text if self._field in _BY_CODE or not text else self._key_of(text), first)
            self._keys[row.path] = key
        return key.text

    def _text_of(self, row: Row, snapshot: Snapshot) -> str:
        field = self._field
        if field in _BY_CODE:
            return _BY_CODE[field](row)
        if field == "tags":
            return ", ".join(sorted(map(snapshot.tag_name, row.tags), key=self._key_of))
        if field in _IN_FILE:
            contact = snapshot.contact(row)
            return getattr(contact, field) if contact else ""
        text: str = getattr(row, field)
        return text
