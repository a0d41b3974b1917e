"""How likely two contacts are one person: the reasons, and a score from 0 to 100. Symmetric.

Each reason leaves a part of the doubt, and the parts multiply: two weak reasons make a fair one,
none makes certainty. What speaks against it takes a share of what was won.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from contacts_store.duplicates.names import NameLikeness, compared

if TYPE_CHECKING:
    from collections.abc import Collection

    from contacts_store.duplicates.profile import Profile

Kind = Literal["external_id", "address", "number", "name", "company"]

LIKELY = 50
"""From this score on two contacts are shown as probable duplicates."""

_WEIGHTS: dict[Kind, float] = {"external_id": 0.95, "address": 0.85, "number": 0.75, "company": 0.35}
_NAMES = {
    NameLikeness.SAME: 0.6,
    NameLikeness.SWAPPED: 0.55,
    NameLikeness.SHORTER: 0.45,
    NameLikeness.SIMILAR: 0.45,
}
_OTHER_NAME = 0.5
"""What is left of the rest when the names differ: a family's number, a shared mailbox."""
_OTHER_NAME_SAME_ID = 0.8
"""The same when the external ids agree: people change names."""
_NOTHING_SHARED = 0.8
"""What is left when both have numbers or addresses, and none in common."""


class Reason(NamedTuple):
    """One thing that two contacts have in common; ``value`` is what exactly, where that can be said."""

    kind: Kind
    value: str

    def __str__(self) -> str:
        """Say it in words: ``same number +44 20 7946 0018``."""
        if self.kind == "number":
            from contacts_store.model.phone import pretty

            return f"same number {pretty(self.value)}"
        if self.kind == "name":
            return self.value
        return f"same {self.kind.replace('_', ' ')} {self.value}".rstrip()


class Likeness(NamedTuple):
    """How likely two contacts are one person, 0-100, and why."""

    score: int
    reasons: tuple[Reason, ...]

    @property
    def words(self) -> str:
        """The reasons in one line for people."""
        return ", ".join(map(str, self.reasons))


def likeness(left: Profile, right: Profile, crowds: Collection[str] = (), external_id: str = "") -> Likeness:
    """Compare two contacts; the result is the same when they change places.

    Args:
        left: the one.
        right: the other.
        crowds: numbers and addresses that so many share that they say nothing of two.
        external_id: what both have, from one source; empty when they don't.
    """
    shared = [handle for handle in left.handles if handle in right.handles and handle not in crowds]
    name = compared(left.words, right.words)
    reasons = [Reason("external_id", external_id)] if external_id else []
    reasons += [Reason("address" if "@" in handle else "number", handle) for handle in sorted(shared)]
    weight = _NAMES.get(name, 0.0)
    if weight:
        reasons.append(Reason("name", name.value))
        if left.company and left.company == right.company:
            reasons.append(Reason("company", ""))
    doubt = 1 - weight
    for kind, _ in reasons:
        doubt *= 1 - _WEIGHTS.get(kind, 0.0)
    share = 1.0
    if name is NameLikeness.DIFFERENT:
        share *= _OTHER_NAME_SAME_ID if external_id else _OTHER_NAME
    if left.handles and right.handles and not (shared or external_id):
        share *= _NOTHING_SHARED
    return Likeness(round(100 * share * (1 - doubt)), tuple(reasons))
