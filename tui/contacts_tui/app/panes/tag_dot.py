"""The coloured dot of a tag, drawn the same in every pane."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from textual.color import Color, ColorParseError
from textual.content import Content
from textual.style import Style

if TYPE_CHECKING:
    from contacts_store.snapshot.tag_row import TagRow

DOT = "●"
_UNCOLOURED = "$tag"


def tag_dot(tag: TagRow | None) -> Content:
    """Return a dot in the tag's colour; the theme's for a tag without one, hollow for an unknown tag."""
    if tag is None or tag.is_deleted:
        return Content.styled("○", "$muted")
    return Content.styled(DOT, _style(tag.color))


@lru_cache(maxsize=256)
def _style(color: str) -> Style | str:
    if not color:
        return _UNCOLOURED
    try:
        return Style(foreground=Color.parse(color))
    except ColorParseError:
        return _UNCOLOURED
