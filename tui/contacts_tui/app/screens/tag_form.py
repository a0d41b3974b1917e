"""The form of one tag. A name that another tag has merges the two, after a question."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding
from textual.color import Color, ColorParseError
from textual.containers import Horizontal
from textual.content import Content
from textual.style import Style
from textual.widgets import Input, Label, Static

from contacts_store.errors import StoreError
from contacts_tui.app.forms.inputs import LabelledLine, LineInput, NotesArea
from contacts_tui.app.forms.notes import SILENCE, Note, limit_note
from contacts_tui.app.forms.typed_text import restored
from contacts_tui.app.screens.confirm import ConfirmScreen
from contacts_tui.app.screens.dialog import Dialog
from contacts_tui.app.store_worker import in_thread

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from contacts_store.snapshot.tag_row import TagRow
    from contacts_store.store import Applied, Store

_NAME_LIMIT = 255
_FIELDS = ("name", "color", "detail")


def color_note(text: str) -> Note:
    """Say why a text is no colour."""
    if not text:
        return SILENCE
    try:
        Color.parse(text)
    except ColorParseError:
        return Note("error", "no colour: write it like #3b82f6 or teal")
    return SILENCE


class TagForm(Dialog["Applied | None"]):
    """Makes or changes a tag; the result is what was saved, None when nothing was."""

    keys = "ctrl+s save  tab next  esc leave"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "save", "Save", priority=True, show=False)]

    def __init__(self, store: Store, tag: TagRow | None = None) -> None:
        """Take the store, and the tag; None makes a new one."""
        super().__init__()
        self._store = store
        self._tag = tag
        self._first_values: dict[str, str] = {}
        self.heading = f"Edit tag {tag.name}" if tag else "New tag"

    def compose_body(self) -> ComposeResult:
        """Lay out name, colour and detail."""
        name, color, detail = (self._raw(field) for field in _FIELDS)
        yield LabelledLine("Name", LineInput(name, id="name"), self._name_note)
        yield LabelledLine("Colour", LineInput(color, id="color", placeholder="#3b82f6 or teal"), color_note)
        yield Static(id="swatch")
        with Horizontal(classes="field"):
            yield Label("Detail", classes="label")
            yield NotesArea(detail, id="detail")

    def on_mount(self) -> None:
        """Remember what the fields say before anything is typed."""
        self._first_values = self._values()

    def _raw(self, field: str) -> str:
        return getattr(self._tag, field) if self._tag else ""

    def _values(self) -> dict[str, str]:
        name, color = (self.query_one(f"#{field}", LineInput).value for field in ("name", "color"))
        return {"name": name, "color": color.strip(), "detail": self.query_one(NotesArea).text}

    def _changes(self) -> dict[str, str]:
        return {
            field: restored(self._raw(field), text, multiline=field == "detail")
            for field, text in self._values().items()
            if text != self._first_values[field]
        }

    def _other(self, name: str) -> TagRow | None:
        """Return another living tag of this name."""
        found = self._store.snapshot.tag(name.strip())
        is_other = (
            found is not None and not found.is_deleted and (self._tag is None or found.id != self._tag.id)
        )
        return found if is_other else None

    def _name_note(self, name: str) -> Note:
        other = self._other(name)
        if other is None:
            return limit_note(name, _NAME_LIMIT)
        if self._tag is None:
            return Note("error", f"there is a tag {other.name} already")
        return Note("warning", f"there is a tag {other.name} already: saving merges this one into it")

    @on(Input.Changed, "#color")
    def _show_swatch(self, event: Input.Changed) -> None:
        swatch = Content("")
        if event.value.strip() and not color_note(event.value.strip()).text:
            swatch = Content.styled("██████", Style(foreground=Color.parse(event.value.strip())))
        line = self.query_one("#swatch", Static)
        line.update(swatch)
        line.display = bool(swatch)

    @on(Input.Submitted)
    def _next_field(self) -> None:
        self.focus_next()

    @work(exclusive=True, group="save")
    async def action_save(self) -> None:
        """Save what was typed; what can't be saved stays in the form, with the reason."""
        values, other = self._values(), self._other(self._values()["name"])
        problem = self._problem(values)
        if problem:
            self.show_problem(problem)
        elif self._tag is not None and other is not None:
            await self._merge(self._tag, other)
        elif not self._changes():
            self.dismiss(None)
        elif self._tag is None:
            await self._attempt(lambda: self._store.add_tag(**values))
        else:
            tag_id, changes = self._tag.id, self._changes()
            await self._attempt(lambda: self._store.change_tag(tag_id, **changes))

    def _problem(self, values: dict[str, str]) -> str:
        if not values["name"].strip():
            return "a tag needs a name"
        notes = (self._name_note(values["name"]), color_note(values["color"]))
        return next((note.text for note in notes if note.degree == "error"), "")

    async def _merge(self, tag: TagRow, other: TagRow) -> None:
        loss = f"Every contact of the one gets the other; {tag.name} is deleted."
        question = f"Merge {tag.name} into {other.name}?\n{loss}"
        if await self.app.push_screen_wait(ConfirmScreen(question, "Merge", "Back")):
            await self._attempt(lambda: self._store.merge_tags(tag.id, other.id))

    async def _attempt(self, save: Callable[[], Applied]) -> None:
        try:
            self.dismiss(await in_thread(save))
        except StoreError as problem:
            self.show_problem(str(problem))

    def action_leave(self) -> None:
        """Close without saving; asks if something was typed."""
        self._leave()

    @work(exclusive=True, group="leave")
    async def _leave(self) -> None:
        if self._changes():
            question = ConfirmScreen("Leave without saving what you typed?", "Leave", "Keep editing")
            if not await self.app.push_screen_wait(question):
                return
        self.dismiss(None)
