"""Commands on saved searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_tui.app.store_worker import in_thread, toast

if TYPE_CHECKING:
    from contacts_tui.app.commands.desk import Desk


class SearchCommands:
    """The commands, over the desk of the main screen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._app = desk.app
        self._store = desk.store

    async def save(self) -> None:
        """Save what stands in the search bar under a name."""
        from contacts_tui.app.screens.search_name import SearchNameScreen

        query = self._desk.search_text.strip()
        if not query:
            toast(
                self._app, f"type a search first: {self._desk.key_of('search.focus')} begins one", "warning"
            )
            return
        applied = await self._app.push_screen_wait(SearchNameScreen(self._store, query, self._desk.view.name))
        if applied is not None:
            self._desk.report(applied)

    async def forget(self) -> None:
        """Forget the saved search that the list shows."""
        name = self._desk.view.name
        if not name:
            toast(self._app, "put the cursor on a saved search first", "warning")
            return
        self._desk.report(await in_thread(self._store.save_search, name, ""))
