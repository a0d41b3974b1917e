"""What the index does not have yet: a look at the files ends with its snapshot, the index follows in quiet.

Losing a backlog costs the time of reading its files again: their entries have other stamps than the disk.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from contacts_store.index.index import Index, Places
    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.tags import Meanings


class _Entries(NamedTuple):
    """The arguments of ``Index.update``; ``is_whole``: nothing else is to stay in the index."""

    changed: dict[str, Row | None]
    meanings: Meanings
    looked_at_ns: int
    places: Places
    is_whole: bool


class Backlog:
    """Collects changes for an index until they are written together. Thread-safe."""

    def __init__(self, index: Index) -> None:
        """Take the index that gets them."""
        self.index = index
        """Whose backlog it is."""
        self._entries: _Entries | None = None
        self._noting = threading.Lock()
        self._writing = threading.Lock()

    def __bool__(self) -> bool:
        return self._entries is not None

    def note(
        self, changed: Mapping[str, Row | None], meanings: Meanings, looked_at_ns: int, places: Places
    ) -> None:
        """Add changes; the arguments are those of ``Index.update``.

        Of several looks the earliest time counts: the index then doubts a stamp too many, never one too few.
        """
        with self._noting:
            earlier = self._entries
            if earlier is not None:
                changed = {**earlier.changed, **changed}
                looked_at_ns = min(looked_at_ns, earlier.looked_at_ns)
            is_whole = earlier is not None and earlier.is_whole
            if earlier is not None and is_whole:
                places = places or earlier.places
            self._entries = _Entries(dict(changed), meanings, looked_at_ns, places, is_whole)

    def replace(self, rows: Iterable[Row], meanings: Meanings, looked_at_ns: int, places: Places) -> None:
        """Have all entries replaced; the arguments are those of ``Index.rebuild``."""
        with self._noting:
            whole: dict[str, Row | None] = {row.path: row for row in rows}
            self._entries = _Entries(whole, meanings, looked_at_ns, places, is_whole=True)

    def write(self) -> None:
        """Write what was noted so far."""
        with self._writing:
            with self._noting:
                entries, self._entries = self._entries, None
            if entries is None:
                return
            changed, meanings, looked_at_ns, places, is_whole = entries
            if is_whole:
                self.index.rebuild(filter(None, changed.values()), meanings, looked_at_ns, places)
            else:
                self.index.update(changed, meanings, looked_at_ns, places)
