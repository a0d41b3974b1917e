"""What a refresh found different: small enough to travel as a message."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """The difference between two snapshots, by contact id. Falsy when there is none.

    ``deferred`` are paths that were good and can't be read at this moment (an editor may be at
    work): their last good rows stay, and they are to be looked at again.
    """

    version: int
    added: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()
    tags_changed: bool = False
    searches_changed: bool = False
    findings_changed: bool = False
    distinct_changed: bool = False
    deferred: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        is_about_contacts = self.added or self.changed or self.removed
        is_about_files = self.tags_changed or self.searches_changed or self.distinct_changed
        return bool(is_about_contacts or is_about_files or self.findings_changed)
