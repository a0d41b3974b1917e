"""The details pane: everything about one contact, wrapped to the pane's width."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.content import Content
from textual.geometry import Region

from contacts_tui.app.actions import Place, bindings
from contacts_tui.app.drawable import drawable
from contacts_tui.app.widgets.line_view import LineView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events
    from textual.binding import BindingType
    from textual.strip import Strip

    from contacts_tui.app.panes.card import Entry, ItemRef, Section

_WIDEST_LABEL = 12
_INDENT = 1


class _Line(NamedTuple):
    content: Content
    ref: ItemRef | None = None


class DetailsPane(LineView, can_focus=True, inherit_bindings=False):
    """Sections of labelled values; the cursor stands on numbers and addresses only."""

    BORDER_TITLE = "Details"
    COMPONENT_CLASSES: ClassVar[set[str]] = {"details--cursor"}
    DEFAULT_CSS = """
    DetailsPane {
        &:focus .details--cursor { background: $cursor; color: $cursor-text; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.DETAILS)]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self.current: ItemRef | None = None
        """The number or address at the cursor."""
        self._sections: tuple[Section, ...] = ()
        self._shown_id = ""
        self._lines: list[_Line] = []

    def show(self, contact_id: str, sections: tuple[Section, ...]) -> None:
        """Show a contact's sections. The same contact keeps its place; another begins at the top."""
        is_other = contact_id != self._shown_id
        self._shown_id, self._sections = contact_id, sections
        self._lay_out()
        if is_other:
            self.scroll_to(y=0, animate=False)
        refs = self._refs()
        if is_other or self.current not in refs:
            self.current = refs[0] if refs else None

    def on_resize(self) -> None:
        """Wrap for the new width."""
        self._lay_out()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the visible part."""
        width = self.scrollable_content_region.width
        index = y + self.scroll_offset.y
        line = self._lines[index] if index < len(self._lines) else _Line(Content(""))
        at_cursor = line.ref is not None and line.ref == self.current
        style = self.get_visual_style("details--cursor") if at_cursor else self.visual_style
        return self.line_strip(line.content, width, style)

    def action_down(self) -> None:
        """Go to the next number or address; behind the last one, scroll."""
        self._step(1)

    def action_up(self) -> None:
        """Go to the number or address before; above the first one, scroll."""
        self._step(-1)

    def action_page_down(self) -> None:
        """Scroll a page down."""
        self.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll a page up."""
        self.scroll_page_up(animate=False)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the clicked number or address."""
        offset = event.get_content_offset(self)
        index = -1 if offset is None else offset.y + self.scroll_offset.y
        if 0 <= index < len(self._lines) and self._lines[index].ref is not None:
            self.current = self._lines[index].ref
            self.refresh()

    def _step(self, direction: int) -> None:
        refs = self._refs()
        position = refs.index(self.current) + direction if self.current in refs else len(refs)
        if 0 <= position < len(refs):
            self.current = refs[position]
            self._reveal(self.current)
            self.refresh()
        else:
            self.scroll_relative(y=direction, animate=False)

    def _reveal(self, ref: ItemRef) -> None:
        at = next(index for index, line in enumerate(self._lines) if line.ref == ref)
        height = self.scrollable_content_region.height
        if not self.scroll_offset.y <= at < self.scroll_offset.y + height:
            self.scroll_to(y=at - height // 2, animate=False)

    def _refs(self) -> list[ItemRef]:
        return list(dict.fromkeys(line.ref for line in self._lines if line.ref is not None))

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        before = len(self._lines)
        self._lines = list(_lines(self._sections, width)) if width else []
        self.set_line_count(len(self._lines))
        self.refresh(Region(0, 0, width, max(before, len(self._lines))))


def _lines(sections: Sequence[Section], width: int) -> Iterator[_Line]:
    labels = [len(entry.label) for section in sections for entry in section.entries]
    label_width = min(max(labels, default=0), _WIDEST_LABEL)
    for number, section in enumerate(sections):
        if number:
            yield _Line(Content(""))
        if section.heading:
            yield _Line(Content.styled(" " * _INDENT + section.heading, "bold $primary"))
        for entry in section.entries:
            yield from _entry_lines(entry, width, label_width)


def _entry_lines(entry: Entry, width: int, label_width: int) -> Iterator[_Line]:
    """Lay out one entry: the label on the first line, the value wrapped behind it."""
    if not entry.label:
        label = Content(" " * _INDENT)
    else:
        text = drawable(entry.label).truncate(label_width, ellipsis=True, pad=True).stylize("$muted")
        label = Content.assemble(" " * _INDENT, text, "  ")
    indent = " " * label.cell_length
    room = max(width - len(indent) - _INDENT, 1)
    lines = list(_flowing(entry.flow, room)) if entry.flow else entry.value.wrap(room)
    for number, line in enumerate(lines):
        yield _Line(Content.assemble(indent if number else label, line), entry.ref)


def _flowing(parts: Sequence[Content], width: int) -> Iterator[Content]:
    """Put as many parts on each line as fit, two cells apart."""
    line = parts[0]
    for part in parts[1:]:
        longer = Content.assemble(line, "  ", part)
        if longer.cell_length <= width:
            line = longer
        else:
            yield line
            line = part
    yield line
