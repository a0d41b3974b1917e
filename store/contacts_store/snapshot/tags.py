"""The tags of a snapshot: by id, by name, and what is off among them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from contacts_store.finding import Degree, Finding
from contacts_store.query.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from contacts_store.disk.stamp import Stamp
    from contacts_store.snapshot.tag_row import TagRow

Meanings = dict[str, tuple[str, str, bool]]
"""From a tag's id or case-folded name to its id, its name, and whether it is deleted."""


class TagFile(NamedTuple):
    """One tag's file. ``tag`` is None when it can't be read."""

    path: str
    tag: TagRow | None
    findings: tuple[Finding, ...]
    digest: bytes
    stamp: Stamp


class TagTable:
    """All tags of the store. Immutable."""

    def __init__(self, files: Mapping[str, TagFile]) -> None:
        """Take every tag file by its path."""
        self.files = dict(files)
        readable = [(file, file.tag) for _, file in sorted(self.files.items()) if file.tag is not None]
        self._by_id = {tag.id: (file, tag) for file, tag in reversed(readable)}
        alive_last = sorted((tag for _, tag in readable), key=lambda tag: not tag.is_deleted)
        self._by_name = {tag.name.casefold(): tag for tag in alive_last}
        self.tags: tuple[TagRow, ...] = tuple(
            sorted((tag for _, tag in self._by_id.values()), key=lambda tag: (fold(tag.name), tag.id))
        )
        self.names = {tag.id: tag.name for tag in self.tags}
        """The name of each tag id."""
        self.findings = (*(f for file in self.files.values() for f in file.findings), *_twins(readable))

    def find(self, ref: str) -> TagRow | None:
        """Return a tag by its id, else by its name without regard to case."""
        entry = self._by_id.get(ref)
        return entry[1] if entry else self._by_name.get(ref.casefold())

    def file_of(self, tag_id: str) -> TagFile | None:
        """Return the file of a tag."""
        entry = self._by_id.get(tag_id)
        return entry[0] if entry else None

    def resolve(self, ref: str) -> str:
        """Return the id of the tag that a reference means; an unknown reference stays as it is."""
        if ref in self._by_id:
            return ref
        tag = self._by_name.get(ref.casefold())
        return tag.id if tag else ref

    @cached_property
    def meanings(self) -> Meanings:
        """What each id and each case-folded name means."""
        tags = self._by_name | {tag.id: tag for tag in self.tags}
        return {ref: (tag.id, tag.name, tag.is_deleted) for ref, tag in tags.items()}


def changed_refs(before: Meanings, after: Meanings) -> frozenset[str]:
    """Return the ids and names whose meaning differs."""
    return frozenset(ref for ref in before.keys() | after.keys() if before.get(ref) != after.get(ref))


def _twins(readable: Iterable[tuple[TagFile, TagRow]]) -> list[Finding]:
    findings: list[Finding] = []
    ids: dict[str, str] = {}
    names: dict[str, str] = {}
    for file, tag in readable:
        if tag.id in ids:
            message = f"the id is also in {ids[tag.id]}"
            findings.append(
                Finding(Degree.ERROR, file.path, 0, 0, "id", message, "give one of them a new id")
            )
        if not tag.is_deleted and tag.name.casefold() in names:
            message = f"the name is also in {names[tag.name.casefold()]}"
            findings.append(
                Finding(Degree.WARNING, file.path, 0, 0, "name", message, "rename or merge one of them")
            )
        ids.setdefault(tag.id, file.path)
        if not tag.is_deleted:
            names.setdefault(tag.name.casefold(), file.path)
    return findings
