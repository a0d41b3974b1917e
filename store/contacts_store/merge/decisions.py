"""What a merge could not settle by itself, and what a person chose there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from contacts_store.merge.values import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

Side: TypeAlias = Literal["base", "ours", "theirs"]
"""One of the three states that meet in a merge."""


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that both sides changed, differently.

    ``field`` is named as in a ``FieldChange``; ``phone_numbers (primary)`` and ``emails (primary)``
    ask which item is the primary one, their values are the items' names. The three values are what
    JSON can hold: a whole item as a dict where one side removed what the other edited, and None
    where there is no value.
    """

    field: str
    base: Any
    ours: Any
    theirs: Any


@dataclass(slots=True)
class Decisions:
    """Collects the conflicts of one merge and settles each as chosen, ours' way without a choice."""

    choices: Mapping[str, Side]
    """The chosen side by the conflict's field."""
    conflicts: list[FieldConflict] = field(default_factory=list)

    def side(self, name: str, base: Any, ours: Any, theirs: Any) -> Side:
        """Record a conflict and return which side settles it."""
        self.conflicts.append(FieldConflict(name, plain(base), plain(ours), plain(theirs)))
        return self.choices.get(name, "ours")

    def settle(self, name: str, base: Any, ours: Any, theirs: Any) -> Any:
        """Record a conflict and return the value that settles it."""
        return {"base": base, "ours": ours, "theirs": theirs}[self.side(name, base, ours, theirs)]
