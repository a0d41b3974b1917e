"""Which pairs are worth comparing: of the five thousand million of 100,000 contacts few have a chance.

Whoever shares a number, an address, a name, or a company and the beginning of a name, meets in a
block. A block that so many are in says nothing of two of them: it makes no pairs, so that a
switchboard's number is neither slow nor suggests everyone.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import combinations, product
from typing import TYPE_CHECKING, TypeAlias

from contacts_store.duplicates.names import NameLikeness, compared, has_initial, near

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from contacts_store.duplicates.profile import Profile

CROWD = 8
"""More contacts than this sharing something are not one person."""

Places: TypeAlias = "tuple[int, int]"
"""Two contacts by their places in the sequence of all, the smaller first."""
Block: TypeAlias = "list[int]"

_START = 3
"""So many letters of a word of the name are its beginning."""
_MANY_NAMES = 400
"""Of so many names that begin alike in one company, each is only compared with those next to it."""
_NEIGHBOURS = 20
_LIKE = (NameLikeness.SHORTER, NameLikeness.SIMILAR)


def sharing(keys_of_each: Iterable[Iterable[Hashable]]) -> dict[Hashable, Block]:
    """Return who has each key that several have.

    Args:
        keys_of_each: the keys of the contact in each place.
    """
    first: dict[Hashable, int] = {}
    blocks: dict[Hashable, Block] = {}
    for place, keys in enumerate(keys_of_each):
        for key in keys:
            before = first.setdefault(key, place)
            if before != place:
                block = blocks.setdefault(key, [before])
                if block[-1] != place:
                    block.append(place)
    return blocks


def pairs_in(blocks: Iterable[Block]) -> Iterator[Places]:
    """Yield every pair of each block that is no crowd; a pair may come again from another block."""
    for block in blocks:
        if len(block) <= CROWD:
            yield from combinations(block, 2)


def pairs_by_name(profiles: Sequence[Profile]) -> Iterator[Places]:
    """Yield the pairs of one name: of a frequent name, those of one company only."""
    same = sharing([profile.spelling] if profile.words else () for profile in profiles)
    for block in same.values():
        if len(block) <= CROWD:
            yield from combinations(block, 2)
            continue
        companies = sharing([profiles[place].company] if profiles[place].company else () for place in block)
        for members in companies.values():
            yield from pairs_in([[block[member] for member in members]])


def pairs_by_company(profiles: Sequence[Profile]) -> Iterator[Places]:
    """Yield the pairs of similar names in one company."""
    bearers: defaultdict[tuple[str, str], Block] = defaultdict(list)
    starts: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for place, profile in enumerate(profiles):
        if profile.company and profile.words:
            bearers[profile.company, profile.spelling].append(place)
            for word in profile.words:
                starts[profile.company, word[:_START]][profile.spelling] = None
    alike = cache(_alike)  # the same two names meet in many companies
    for (company, _), names in starts.items():
        for one, other in _worth_comparing(sorted(names)):
            if not alike(one, other):
                continue
            blocks = bearers[company, one], bearers[company, other]
            if sum(map(len, blocks)) <= CROWD:
                yield from ((min(pair), max(pair)) for pair in product(*blocks))


def _alike(one: str, other: str) -> bool:
    """Tell whether two spellings are a slip apart, or one is short for the other."""
    return compared(tuple(one.split()), tuple(other.split())) in _LIKE


def _worth_comparing(names: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of spellings that may be alike."""
    words = {name: tuple(name.split()) for name in names}
    shapes = {name: 0 if has_initial(of) else len(of) for name, of in words.items()}
    reach = len(names) if len(names) <= _MANY_NAMES else _NEIGHBOURS
    for place, name in enumerate(names[:-1]):
        others = names[place + 1 : place + 1 + reach]
        shape = shapes[name]
        worth_it = dict.fromkeys(near(name, others))
        # Without an initial, a name is short for another only if it has fewer words.
        worth_it |= {other: None for other in others if not shape or shapes[other] != shape}
        yield from ((name, other) for other in worth_it)


def crowds_in(blocks: Mapping[Hashable, Block]) -> frozenset[str]:
    """Return the keys that a crowd shares."""
    return frozenset(str(key) for key, block in blocks.items() if len(block) > CROWD)
