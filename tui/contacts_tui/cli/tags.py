"""Tags by name: people do not type UUIDs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from contacts_tui.cli.verbs import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable

    from contacts_store.snapshot.tag_row import TagRow
    from contacts_store.store import Store


class TagNames:
    """Finds tags by id or by name, without regard to case."""

    def __init__(self, store: Store, create: Callable[[str], str] | None = None) -> None:
        """Take a loaded store, and what makes a missing tag and returns its id, if that is wanted."""
        self._store = store
        self._create = create

    def tag(self, ref: str) -> TagRow:
        """Return the tag, deleted or not.

        Raises:
            click.UsageError: there is none; the message names the nearest.
        """
        tag = self._store.snapshot.tag(ref)
        if tag is None:
            names = [tag.name for tag in self._store.snapshot.tags if not tag.is_deleted]
            hint = did_you_mean(ref, names) or f"; 'contacts-tui tag add {ref}' makes it"
            raise click.UsageError(f"no tag is called {ref!r}{hint}")
        return tag

    def removable(self, ref: str, among: tuple[str, ...]) -> str:
        """Return what stands for the tag in a list of ids, which may also hold unknown ones.

        Raises:
            click.UsageError: neither the list nor the store knows it.
        """
        return ref if ref in among else self.tag(ref).id

    def assignable(self, ref: str) -> str:
        """Return the id of a tag that a contact may get, made if it is missing and that is wanted.

        Raises:
            click.UsageError: there is none and none is made, or it is deleted.
        """
        if self._create is not None and self._store.snapshot.tag(ref) is None:
            return self._create(ref)
        tag = self.tag(ref)
        if tag.is_deleted:
            raise click.UsageError(f"the tag {tag.name!r} is deleted")
        return tag.id


def created_tag(store: Store, name: str) -> str:
    """Make a tag and return its id."""
    saved = store.add_tag(name).saved
    assert saved[0].after is not None
    return saved[0].after.id
