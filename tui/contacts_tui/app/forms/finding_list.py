"""The findings that the screen lists: those of the snapshot, and hints from a check that may be older."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_store.finding import Degree, Finding, sort_key

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from contacts_store.snapshot.snapshot import Snapshot

FILTERS: tuple[tuple[str, Degree | None], ...] = (
    ("all", None),
    ("errors", Degree.ERROR),
    ("warnings", Degree.WARNING),
    ("hints", Degree.HINT),
)
"""What the list can be narrowed to, in the order of the key that goes round."""


def renewed(
    last: Sequence[Finding], snapshot: Snapshot, changed: Collection[str], fresh: Sequence[Finding]
) -> tuple[Finding, ...]:
    """Return the findings after some files changed, errors first.

    Args:
        last: the findings so far.
        snapshot: the store at present; it knows everything but the hints of a whole check.
        changed: the paths that changed.
        fresh: the findings of a check of just these.
    """
    hints = (one for one in last if one.degree is Degree.HINT and one.path not in changed)
    kept = (one for one in hints if not one.line or snapshot.row_at(one.path) is not None)
    return tuple(sorted({*snapshot.findings, *kept, *fresh}, key=sort_key))


def of_degree(findings: Sequence[Finding], degree: Degree | None) -> list[Finding]:
    """Return the findings of a degree, all for None."""
    return [finding for finding in findings if degree is None or finding.degree is degree]


def counted(findings: Sequence[Finding]) -> str:
    """Return the counts by degree in words: ``2 errors, 1 hint``."""
    counts = ((len(of_degree(findings, degree)), word) for word, degree in FILTERS[1:])
    parts = [f"{count} {word if count != 1 else word[:-1]}" for count, word in counts if count]
    return ", ".join(parts) or "nothing"
