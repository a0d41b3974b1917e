"""Commands on contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_tui.app.store_worker import in_thread, toast

if TYPE_CHECKING:
    from contacts_store.store import Applied
    from contacts_tui.app.commands.desk import Desk


class ContactCommands:
    """The commands, over the desk of the main screen."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._app = desk.app
        self._store = desk.store

    async def new(self, pasted: str = "") -> None:
        """Ask for a new contact in a form; ``pasted`` fills it."""
        from contacts_tui.app.screens.form import ContactForm, Existing

        draft = await in_thread(self._store.draft)
        result = await self._app.push_screen_wait(ContactForm(self._store, draft=draft, pasted=pasted))
        if isinstance(result, Existing):
            self._desk.go_to(result.contact_id)
        elif result is not None:
            self._desk.report(result)
            self._desk.go_to(draft.id)

    async def paste(self) -> None:
        """Ask for a new contact, in a form filled with what the clipboard holds."""
        from contacts_tui.app.clipboard import ClipboardUnavailable, pasted_natively

        try:
            text = await in_thread(pasted_natively) or self._app.clipboard
        except ClipboardUnavailable as problem:
            text = self._app.clipboard
            if not text:
                toast(self._app, f"{problem}; or paste with your terminal's own key", "warning")
                return
        if text.strip():
            await self.new(text)
        else:
            toast(self._app, "the clipboard holds no text", "warning")

    async def edit(self) -> None:
        """Edit the contact at the cursor in a form."""
        from contacts_store.store import Applied
        from contacts_tui.app.screens.form import ContactForm

        row = self._desk.current_row
        if row is None:
            return
        if row.is_broken:
            toast(
                self._app,
                f"{row.path} can't be edited in a form until it is mended: "
                f"{self._desk.key_of('contact.open')} opens the file",
                "warning",
            )
            return
        loaded = await in_thread(self._store.read, row)
        applied = await self._app.push_screen_wait(ContactForm(self._store, loaded))
        if isinstance(applied, Applied):
            self._desk.report(applied)
            if row.id in applied.changeset.added:
                self._desk.go_to(row.id)

    async def open(self) -> None:
        """Open the file of the contact at the cursor in the person's editor, at its first finding."""
        from contacts_tui.app.editor import edit_file

        row = self._desk.current_row
        if row is None:
            return
        line, column = next(((f.line, f.column) for f in row.findings if f.line), (1, 1))
        problem = edit_file(self._app, self._store.root / row.path, line, column)
        if problem:
            toast(self._app, problem, "error")

    async def delete(self) -> None:
        """Move the targets to the trash."""
        ids = self._targets(deleted=False)
        if ids:
            self._desk.report(await in_thread(self._store.delete, ids))
            self._desk.unmark(ids)
        elif self._desk.targets():
            restore, purge = self._desk.key_of("contact.restore"), self._desk.key_of("contact.purge")
            words = f"already in the trash: {restore} takes it out, {purge} deletes it for good"
            toast(self._app, words, "warning")

    async def restore(self) -> None:
        """Take the targets out of the trash."""
        ids = self._targets(deleted=True)
        if ids:
            self._desk.report(await in_thread(self._store.restore, ids))
            self._desk.unmark(ids)
        elif self._desk.targets():
            toast(self._app, "not in the trash: nothing to restore", "warning")

    async def purge(self) -> None:
        """Remove the targets' files, after a question."""
        from contacts_tui.app.screens.confirm import ConfirmScreen

        ids = self._targets(deleted=True)
        if not ids:
            delete = self._desk.key_of("contact.delete")
            words = f"only contacts in the trash can be deleted for good: {delete} moves there"
            toast(self._app, words, "warning")
            return
        what = self._name(ids[0]) if len(ids) == 1 else f"{len(ids)} contacts"
        question = f"Delete {what} from the disk?"
        if await self._app.push_screen_wait(ConfirmScreen(question, "Delete", "Keep")):
            self._desk.report(await in_thread(self._store.purge, ids))

    async def tags(self) -> None:
        """Choose the tags of the targets."""
        from contacts_tui.app.screens.tag_picker import TagPicker

        ids = self._desk.targets()
        if ids:
            applied = await self._app.push_screen_wait(TagPicker(self._store, ids))
            if applied is not None:
                self._desk.report(applied)

    async def bulk(self) -> None:
        """Choose a change of the targets, look at what it would do, and make it."""
        from contacts_tui.app.screens.bulk_menu import BulkMenu
        from contacts_tui.app.screens.bulk_preview import BulkPreview

        ids = self._desk.targets()
        if not ids:
            return
        region = self._store.settings.default_region
        edit = await self._app.push_screen_wait(BulkMenu(len(ids), region))
        if edit is not None:
            applied = await self._app.push_screen_wait(BulkPreview(self._store, ids, edit))
            if applied is not None:
                self._desk.report(applied)

    async def primary(self) -> None:
        """Make the number or address at the details' cursor the primary one of its list."""
        row, value = self._desk.current_row, self._desk.current_value
        if row is None or value is None or not value.is_item:
            edit = self._desk.key_of("contact.edit")
            words = f"go to a number or an address first; {edit} adds one"
            toast(self._app, words, "warning")
            return
        list_name = "phone_numbers" if value.kind == "number" else "emails"
        self._desk.report(await in_thread(self._with_primary, row.id, list_name, value.ref))

    def _with_primary(self, contact_id: str, list_name: str, item_id: str) -> Applied:
        from contacts_store.model.contact import make_primary
        from contacts_store.store import Change

        loaded = self._store.read(contact_id)
        items = make_primary(getattr(loaded.contact, list_name), item_id)
        return self._store.apply([Change.of(loaded, loaded.contact.with_changes(**{list_name: items}))])

    def _targets(self, *, deleted: bool) -> list[str]:
        """Return the targets that are in the trash, or those that are not."""
        rows = [self._store.snapshot.row(id_) for id_ in self._desk.targets()]
        return [row.id for row in rows if row is not None and row.is_deleted is deleted]

    def _name(self, contact_id: str) -> str:
        row = self._store.snapshot.row(contact_id)
        return row.name if row else contact_id
