"""The form of one contact, new or existing. What is typed stays until it is saved or given up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from pydantic import ValidationError
from textual import on, work
from textual.binding import Binding
from textual.widgets import Input

from contacts_store.duplicates.lookalikes import Lookalikes
from contacts_store.errors import Conflict, StoreError
from contacts_store.interchange.pasted import draft_from_text
from contacts_store.merge.changes import field_changes
from contacts_store.model.contact import shown_name
from contacts_tui.app.forms import saving
from contacts_tui.app.forms.contact_fields import ContactFields
from contacts_tui.app.forms.contact_state import edited_contact, first_problem, probe, state_of
from contacts_tui.app.forms.filling import filled_with
from contacts_tui.app.forms.history import History, changed_place
from contacts_tui.app.forms.inputs import FormLine
from contacts_tui.app.forms.notes import are_libraries_loaded, load_libraries
from contacts_tui.app.forms.tag_line import TagLine
from contacts_tui.app.screens.confirm import ConfirmScreen
from contacts_tui.app.screens.conflict import ConflictScreen, UnreadableScreen
from contacts_tui.app.screens.dialog import Dialog
from contacts_tui.app.store_worker import in_thread, toast

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from contacts_store.interchange.pasted import Pasted
    from contacts_store.model.contact import Contact
    from contacts_store.snapshot.changeset import ChangeSet
    from contacts_store.store import Applied, Loaded, Store
    from contacts_tui.app.forms.contact_state import ContactState

_CHANGED = "The file changed on disk. Your edits are kept, and merged when you save."
_GONE = "The file is gone from the disk. Your edits are kept: saving offers to write a new file."
_BROKEN = "The file on disk has an error now. Your edits are kept."


class Existing(NamedTuple):
    """The result of a form that was left for a contact which is there already."""

    contact_id: str


class ContactForm(Dialog["Applied | Existing | None"]):
    """Edits one contact; the result is what was saved, None when nothing was."""

    keys = "ctrl+s save  esc leave  ctrl+z undo  alt+↑↓ move  ctrl+o primary  ctrl+x remove"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", priority=True),
        Binding("ctrl+z", "undo", "Undo", priority=True, show=False),
        Binding("ctrl+y", "redo", "Redo", priority=True, show=False),
        Binding(
            "ctrl+g", "go_to_lookalike", "Go to the contact that looks like it", priority=True, show=False
        ),
    ]

    def __init__(
        self, store: Store, loaded: Loaded | None = None, *, draft: Contact | None = None, pasted: str = ""
    ) -> None:
        """Take the store, and an existing contact or the draft of a new one; ``pasted`` fills the form."""
        super().__init__()
        self._store = store
        self._region = store.settings.default_region
        self._loaded = loaded
        self._contact = loaded.contact if loaded else draft or store.draft()
        self._pasted = pasted
        self._lookalikes: Lookalikes | None = None
        self._lookalike = ""
        self.heading = f"Edit {shown_name(self._contact, loaded.path)}" if loaded else "New contact"

    def compose_body(self) -> ComposeResult:
        """Lay out the fields."""
        self._fields = ContactFields(state_of(self._contact), self._region)
        yield self._fields

    async def on_mount(self) -> None:
        """Remember what the fields say before anything is typed."""
        self._first_state = self._fields.state
        self._history = History(self._first_state)
        self._fields.show_tags(self._contact.tag_ids, self._store.snapshot)
        self._compare_with_disk()
        self._warm_up()
        if self._pasted:
            await self._fill(draft_from_text(self._pasted, self._region))

    @work(exit_on_error=False)
    async def _warm_up(self) -> None:
        """Do in threads what would make a key wait: import libraries, look through all contacts."""
        if not are_libraries_loaded():
            await in_thread(load_libraries)
        self._fields.say_all()
        if self._loaded is None:
            self._lookalikes = await in_thread(Lookalikes, self._store.snapshot)
            self._show_lookalike()

    @on(ContactFields.Changed)
    def _note_state(self) -> None:
        self._history.note(self._fields.state)
        self._show_lookalike()

    async def action_undo(self) -> None:
        """Take back the last step in the form."""
        await self._step(self._history.undo)

    async def action_redo(self) -> None:
        """Do again what was taken back last."""
        await self._step(self._history.redo)

    async def _step(self, step: Callable[[], ContactState | None]) -> None:
        self._history.note(self._fields.state)
        before = self._history.present
        state = step()
        if state is not None:
            await self._fields.show(state, self._store.snapshot)
            self._fields.focus_place(changed_place(before, state))

    @on(FormLine.Pasted)
    async def _on_pasted(self, event: FormLine.Pasted) -> None:
        event.stop()
        pasted = draft_from_text(event.text, self._region)
        if pasted.is_several:
            await self._fill(pasted)
        else:
            event.field.insert_line(event.text)

    async def _fill(self, pasted: Pasted) -> None:
        """Spread what was pasted over the fields."""
        resolve_tag = self._store.snapshot.tag_table.resolve
        filled = filled_with(self._fields.state, pasted.fields, self._region, resolve_tag)
        await self._fields.show(filled.state, self._store.snapshot)
        others = f" (the first of {pasted.others + 1} contacts)" if pasted.others else ""
        toast(self.app, f"{filled.words}{others}; ctrl+z takes it back")

    def _show_lookalike(self) -> None:
        """Say above the fields whom a new contact looks like."""
        if self._lookalikes is None:
            return
        alike = self._lookalikes.of(probe(self._contact, self._fields.state, self._store))
        self._lookalike = alike[0].row.id if alike else ""
        more = f", and {len(alike) - 1} more" if len(alike) > 1 else ""
        self.show_notice(
            f"Looks like {alike[0].row.name}: {alike[0].likeness.words}{more}. ctrl+g goes there."
            if alike
            else ""
        )

    def action_go_to_lookalike(self) -> None:
        """Leave for the contact that the new one looks like; asks, as something was typed."""
        if self._lookalike:
            self._leave(Existing(self._lookalike))

    @on(TagLine.Asked)
    @work
    async def _choose_tags(self, event: TagLine.Asked) -> None:
        from contacts_tui.app.screens.tag_picker import TagChooser

        tag_ids = self._fields.state.tag_ids
        chosen = await self.app.push_screen_wait(TagChooser(self._store, tag_ids, event.typed))
        if chosen is not None:
            self._fields.show_tags(chosen, self._store.snapshot)

    @on(Input.Submitted)
    def _next_field(self) -> None:
        self.focus_next()

    @work(exclusive=True, group="save")
    async def action_save(self) -> None:
        """Save what was typed; what can't be saved stays in the form, with the reason."""
        state = self._fields.state
        problem = first_problem(state, self._store.settings.default_region)
        if problem:
            self.show_problem(problem)
            return
        try:
            contact = edited_contact(self._contact, self._first_state, state, self._store)
        except ValidationError as invalid:
            self.show_problem("; ".join(error["msg"] for error in invalid.errors()))
            return
        if self._loaded is not None and contact == self._loaded.contact:
            self.dismiss(None)
            return
        if self._loaded is None:
            await self._attempt(partial(saving.create, self._store, contact), contact)
        else:
            await self._attempt(partial(saving.save, self._store, self._loaded, contact), contact)

    async def _attempt(self, save: Callable[[], Applied], contact: Contact) -> None:
        """Save in a thread; what stands in the way is shown, and the form stays."""
        self.show_problem("")
        try:
            applied = await in_thread(save)
        except Conflict as conflict:
            await self._settle(conflict, contact)
        except StoreError as problem:
            self.show_problem(str(problem))
        else:
            self.dismiss(applied)

    async def _settle(self, conflict: Conflict, contact: Contact) -> None:
        if conflict.theirs_findings:
            await self._settle_unreadable(conflict, contact)
        elif conflict.theirs is None:
            question = f"{conflict.path} is gone from the disk.\nSave what the form says as a new file?"
            if await self.app.push_screen_wait(ConfirmScreen(question, "Save as new", "Back to the form")):
                await self._attempt(partial(saving.create_again, self._store, contact), contact)
        else:
            decided = await self.app.push_screen_wait(
                ConflictScreen(conflict, self._store.snapshot.tag_table.names)
            )
            if decided is not None:
                await self._attempt(partial(saving.save_decided, self._store, conflict, decided), decided)

    async def _settle_unreadable(self, conflict: Conflict, contact: Contact) -> None:
        assert self._loaded is not None  # only an existing file can be unreadable
        try:
            disk = await in_thread(saving.disk_text, self._store, conflict.path)
        except StoreError as problem:
            self.show_problem(str(problem))
            return
        mine = [str(change) for change in field_changes(self._loaded.contact, contact)]
        screen = UnreadableScreen(conflict, disk.text, self._store.root / conflict.path, mine)
        if await self.app.push_screen_wait(screen):
            over = partial(saving.overwrite, self._store, self._loaded, contact, disk.digest)
            await self._attempt(over, contact)

    def action_leave(self) -> None:
        """Close without saving; asks if something was typed."""
        self._leave()

    @work(exclusive=True, group="leave")
    async def _leave(self, result: Existing | None = None) -> None:
        if self._fields.state != self._first_state:
            question = ConfirmScreen("Leave without saving what you typed?", "Leave", "Keep editing")
            if not await self.app.push_screen_wait(question):
                return
        self.dismiss(result)

    def follow(self, changeset: ChangeSet) -> None:
        """Say so when the contact's file changed under the form; what is typed stays."""
        if changeset.tags_changed:
            self._fields.show_tags(self._fields.state.tag_ids, self._store.snapshot)
        if self._contact.id in changeset.changed | changeset.removed | changeset.added:
            self._compare_with_disk()

    def _compare_with_disk(self) -> None:
        if self._loaded is None:
            return
        row = self._store.snapshot.row(self._contact.id)
        if row is None:
            self.show_notice(_GONE)
        elif row.is_broken:
            self.show_notice(_BROKEN)
        else:
            self.show_notice("" if row.digest == self._loaded.digest else _CHANGED)
