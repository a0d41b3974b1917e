"""Views: which contacts the list is about, before any search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from contacts_store.snapshot.row import Row

Kind = Literal["all", "untagged", "trash", "broken", "tag"]


@dataclass(frozen=True, slots=True)
class View:
    """One entry of the tag pane."""

    kind: Kind
    tag_id: str = ""

    @classmethod
    def all(cls) -> View:
        """Every contact that is not in the trash."""
        return cls("all")

    @classmethod
    def untagged(cls) -> View:
        """Those without any tag."""
        return cls("untagged")

    @classmethod
    def trash(cls) -> View:
        """The deleted ones."""
        return cls("trash")

    @classmethod
    def broken(cls) -> View:
        """Those with an error, deleted or not."""
        return cls("broken")

    @classmethod
    def tag(cls, tag_id: str) -> View:
        """Those with a tag."""
        return cls("tag", tag_id)

    def test(self) -> Callable[[Row], bool]:
        """Return the test of a row."""
        if self.kind == "trash":
            return lambda row: row.is_deleted
        if self.kind == "broken":
            return lambda row: row.is_broken
        if self.kind == "untagged":
            return lambda row: not row.tags and not row.is_deleted
        if self.kind == "tag":
            tag_id = self.tag_id
            return lambda row: tag_id in row.tags and not row.is_deleted
        return lambda row: not row.is_deleted
