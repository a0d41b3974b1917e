"""How the person left the screen of a store: a small file in the state folder that holds for next time.

What can't be read of it costs itself: the rest holds, and the log says so.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from contacts_store.snapshot.tag_filter import TagFilter
from contacts_store.snapshot.view import View
from contacts_tui.app.panes.columns import COLUMN_NAMES, DEFAULT, WIDEST, Wish, complete
from contacts_tui.app.panes.pane_widths import WIDEST_PANE, PaneWidths

if TYPE_CHECKING:
    from collections.abc import Callable

    from contacts_store.snapshot.ordering import Order
    from contacts_store.snapshot.view import Kind
    from contacts_tui.app.panes.columns import Wishes

_FILE = "screen.json"
_PRIVATE = 0o600
_KINDS: tuple[Kind, ...] = ("all", "untagged", "broken", "tag", "search")
"""Views that are worth coming back to; the trash is a place for a visit."""


class Arrangement(NamedTuple):
    """What is remembered."""

    order: Order | None = None
    """None: by name, and the best match of a search first."""
    view: View = View.all()
    """At the cursor of the tags pane."""
    choice: TagFilter = TagFilter()
    """The tags chosen one by one."""
    contact: str = ""
    """The id at the cursor of the list."""
    columns: Wishes = DEFAULT
    widths: PaneWidths = PaneWidths()


def arrangement_file(root: Path) -> Path:
    """Return where a store's arrangement lies.

    Raises:
        StoreUnusable: no home folder is known.
    """
    from contacts_store.locations import state_dir

    return Path(state_dir(root)) / _FILE


def read_arrangement(file: Path) -> Arrangement:
    """Read what was left; where there is nothing, or nothing good, all is as for the first time."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return Arrangement()
    except OSError as problem:
        _log("%s is not read: %s", file, problem)
        return Arrangement()
    import json

    try:
        values = json.loads(data)
    except (ValueError, RecursionError) as problem:
        _log("%s is ignored: %s", file, problem)
        return Arrangement()
    if not isinstance(values, dict):
        _log("%s is ignored: not a JSON object", file)
        return Arrangement()
    return Arrangement(**dict(_read(values, file)))


def write_arrangement(file: Path, arrangement: Arrangement) -> None:
    """Replace the file as a whole; one that can't be written is done without, and the log says so."""
    import json

    from contacts_store.errors import StoreError
    from contacts_store.locations import make_private

    values = {name: write(getattr(arrangement, name)) for name, (_, write) in _FIELDS.items()}
    temporary = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    try:
        make_private(file.parent)
        temporary.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
        temporary.chmod(_PRIVATE)
        temporary.replace(file)
    except (OSError, StoreError) as problem:
        _log("%s is not written: %s", file, problem)
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _read(values: dict[str, Any], file: Path) -> list[tuple[str, Any]]:
    fields = []
    for name, (read, _) in _FIELDS.items():
        try:
            fields.append((name, read(values[name])))
        except (KeyError, TypeError, ValueError) as problem:
            if name in values:
                _log("%s: %s is ignored: %s", file, name, problem)
    return fields


def _read_order(value: Any) -> Order | None:
    from contacts_store.snapshot.ordering import SORT_FIELDS, Order

    if value is None:
        return None
    field, is_descending = value
    return Order(SORT_FIELDS[SORT_FIELDS.index(field)], is_descending is True)


def _read_view(value: Any) -> View:
    kind, tag_id, name = value
    return View(_KINDS[_KINDS.index(kind)], _text(tag_id), name=_text(name))


def _write_view(view: View) -> tuple[str, str, str]:
    return (view.kind, view.tag_id, view.name) if view.kind in _KINDS else _write_view(View.all())


def _read_choice(value: Any) -> TagFilter:
    wanted, unwanted, any_of = value
    return TagFilter(frozenset(map(_text, wanted)), frozenset(map(_text, unwanted)), any_of is True)


def _write_choice(choice: TagFilter) -> tuple[list[str], list[str], bool]:
    return sorted(choice.wanted), sorted(choice.unwanted), choice.any_of


def _read_columns(value: Any) -> Wishes:
    wishes = [
        Wish(COLUMN_NAMES[COLUMN_NAMES.index(name)], is_shown is True, _cells(width, WIDEST))
        for name, is_shown, width in value
    ]
    if len({wish.name for wish in wishes}) < len(wishes):
        raise ValueError("a column stands there twice")
    return complete(wishes)


def _read_widths(value: Any) -> PaneWidths:
    tags, details = value
    return PaneWidths(_cells(tags, WIDEST_PANE), _cells(details, WIDEST_PANE))


def _cells(value: Any, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{value!r} is no width")
    return min(max(value, 0), most)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


_FIELDS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "order": (_read_order, lambda order: order),
    "view": (_read_view, _write_view),
    "choice": (_read_choice, _write_choice),
    "contact": (_text, lambda contact: contact),
    "columns": (_read_columns, lambda columns: columns),
    "widths": (_read_widths, lambda widths: widths),
}
"""How each field is read from JSON, raising ``TypeError`` or ``ValueError``, and how it is written."""


def _log(message: str, *arguments: object) -> None:
    import logging

    logging.getLogger(__name__).warning(message, *arguments)
