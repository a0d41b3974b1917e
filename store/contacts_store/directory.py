"""Asking who has a number or an address, and what typed words mean, without opening the store.

Other programs ask this for every call and at every key, so nothing is read or imported that the
answer does not need. There are two ways. The verified one first looks at the stamp of every file
and is never stale. The fast one trusts the index as far as a few looks allow: see ``Directory``.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from contacts_store.disk.stamp import look
from contacts_store.index.opening import index_of
from contacts_store.settings import read_settings
from contacts_store.snapshot.owners import best_first, handles_of
from contacts_store.snapshot.row import state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from contacts_store.index.index import Index
    from contacts_store.index.matching import Kind
    from contacts_store.operations.looking import Looker
    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.tags import Meanings


class Completion(NamedTuple):
    """One number or address that typed words may mean."""

    value: str
    """E.164, or the address."""
    row: Row
    """Whose it is."""


class Directory:
    """Answers about the contacts of one store."""

    def __init__(self, root: str, *, is_fast: bool = False, is_strict: bool = False) -> None:
        """Take a store.

        Args:
            root: its folder.
            is_fast: be content with a look at every folder, every tag file and the files of those
                who are found. Files that were made, removed or renamed are noticed; what was
                written into another file in its place is not. In any doubt the verified way is
                taken, which also brings the index up to date.
            is_strict: where the index can't be used, raise IndexUnusable and leave it alone; otherwise
                it is repaired or done without, and the log says so.

        Raises:
            StoreUnusable: there is no store, or its settings can't be used.
        """
        self.root = root
        self.settings = read_settings(root)
        self._index = index_of(root, self.settings, is_strict=is_strict)
        self._answering: Index = self._index
        self._is_fast = is_fast

    def owners(self, number_or_address: str) -> tuple[Row, ...]:
        """Return who has exactly this number (any notation) or address: primary match first, then oldest."""
        region = self.settings.default_region
        meant = ""

        def question(index: Index) -> list[Row]:
            nonlocal meant
            found: list[Row] = []
            for meant in handles_of(number_or_address, region, index.has_ending):
                found += index.owners(meant)
                if best_first(found, meant):
                    break
            return found

        return best_first(self._ask(question), meant)

    def completions(self, typed: str, kind: Kind, limit: int | None = None) -> list[Completion]:
        """Return the numbers or addresses of the contacts that typed words mean, best first.

        Args:
            typed: words of any shown field, without regard to case and accents; or a number in any
                notation. The order is that of ``index.matching``; of one contact, what starts with
                the first word leads, then the primary one.
            kind: ``numbers`` (those that have an E.164 form) or ``addresses``.
            limit: return so many at most.
        """
        from contacts_store.index.matching import matching, read_words

        words = read_words(typed)
        start = words[0].text if words else ""
        rows = self._ask(lambda index: matching(index, words, kind, limit))

        def of(row: Row) -> Iterator[Completion]:
            values = sorted(getattr(row, kind), key=lambda value: not value.startswith(start))
            return (Completion(value, row) for value in values)

        return list(islice(chain.from_iterable(map(of, rows)), limit))

    def people(self, typed: str, limit: int, *, is_deleted: bool = False) -> list[Row]:
        """Return whom the beginning of an id, or words, may mean, best first.

        Args:
            typed: words of any shown field, or the first letters of an id.
            limit: return so many at most.
            is_deleted: ask about the contacts in the trash, and only them.
        """
        from contacts_store.index.matching import people

        return self._ask(lambda index: people(index, typed, limit, is_deleted=is_deleted))

    def tag_names(self) -> list[str]:
        """Return the names of the tags that are not deleted, in the order of the alphabet."""
        self._ask(lambda _: [])
        return sorted({name for _, name, is_deleted in self._meanings.values() if not is_deleted})

    @cached_property
    def _meanings(self) -> Meanings:
        return self._answering.meanings()

    def tag_name(self, ref: str) -> str:
        """Return the name of a tag of the last answer; an unknown reference is its own name."""
        meaning = self._meanings.get(ref)
        return meaning[1] if meaning else ref

    def close(self) -> None:
        """Close the index."""
        self._index.close()

    def _ask(self, question: Callable[[Index], list[Row]]) -> list[Row]:
        if self._is_fast and self._are_places_unchanged():
            rows = question(self._index)
            if not self._index.has_failed and all(row.state == self._state(row.path) for row in rows):
                return rows
        return self._ask_verified(question)

    def _are_places_unchanged(self) -> bool:
        places = self._index.places()
        return bool(places) and all(state == self._state(path) for path, state in places.items())

    def _state(self, path: str) -> bytes:
        stamp = look(self.root, path)
        return state_of(stamp) if stamp else b""

    def _ask_verified(self, question: Callable[[Index], list[Row]]) -> list[Row]:
        from contacts_store.operations.confirming import confirm, load_and_tell

        snapshot = confirm(self.root, self._looker, self._index)
        rows = question(self._index)
        if self._index.has_failed:
            from contacts_store.index.memory import MemoryIndex

            self._answering = MemoryIndex(snapshot or load_and_tell(self._looker(), self._index))
            rows = question(self._answering)
        return rows

    def _looker(self) -> Looker:
        from pathlib import Path

        from contacts_store.operations.looking import Looker

        return Looker(Path(self.root), self.settings)
