"""The demo's tags: a name, a colour, what it is for, and how many of a hundred people have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from contacts_store.model.tag import Tag


@dataclass(frozen=True, slots=True)
class Kind:
    """One tag of the demo."""

    name: str
    color: str
    detail: str
    share: int
    is_deleted: bool = False


KINDS = (
    Kind("vip", "#f5c542", "call back the same day", 5),
    Kind("family", "#e5566d", "", 7),
    Kind("friends", "#f28c5a", "", 16),
    Kind("customer", "#4fb477", "has an open contract", 24),
    Kind("lead", "#8fd19e", "asked for an offer", 11),
    Kind("supplier", "#4a90d9", "sells to us", 12),
    Kind("press", "#b07cd8", "newspapers, radio, podcasts", 6),
    Kind("investor", "#2bb3a3", "", 3),
    Kind("neighbours", "#c9a27e", "", 5),
    Kind("choir", "#ec7fb4", "Tuesdays at seven", 8),
    Kind("climbing club", "#9aa5b1", "", 6),
    Kind("conference 2026", "#6c8cff", "met at the booth", 14),
    Kind("newsletter", "#7fc4e8", "agreed in writing", 18),
    Kind("emergency", "#ff5449", "plumber, locksmith, vet", 2),
    Kind("do not call", "#8d5a5a", "", 2),
    Kind("trade fair 2019", "", "", 3, is_deleted=True),
)


def demo_tags(customer_id: str, moment: datetime) -> tuple[Tag, ...]:
    """Return the demo's tags, with the same ids every time."""
    from contacts_store.model.identity import derived_id
    from contacts_store.model.tag import Tag

    return tuple(
        Tag(
            id=derived_id("demo", "tag", kind.name),
            customer_id=customer_id,
            name=kind.name,
            detail=kind.detail,
            color=kind.color,
            tm_create=moment,
            tm_update=moment,
            tm_delete=moment if kind.is_deleted else None,
        )
        for kind in KINDS
    )
