"""Which columns the contacts list shows at a width, and how wide each one is."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

ColumnName = Literal["name", "phone", "email", "company", "tags"]

GAP = 2
"""Blank cells between columns."""


class Column(NamedTuple):
    """One column; ``width`` is in terminal cells, without the gap behind it."""

    name: ColumnName
    heading: str
    width: int


class _Wish(NamedTuple):
    heading: str
    least: int
    share: int
    """Of the cells left over when every shown column has its least."""


_SHOWN_ORDER: tuple[ColumnName, ...] = ("name", "phone", "email", "company", "tags")
_WISHES: dict[ColumnName, _Wish] = {
    "name": _Wish("Name", 16, 5),
    "phone": _Wish("Phone", 16, 1),
    "tags": _Wish("Tags", 5, 6),
    "email": _Wish("E-mail", 20, 4),
    "company": _Wish("Company", 14, 3),
}
"""In the order of importance."""


@lru_cache(maxsize=8)  # asked for every line that is drawn
def columns_for(width: int) -> tuple[Column, ...]:
    """Share a width in cells among as many columns as fit, the most important first."""
    chosen: list[ColumnName] = ["name"]
    left = width - _WISHES["name"].least
    for name, wish in list(_WISHES.items())[1:]:
        if left < wish.least + GAP:
            break
        chosen.append(name)
        left -= wish.least + GAP
    shares = sum(_WISHES[name].share for name in chosen)
    extra = {name: left * _WISHES[name].share // shares for name in chosen}
    extra["name"] += left - sum(extra.values())
    return tuple(
        Column(name, _WISHES[name].heading, max(_WISHES[name].least + extra[name], 0))
        for name in _SHOWN_ORDER
        if name in chosen
    )
