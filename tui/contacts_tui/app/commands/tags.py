"""Commands on tags, reachable from the tags pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_store.snapshot.view import View
from contacts_tui.app.store_worker import in_thread, toast

if TYPE_CHECKING:
    from contacts_store.snapshot.tag_row import TagRow
    from contacts_tui.app.commands.desk import Desk


class TagCommands:
    """The commands, over the desk of the main screen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._app = desk.app
        self._store = desk.store

    async def new(self) -> None:
        """Ask for a new tag in a form."""
        await self._show_form(None)

    async def edit(self) -> None:
        """Edit the tag at the cursor in a form."""
        tag = self._tag()
        if tag is not None:
            await self._show_form(tag)

    async def delete(self) -> None:
        """Delete the tag at the cursor, after a question if contacts have it; they keep the reference."""
        from contacts_tui.app.screens.confirm import ConfirmScreen

        tag = self._tag()
        if tag is None:
            return
        count = self._store.snapshot.count(View.tag(tag.id))
        question = (
            f"Delete the tag {tag.name}?\nContacts that have it: {count}. They keep it, shown as deleted."
        )
        if not count or await self._app.push_screen_wait(ConfirmScreen(question, "Delete", "Keep")):
            self._desk.report(await in_thread(self._store.delete_tag, tag.id))

    async def _show_form(self, tag: TagRow | None) -> None:
        from contacts_tui.app.screens.tag_form import TagForm

        applied = await self._app.push_screen_wait(TagForm(self._store, tag))
        if applied is not None:
            self._desk.report(applied)

    def _tag(self) -> TagRow | None:
        tag = self._desk.current_tag
        if tag is None or tag.is_deleted:
            toast(self._app, "put the cursor on a tag first", "warning")
            return None
        return tag
