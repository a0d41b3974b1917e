"""The store's own settings, ``contacts-tui.yaml``: the file that makes a folder a store."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from contacts_store.disk.failures import FileGone, ReadFailed
from contacts_store.disk.reading import read
from contacts_store.document.decoding import DEFAULT_LIMITS, Limits
from contacts_store.document.error import DocumentError
from contacts_store.document.nodes import Mapping as MappingNode
from contacts_store.document.nodes import Node, Scalar, resolved
from contacts_store.document.outline import read_outline
from contacts_store.errors import StoreUnusable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MARKER = "contacts-tui.yaml"
"""The settings file's name, at the top of a store."""
FORMAT = "1"
"""The format of stores that this program reads and writes."""
LAYOUTS = ("flat", "id2")
_AMOUNT = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class Settings:
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


def read_settings(root: Path) -> Settings:
    """Read the settings of the store in a folder.

    Raises:
        StoreUnusable: the folder is no store, or its settings can't be used; says what to do.
    """
    try:
        data, _ = read(root, MARKER)
        document = read_outline(data)
    except FileGone:
        raise StoreUnusable(f"{root} is no store: make one with 'contacts-tui init {root}'") from None
    except ReadFailed as problem:
        raise StoreUnusable(f"{root / MARKER} can't be read: {problem}") from None
    except DocumentError as problem:
        place = f":{problem.line}:{problem.column}" if problem.line else ""
        raise StoreUnusable(f"{root / MARKER}{place}: {problem.message}; {problem.remedy}") from None
    return _settings(root / MARKER, document)


def _settings(file: Path, root: MappingNode) -> Settings:
    values = {key.value: node for key, node in root.entries()}

    def text(name: str, is_good: Callable[[str], bool], wanted: str) -> str:
        node = values.get(name)
        value = _text(node)
        if node is not None and not (is_good(value) if value else isinstance(resolved(node), Scalar)):
            place = f"{file}:{node.start.line + 1}:{node.start.column + 1}"
            raise StoreUnusable(f"{place}: {name}: {value!r} can't be used; write {wanted}")
        return value

    text("format", lambda value: value == FORMAT, f"{FORMAT}, or use a newer contacts-tui")
    limits = {
        name: int(text(f"limit_{name}", _is_amount, "a whole number") or getattr(DEFAULT_LIMITS, name))
        for name in ("size", "depth", "nodes")
    }
    return Settings(
        default_region=text("default_region", _is_region, "a region of two letters such as GB").upper(),
        customer_id=text("customer_id", _is_id, "a UUID").lower() or None,
        layout=text("layout", LAYOUTS.__contains__, " or ".join(LAYOUTS)) or "flat",
        limits=Limits(**limits),
    )


def _text(node: Node | None) -> str:
    scalar = None if node is None else resolved(node)
    return (scalar.value or "") if isinstance(scalar, Scalar) else ""


def _is_amount(text: str) -> bool:
    return _AMOUNT.fullmatch(text) is not None


def _is_id(text: str) -> bool:
    from contacts_store.model.identity import is_id

    return is_id(text)


def _is_region(text: str) -> bool:
    from contacts_store.model.phone import is_region

    return is_region(text.upper())


def find_store(explicit: str | None, environ: Mapping[str, str], cwd: Path) -> Path:
    """Return the folder of the store that is meant (it need not exist).

    In this order: the one asked for, ``CONTACTS_TUI_STORE``, the store that the current folder lies
    in, ``store:`` in the user's config, the default place in the user's data folder.

    Raises:
        StoreUnusable: the user's config can't be read.
    """
    from contacts_store.locations import config_file, default_store

    named = explicit or environ.get("CONTACTS_TUI_STORE")
    if named:
        return Path(named).expanduser()
    for folder in (cwd, *cwd.parents):
        if (folder / MARKER).is_file():
            return folder
    configured = _configured_store(config_file())
    return configured or default_store()


def _configured_store(config: Path) -> Path | None:
    try:
        data, _ = read(config.parent, config.name)
        root = read_outline(data)
    except FileGone:
        return None
    except ReadFailed as problem:
        raise StoreUnusable(f"{config} can't be read: {problem}") from None
    except DocumentError as problem:
        if problem.line:
            raise StoreUnusable(
                f"{config}:{problem.line}:{problem.column}: {problem.message}; {problem.remedy}"
            ) from None
        return None
    named = _text(root.get("store"))
    return Path(named).expanduser() if named else None
