"""A contact that was changed here and on disk: the person chooses by field, nothing wins silently."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeAlias

from textual import on, work
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Label, Static

from contacts_tui.app.drawable import drawable
from contacts_tui.app.editor import edit_file
from contacts_tui.app.forms.decision import field_label, outcome, outcome_lines, value_text
from contacts_tui.app.screens.dialog import Dialog

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from contacts_store.errors import Conflict
    from contacts_store.merge.threeway import FieldConflict, Side
    from contacts_store.model.contact import Contact

Sides: TypeAlias = "tuple[tuple[Side, str], ...]"
"""The sides of a field, each with its name for people."""

_SIDES: Sides = (("ours", "mine"), ("theirs", "on disk"), ("base", "before"))


class ConflictField(Widget, can_focus=True):
    """One field with the values of its sides; the chosen one is the filled dot."""

    DEFAULT_CSS = """
    ConflictField {
        height: auto;
        padding: 0 1;
        margin-bottom: 1;
        &:focus { background: $cursor-blurred; color: $cursor-blurred-text; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m,left", "choose('ours')", "Mine", show=False),
        Binding("d,right", "choose('theirs')", "On disk", show=False),
        Binding("b", "choose('base')", "Before", show=False),
        Binding("down,j", "app.focus_next", "Next field", show=False),
        Binding("up,k", "app.focus_previous", "Previous field", show=False),
    ]

    class Chosen(Message):
        """Another side was chosen."""

    def __init__(self, field: FieldConflict, label: str, sides: Sides = _SIDES, side: Side = "ours") -> None:
        """Take the field, its name for people, the sides with theirs, and the chosen one."""
        super().__init__()
        self.field = field
        self.side: Side = side
        self._label = label
        self._sides = sides

    def render(self) -> Content:
        """Draw the name, and a line or more a side."""
        return Content("\n").join(
            [drawable(self._label).stylize("bold"), *(self._line(*side) for side in self._sides)]
        )

    def _line(self, side: Side, word: str) -> Content:
        is_chosen = side == self.side
        dot = Content.styled("●", "$mark") if is_chosen else Content.styled("○", "$muted")
        value = drawable(value_text(getattr(self.field, side)), multiline=True)
        return Content.assemble(
            " ", dot, " ", Content.styled(f"{word:<9}", "$muted"), value.stylize("bold" if is_chosen else "")
        )

    def action_choose(self, side: Side) -> None:
        """Take a side; one that is not there is left alone."""
        if side not in dict(self._sides):
            return
        self.side = side
        self.refresh()
        self.post_message(self.Chosen())

    def on_click(self, event: events.Click) -> None:
        """Take the side that was clicked; values of several lines count for their first."""
        offset = event.get_content_offset(self)
        if offset is not None and 1 <= offset.y <= len(self._sides):
            self.action_choose(self._sides[offset.y - 1][0])


class ConflictScreen(Dialog["Contact | None"]):
    """Chooses between the form's contact and the file's; the result is the contact to save."""

    keys = "m mine  d on disk  b before  M D for all  ctrl+s save  esc back"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("M", "choose_all('ours')", "All mine", show=False),
        Binding("D", "choose_all('theirs')", "All on disk", show=False),
        Binding("ctrl+s", "save", "Save", priority=True, show=False),
    ]

    def __init__(self, conflict: Conflict, tag_names: Mapping[str, str]) -> None:
        """Take a conflict of two readable contacts, and tags' names by id."""
        super().__init__()
        self._conflict = conflict
        self._tag_names = tag_names
        self.heading = f"{conflict.path} changed on disk"

    def compose_body(self) -> ComposeResult:
        """Lay out the fields, and what comes of the choice."""
        yield Label("Both sides changed these fields. Which one holds?", classes="lead")
        for field in self._conflict.fields:
            yield ConflictField(field, field_label(field, self._tag_names))
        yield Label("Saving changes in the file", classes="heading")
        yield Static(id="preview")

    def on_mount(self) -> None:
        """Show what comes of the first choice."""
        self._show_preview()

    @property
    def _choices(self) -> dict[str, Side]:
        return {field.field.field: field.side for field in self.query(ConflictField)}

    @on(ConflictField.Chosen)
    def _show_preview(self) -> None:
        lines = outcome_lines(self._conflict, self._choices, self._tag_names)
        text = "\n".join(lines) or "nothing: it stays as it is on disk"
        self.query_one("#preview", Static).update(drawable(text, multiline=True))

    def action_choose_all(self, side: Side) -> None:
        """Take one side for every field."""
        for field in self.query(ConflictField):
            field.action_choose(side)

    def action_save(self) -> None:
        """Close with the decided contact."""
        self.dismiss(self._outcome())

    def _outcome(self) -> Contact:
        return outcome(self._conflict, self._choices)


class UnreadableScreen(Dialog[bool]):
    """The file under a form can't be read: shows both states; the result is whether mine replaces it."""

    keys = "E open in the editor  w write mine over it  esc back to the form"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("E", "edit", "Editor", show=False),
        Binding("w", "overwrite", "Write mine", show=False),
    ]

    def __init__(self, conflict: Conflict, disk_text: str, file: Path, mine: list[str]) -> None:
        """Take the conflict, the file's text and place, and what the form changed, a line a field."""
        super().__init__()
        self._conflict = conflict
        self._disk_text = disk_text
        self._file = file
        self._mine = mine
        self.heading = f"{conflict.path} can't be read"

    def compose_body(self) -> ComposeResult:
        """Lay out the findings, my changes and the text on disk."""
        findings = "\n".join(str(finding) for finding in self._conflict.theirs_findings)
        yield Static(drawable(findings, multiline=True), id="findings")
        yield Label("Mine", classes="heading")
        yield Static(drawable("\n".join(self._mine), multiline=True))
        yield Label("On disk", classes="heading")
        yield Static(drawable(self._disk_text, multiline=True), id="disk-text")

    @work
    async def action_edit(self) -> None:
        """Open the file at its first finding."""
        place = next(((f.line, f.column) for f in self._conflict.theirs_findings if f.line), (0, 0))
        problem = edit_file(self.app, self._file, *place)
        if problem:
            self.show_problem(problem)
        else:
            self.dismiss(False)  # noqa: FBT003 -- the result: mine does not replace it

    def action_overwrite(self) -> None:
        """Close: mine replaces the file."""
        self.dismiss(True)  # noqa: FBT003 -- the result

    def action_leave(self) -> None:
        """Close: the file stays."""
        self.dismiss(False)  # noqa: FBT003 -- the result
