"""Which columns the contacts list shows at a width, and how wide each one is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ColumnName = Literal["name", "phone", "email", "company", "tags"]

GAP = 2
"""Blank cells between columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``width`` is in terminal cells, without the gap behind it."""

    name: ColumnName
    heading: str
    width: int


@dataclass(frozen=True, slots=True)
class _Wish:
    name: ColumnName
    heading: str
    least: int
    share: int
    """Of the cells left over when every shown column has its least."""


_WISHES = (
    _Wish("name", "Name", 16, 5),
    _Wish("phone", "Phone", 17, 1),
    _Wish("email", "E-mail", 20, 4),
    _Wish("company", "Company", 14, 3),
    _Wish("tags", "Tags", 12, 3),
)
"""In the order shown, which is the order of importance as well."""


def columns_for(width: int) -> tuple[Column, ...]:
    """Share a width in cells among as many columns as fit, the name first."""
    shown = [_WISHES[0]]
    left = width - _WISHES[0].least
    for wish in _WISHES[1:]:
        if left < wish.least + GAP:
            break
        shown.append(wish)
        left -= wish.least + GAP
    shares = sum(wish.share for wish in shown)
    widths = [wish.least + left * wish.share // shares for wish in shown]
    widths[0] += width - sum(widths) - GAP * (len(shown) - 1)
    return tuple(
        Column(wish.name, wish.heading, max(cells, 0)) for wish, cells in zip(shown, widths, strict=True)
    )
