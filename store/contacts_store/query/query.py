"""Queries: words that must all be found, in any shown field, whatever their case or accents.

A query is parsed once (``parse``) and then asked of rows (``Query.matching``). The further operators of
the language have their place in ``parse``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contacts_store.query.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from contacts_store.query.search import Matching
    from contacts_store.snapshot.row import Row

_TOKEN = re.compile(r'"([^"]*)"?|(\S+)')
_PHONE_LIKE = re.compile(r"[+(]*[0-9][0-9 ().\-/]*")
_NOT_DIGITS = re.compile(r"[^0-9]+")
_TRUNK_ZERO = "(0)"
"""The national prefix inside an international number, which nobody dials with it."""
_LONGEST_AREA = 3
_SHORTEST_NUMBER = 5
"""So many digits and signs of numbers alone are one number, blanks and all."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase, folded; ``digits`` is filled when it may be part of a phone number."""

    text: str
    digits: str

    def narrows(self, other: Term) -> bool:
        """Tell whether every row that has this term has the other one too."""
        return other.text in self.text and (
            not self.digits
            or other.text in self.digits
            or (other.digits != "" and other.digits in self.digits)
        )

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
            mine.narrows(theirs) for mine, theirs in zip(self.parts, other.parts, strict=False)
        )

    @property
    def first_word(self) -> str:
        """The folded word that ranks what is found by where in the name it stands; empty without any."""
        return self.parts[0].text if self.parts else ""

    def matching(self, tag_names: Mapping[str, str]) -> Matching:
        """Return the function from rows to those of them that match, in their order.

        Args:
            tag_names: the name of each tag id; a word also matches a contact by its tags' names.
        """
        parts = [(part, _tags_named(part.text, tag_names)) for part in self.parts]

        def matching(rows: Sequence[Row]) -> list[Row]:
            found = list(rows)
            for part, tags in parts:
                found = part.found(found, tags)
            return found

        return matching


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
