"""Asks for the name under which a search is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from contacts_store.errors import StoreError
from contacts_tui.app.forms.inputs import LabelledLine, LineInput
from contacts_tui.app.forms.notes import SILENCE, Note
from contacts_tui.app.screens.dialog import Dialog
from contacts_tui.app.store_worker import in_thread

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from contacts_store.store import Applied, Store


class SearchNameScreen(Dialog["Applied | None"]):
    """Saves a query; the result is what was saved, None when nothing was."""

    heading = "Save the search"
    keys = "enter save  esc leave"

    def __init__(self, store: Store, query: str, name: str = "") -> None:
        """Take the store, the query, and the name that it may have already."""
        super().__init__()
        self._store = store
        self._search = query
        self._first_name = name

    def compose_body(self) -> ComposeResult:
        """Lay out the name's line."""
        yield LabelledLine("Name", LineInput(self._first_name, id="name"), self._note)

    def _note(self, name: str) -> Note:
        known = self._store.snapshot.saved.queries.get(name)
        return SILENCE if known is None else Note("warning", f"in place of: {known.text}")

    @on(Input.Submitted)
    async def _save(self, event: Input.Submitted) -> None:
        try:
            applied: Applied = await in_thread(self._store.save_search, event.value.strip(), self._search)
        except StoreError as problem:
            self.show_problem(str(problem))
        else:
            self.dismiss(applied)
