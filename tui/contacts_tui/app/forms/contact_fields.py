"""All fields of the contact form: a state goes in, what is typed comes out as a state."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from contacts_store.model.contact import EMAIL_TYPES, PHONE_TYPES
from contacts_tui.app.drawable import drawable
from contacts_tui.app.forms.choice import Choice
from contacts_tui.app.forms.contact_state import EXTRA, NOTES, TEXT_FIELDS, ContactState
from contacts_tui.app.forms.decision import value_text
from contacts_tui.app.forms.inputs import FormLine, LabelledLine, NotesArea
from contacts_tui.app.forms.item_rows import ItemKind, ItemRows
from contacts_tui.app.forms.notes import (
    SILENCE,
    Note,
    address_note,
    are_libraries_loaded,
    limit_note,
    phone_note,
)
from contacts_tui.app.forms.tag_line import TagLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.app import ComposeResult
    from textual.content import Content

    from contacts_store.snapshot.snapshot import Snapshot
    from contacts_tui.app.forms.history import Place

_NAMES = 5
"""So many of the text fields stand above the numbers."""
_LEFT_OUT = Note("hint", "empty: the key is left out when you save")


class ContactFields(Widget):
    """One field a line. What is unknown to us stands at the end, each key with its text."""

    DEFAULT_CSS = """
    ContactFields {
        height: auto;
        #tags-line { margin-top: 1; }
        #others { margin-left: 14; }
    }
    """

    @dataclass
    class Changed(Message):
        """The fields may say something else."""

    def __init__(self, state: ContactState, region: str) -> None:
        """Take what the fields say at first, and the store's ``default_region``."""
        super().__init__()
        limits = {field.name: field.limit for field in TEXT_FIELDS}
        self._lines: dict[str, LabelledLine] = {}
        self._fields: dict[str, FormLine | NotesArea] = {}
        for name, label in ((field.name, field.label) for field in TEXT_FIELDS):
            self._add_line(name, label, state.texts[name], partial(limit_note, limit=limits[name]))
        self._fields[NOTES] = NotesArea(state.texts[NOTES], id=NOTES)
        self._lines[NOTES] = LabelledLine("Notes", self._fields[NOTES])
        self._add_unknown(state.texts)
        phones = ItemKind(
            "phone", PHONE_TYPES, "+44 20 7946 0018", _once_loaded(partial(phone_note, region=region))
        )
        emails = ItemKind("e-mail", EMAIL_TYPES, "ada@example.org", _once_loaded(address_note))
        self._phones = ItemRows("Phones", state.phones, phones, id="phones")
        self._emails = ItemRows("E-mails", state.emails, emails, id="emails")
        self._tag_line = TagLine(id="tags")
        self._tag_ids = state.tag_ids
        self._others = state.others
        self._is_filling = False

    def compose(self) -> ComposeResult:
        """Lay out names, numbers, addresses, tags, and the rest."""
        lines = list(self._lines.values())
        yield from lines[:_NAMES]
        yield self._phones
        yield self._emails
        yield LabelledLine("Tags", self._tag_line, id="tags-line")
        yield from lines[_NAMES:]
        if self._others:
            yield Static(self._words_of_others(), id="others")

    @property
    def state(self) -> ContactState:
        """What the fields say."""
        texts = {
            name: field.text if isinstance(field, NotesArea) else field.value
            for name, field in self._fields.items()
        }
        return ContactState(texts, self._phones.items, self._emails.items, self._tag_ids, self._others)

    async def show(self, state: ContactState, snapshot: Snapshot) -> None:
        """Have the fields say something else; that is told as one change."""
        self._is_filling = True
        try:
            await self._fill(state, snapshot)
        finally:
            self._is_filling = False
        self._tell_change()

    async def _fill(self, state: ContactState, snapshot: Snapshot) -> None:
        made = self._add_unknown(state.texts)
        for name, field in self._fields.items():
            text = state.texts.get(name, "")
            if isinstance(field, FormLine):
                field.value = text
            elif field.text != text:
                field.text = text
        self.show_tags(state.tag_ids, snapshot)
        self._others = state.others
        for rows, items in ((self._phones, state.phones), (self._emails, state.emails)):
            if rows.items != items:
                await rows.show(items)
        await self.mount(*made)
        await self._show_others()

    def show_tags(self, tag_ids: tuple[str, ...], snapshot: Snapshot) -> None:
        """Have the tags be others, or draw them with their names of today."""
        self._tag_ids = tag_ids
        self._tag_line.show(tag_ids, snapshot)
        self._tell_change()

    def say_all(self) -> None:
        """Say beside numbers and addresses what there is to say about them."""
        self._phones.say_all()
        self._emails.say_all()

    def focus_place(self, place: Place) -> None:
        """Go to a place of the state."""
        name, row = place
        if name in self._fields:
            self._fields[name].focus()
        elif name:
            (self._phones if name == "phones" else self._emails).focus_row(row)

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Choice.Changed)
    @on(ItemRows.Changed)
    def _tell(self, event: Message) -> None:
        event.stop()
        self._tell_change()

    def _tell_change(self) -> None:
        if not self._is_filling:
            self.post_message(self.Changed())

    def _add_line(self, name: str, label: str, text: str, note_of: Callable[[str], Note]) -> None:
        field = FormLine(text, id=None if name.startswith(EXTRA) else name)
        self._fields[name] = field
        self._lines[name] = LabelledLine(label, field, note_of)

    def _add_unknown(self, texts: Mapping[str, str]) -> list[LabelledLine]:
        """Make lines for unknown keys that have none, and return them."""
        fresh = [name for name in texts if name.startswith(EXTRA) and name not in self._fields]
        for name in fresh:
            self._add_line(name, name.removeprefix(EXTRA), texts[name], _emptied_note)
        return [self._lines[name] for name in fresh]

    async def _show_others(self) -> None:
        words = self._words_of_others()
        for line in self.query("#others").results(Static):
            line.update(words)
            return
        if self._others:
            await self.mount(Static(words, id="others"))

    def _words_of_others(self) -> Content:
        lines = (f"{key}: {value_text(value)}" for key, value in self._others.items())
        return drawable("\n".join(lines), multiline=True)


def _emptied_note(text: str) -> Note:
    return SILENCE if text.strip() else _LEFT_OUT


def _once_loaded(note_of: Callable[[str], Note]) -> Callable[[str], Note]:
    """Stay silent as long as the libraries that judge aren't there."""
    return lambda text: note_of(text) if are_libraries_loaded() else SILENCE
