"""What a change did, told in a toast, and made known to every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contacts_tui.app.messages import StoreChanged
from contacts_tui.app.store_worker import toast

if TYPE_CHECKING:
    from textual.app import App

    from contacts_store.store import Applied

_TOLD_ONE_BY_ONE = 3
"""So many failures of a bulk change get a toast each; the rest are counted."""


def report(app: App[Any], applied: Applied, way_back: str) -> None:
    """Tell the person what was changed, what could not be, and how to take it back.

    Args:
        app: the running app.
        applied: what came of a change.
        way_back: the key that takes it back, and a word for it.
    """
    if applied.saved:
        toast(app, f"{applied.summary} — {way_back}")
    elif applied.summary:
        toast(app, applied.summary)
    for warning in applied.warnings:
        toast(app, warning, "warning")
    problems = applied.failures
    for problem in problems[:_TOLD_ONE_BY_ONE]:
        toast(app, str(problem), "error")
    if len(problems) > _TOLD_ONE_BY_ONE:
        toast(app, f"{len(problems) - _TOLD_ONE_BY_ONE} more could not be changed", "error")
    if applied.changeset:
        app.post_message(StoreChanged(applied.changeset))
