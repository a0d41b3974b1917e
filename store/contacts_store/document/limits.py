"""How much a file may hold: apart from its reading, as the settings tell it and seldom need a reader."""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """What protects against files that are made to hurt.

    Attributes:
        size: Bytes in a file.
        depth: Collections inside each other.
        nodes: Keys, values and collections, those behind aliases counted each time.
    """

    size: int = 1 << 20
    depth: int = 32
    nodes: int = 10_000

    @property
    def are_usual(self) -> bool:
        """Whether the strict readers of our own form may be used: they count neither depth nor nodes."""
        return self.depth >= _CANONICAL_DEPTH and self.nodes >= DEFAULT_LIMITS.nodes


_CANONICAL_DEPTH = 4
"""Of a contact in canonical form."""
DEFAULT_LIMITS = Limits()
