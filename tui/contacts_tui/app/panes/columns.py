"""Which columns the contacts list has: as the person wants them, and as many as fit a width."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from rich.cells import cell_len

from contacts_tui.text import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contacts_store.snapshot.row import Row

ColumnName = Literal["name", "phone", "email", "company", "tags", "created", "updated"]
COLUMN_NAMES: tuple[ColumnName, ...] = get_args(ColumnName)

GAP = 2
"""Blank cells between columns."""
NARROWEST, WIDEST = 3, 120
"""Widths that a person may give a column."""
_WIDEST_BY_ITSELF = 40
_SORT_SIGN = 2
"""Cells behind a heading that tell the order."""
_MOST = 0.95
"""Of the contents are no wider than their column; the others are cut."""
_SAMPLE = 60
"""So many rows tell how wide the contents are; the first ones, which are known before any others."""


class Column(NamedTuple):
    """One column as it is drawn; ``width`` is in terminal cells, without the gap behind it."""

    name: ColumnName
    heading: str
    width: int


class Wish(NamedTuple):
    """What the person wants of one column."""

    name: ColumnName
    is_shown: bool = True
    width: int = 0
    """In cells; 0: as the contents need it."""


Wishes = tuple[Wish, ...]
"""One for each column, in the order from left to right."""
Needs = tuple[tuple[ColumnName, int], ...]
"""How wide the contents of columns are; empty while that is not known."""

DEFAULT: Wishes = (
    Wish("name"),
    Wish("phone"),
    Wish("email"),
    Wish("company"),
    Wish("tags"),
    Wish("created", is_shown=False),
    Wish("updated", is_shown=False),
)


class _Kind(NamedTuple):
    heading: str
    least: int
    share: int
    """Of the cells left over when every shown column has what it needs."""


_KINDS: dict[ColumnName, _Kind] = {
    "name": _Kind("Name", 16, 5),
    "phone": _Kind("Phone", 16, 1),
    "tags": _Kind("Tags", 5, 6),
    "email": _Kind("E-mail", 20, 4),
    "company": _Kind("Company", 14, 3),
    "updated": _Kind("Updated", 10, 0),
    "created": _Kind("Created", 10, 0),
}
"""In the order of importance: the last ones go first when the width is too small for all."""


def heading_of(name: ColumnName) -> str:
    """Return a column's heading."""
    return _KINDS[name].heading


def complete(wishes: Sequence[Wish]) -> Wishes:
    """Return wishes with those columns added, behind the others, that they don't name."""
    named = {wish.name for wish in wishes}
    return (*wishes, *(wish._replace(is_shown=False) for wish in DEFAULT if wish.name not in named))


def moved(wishes: Wishes, index: int, by: int) -> Wishes:
    """Return wishes with one of them further to the right, or to the left; at the end it stays."""
    target = min(max(index + by, 0), len(wishes) - 1)
    others = [*wishes[:index], *wishes[index + 1 :]]
    return (*others[:target], wishes[index], *others[target:])


def changed(
    wishes: Wishes, name: ColumnName, *, is_shown: bool | None = None, width: int | None = None
) -> Wishes:
    """Return wishes with one column shown or hidden, or of another width, which is kept within bounds.

    Args:
        wishes: of all columns.
        name: whose wish is another one.
        is_shown: whether it shall be there; None as before. The name always is.
        width: in cells, 0 for one by the contents; None as before.
    """

    def change(wish: Wish) -> Wish:
        if is_shown is not None and name != "name":
            wish = wish._replace(is_shown=is_shown)
        return wish if width is None else wish._replace(width=width and min(max(width, NARROWEST), WIDEST))

    return tuple(change(wish) if wish.name == name else wish for wish in wishes)


def needs_of(rows: Sequence[Row]) -> Needs:
    """Measure what the columns hold, in cells."""
    sample = rows[:_SAMPLE]
    if not sample:
        return ()
    texts: dict[ColumnName, list[str]] = {
        "name": [row.name for row in sample],
        "phone": [row.phone for row in sample],
        "email": [row.email for row in sample],
        "company": [row.company for row in sample],
    }
    return tuple((name, min(_usual_width(each), _WIDEST_BY_ITSELF)) for name, each in texts.items())


def _usual_width(texts: Sequence[str]) -> int:
    widths = sorted(cell_len(shown(text)) for text in texts)
    return widths[ceil((len(widths) - 1) * _MOST)]


@lru_cache(maxsize=8)  # asked for every line that is drawn
def columns_for(width: int, wishes: Wishes = DEFAULT, needs: Needs = ()) -> tuple[Column, ...]:
    """Share a width in cells among as many of the wanted columns as fit, the most important first.

    Args:
        width: what there is.
        wishes: which columns, and in which order; the name is always there.
        needs: see ``needs_of``.
    """
    wanted = {wish.name: wish.width for wish in wishes if wish.is_shown or wish.name == "name"}
    needed = dict(needs)
    widths: dict[ColumnName, int] = {}
    left = width + GAP
    for name in (name for name in _KINDS if name in wanted):
        least = wanted[name] or _least(name, needed.get(name))
        if widths and left < least + GAP:
            break
        widths[name] = min(least, width)
        left -= least + GAP
    elastic = [name for name in widths if not wanted[name]]
    lacking = {name: max(needed.get(name, 0) - widths[name], 0) for name in elastic}
    left -= _hand_out(min(left, sum(lacking.values())), lacking, widths)
    _hand_out(left, {name: _KINDS[name].share for name in elastic}, widths)
    return tuple(
        Column(wish.name, heading_of(wish.name), widths[wish.name]) for wish in wishes if wish.name in widths
    )


def _least(name: ColumnName, need: int | None) -> int:
    kind = _KINDS[name]
    return kind.least if need is None else min(kind.least, max(need, len(kind.heading) + _SORT_SIGN))


def _hand_out(cells: int, weights: dict[ColumnName, int], widths: dict[ColumnName, int]) -> int:
    """Widen columns by their weights, and return how many cells that took."""
    total = sum(weights.values())
    if not total or cells <= 0:
        return 0
    portions = {name: cells * weight // total for name, weight in weights.items()}
    portions[next(iter(portions))] += cells - sum(portions.values())
    for name, portion in portions.items():
        widths[name] += portion
    return cells
