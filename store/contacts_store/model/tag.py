"""A tag: a name that contacts share, with a file of its own."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from contacts_store.model.color import is_color
from contacts_store.model.contact import Id, OptionalId, Record, Text, Timestamp


def _color(text: str) -> str:
    if text and not is_color(text):
        raise ValueError("not a CSS colour, which looks like #3b82f6 or teal")
    return text


class Tag(Record):
    """One tag."""

    id: Id
    customer_id: OptionalId = None
    name: Annotated[str, Field(min_length=1, max_length=255)]
    """Unique in the store without regard to case."""
    detail: Text = ""
    color: Annotated[Text, AfterValidator(_color)] = ""
    """A CSS colour, or empty."""
    tm_create: Timestamp = None
    tm_update: Timestamp = None
    tm_delete: Timestamp = None

    @property
    def is_deleted(self) -> bool:
        """Whether the tag was deleted: still shown, no longer assignable."""
        return self.tm_delete is not None
