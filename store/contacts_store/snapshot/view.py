"""Views: which contacts the list is about, before any search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.tag_filter import TagFilter

_DELETED = 1
"""``Trait.DELETED`` as a plain number: it is asked of every row."""

Kind = Literal["all", "untagged", "trash", "broken", "tag", "tags", "search"]


class View(NamedTuple):
    """One entry of the tag pane."""

    kind: Kind
    tag_id: str = ""
    tags: TagFilter | None = None
    name: str = ""
    """Of a saved search."""

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

    @classmethod
    def search(cls, name: str) -> View:
        """Those whom a saved search finds, as the snapshot that has it tells (``Snapshot.meant``)."""
        return cls("search", name=name)

    @classmethod
    def filtered(cls, tags: TagFilter) -> View:
        """Those whom a choice of several tags lets through."""
        return cls("tags", tags=tags)

    def of(self, rows: Iterable[Row]) -> list[Row]:  # noqa: PLR0911 -- one a kind
        """Return those of the rows that the view shows, in their order."""
        if self.tags is not None:
            return self.tags.of(rows)
        if self.kind == "trash":
            return [row for row in rows if row.traits & _DELETED]
        if self.kind == "broken":
            return [row for row in rows if row.is_broken]
        if self.kind == "untagged":
            return [row for row in rows if not row.traits & _DELETED and not row.tags]
        if self.kind == "tag":
            ref, text = self.tag_id, self.tag_id.encode()
            return [
                row for row in rows if text in row.packed and ref in row.tags and not row.traits & _DELETED
            ]
        if self.kind == "search":
            return []
        return [row for row in rows if not row.traits & _DELETED]
