"""A word as rows are searched for it: folded, and as digits where it may be a part of a phone number."""

from __future__ import annotations

import re
from typing import NamedTuple

from contacts_store.model.phone import digits
from contacts_store.query.folding import fold

PHONE_LIKE = re.compile(r"[+(]*[0-9][0-9 ().\-/]*")
"""Digits and the signs that people write between them."""
_TRUNK_ZERO = "(0)"
"""The national prefix inside an international number, which nobody dials with it."""
_LONGEST_AREA = 3


class Term(NamedTuple):
    """One word or phrase, folded; ``digits`` is filled when it may be part of a phone number."""

    text: str
    digits: str

    @classmethod
    def of(cls, text: str) -> Term:
        """Return the term of a text as typed."""
        bare = digits(text.replace(_TRUNK_ZERO, "")) if PHONE_LIKE.fullmatch(text) else ""
        if len(bare) > _LONGEST_AREA:
            # A trunk prefix or international prefix of zeros is not part of the E.164 form.
            bare = bare.lstrip("0")
        elif text.startswith("+"):
            bare = ""  # a country code is found with its plus
        return cls(fold(text), bare)

    def narrows(self, other: Term) -> bool:
        """Tell whether every row that has this term has the other one too."""
        return other.text in self.text and (
            not self.digits
            or other.text in self.digits
            or (other.digits != "" and other.digits in self.digits)
        )

    def is_in(self, folded: str) -> bool:
        """Tell whether a folded text has the term."""
        return self.text in folded or (self.digits != "" and self.digits in folded)
