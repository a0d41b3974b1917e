"""What can be done to a document, and what each edit means to its plain data.

The meaning is written down here once and apart from the text surgery, so that every change of a
text can be checked against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contacts_store.document.emit import Noted, Value, is_list
from contacts_store.document.error import EditRefused
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
        EditRefused: The path leads into a text, or beyond the end of a list.
    """
    if isinstance(edit, Put):
        return _put(plain, edit.path, plain_value(edit.value))
    if isinstance(edit, Drop):
        return _dropped(plain, edit.path)
    if not edit.path:
        return _arranged(plain, edit)
    return _put(plain, edit.path, _arranged(value_at(plain, edit.path), edit))


def value_at(plain: Plain, path: Path) -> Plain:
    """Return the value at a path, None where there is none."""
    for step in path:
        if isinstance(plain, dict) and step in plain:
            plain = plain[step]
        elif isinstance(plain, list) and isinstance(step, int) and 0 <= step < len(plain):
            plain = plain[step]
        else:
            return None
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


def _put(plain: Plain, path: Path, value: Plain) -> Plain:
    if not path:
        return value
    if plain is None:
        return nested(path, value)
    step, rest = path[0], path[1:]
    if isinstance(plain, dict) and isinstance(step, str):
        return {**plain, step: _put(plain.get(step), rest, value)}
    if isinstance(plain, list) and isinstance(step, int) and 0 <= step <= len(plain):
        old = plain[step] if step < len(plain) else None
        return [*plain[:step], _put(old, rest, value), *plain[step + 1 :]]
    raise _no_such_place(path)


def _dropped(plain: Plain, path: Path) -> Plain:
    if not path:
        raise EditRefused("the whole document can't be dropped", "delete the file")
    step, rest = path[0], path[1:]
    if isinstance(plain, dict) and step in plain:
        kept = {key: value for key, value in plain.items() if key != step}
        return {**plain, step: _dropped(plain[step], rest)} if rest else kept
    if isinstance(plain, list) and isinstance(step, int) and 0 <= step < len(plain):
        changed = [_dropped(plain[step], rest)] if rest else []
        return [*plain[:step], *changed, *plain[step + 1 :]]
    return plain


def _arranged(plain: Plain, edit: Arrange) -> Plain:
    if not isinstance(plain, list) or sorted(edit.order) != list(range(len(plain))):
        raise EditRefused(f"{edit.order} is no order of the list at {edit.path}", "name each item once")
    return [plain[index] for index in edit.order]


def _no_such_place(path: Path) -> EditRefused:
    return EditRefused(f"no place for {path[0]!r}: it is not a list or mapping of that kind", "edit by hand")
