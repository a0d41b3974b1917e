"""The store's own settings, ``contacts-tui.yaml``: the file that makes a folder a store."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from contacts_store.disk.failures import FileGone, ReadFailed
from contacts_store.disk.reading import read
from contacts_store.document.error import DocumentError
from contacts_store.document.flat import flat_values
from contacts_store.document.limits import DEFAULT_LIMITS, Limits
from contacts_store.errors import StoreUnusable
from contacts_store.model.region import is_region

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from contacts_store.document.nodes import Node

MARKER = "contacts-tui.yaml"
"""The settings file's name, at the top of a store."""
FORMAT = "1"
"""The format of stores that this program reads and writes."""
LAYOUTS = ("flat", "id2")
_LONGEST_AMOUNT = 12


class Settings(NamedTuple):
    """What a store says of itself.

    Attributes:
        default_region: Region (ISO 3166, two letters) of numbers typed without a country code, or empty.
        customer_id: The owner that new contacts get, or None.
        layout: Where new files go: ``flat`` (``contacts/``) or ``id2`` (``contacts/<2 hex of the id>/``).
        limits: What protects against files that are made to hurt.
    """

    default_region: str = ""
    customer_id: str | None = None
    layout: str = "flat"
    limits: Limits = DEFAULT_LIMITS


def _is_amount(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_AMOUNT


def _is_id(text: str) -> bool:
    from contacts_store.model.identity import is_id

    return is_id(text)


_RULES: dict[str, tuple[Callable[[str], bool], str]] = {
    "format": (FORMAT.__eq__, f"{FORMAT}, or use a newer contacts-tui"),
    "limit_size": (_is_amount, "a whole number"),
    "limit_depth": (_is_amount, "a whole number"),
    "limit_nodes": (_is_amount, "a whole number"),
    "default_region": (lambda text: is_region(text.upper()), "a region of two letters such as GB"),
    "customer_id": (_is_id, "a UUID"),
    "layout": (LAYOUTS.__contains__, " or ".join(LAYOUTS)),
}
"""For each setting, whether a value is good, and what to write instead of a bad one."""


def read_settings(root: Path | str) -> Settings:
    """Read the settings of the store in a folder.

    Raises:
        StoreUnusable: the folder is no store, or its settings can't be used; says what to do.
    """
    file = os.path.join(root, MARKER)
    try:
        data, _ = read(root, MARKER)
        flat = flat_values(data)
        values = _texts(flat) if flat is not None and _are_good(flat) else _checked(file, data)
    except FileGone:
        raise StoreUnusable(f"{root} is no store: make one with 'contacts-tui init {root}'") from None
    except ReadFailed as problem:
        raise StoreUnusable(f"{file} can't be read: {problem}") from None
    except DocumentError as problem:
        place = f":{problem.line}:{problem.column}" if problem.line else ""
        raise StoreUnusable(f"{file}{place}: {problem.message}; {problem.remedy}") from None
    limits = (int(values.get(f"limit_{name}") or getattr(DEFAULT_LIMITS, name)) for name in Limits._fields)
    return Settings(
        default_region=(values.get("default_region") or "").upper(),
        customer_id=(values.get("customer_id") or "").lower() or None,
        layout=values.get("layout") or "flat",
        limits=Limits(*limits),
    )


def _texts(values: Mapping[str, str | dict[str, str]]) -> dict[str, str]:
    return {name: value for name, value in values.items() if isinstance(value, str)}


def _are_good(values: Mapping[str, str | dict[str, str]]) -> bool:
    return all(
        value == "" or (isinstance(value, str) and _RULES[name][0](value))
        for name, value in values.items()
        if name in _RULES
    )


def _checked(file: str, data: bytes) -> dict[str, str]:
    """Return the values of settings in any form of YAML.

    Raises:
        StoreUnusable: one is bad; says where it stands.
        DocumentError: the text can't be read.
    """
    from contacts_store.document.nodes import Scalar, resolved
    from contacts_store.document.outline import read_outline

    nodes = {key.value: node for key, node in read_outline(data).entries()}
    values: dict[str, str] = {}
    for name, (is_good, wanted) in _RULES.items():
        node = nodes.get(name)
        if node is not None:
            value = values[name] = _text(node)
            if not (is_good(value) if value else isinstance(resolved(node), Scalar)):
                place = f"{file}:{node.start.line + 1}:{node.start.column + 1}"
                raise StoreUnusable(f"{place}: {name}: {value!r} can't be used; write {wanted}")
    return values


def _text(node: Node) -> str:
    from contacts_store.document.nodes import Scalar, resolved

    scalar = resolved(node)
    return (scalar.value or "") if isinstance(scalar, Scalar) else ""


def find_store(explicit: str | None, environ: Mapping[str, str], cwd: str) -> str:
    """Return the folder of the store that is meant (it need not exist).

    In this order: the one asked for, ``CONTACTS_TUI_STORE``, the store that the current folder lies
    in, ``store:`` in the user's config, the default place in the user's data folder. Paths are texts
    here, because programs that call at every key must not wait for pathlib.

    Raises:
        StoreUnusable: the user's config can't be read.
    """
    from contacts_store.locations import config_file, default_store

    named = explicit or environ.get("CONTACTS_TUI_STORE")
    if named:
        return os.path.expanduser(named)
    folder, parent = cwd, os.path.dirname(cwd)
    while not os.path.isfile(os.path.join(folder, MARKER)):
        if folder == parent:
            return _configured_store(config_file()) or default_store()
        folder, parent = parent, os.path.dirname(parent)
    return folder


def _configured_store(config: str) -> str:
    try:
        data, _ = read(os.path.dirname(config), os.path.basename(config))
        flat = flat_values(data)
        named = flat.get("store", "") if flat is not None else None
        if not isinstance(named, str):
            named = _store_of(data)
    except FileGone:
        return ""
    except ReadFailed as problem:
        raise StoreUnusable(f"{config} can't be read: {problem}") from None
    except DocumentError as problem:
        if problem.line:
            raise StoreUnusable(
                f"{config}:{problem.line}:{problem.column}: {problem.message}; {problem.remedy}"
            ) from None
        return ""
    return os.path.expanduser(named)


def _store_of(data: bytes) -> str:
    from contacts_store.document.outline import read_outline

    node = read_outline(data).get("store")
    return _text(node) if node else ""
