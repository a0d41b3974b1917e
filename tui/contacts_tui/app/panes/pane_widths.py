"""How wide the person has made the panes. The list takes what the others leave."""

from __future__ import annotations

from typing import NamedTuple

WIDEST_PANE = 400
_NARROWEST_PANE = 14
_LEAST_OF_LIST = 24


class PaneWidths(NamedTuple):
    """Cells of the panes beside the list, their borders included; 0: as the layout has it."""

    tags: int = 0
    details: int = 0


def fitting(width: int, total: int, count: int) -> int:
    """Return a width that leaves room for the list.

    Args:
        width: as wished; 0 stays.
        total: cells of all panes.
        count: how many panes stand beside the list.
    """
    most = max((total - _LEAST_OF_LIST) // count, _NARROWEST_PANE)
    return width and min(max(width, _NARROWEST_PANE), most)
