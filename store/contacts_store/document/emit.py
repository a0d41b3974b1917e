"""Values as new YAML text, in the store's canonical form or in the manner of a given file.

Canonical form (design, "the store on disk"): keys in the model's order, two-space indent, dashes
indented under their key, several lines as a literal block where that is exact, quotes where a
reader would retype the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contacts_store.document.error import EditRefused
from contacts_store.document.layout import CANONICAL, Layout
from contacts_store.document.scalar import block_scalar, comment_text, scalar_text

Value = Any
"""What can be written: plain data, booleans, and ``Noted`` leaves among them."""

KeyOrder = Mapping[tuple[str, ...], Sequence[str]]
"""The order of keys by mapping: ``()`` for the top level, ``("emails",)`` for the items of emails."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A leaf with the comment that follows it on its line."""

    value: str
    comment: str


def emit(data: Mapping[str, Value], order: KeyOrder | None = None) -> str:
    """Return the text of a new file.

    Args:
        data: The content; what it holds is written, empty values as well.
        order: The order of keys; keys that it does not name follow in their own order.

    Raises:
        EditRefused: A text holds half a character, or a value is no plain data.
    """
    arranged = in_order(data, order or {})
    return block_text(arranged, 0, CANONICAL) + "\n"


def in_order(value: Value, order: KeyOrder, path: tuple[str, ...] = ()) -> Value:
    """Return a value with the keys of all its mappings in the given order."""
    if isinstance(value, Mapping):
        wished = order.get(path, ())
        keys = [key for key in wished if key in value] + [key for key in value if key not in wished]
        return {key: in_order(value[key], order, (*path, key)) for key in keys}
    if is_list(value):
        return [in_order(item, order, path) for item in value]
    return value


def is_list(value: Value) -> bool:
    """Tell whether a value is written as a list."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def block_text(value: Value, column: int, layout: Layout) -> str:
    """Return a value as lines; the first is to be put at the column, the others are indented to it."""
    separator = layout.newline + " " * column
    if isinstance(value, Mapping) and value:
        return separator.join(entry_text(key, item, column, layout) for key, item in value.items())
    if is_list(value) and value:
        return separator.join(item_text(item, column, layout) for item in value)
    return flow_text(value, layout)


def entry_text(key: str, value: Value, column: int, layout: Layout) -> str:
    """Return a block mapping's ``key: value`` for a key at the column."""
    return scalar_text(key, layout.quote) + ":" + value_text(value, column, layout)


def value_text(value: Value, column: int, layout: Layout) -> str:
    """Return what follows the colon of a key at the column."""
    if isinstance(value, Mapping) and value:
        inner = column + layout.indent
    elif is_list(value) and value:
        inner = column + layout.dash
    else:
        return " " + _leaf_text(value, column + layout.indent, layout)
    return layout.newline + " " * inner + block_text(value, inner, layout)


def item_text(value: Value, column: int, layout: Layout) -> str:
    """Return a block list's item with its dash, for a dash at the column."""
    inner = column + 1 + layout.gap
    collection = (isinstance(value, Mapping) or is_list(value)) and value
    text = block_text(value, inner, layout) if collection else _leaf_text(value, inner, layout)
    return "-" + " " * layout.gap + text


def flow_text(value: Value, layout: Layout, *, in_flow: bool = False) -> str:
    """Return a value on one line, collections in brackets; comments are left out there."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(flow_entry(key, item, layout) for key, item in value.items()) + "}"
    if is_list(value):
        return "[" + ", ".join(flow_text(item, layout, in_flow=True) for item in value) + "]"
    if isinstance(value, Noted):
        value = value.value
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        raise EditRefused(f"a {type(value).__name__} can't be written", "give texts, lists and mappings")
    return scalar_text(value, layout.quote, in_flow=in_flow)


def flow_entry(key: str, value: Value, layout: Layout) -> str:
    """Return a ``key: value`` for inside braces."""
    name = scalar_text(key, layout.quote, in_flow=True)
    return name + layout.colon + flow_text(value, layout, in_flow=True)


def _leaf_text(value: Value, column: int, layout: Layout) -> str:
    if isinstance(value, Noted):
        return flow_text(value, layout) + comment_text(value.comment)
    if isinstance(value, str) and "\n" in value:
        block = block_scalar(value, column, layout.newline)
        if block:
            return "".join(block)
    return flow_text(value, layout)
