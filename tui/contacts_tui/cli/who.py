"""WHO: from words on the command line to contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_store.errors import InvalidData, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contacts_store.operations.change import Loaded
    from contacts_store.reader import StoreReader
    from contacts_store.snapshot.row import Row
    from contacts_tui.cli.session import Session


def rows_of(store: StoreReader, who: Iterable[str], *, follow: bool = True) -> list[Row]:
    """Return the row of each word, each contact once.

    Args:
        store: a loaded store.
        who: for each contact an id, a unique beginning of one, a file's path, or a query.
        follow: whether a contact that was merged into another means that other one.

    Raises:
        NotFound: a word matches no contact.
        Ambiguous: a word matches several.
    """
    rows = (store.find(word, follow=follow) for word in who)
    return list({row.id: row for row in rows}.values())


def readable(session: Session, store: StoreReader, rows: Iterable[Row]) -> Iterator[Loaded]:
    """Yield the whole contacts; one whose file can't be trusted is left out, and named on stderr."""
    for row in rows:
        try:
            yield store.read(row)
        except (InvalidData, NotFound) as problem:
            session.out.warning(f"left out: {problem}")
