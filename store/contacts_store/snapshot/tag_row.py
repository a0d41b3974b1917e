"""A tag as lists show it: its fields as texts, known without the model that checks and changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class TagRow(NamedTuple):
    """A tag that was read from a file without errors. See ``model.tag.Tag`` for what its fields hold."""

    id: str
    name: str
    customer_id: str = ""
    detail: str = ""
    color: str = ""
    tm_create: str = ""
    """Like all times here in the store's form, or empty."""
    tm_update: str = ""
    tm_delete: str = ""
    extra: Mapping[str, Any] = {}

    @property
    def is_deleted(self) -> bool:
        """Whether the tag was deleted: still shown, no longer assignable."""
        return bool(self.tm_delete)
