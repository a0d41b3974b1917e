"""Contacts that look alike and are not the same person, as people have said in ``distinct.yaml``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from contacts_store.disk.stamp import Stamp
    from contacts_store.finding import Finding

DISTINCT = "distinct.yaml"
"""The file, at the top of a store."""

Pair: TypeAlias = "tuple[str, str]"
"""The ids of two contacts, the smaller first: see ``pair_of``."""


def pair_of(one: str, other: str) -> Pair:
    """Return two ids as the pair that they are, whichever comes first."""
    return (one, other) if one <= other else (other, one)


class DistinctFile(NamedTuple):
    """What the file says. ``stamp`` is None when there is no file."""

    pairs: frozenset[Pair] = frozenset()
    findings: tuple[Finding, ...] = ()
    stamp: Stamp | None = None


NO_DISTINCT = DistinctFile()
