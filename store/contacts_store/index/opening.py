"""Which index belongs to a store: where it lies, what its entries depend on, the switch to turn it off."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from contacts_store.index.index import Index
from contacts_store.locations import index_file

if TYPE_CHECKING:
    from pathlib import Path

    from contacts_store.settings import Settings

SWITCH = "CONTACTS_TUI_INDEX"
"""Set to ``off`` in the environment, every file is read at every start."""


def index_of(root: Path | str, settings: Settings, *, is_strict: bool = False) -> Index:
    """Return a store's index. Nothing is opened yet.

    Args:
        root: the store.
        settings: what its entries depend on: with other settings, files read as other rows.
        is_strict: see ``Index``.
    """
    limits = settings.limits
    fingerprint = (settings.default_region, settings.customer_id, limits.size, limits.depth, limits.nodes)
    is_off = os.environ.get(SWITCH, "").lower() == "off"
    return Index(index_file(root), repr(fingerprint), is_off=is_off, is_strict=is_strict)
