"""Which known contact a draft means: by external id and source, by id, by number, by address.

A number or an address alone does not make two people one: families and switchboards share them.
These match active contacts only, and only when the names agree or one side has none.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from contacts_store.query.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from contacts_store.model.contact import Contact
    from contacts_store.snapshot.row import Row

ExternalKey = tuple[str, str]
"""External id and source."""


class Matcher:
    """Finds the id of the known contact that a draft means, among a store's rows and what was added since."""

    def __init__(self, rows: Iterable[Row], read: Callable[[Row], Contact | None]) -> None:
        """Take the store's rows, and how to read one whole; None when it can't be read.

        External ids are in no row: the contacts are read when a draft first carries one.
        """
        self._rows = tuple(rows)
        self._read = read
        self._external: dict[ExternalKey, str] | None = None
        self._added: dict[ExternalKey, str] = {}
        self._ids: set[str] = set()
        self._names: dict[str, str] = {}
        self._by_value: defaultdict[str, list[str]] = defaultdict(list)
        for row in self._rows:
            self._ids.add(row.id)
            if not row.is_deleted:
                nameless = row.name in (row.phone, row.email)
                self._index(row.id, "" if nameless else row.sort_key, (*row.numbers, *row.addresses))

    def add(self, contact: Contact) -> None:
        """Make a contact known that the store does not hold yet, or holds otherwise."""
        self._ids.add(contact.id)
        if contact.external_id:
            self._added[contact.external_id, contact.source] = contact.id
        if not contact.is_deleted:
            self._index(contact.id, _name(contact), _values(contact))

    def match(self, draft: Contact) -> str | None:
        """Return the id of the contact that the draft means; None when it is a new one."""
        if draft.external_id:
            known = self._by_external_id((draft.external_id, draft.source))
            if known:
                return known
        if draft.id in self._ids:
            return draft.id
        name = _name(draft)
        for value in _values(draft):
            for candidate in self._by_value.get(value, ()):
                if not name or not self._names[candidate] or self._names[candidate] == name:
                    return candidate
        return None

    def _index(self, id_: str, name: str, values: Iterable[str]) -> None:
        self._names[id_] = name
        for value in values:
            if id_ not in self._by_value[value]:
                self._by_value[value].append(id_)

    def _by_external_id(self, key: ExternalKey) -> str | None:
        if self._external is None:
            contacts = filter(None, map(self._read, self._rows))
            self._external = {(each.external_id, each.source): each.id for each in contacts}
        return self._added.get(key) or self._external.get(key)


def _values(contact: Contact) -> tuple[str, ...]:
    numbers = (phone.number_e164 for phone in contact.phone_numbers if phone.number_e164)
    return (*numbers, *(email.address for email in contact.emails))


def _name(contact: Contact) -> str:
    full = f"{contact.first_name} {contact.last_name}".strip()
    return fold(contact.display_name or full or contact.company)
