"""Queries: words that must all be found, in any shown field, whatever their case or accents.

A query is parsed once (``parse``) and then asked of rows (``Query.found``). The further operators of
the language have their place in ``parse``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from contacts_store.query.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from contacts_store.snapshot.row import Row

_TOKEN = re.compile(r'"([^"]*)"?|(\S+)')
_PHONE_LIKE = re.compile(r"[+(]*[0-9][0-9 ().\-/]*")
_NOT_DIGITS = re.compile(r"[^0-9]+")
_TRUNK_ZERO = "(0)"
"""The national prefix inside an international number, which nobody dials with it."""
_LONGEST_AREA = 3
_SHORTEST_NUMBER = 5
"""So many digits and signs of numbers alone are one number, blanks and all."""
_LAST_CHARACTER = chr(0x10FFFF)
_sort_key = attrgetter("sort_key")


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase, folded; ``digits`` is filled when it may be part of a phone number."""

    text: str
    digits: str

    def found(self, rows: Iterable[Row], tags: frozenset[str]) -> list[Row]:
        """Return the rows that have the term in their search text, or one of the tags."""
        text, digits = self.text, self.digits
        if tags:
            return [
                row
                for row in rows
                if text in row.folded or (digits and digits in row.folded) or not tags.isdisjoint(row.tags)
            ]
        if digits and digits != text:
            return [row for row in rows if text in row.folded or digits in row.folded]
        return [row for row in rows if text in row.folded]


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. Truthy when it asks for anything."""

    text: str
    parts: tuple[Term, ...]

    def __bool__(self) -> bool:
        return bool(self.parts)

    @property
    def terms(self) -> tuple[str, ...]:
        """The folded words, for highlighting."""
        return tuple(part.text for part in self.parts)

    def narrows(self, other: Query) -> bool:
        """Tell whether every row that matches this query matches the other one too."""
        return len(self.parts) >= len(other.parts) and all(
            mine.text.startswith(theirs.text) and not theirs.digits
            for mine, theirs in zip(self.parts, other.parts, strict=False)
        )

    def found(self, rows: Iterable[Row], tag_names: Mapping[str, str]) -> list[Row]:
        """Return the rows that match, in their order.

        Args:
            rows: where to look.
            tag_names: the name of each tag id; a word also matches a contact by its tags' names.
        """
        found = list(rows) if not self.parts else rows
        for part in self.parts:
            found = part.found(found, _tags_named(part.text, tag_names))
        return list(found)

    def ranked(self, rows: list[Row]) -> list[Row]:
        """Return matching rows best first: start of the name, start of a word in it, anything else.

        Args:
            rows: in list order, which is that of their sort keys: those that start alike stand together.
        """
        if not self.parts:
            return rows
        first = self.parts[0].text
        start = bisect_left(rows, first, key=_sort_key)
        end = bisect_left(rows, first + _LAST_CHARACTER, start, key=_sort_key)
        word = f" {first}"
        others = rows[:start] + rows[end:]
        inside = [row for row in others if word in row.sort_key]
        if inside:
            others = [row for row in others if word not in row.sort_key]
        return rows[start:end] + inside + others


EVERYTHING = Query("", ())
"""The query that every row matches."""


def parse(text: str) -> Query:
    """Read a query as typed.

    Raises:
        contacts_store.errors.QueryError: the text is no query; the error names the character.
    """
    if _is_one_number(text):
        return Query(text, (_term(text.strip()),))
    parts = tuple(_term(phrase or word) for phrase, word in _TOKEN.findall(text) if phrase or word)
    return Query(text, parts)


def _is_one_number(text: str) -> bool:
    return bool(_PHONE_LIKE.fullmatch(text.strip())) and len(_NOT_DIGITS.sub("", text)) >= _SHORTEST_NUMBER


def _term(text: str) -> Term:
    digits = _NOT_DIGITS.sub("", text.replace(_TRUNK_ZERO, "")) if _PHONE_LIKE.fullmatch(text) else ""
    if len(digits) > _LONGEST_AREA:
        # A trunk prefix or international prefix of zeros is not part of the E.164 form.
        digits = digits.lstrip("0")
    elif text.startswith("+"):
        digits = ""  # a country code is found with its plus
    return Term(fold(text), digits)


def _tags_named(folded: str, tag_names: Mapping[str, str]) -> frozenset[str]:
    return frozenset(ref for ref, name in tag_names.items() if folded in fold(name))
