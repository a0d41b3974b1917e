"""The form of one contact, new or existing. What is typed stays until it is saved or given up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from pydantic import ValidationError
from textual import on, work
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Input, Label, Static

from contacts_store.errors import Conflict, StoreError
from contacts_store.merge.changes import field_changes
from contacts_store.model.contact import EMAIL_TYPES, PHONE_TYPES, shown_name
from contacts_tui.app.drawable import drawable
from contacts_tui.app.forms import saving
from contacts_tui.app.forms.contact_state import (
    NOTES,
    TEXT_FIELDS,
    ContactState,
    edited_contact,
    first_problem,
    state_of,
)
from contacts_tui.app.forms.inputs import LabelledLine, LineInput, NotesArea
from contacts_tui.app.forms.item_rows import ItemKind, ItemRows
from contacts_tui.app.forms.notes import address_note, limit_note, phone_note
from contacts_tui.app.panes.tag_dot import tag_dot
from contacts_tui.app.screens.confirm import ConfirmScreen
from contacts_tui.app.screens.conflict import ConflictScreen, UnreadableScreen
from contacts_tui.app.screens.dialog import Dialog
from contacts_tui.app.store_worker import in_thread

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from contacts_store.model.contact import Contact
    from contacts_store.snapshot.changeset import ChangeSet
    from contacts_store.store import Applied, Loaded, Store

_CHANGED = "The file changed on disk. Your edits are kept, and merged when you save."
_GONE = "The file is gone from the disk. Your edits are kept: saving offers to write a new file."
_BROKEN = "The file on disk has an error now. Your edits are kept."


class ContactForm(Dialog["Applied | None"]):
    """Edits one contact; the result is what was saved, None when nothing was."""

    keys = "ctrl+s save  esc leave  ctrl+↑↓ move  ctrl+o primary  ctrl+x remove"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "save", "Save", priority=True)]

    def __init__(self, store: Store, loaded: Loaded | None = None, *, draft: Contact | None = None) -> None:
        """Take the store, and an existing contact or the draft of a new one."""
        super().__init__()
        self._store = store
        self._loaded = loaded
        self._contact = loaded.contact if loaded else draft or store.draft()
        self._tag_ids = self._contact.tag_ids
        self._first_state = state_of(self._contact)
        self.heading = f"Edit {shown_name(self._contact, loaded.path)}" if loaded else "New contact"

    def compose_body(self) -> ComposeResult:
        """Lay out one field a line."""
        region, first = self._store.settings.default_region, self._first_state
        names, rest = TEXT_FIELDS[:5], TEXT_FIELDS[5:]
        for field in names:
            yield _text_field(field.label, field.name, first, field.limit)
        phones = ItemKind("phone", PHONE_TYPES, "+44 20 7946 0018", lambda text: phone_note(text, region))
        yield ItemRows("Phones", first.phones, phones, id="phones")
        yield ItemRows(
            "E-mails",
            first.emails,
            ItemKind("e-mail", EMAIL_TYPES, "ada@example.org", address_note),
            id="emails",
        )
        yield Label("More", classes="heading")
        with Horizontal(classes="field", id="tags-line"):
            yield Label("Tags", classes="label")
            yield Static(id="tags")
            yield Button("choose", id="choose-tags", compact=True)
        for field in rest:
            yield _text_field(field.label, field.name, first, field.limit)
        with Horizontal(classes="field"):
            yield Label("Notes", classes="label")
            yield NotesArea(first.texts[NOTES], id=NOTES)

    def on_mount(self) -> None:
        """Remember what the fields say before anything is typed."""
        self._first_state = self._state()
        self._show_tags()
        self._compare_with_disk()
        self._warm_up()

    @work(exit_on_error=False)
    async def _warm_up(self) -> None:
        # The number library takes a while to import: not when the first digit is typed.
        await in_thread(phone_note, "+1 202 555 0143")

    def _state(self) -> ContactState:
        texts = {field.name: self.query_one(f"#{field.name}", LineInput).value for field in TEXT_FIELDS}
        return ContactState(
            texts | {NOTES: self.query_one(NotesArea).text},
            self.query_one("#phones", ItemRows).items,
            self.query_one("#emails", ItemRows).items,
            self._tag_ids,
        )

    def _show_tags(self) -> None:
        snapshot = self._store.snapshot
        parts: list[Content | str] = []
        for ref in self._tag_ids:
            parts += [tag_dot(snapshot.tag(ref)), " ", drawable(snapshot.tag_name(ref)), "   "]
        self.query_one("#tags", Static).update(
            Content.assemble(*parts) if parts else Content.styled("none", "$muted")
        )

    @on(Button.Pressed, "#choose-tags")
    @work
    async def _choose_tags(self) -> None:
        from contacts_tui.app.screens.tag_picker import TagChooser

        chosen = await self.app.push_screen_wait(TagChooser(self._store, self._tag_ids))
        if chosen is not None:
            self._tag_ids = chosen
            self._show_tags()

    @on(Input.Submitted)
    def _next_field(self) -> None:
        self.focus_next()

    @work(exclusive=True, group="save")
    async def action_save(self) -> None:
        """Save what was typed; what can't be saved stays in the form, with the reason."""
        state = self._state()
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
                await self._attempt(partial(saving.save, self._store, None, contact), contact)
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
    async def _leave(self) -> None:
        if self._state() != self._first_state:
            question = ConfirmScreen("Leave without saving what you typed?", "Leave", "Keep editing")
            if not await self.app.push_screen_wait(question):
                return
        self.dismiss(None)

    def follow(self, changeset: ChangeSet) -> None:
        """Say so when the contact's file changed under the form; what is typed stays."""
        if changeset.tags_changed:
            self._show_tags()
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


def _text_field(label: str, name: str, state: ContactState, limit: int) -> LabelledLine:
    return LabelledLine(label, LineInput(state.texts[name], id=name), lambda text: limit_note(text, limit))
