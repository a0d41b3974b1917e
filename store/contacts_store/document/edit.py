"""What can be done to a document, and what each edit means to its plain data.

The meaning is written down here once and apart from the text surgery, so that every change of a
text can be checked against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contacts_store.document.emit import Noted, Value, is_list
from contacts_store.document.error import EditRefused

if TYPE_CHECKING:
    from contacts_store.document.nodes import Plain

Path = tuple[str | int, ...]
"""Keys and list indexes from the root to a value."""


@dataclass(frozen=True, slots=True)
class Put:
    """Set the value at a path; adds the key, or the item when the index is the list's length.

    The value is plain data, with booleans and ``Noted`` leaves. Missing parents are made. What is
    equal already is left alone.
    """

    path: Path
    value: Value


@dataclass(frozen=True, slots=True)
class Drop:
    """Remove a key or a list item; a collection that loses its last one stays, empty.

    What is missing already is left alone.
    """

    path: Path


@dataclass(frozen=True, slots=True)
class Arrange:
    """Put the items of a list into another order: the new item ``i`` is the old item ``order[i]``.

    Comments on and directly above an item go with it.
    """

    path: Path
    order: tuple[int, ...]


Edit = Put | Drop | Arrange


def plain_value(value: Value) -> Plain:
    """Return the plain data that a reader will find for a written value."""
    if isinstance(value, Mapping):
        return {key: plain_value(item) for key, item in value.items()}
    if is_list(value):
        return [plain_value(item) for item in value]
    if isinstance(value, Noted):
        return value.value
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def applied(plain: Plain, edit: Edit) -> Plain:
    """Return plain data with an edit made; the data given is not changed.

    Raises:
        EditRefused: The path leads into a text, or beyond the end of a list; the order is none.
    """
    if isinstance(edit, Put):
        if not edit.path and not isinstance(edit.value, Mapping):
            raise EditRefused("a file holds 'key: value' lines, nothing else", "put a mapping")
        return put(plain, edit.path, plain_value(edit.value))
    if isinstance(edit, Drop):
        return _dropped(plain, edit.path)
    return put(plain, edit.path, _arranged(value_at(plain, edit.path), edit))


def value_at(plain: Plain, path: Path) -> Plain:
    """Return the value at a path, None where there is none."""
    for step in path:
        if not _holds(plain, step):
            return None
        plain = plain[step]
    return plain


def nested(path: Path, value: Value) -> Value:
    """Return the value wrapped in the collections that a path below nothing describes.

    Raises:
        EditRefused: A new list would not begin with its first item.
    """
    for step in reversed(path):
        if isinstance(step, str):
            value = {step: value}
        elif step == 0:
            value = [value]
        else:
            raise EditRefused(f"there is no list to put item {step} into", "add the items before it")
    return value


def put(plain: Plain, path: Path, value: Value) -> Value:
    """Return plain data with a value, plain or to be written, put at a path.

    Raises:
        EditRefused: The path leads into a text, or beyond the end of a list.
    """
    if not path:
        return value
    if plain is None:
        return nested(path, value)
    step, rest = path[0], path[1:]
    if isinstance(plain, dict) and isinstance(step, str):
        return {**plain, step: put(plain.get(step), rest, value)}
    if isinstance(plain, list) and isinstance(step, int) and 0 <= step <= len(plain):
        old = plain[step] if step < len(plain) else None
        return [*plain[:step], put(old, rest, value), *plain[step + 1 :]]
    raise _no_such_place(path)


def _dropped(plain: Plain, path: Path) -> Plain:
    if not path:
        raise EditRefused("the whole document can't be dropped", "delete the file")
    step, rest = path[0], path[1:]
    if not _holds(plain, step):
        return plain
    changed = copy(plain)
    if rest:
        changed[step] = _dropped(plain[step], rest)
    else:
        del changed[step]
    return changed


def _holds(plain: Plain, step: str | int) -> bool:
    if isinstance(plain, dict):
        return step in plain
    return isinstance(plain, list) and isinstance(step, int) and 0 <= step < len(plain)


def _arranged(plain: Plain, edit: Arrange) -> Plain:
    if not isinstance(plain, list) or sorted(edit.order) != list(range(len(plain))):
        raise EditRefused(f"{edit.order} is no order of the list at {edit.path}", "name each item once")
    return [plain[index] for index in edit.order]


def _no_such_place(path: Path) -> EditRefused:
    return EditRefused(f"no place for {path[0]!r}: it is not a list or mapping of that kind", "edit by hand")
