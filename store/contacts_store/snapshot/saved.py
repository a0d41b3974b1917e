"""The saved searches of a store: queries by name, and what is off with them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contacts_store.disk.stamp import Stamp
    from contacts_store.finding import Finding
    from contacts_store.query.query import Query

SEARCHES = "searches.yaml"
"""The file, at the top of a store."""


class SavedSearches(NamedTuple):
    """What the file of saved searches holds, in its order. ``stamp`` is None when there is no file."""

    queries: Mapping[str, Query] = MappingProxyType({})
    findings: tuple[Finding, ...] = ()
    stamp: Stamp | None = None


NONE_SAVED = SavedSearches()
