"""What the operations on tags ask of tags: that they be there and free, and their changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_store.errors import InvalidData, NotFound
from contacts_store.model.identity import new_id
from contacts_store.operations.change import Change

if TYPE_CHECKING:
    from datetime import datetime

    from contacts_store.snapshot.snapshot import Snapshot
    from contacts_store.snapshot.tag_row import TagRow


def require_tag(snapshot: Snapshot, ref: str) -> TagRow:
    """Return a tag by id or name.

    Raises:
        NotFound: there is none.
    """
    tag = snapshot.tag(ref)
    if tag is None:
        raise NotFound(f"no tag is called {ref!r}")
    return tag


def require_free_name(snapshot: Snapshot, name: str, but: str = "") -> None:
    """Refuse a name that another tag has, without regard to case.

    Raises:
        InvalidData: it is taken, or empty.
    """
    if not name.strip():
        raise InvalidData("a tag needs a name")
    other = snapshot.tag(name)
    if other is not None and not other.is_deleted and other.id != but:
        raise InvalidData(f"there is a tag {other.name!r} already")


def new_tag(snapshot: Snapshot, name: str, color: str, detail: str, customer_id: str | None) -> Change:
    """Return the change that makes a tag.

    Raises:
        InvalidData: the name is taken or empty.
        pydantic.ValidationError: a value breaks a rule of the model.
    """
    from contacts_store.model.tag import Tag

    require_free_name(snapshot, name)
    return Change.create(Tag(id=new_id(), customer_id=customer_id, name=name, color=color, detail=detail))


def tag_change(snapshot: Snapshot, tag: TagRow, **fields: object) -> Change:
    """Return the change of a tag's fields.

    Raises:
        InvalidData: a new name is taken or empty.
        NotFound: the tag has no file.
    """
    from contacts_store.records.tag_rows import tag_of

    if "name" in fields:
        require_free_name(snapshot, str(fields["name"]), but=tag.id)
    file = snapshot.tag_table.file_of(tag.id)
    if file is None:
        raise NotFound(f"the tag {tag.name!r} has no file")
    before = tag_of(tag)
    return Change(before, before.with_changes(**fields), file.path, file.digest)


def deletion(snapshot: Snapshot, tag: TagRow, moment: datetime) -> Change:
    """Return the change that deletes a tag softly.

    Raises:
        NotFound: the tag has no file.
    """
    return tag_change(snapshot, tag, tm_delete=moment, tm_update=moment)


def having(snapshot: Snapshot, tag: TagRow) -> list[str]:
    """Return the ids of the contacts that have a tag, those in the trash among them."""
    text = tag.id.encode()
    return [row.id for row in snapshot.rows if text in row.packed and tag.id in row.tags]


def require_assignable(tag: TagRow) -> TagRow:
    """Refuse a deleted tag.

    Raises:
        InvalidData: it is deleted.
    """
    if tag.is_deleted:
        raise InvalidData(f"the tag {tag.name!r} is deleted and can't be assigned")
    return tag


def require_mergeable(loser: TagRow, winner: TagRow) -> None:
    """Refuse to merge a tag into itself or into a deleted one.

    Raises:
        InvalidData: it is so.
    """
    if loser.id == winner.id or winner.is_deleted:
        raise InvalidData(f"{loser.name!r} can't be merged into {winner.name!r}")
