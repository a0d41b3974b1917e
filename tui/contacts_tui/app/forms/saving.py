"""How a form's contact reaches the store, also when its file changed meanwhile. Everything here blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from contacts_store.disk.files import read
from contacts_store.disk.stamp import digest
from contacts_store.model.timestamp import now
from contacts_store.store import Change

if TYPE_CHECKING:
    from contacts_store.errors import Conflict
    from contacts_store.model.contact import Contact
    from contacts_store.store import Applied, Loaded, Store


def create(store: Store, contact: Contact) -> Applied:
    """Save a contact as a new one, created at this moment, however long its form was open.

    Raises:
        StoreError: as ``Store.apply``.
    """
    return store.apply([Change.create(contact.with_changes(tm_create=None))])


def create_again(store: Store, contact: Contact) -> Applied:
    """Save a contact whose file is gone in a new one; it was changed at this moment.

    Raises:
        StoreError: as ``Store.apply``.
    """
    return store.apply([Change.create(contact.with_changes(tm_update=now()))])


def save(store: Store, loaded: Loaded, contact: Contact) -> Applied:
    """Save a contact over the file that it was read from, wherever that was moved since.

    Raises:
        StoreError: as ``Store.apply``.
    """
    snapshot = store.snapshot
    row = snapshot.row_at(loaded.path) or snapshot.row(loaded.contact.id)
    path = row.path if row is not None and row.id == loaded.contact.id else loaded.path
    return store.apply([Change(loaded.contact, contact, path, loaded.digest, loaded.document)])


def save_decided(store: Store, conflict: Conflict, contact: Contact) -> Applied:
    """Save what a person decided; the file must still say what the decision was about, or it merges again.

    Raises:
        StoreError: as ``Store.apply``; a new ``Conflict`` when the file changed once more.
    """
    return store.apply([Change(conflict.theirs, contact, conflict.path)])


class DiskText(NamedTuple):
    """A file's bytes as text, and what proves that they are still the same."""

    text: str
    digest: bytes


def disk_text(store: Store, path: str) -> DiskText:
    """Read a file that is no contact at present; bytes that are not UTF-8 are replaced.

    Raises:
        StoreError: the file can't be read.
    """
    data, _ = read(store.root, path, store.settings.limits.size)
    return DiskText(data.decode("utf-8", errors="replace"), digest(data))


def overwrite(store: Store, loaded: Loaded, contact: Contact, expected: bytes) -> Applied:
    """Put back the text that a form began from, then save the form's contact over it; both can be undone.

    Args:
        store: the store.
        loaded: what the form was opened on.
        contact: what it says.
        expected: the digest of the text that is given up.

    Raises:
        StoreError: as ``Store.write_text`` and ``Store.apply``.
    """
    store.write_text(loaded.path, loaded.document.data, expected=expected)
    return store.apply([Change.of(loaded, contact)])
