"""Where an import goes: into the store, or, to see what would happen, nowhere.

Either gives back what the import has made so far, which the store's snapshot does not know.
"""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Protocol, Self

from contacts_store.errors import InvalidData, NotFound
from contacts_store.model.contact import Contact
from contacts_store.operations.change import Change
from contacts_store.records.naming import contact_path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contacts_store.operations.applying import Outcome
    from contacts_store.store import Store


class Target(Protocol):
    """What an import writes to, and reads known contacts from."""

    def known(self, id_: str) -> Change:
        """Return a known contact as a change that changes nothing yet.

        Raises:
            NotFound: it is gone.
            InvalidData: its file has errors.
        """

    def contact(self, id_: str) -> Contact | None:
        """Return a known contact; None when it can't be read."""

    def write(self, changes: Sequence[Change]) -> dict[str, str]:
        """Make changes; return by id why contacts could not be written."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *problem: object) -> None: ...


class _Target:
    """What both targets share: a note about each contact that the import made, in a temporary database."""

    def __init__(self, store: Store) -> None:
        """Take the store, loaded."""
        self._store = store
        self._stack = ExitStack()
        self._notes = self._stack.enter_context(closing(sqlite3.connect("", isolation_level=None)))
        self._notes.executescript("CREATE TABLE note (id TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID; BEGIN")

    def known(self, id_: str) -> Change:
        """See ``Target``."""
        loaded = self._store.read(id_)
        return Change.of(loaded, loaded.contact)

    def contact(self, id_: str) -> Contact | None:
        """See ``Target``."""
        try:
            contact = self.known(id_).after
        except (InvalidData, NotFound):
            return None
        return contact if isinstance(contact, Contact) else None

    def __exit__(self, *problem: object) -> None:
        self._stack.close()

    def _note(self, id_: str, text: str) -> None:
        self._notes.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (id_, text))

    def _noted(self, id_: str) -> str | None:
        found = self._notes.execute("SELECT text FROM note WHERE id = ?", (id_,)).fetchone()
        return found and str(found[0])


class DryRun(_Target):
    """Writes nothing; remembers what would have been written."""

    def __enter__(self) -> Self:
        return self

    def known(self, id_: str) -> Change:
        """See ``Target``."""
        noted = self._noted(id_)
        if noted is None:
            return super().known(id_)
        contact = Contact.model_validate_json(noted)
        return Change(contact, contact)

    def write(self, changes: Sequence[Change]) -> dict[str, str]:
        """See ``Target``."""
        for change in changes:
            if isinstance(change.after, Contact):
                self._note(change.after.id, change.after.model_dump_json())
        return {}


class StoreTarget(_Target):
    """Writes to the store, all of it one undo step; remembers the files that were made."""

    def __init__(self, store: Store, label: str) -> None:
        """Take the store, loaded, and the step's line for people."""
        super().__init__(store)
        self._label = label

    def __enter__(self) -> Self:
        self._apply = self._stack.enter_context(self._store.in_batches(self._label))
        return self

    def known(self, id_: str) -> Change:
        """See ``Target``."""
        path = self._noted(id_)
        if path is None:
            return super().known(id_)
        loaded = self._store.read_at(path)
        return Change.of(loaded, loaded.contact)

    def write(self, changes: Sequence[Change]) -> dict[str, str]:
        """See ``Target``."""
        outcome = self._apply(changes)
        saved = set()
        for each in outcome.saved:
            if each.after is not None:
                saved.add(each.after.id)
                self._note(each.after.id, each.path)
        if not outcome.failures:
            return {}
        return self._reasons(
            [change for change in changes if change.after and change.after.id not in saved], outcome
        )

    def _reasons(self, failed: Sequence[Change], outcome: Outcome) -> dict[str, str]:
        by_path = {getattr(problem, "path", ""): str(problem) for problem in outcome.failures}
        others = "; ".join(dict.fromkeys(map(str, outcome.failures)))
        reasons = {}
        for change in failed:
            if isinstance(change.after, Contact):
                path = change.path or contact_path(change.after, self._store.settings.layout)
                reasons[change.after.id] = by_path.get(path, others)
        return reasons
