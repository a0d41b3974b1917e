"""The rows of tags: from files in our own form without parser and model, else from the model."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from contacts_store.model.color import is_color
from contacts_store.records import canonical_form as form
from contacts_store.snapshot.tag_row import TagRow

if TYPE_CHECKING:
    from contacts_store.model.tag import Tag

_LONGEST_NAME = 255
_MOST_BYTES = 20_000


def canonical_tag(data: bytes) -> TagRow | None:
    """Return the row of a tag's file in canonical form that nothing is wrong with, else None."""
    if len(data) > _MOST_BYTES:
        return None
    try:
        return _row(data.decode())
    except ValueError:
        return None


def _row(text: str) -> TagRow:
    found = form.TAG_FILE.fullmatch(text)
    if found is None:
        raise form.Unusual
    id_, owner, name, hyphen, lines, detail, color, *times = found.groups("")
    name, color = form.text_of(name), form.text_of(color)
    detail = form.block_text(hyphen, lines) if lines else form.text_of(detail)
    form.require_printable(name + color + detail.replace("\n", ""))
    if not 0 < len(name) <= _LONGEST_NAME or (color and not is_color(color)):
        raise form.Unusual
    for time in times:
        if time:
            datetime.fromisoformat(time)
    created, updated, deleted = times
    return TagRow(id_, name, owner, detail, color, created, updated, deleted)


def tag_row_of(tag: Tag) -> TagRow:
    """Return the row of a tag."""
    from contacts_store.records.plain import field_plain

    texts = {name: field_plain(getattr(tag, name)) for name in TagRow._fields if name != "extra"}
    return TagRow(**texts, extra=tag.extra)


def tag_of(row: TagRow) -> Tag:
    """Return the tag that a row is of."""
    from contacts_store.model.tag import Tag

    return Tag.model_validate(row._asdict())
