"""The details pane: everything about one contact, wrapped to the pane's width."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip

from contacts_tui.app.actions import Place, bindings
from contacts_tui.app.drawable import drawable
from contacts_tui.app.highlight import highlighted
from contacts_tui.app.widgets.line_view import LineView

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events
    from textual.binding import BindingType

    from contacts_tui.app.panes.entry import Entry, Section, Spot

_WIDEST_LABEL = 16
_INDENT = 1
_LABEL_GAP = 2
_LEAST_ROOM = 19
"""Cells that a value has at least, as most numbers need."""


class _Line(NamedTuple):
    content: Content
    spot: Spot | None = None


class DetailsPane(LineView, can_focus=True, inherit_bindings=False):
    """Sections of labelled values; the cursor stands on any value."""

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
        self.current: Spot | None = None
        """The value at the cursor."""
        self._sections: tuple[Section, ...] = ()
        self._terms: tuple[str, ...] = ()
        self._shown_id = ""
        self._lines: list[_Line] = []

    def show(self, contact_id: str, sections: tuple[Section, ...]) -> None:
        """Show a contact's sections. The same contact keeps its place; another begins at the top."""
        is_other = contact_id != self._shown_id
        self._shown_id, self._sections = contact_id, sections
        self._lay_out()
        if is_other:
            self.scroll_to(y=0, animate=False)
        spots = self._spots()
        same = None if is_other or self.current is None else self.current.key
        self.current = next((spot for spot in spots if spot.key == same), _first_of_use(spots))

    def highlight(self, terms: tuple[str, ...]) -> None:
        """Set folded words off in the values."""
        if terms != self._terms:
            self._terms = terms
            self._lay_out()

    def on_resize(self) -> None:
        """Wrap for the new width."""
        self._lay_out()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the visible part."""
        width = self.room.width
        index = y + self.scroll_offset.y
        if index >= len(self._lines):
            return Strip.blank(width, self.visual_style.rich_style)
        line = self._lines[index]
        at_cursor = line.spot is not None and line.spot == self.current
        style = self.get_visual_style("details--cursor") if at_cursor else self.visual_style
        return self.line_strip(line.content, width, style)

    def action_down(self) -> None:
        """Go to the next value; where this one goes on below, or behind the last one, scroll."""
        self._step(1)

    def action_up(self) -> None:
        """Go to the value before; where this one goes on above, or above the first one, scroll."""
        self._step(-1)

    def action_page_down(self) -> None:
        """Scroll a page down."""
        self.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll a page up."""
        self.scroll_page_up(animate=False)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the clicked value."""
        offset = event.get_content_offset(self)
        index = -1 if offset is None else offset.y + self.scroll_offset.y
        if 0 <= index < len(self._lines) and self._lines[index].spot is not None:
            self.current = self._lines[index].spot
            self.refresh()

    def _step(self, direction: int) -> None:
        spots = self._spots()
        position = spots.index(self.current) + direction if self.current in spots else len(spots)
        if 0 <= position < len(spots) and self._is_in_sight(self.current, direction):
            self.current = spots[position]
            self._reveal(self._lines_of(self.current)[0 if direction > 0 else -1])
            self.refresh()
        else:
            self.scroll_relative(y=direction, animate=False)

    def _is_in_sight(self, spot: Spot | None, direction: int) -> bool:
        """Tell whether the value's end in this direction is on the screen, or all of it off the screen."""
        lines = self._lines_of(spot)
        top = self.scroll_offset.y
        bottom = top + self.scrollable_content_region.height
        if lines[-1] < top or lines[0] >= bottom:
            return True
        return lines[-1] < bottom if direction > 0 else lines[0] >= top

    def _reveal(self, line: int) -> None:
        height = self.scrollable_content_region.height
        if not self.scroll_offset.y <= line < self.scroll_offset.y + height:
            self.scroll_to(y=line - height // 2, animate=False)

    def _lines_of(self, spot: Spot | None) -> list[int]:
        return [index for index, line in enumerate(self._lines) if line.spot == spot]

    def _spots(self) -> list[Spot]:
        return list(dict.fromkeys(line.spot for line in self._lines if line.spot is not None))

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        before = len(self._lines)
        self._lines = list(_lines(self._sections, width, self._terms)) if width else []
        self.set_line_count(len(self._lines))
        self.refresh(Region(0, 0, width, max(before, len(self._lines))))


def _first_of_use(spots: Sequence[Spot]) -> Spot | None:
    """Return where the cursor begins: the first number or address, else the first value."""
    return next((spot for spot in spots if spot.is_item), spots[0] if spots else None)


def _lines(sections: Sequence[Section], width: int, terms: Sequence[str]) -> Iterator[_Line]:
    labels = [len(entry.label) for section in sections for entry in section.entries]
    label_width = min(max(labels, default=0), _WIDEST_LABEL)
    for number, section in enumerate(sections):
        if number:
            yield _Line(Content(""))
        if section.heading:
            yield _Line(Content.styled(" " * _INDENT + section.heading, "bold $primary"))
        for entry in section.entries:
            yield from _entry_lines(entry, width, label_width, terms)


def _entry_lines(entry: Entry, width: int, label_width: int, terms: Sequence[str]) -> Iterator[_Line]:
    """Lay out one entry: the value wrapped behind its label, below it where too little room is left."""
    label = drawable(entry.label).truncate(label_width, ellipsis=True, pad=True).stylize("$muted")
    beside = _INDENT + label_width + _LABEL_GAP if entry.label else _INDENT
    is_below = bool(entry.label) and width - beside - _INDENT < _LEAST_ROOM
    if is_below:
        yield _Line(label.pad_left(_INDENT), entry.spot)
    indent = _INDENT + _LABEL_GAP if is_below else beside
    room = max(width - indent - _INDENT, 1)
    lines = highlighted(entry.value, terms).wrap(room) if entry.value is not None else []
    for flow in filter(None, entry.flows):
        lines += _flowing([highlighted(part, terms) for part in flow], room)
    for number, line in enumerate(lines):
        is_first = not number and entry.label and not is_below
        head = label.pad_left(_INDENT).pad_right(_LABEL_GAP) if is_first else Content(" " * indent)
        yield _Line(Content.assemble(head, line), entry.spot)


def _flowing(parts: Sequence[Content], width: int) -> Iterator[Content]:
    """Put as many parts on each line as fit, two cells apart; one too long for any line is wrapped."""
    line = parts[0]
    for part in parts[1:]:
        longer = Content.assemble(line, "  ", part)
        if longer.cell_length <= width:
            line = longer
        else:
            yield from line.wrap(width)
            line = part
    yield from line.wrap(width)
