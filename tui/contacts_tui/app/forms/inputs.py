"""Editable fields that never hand control characters on to the terminal, whether preset, typed or pasted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from contacts_tui.app.drawable import drawable
from contacts_tui.app.forms.notes import SILENCE, Note
from contacts_tui.app.forms.typed_text import typable

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.content import Content
    from textual.events import Paste
    from textual.widgets.text_area import Edit, EditResult


class LineInput(Input):
    """A field of one line."""

    @dataclass
    class Pasted(Message):
        """Text of several values was pasted; whoever shows the field may spread it over more than one."""

        field: LineInput
        text: str

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002
        """Take the first value and a hint of our own words."""
        super().__init__(value, placeholder=placeholder, id=id, compact=True, select_on_focus=False)

    def validate_value(self, value: str) -> str:
        """Replace what a terminal would obey by its visible form."""
        return typable(value)


class FormLine(LineInput):
    """A field of a form that may spread what is pasted over several of its fields."""

    @dataclass
    class Pasted(Message):
        """Text was pasted; the form fills its fields with it, or hands it back by ``insert_line``."""

        field: FormLine
        text: str

    def _on_paste(self, event: Paste) -> None:
        event.prevent_default()
        event.stop()
        self.post_message(self.Pasted(self, event.text))

    def action_paste(self) -> None:
        """Paste what was copied inside the app."""
        self.post_message(self.Pasted(self, self.app.clipboard))

    def insert_line(self, text: str) -> None:
        """Put text in place of the selection, its lines as one."""
        self.replace(" ".join(text.splitlines()), *self.selection)


class NotesArea(TextArea):
    """A field of several lines."""

    def __init__(self, text: str = "", *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        """Take the first text."""
        super().__init__(typable(text, multiline=True), id=id, compact=True, highlight_cursor_line=False)

    def edit(self, edit: Edit) -> EditResult:
        """Replace what a terminal would obey in whatever is typed or pasted."""
        return super().edit(replace(edit, text=typable(edit.text, multiline=True)))


class NoteLine(Static):
    """The words below a field."""

    def __init__(self, note: Note) -> None:
        """Begin with a note."""
        super().__init__(drawable(note.text), classes=_note_classes(note))

    def show(self, note: Note) -> None:
        """Show a note in the colour of its degree; silence takes no space."""
        self.update(drawable(note.text))
        self.set_classes(_note_classes(note))


def _note_classes(note: Note) -> str:
    return f"note -{note.degree}" if note.degree else "note"


class NotedLine(Widget):
    """A line with a note below it; most have nothing to say, so the widget for it is made on demand."""

    _note = SILENCE
    _note_line: NoteLine | None = None

    def show_note(self, note: Note) -> None:
        """Say something below the line, or nothing."""
        if note == self._note:
            return
        self._note = note
        if self._note_line is None:
            self._note_line = NoteLine(note)
            self.mount(self._note_line)
        else:
            self._note_line.show(note)


class LabelledLine(NotedLine):
    """A drawn label and a field beside it, with a note below when there is something to say."""

    DEFAULT_CSS = """
    LabelledLine {
        height: auto;
        LineInput, NotesArea, .note { margin-left: 14; }
    }
    """

    def __init__(
        self,
        label: str,
        field: Widget,
        note_of: Callable[[str], Note] = lambda _: SILENCE,
        *,
        id: str | None = None,  # noqa: A002 -- Textual's name
    ) -> None:
        """Take the label, which may be foreign text, the field, and what to say beside a value of it."""
        super().__init__(id=id)
        self._label = label
        self._field = field
        self._note_of = note_of

    def compose(self) -> ComposeResult:
        """Lay out the field."""
        yield self._field

    def render(self) -> Content:
        """Draw the label."""
        return drawable(self._label).truncate(13, ellipsis=True)

    @on(Input.Changed)
    def _say(self, event: Input.Changed) -> None:
        self.show_note(self._note_of(event.value))
