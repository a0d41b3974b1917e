"""Which known contact a draft means: by external id and source, by id, by number, by address, by name.

A number or an address alone does not make two people one: families and switchboards share them.
These match active contacts only, and only when the names agree or one side has none. A name alone
means a contact only if neither side has anything else, and the contact holds all that the draft says.

What contacts are known by lies in a temporary database, so that an import of any size needs no
more memory than a small one.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from contacts_store.query.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from contacts_store.model.contact import Contact
    from contacts_store.snapshot.row import Row

_TABLE = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE known (handle TEXT, id TEXT, name TEXT, PRIMARY KEY (handle, id)) WITHOUT ROWID;
BEGIN;
"""
_ID, _EXTERNAL, _LINE, _NAME = "id ", "external ", "line ", "name "
"""What begins a handle that is neither a number nor an address."""

_Known = tuple[str, str, str]
"""Handle, id, folded name."""


class Matcher:
    """Finds the id of the known contact that a draft means, among a store's rows and what was added since."""

    def __init__(self, rows: Iterable[Row], read: Callable[[str], Contact | None]) -> None:
        """Take the store's rows, and how to read a contact by its id; None when it can't be read."""
        self._rows = rows
        self._read = read
        self._has_lines = False
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._database.executescript(_TABLE)
        self._learn(known for row in rows for known in _row_handles(row))

    def add(self, contact: Contact) -> None:
        """Make a contact known that the store does not hold yet, or holds otherwise."""
        handles = [_ID + contact.id]
        if contact.external_id:
            handles.append(_external(contact))
        if not contact.is_deleted:
            handles += _values(contact) or [_NAME + _name(contact)]
        self._learn((handle, contact.id, _name(contact)) for handle in handles)

    def match(self, draft: Contact, says_nothing_new: Callable[[Contact], bool]) -> str | None:
        """Return the id of the contact that the draft means; None when it is a new one.

        Args:
            draft: the draft.
            says_nothing_new: tells whether a contact holds all that the draft says.
        """
        if draft.external_id and (known := self._by_external_id(draft)):
            return known
        if self._known(_ID + draft.id):
            return draft.id
        name, values = _name(draft), _values(draft)
        for value in values:
            for id_, known_name in self._known(value):
                if not name or not known_name or known_name == name:
                    return id_
        return None if values or draft.external_id else self._by_name(name, says_nothing_new)

    def close(self) -> None:
        """Give the temporary database up."""
        self._database.close()

    def _by_external_id(self, draft: Contact) -> str | None:
        for id_, _ in self._known(_external(draft)):
            return id_
        if not self._has_lines:
            # no row holds the external id apart, but each has it as a line of its search text
            self._learn((_LINE + line, row.id, "") for row in self._rows for line in row.folded.split("\n"))
            self._has_lines = True
        for id_, _ in self._known(_LINE + fold(draft.external_id)):
            known = self._read(id_)
            if known and (known.external_id, known.source) == (draft.external_id, draft.source):
                return id_
        return None

    def _by_name(self, name: str, says_nothing_new: Callable[[Contact], bool]) -> str | None:
        for id_, _ in self._known(_NAME + name):
            known = self._read(id_)
            if known and says_nothing_new(known):
                return id_
        return None

    def _known(self, handle: str) -> list[tuple[str, str]]:
        return self._database.execute("SELECT id, name FROM known WHERE handle = ?", (handle,)).fetchall()

    def _learn(self, known: Iterable[_Known]) -> None:
        self._database.executemany("INSERT OR REPLACE INTO known VALUES (?, ?, ?)", known)


def _row_handles(row: Row) -> Iterator[_Known]:
    nameless = row.name in (row.phone, row.email)
    name = "" if nameless else row.sort_key
    yield _ID + row.id, row.id, name
    if not row.is_deleted:
        handles = (*row.numbers, *row.addresses) or (_NAME + name,)
        yield from ((handle, row.id, name) for handle in handles)


def _external(contact: Contact) -> str:
    return f"{_EXTERNAL}{contact.source} {contact.external_id}"


def _values(contact: Contact) -> list[str]:
    numbers = [phone.number_e164 for phone in contact.phone_numbers if phone.number_e164]
    return numbers + [email.address for email in contact.emails]


def _name(contact: Contact) -> str:
    full = f"{contact.first_name} {contact.last_name}".strip()
    return fold(contact.display_name or full or contact.company)
