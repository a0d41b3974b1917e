"""From all contacts of a store to the pairs that are probably one person each, and to groups of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from contacts_store.duplicates.blocking import crowds_in, pairs_by_company, pairs_by_name, pairs_in, sharing
from contacts_store.duplicates.external_ids import pairs_by_external_id
from contacts_store.duplicates.likeness import LIKELY, Likeness, likeness
from contacts_store.duplicates.profile import profile_of_row
from contacts_store.snapshot.distinct import Pair, pair_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from contacts_store.duplicates.blocking import Places
    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.snapshot import Snapshot

_NO_TIME = "~"
"""Sorts behind every timestamp."""
_STEP = 1_000
"""Progress is told after so many contacts or pairs."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two contacts that are probably one person; ``elder`` was created first."""

    elder: Row
    younger: Row
    likeness: Likeness

    @property
    def pair(self) -> Pair:
        """The two ids."""
        return pair_of(self.elder.id, self.younger.id)


@dataclass(frozen=True, slots=True)
class Group:
    """Contacts that hang together by candidates, the eldest first; mostly two."""

    rows: tuple[Row, ...]
    candidates: tuple[Candidate, ...]
    """The likeliest first."""

    @property
    def score(self) -> int:
        """That of the likeliest pair."""
        return self.candidates[0].likeness.score


def _silent(_share: float) -> None:
    pass


def candidates(
    snapshot: Snapshot,
    *,
    least: int = LIKELY,
    on_progress: Callable[[float], None] = _silent,
) -> list[Candidate]:
    """Find the probable duplicates among the active contacts that can be trusted.

    The likeliest come first, those of one score in list order.

    Args:
        snapshot: the store; pairs that people said are not the same person are left out.
        least: the least score, 0-100.
        on_progress: is told the share that is done, 0-1; what it raises ends the search.
    """
    rows = [row for row in snapshot.rows if not (row.is_deleted or row.is_broken)]
    profiles = []
    for done, row in enumerate(rows):
        if done % _STEP == 0:
            on_progress(done / len(rows) / 2)
        profiles.append(profile_of_row(row))
    same_id = pairs_by_external_id(rows, snapshot.contact)
    handles = sharing(profile.handles for profile in profiles)
    crowds = crowds_in(handles)
    pairs = chain(same_id, pairs_in(handles.values()), pairs_by_name(profiles), pairs_by_company(profiles))
    found = []
    for one, other in _each_once(pairs, len(rows), on_progress):
        like = likeness(profiles[one], profiles[other], crowds, same_id.get((one, other), ""))
        if like.score >= least and pair_of(rows[one].id, rows[other].id) not in snapshot.distinct.pairs:
            found.append((-like.score, one, other, like))
    found.sort()
    on_progress(1.0)
    return [_candidate(rows[one], rows[other], like) for _, one, other, like in found]


def _candidate(one: Row, other: Row, like: Likeness) -> Candidate:
    elder, younger = sorted((one, other), key=_age)
    return Candidate(elder, younger, like)


def _each_once(
    pairs: Iterable[Places], expected: int, on_progress: Callable[[float], None]
) -> Iterator[Places]:
    """Yield each pair the first time it comes; nobody knows how many there are before the end."""
    seen: set[Places] = set()
    for pair in pairs:
        if pair not in seen:
            seen.add(pair)
            yield pair
            if len(seen) % _STEP == 0:
                on_progress(1 - 0.5 * expected / (expected + len(seen)))


def groups(found: Sequence[Candidate]) -> list[Group]:
    """Return what hangs together, the likeliest first; each candidate is in one group.

    Args:
        found: the likeliest first.
    """
    leader: dict[str, str] = {}

    def lead(id_: str) -> str:
        while (above := leader.setdefault(id_, id_)) != id_:
            leader[id_] = leader[above]
            id_ = above
        return id_

    for one, other in (candidate.pair for candidate in found):
        leader[lead(other)] = lead(one)
    members: defaultdict[str, list[Candidate]] = defaultdict(list)
    for candidate in found:
        members[lead(candidate.elder.id)].append(candidate)
    return [_group(each) for each in members.values()]


def _group(found: list[Candidate]) -> Group:
    rows = {row.id: row for candidate in found for row in (candidate.elder, candidate.younger)}
    return Group(tuple(sorted(rows.values(), key=_age)), tuple(found))


def _age(row: Row) -> tuple[str, str]:
    return row.tm_create or _NO_TIME, row.id
