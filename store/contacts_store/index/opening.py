"""Which index belongs to a store: where it lies, what its entries depend on, the switch to turn it off."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from contacts_store.index.index import Index
from contacts_store.locations import cache_dir

if TYPE_CHECKING:
    from pathlib import Path

    from contacts_store.settings import Settings

SWITCH = "CONTACTS_TUI_INDEX"
"""Set to ``off`` in the environment, every file is read at every start."""


def index_of(root: Path, settings: Settings) -> Index:
    """Return a store's index. Nothing is opened yet.

    Args:
        root: the store.
        settings: what its entries depend on: with other settings, files read as other rows.
    """
    limits = settings.limits
    fingerprint = (settings.default_region, settings.customer_id, limits.size, limits.depth, limits.nodes)
    is_off = os.environ.get(SWITCH, "").lower() == "off"
    return Index(cache_dir(root) / "index.sqlite", repr(fingerprint), is_off=is_off)
