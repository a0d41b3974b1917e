"""Telephone numbers that nobody has: the ranges that regulators keep for films and books.

Sources: Ofcom (numbers for drama use), NANPA (555-0100 to 555-0199), ACMA (numbers for use in
creative works), Arcep (decision 2018-0881), Bundesnetzagentur (Drama Numbers), PTS (fictional
numbers), NMHH.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

# Each # is any digit. The spacing is how people of the country write it.
_LANDLINES = {
    "GB": (
        "+44 20 7946 0###",
        "+44 161 496 0###",
        "+44 131 496 0###",
        "+44 29 2018 0###",
        "+44 28 9649 6###",
    ),
    "US": (
        *(f"+1 {area} 555 01##" for area in (202, 206, 303, 404, 503)),
        *(f"+1 ({area}) 555-01##" for area in (212, 415, 512, 702, 808)),
        *(f"+1-{area}-555-01##" for area in (305, 312, 617, 907)),
    ),
    "AU": ("+61 2 5550 ####", "+61 3 5550 ####", "+61 7 5550 ####"),
    "FR": ("+33 1 99 00 ## ##", "+33 4 65 71 ## ##", "+33 5 36 49 ## ##"),
    "DE": (
        "+49 30 23125 ###",
        "+49 69 90009 ###",
        "+49 (0)40 66969 ###",
        "+49 89 99998 ###",
        "+49 221 4710 ###",
    ),
    "SE": ("+46 8 465 004 ##", "+46 31 390 06 ##", "+46 40 628 04 ##"),
    "HU": ("+36 55 5## ###",),
}
# Not here: the mobile numbers set apart in Britain and France, of which libphonenumber says that no
# range has them; a demo would be full of hints.
_MOBILES = {
    "DE": ("+49 176 040690##",),
    "SE": ("+46 70 174 06 ##",),
    "US": _LANDLINES["US"],
}


def landline(chance: Random, region: str) -> str:
    """Return a number in a city of the region, as people write it."""
    return _filled(chance, chance.choice(_LANDLINES[region]))


def has_mobiles(region: str) -> bool:
    """Tell whether there are mobile numbers of the region that nobody has."""
    return region in _MOBILES


def mobile(chance: Random, region: str) -> str:
    """Return a mobile number of the region; in North America they look like any other."""
    return _filled(chance, chance.choice(_MOBILES[region]))


def _filled(chance: Random, pattern: str) -> str:
    return "".join(str(chance.randrange(10)) if char == "#" else char for char in pattern)
