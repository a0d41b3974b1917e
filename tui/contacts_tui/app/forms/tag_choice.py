"""Choosing tags for several contacts at once: which have which, and what the choice makes of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from contacts_store.errors import StoreError
from contacts_store.model.identity import new_id
from contacts_store.query.folding import fold
from contacts_store.store import Change

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from contacts_store.model.contact import Contact
    from contacts_store.model.tag import Tag
    from contacts_store.snapshot.snapshot import Snapshot
    from contacts_store.snapshot.tag_row import TagRow
    from contacts_store.store import Applied, Store


class Having(Enum):
    """How many of the contacts have a tag; the value is the sign in the list."""

    ALL = "■"
    SOME = "◪"
    NONE = "□"


@dataclass(frozen=True, slots=True)
class TagEntry:
    """A line of the list. ``ref`` is the tag's id, or the name of one that is to be made."""

    ref: str
    name: str
    first: Having
    having: Having
    tag: TagRow | None = None
    is_new: bool = False

    def toggled(self) -> TagEntry:
        """Return the entry in its next state; "some" can only be come back to."""
        order = [Having.NONE, Having.ALL, *([Having.SOME] if self.first is Having.SOME else [])]
        return replace(self, having=order[(order.index(self.having) + 1) % len(order)])


@dataclass(frozen=True, slots=True)
class TagChoice:
    """What shall become of the contacts' tags."""

    assign: tuple[str, ...]
    """Ids of tags that all shall have."""
    unassign: frozenset[str]
    """References that none shall have."""
    create: tuple[str, ...]
    """Names of tags to make; all shall have them."""

    def tags_of(self, before: Sequence[str], made: Iterable[str]) -> tuple[str, ...]:
        """Return a contact's tags after the choice; ``made`` are the ids of those that were made."""
        kept = [ref for ref in before if ref not in self.unassign]
        return tuple(dict.fromkeys((*kept, *self.assign, *made)))


def entries_of(snapshot: Snapshot, tag_lists: Collection[Sequence[str]]) -> tuple[TagEntry, ...]:
    """Return a line for every tag that can be assigned, and for odd references that can be taken away.

    Args:
        snapshot: the store's tags.
        tag_lists: the tags of each contact.
    """
    counts = Counter(ref for refs in tag_lists for ref in set(refs))

    def entry(ref: str, tag: TagRow | None) -> TagEntry:
        count = counts[ref]
        having = Having.NONE if not count else Having.ALL if count == len(tag_lists) else Having.SOME
        return TagEntry(ref, tag.name if tag else ref, having, having, tag)

    known = {tag.id: tag for tag in snapshot.tags if not tag.is_deleted or counts[tag.id]}
    odd = [ref for ref in counts if ref not in known]
    return (*(entry(ref, tag) for ref, tag in known.items()), *(entry(ref, None) for ref in odd))


def matching(entries: Sequence[TagEntry], text: str) -> list[TagEntry]:
    """Return the entries whose name holds the text, without regard to case or accents."""
    wanted = fold(text.strip())
    return [entry for entry in entries if wanted in fold(entry.name)]


def new_entry(entries: Sequence[TagEntry], name: str) -> TagEntry | None:
    """Return an entry for a tag to be made, None when the name is empty or taken."""
    name = name.strip()
    if not name or any(entry.name.casefold() == name.casefold() for entry in entries):
        return None
    return TagEntry(name, name, Having.NONE, Having.NONE, is_new=True)


def choice_of(entries: Iterable[TagEntry]) -> TagChoice:
    """Return what was chosen; what stands as it stood is not in it."""
    touched = [entry for entry in entries if entry.having is not entry.first]
    wanted = [entry for entry in touched if entry.having is Having.ALL]
    return TagChoice(
        tuple(entry.ref for entry in wanted if not entry.is_new),
        frozenset(entry.ref for entry in touched if entry.having is Having.NONE),
        tuple(entry.name for entry in wanted if entry.is_new),
    )


def apply_choice(store: Store, contact_ids: Iterable[str], choice: TagChoice) -> Applied:
    """Make the new tags and change the contacts, as one undo step. Blocks.

    Raises:
        StoreError: nothing could be changed; of several contacts, ``Applied.failures`` has those that
            could not.
    """
    loaded, failures = [], []
    for contact_id in contact_ids:
        try:
            loaded.append(store.read(contact_id))
        except StoreError as problem:
            failures.append(problem)
    if failures and not loaded:
        raise failures[0]
    tags = [_new_tag(store, name) for name in choice.create]
    made = [tag.id for tag in tags]

    def after(contact: Contact) -> Contact:
        return contact.with_changes(tag_ids=choice.tags_of(contact.tag_ids, made))

    changes = [*map(Change.create, tags), *(Change.of(one, after(one.contact)) for one in loaded)]
    applied = store.apply(changes)
    return replace(applied, failures=(*failures, *applied.failures))


def _new_tag(store: Store, name: str) -> Tag:
    from contacts_store.model.tag import Tag

    return Tag(id=new_id(), customer_id=store.settings.customer_id, name=name)
