"""Editable fields that never hand control characters on to the terminal, whether preset, typed or pasted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from contacts_tui.app.drawable import drawable
from contacts_tui.app.forms.notes import SILENCE, Note
from contacts_tui.app.forms.typed_text import typable

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.widgets.text_area import Edit, EditResult


class LineInput(Input):
    """A field of one line."""

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002
        """Take the first value and a hint of our own words."""
        super().__init__(value, placeholder=placeholder, id=id, compact=True, select_on_focus=False)

    def validate_value(self, value: str) -> str:
        """Replace what a terminal would obey by its visible form."""
        return typable(value)


class NotesArea(TextArea):
    """A field of several lines."""

    def __init__(self, text: str = "", *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        """Take the first text."""
        super().__init__(typable(text, multiline=True), id=id, compact=True, highlight_cursor_line=False)

    def edit(self, edit: Edit) -> EditResult:
        """Replace what a terminal would obey in whatever is typed or pasted."""
        return super().edit(replace(edit, text=typable(edit.text, multiline=True)))


class NoteLine(Static):
    """The words below a field; takes no space while there are none."""

    def __init__(self) -> None:
        """Begin silent."""
        super().__init__(classes="note")
        self._note = SILENCE

    def show(self, note: Note) -> None:
        """Show a note in the colour of its degree."""
        if note == self._note:
            return
        self._note = note
        self.update(drawable(note.text))
        self.set_classes(["note", f"-{note.degree}"] if note.degree else "note")
        self.display = bool(note.text)


class LabelledLine(Widget):
    """A drawn label and a one-line field in one line, with a note below when there is something to say."""

    DEFAULT_CSS = """
    LabelledLine {
        height: auto;
        LineInput, .note { margin-left: 14; }
    }
    """

    def __init__(
        self, label: str, field: LineInput, note_of: Callable[[str], Note] = lambda _: SILENCE
    ) -> None:
        """Take the label, the field, and what to say beside a value of it."""
        super().__init__()
        self._label = label
        self._field = field
        self._note_of = note_of

    def compose(self) -> ComposeResult:
        """Lay out the field and its note."""
        yield self._field
        yield NoteLine()

    def render(self) -> Content:
        """Draw the label."""
        return Content(self._label)

    def on_input_changed(self) -> None:
        """Say what there is to say about the value."""
        self.query_one(NoteLine).show(self._note_of(self._field.value))
