"""An index without a file, for a store whose own index is switched off or can't be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_store.index.connecting import make_tables
from contacts_store.index.index import Index

if TYPE_CHECKING:
    import sqlite3

    from contacts_store.snapshot.snapshot import Snapshot


class MemoryIndex(Index):
    """The rows of one snapshot, to ask the same questions of."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Take over what a snapshot knows."""
        super().__init__(":memory:", "")
        self.rebuild(snapshot.file_rows, snapshot.tag_table.meanings, 0, {})

    def _open(self) -> sqlite3.Connection:
        import sqlite3

        self._connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        make_tables(self._connection, self._fingerprint)
        return self._connection
