"""Several tags at once: which of them a contact shall have, all or any, and which it shall not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from contacts_store.snapshot.row import Row

_DELETED = 1
"""``Trait.DELETED`` as a plain number: it is asked of every row."""


class TagFilter(NamedTuple):
    """A choice of tags. Without any tag it lets everybody through who is not in the trash."""

    wanted: frozenset[str] = frozenset()
    """Ids of the tags to have."""
    unwanted: frozenset[str] = frozenset()
    """Ids of the tags not to have."""
    any_of: bool = False
    """Whether one of the wanted tags is enough."""

    def __bool__(self) -> bool:
        """Tell whether a tag is chosen."""
        return bool(self.wanted or self.unwanted)

    def stepped(self, tag_id: str) -> TagFilter:
        """Return the filter with a tag in its next state: wanted, unwanted, not chosen."""
        tag = frozenset((tag_id,))
        if tag_id in self.wanted:
            return self._replace(wanted=self.wanted - tag, unwanted=self.unwanted | tag)
        if tag_id in self.unwanted:
            return self._replace(unwanted=self.unwanted - tag)
        return self._replace(wanted=self.wanted | tag)

    def among(self, tag_ids: Collection[str]) -> TagFilter:
        """Return the filter without tags that there are no more."""
        return self._replace(
            wanted=self.wanted.intersection(tag_ids), unwanted=self.unwanted.intersection(tag_ids)
        )

    def of(self, rows: Iterable[Row]) -> list[Row]:
        """Return those of the rows that the filter lets through, in their order."""
        enough = 1 if self.any_of and self.wanted else len(self.wanted)
        wanted, unwanted = ([(ref.encode(), ref) for ref in refs] for refs in (self.wanted, self.unwanted))

        def count(row: Row, refs: list[tuple[bytes, str]]) -> int:
            # Looking into the packed text first spares most rows the cutting out of their tags.
            return sum(text in row.packed and ref in row.tags for text, ref in refs)

        return [
            row
            for row in rows
            if not row.traits & _DELETED and count(row, wanted) >= enough and not count(row, unwanted)
        ]

    def described(self, name_of: Callable[[str], str]) -> str:
        """Return the filter in signs, ``(friends | family) & !work``.

        Args:
            name_of: from a tag's id to its name.
        """
        names = sorted(map(name_of, self.wanted), key=str.casefold)
        others = [f"!{name}" for name in sorted(map(name_of, self.unwanted), key=str.casefold)]
        either = " | ".join(names)
        if not self.any_of or len(names) < 2:
            return " & ".join((*names, *others))
        return " & ".join((f"({either})", *others)) if others else either
