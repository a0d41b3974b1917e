"""The contacts pane: one line a contact, as many columns as fit, marks that survive everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.message import Message

from contacts_store.snapshot.snapshot import Snapshot
from contacts_tui.app.actions import Place, bindings
from contacts_tui.app.drawable import drawable
from contacts_tui.app.highlight import highlighted
from contacts_tui.app.panes.column_list import ColumnList
from contacts_tui.app.panes.columns import GAP, Column
from contacts_tui.app.panes.moments import local_day
from contacts_tui.app.panes.tag_dot import tag_dot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.binding import BindingType

    from contacts_store.snapshot.row import Row


MARKED = "✓"
BROKEN = "!"
_GUTTER = 2
"""Cells before a line's first column, but the blank."""
_TAG_NAMES_FROM = 14
"""Cells of the tags column from which names stand behind the dots."""


class ContactsPane(ColumnList):
    """The list of contacts."""

    BORDER_TITLE = "Contacts"

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.CONTACTS)]

    class MarksChanged(Message):
        """Other contacts are marked than before, or a range was begun or ended."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self.marked: set[str] = set()
        """Ids of marked contacts, shown at present or not."""
        self.range_start: str | None = None
        """The id at which a range of marks was begun."""
        self._initial: Callable[[Row], str] | None = None
        self._snapshot = Snapshot()
        self._terms: tuple[str, ...] = ()

    def key(self, item: Row) -> str:
        """Return the contact's id."""
        return item.id

    def show_rows(
        self,
        rows: Sequence[Row],
        snapshot: Snapshot,
        terms: tuple[str, ...] = (),
        *,
        initial: Callable[[Row], str] | None = None,
        at_top: bool = False,
    ) -> None:
        """Show rows of a snapshot.

        Args:
            rows: the rows, in order.
            snapshot: where the names and colours of their tags are.
            terms: folded words to highlight.
            initial: tells the letter under which a row stands; None where they stand in no such order.
            at_top: put the cursor on the first row instead of keeping it.
        """
        self._snapshot, self._terms, self._initial = snapshot, terms, initial
        self.show(rows, at_top=at_top)

    def go_to(self, contact_id: str) -> None:
        """Put the cursor on a contact, if it is shown."""
        self.move_to(self.index_of(contact_id))

    def forget(self, ids: Iterable[str]) -> None:
        """Drop the marks of contacts that are gone."""
        gone = self.marked.intersection(ids)
        if gone:
            self.marked -= gone
            self._marks_changed()

    def targets(self) -> tuple[str, ...]:
        """Return the ids that a command is about: the marked ones, else the one at the cursor."""
        if self.marked:
            shown = tuple(dict.fromkeys(row.id for row in self.items if row.id in self.marked))
            return shown + tuple(sorted(self.marked.difference(shown)))
        return (self.current.id,) if self.current else ()

    def unmark_all(self) -> None:
        """Remove every mark."""
        self.marked.clear()
        self._marks_changed()

    def draw_at(self, index: int, width: int, *, at_cursor: bool) -> Content:
        """Draw one contact; in place of the mark, the first of a letter has that letter."""
        line = super().draw_at(index, width, at_cursor=at_cursor)
        letter = self._letter_at(index)[:_GUTTER]
        return Content.styled(letter, "$muted") + line[len(letter) :] if letter else line

    def _letter_at(self, index: int) -> str:
        row = self.items[index]
        if self._initial is None or row.id in self.marked:
            return ""
        letter = self._initial(row)
        return "" if index and self._initial(self.items[index - 1]) == letter else letter

    def draw(self, item: Row, width: int, *, at_cursor: bool) -> Content:
        """Draw one contact."""
        cells = [
            self._cell(item, column, at_cursor=at_cursor).truncate(column.width, ellipsis=True, pad=True)
            for column in self.columns(width)
        ]
        mark = Content.styled(MARKED, "bold $mark") if item.id in self.marked else Content(" ")
        sign = Content.styled(BROKEN, "bold $broken") if item.is_broken else Content(" ")
        line = Content.assemble(mark, sign, " ", Content(" " * GAP).join(cells))
        return line.stylize("$deleted italic") if item.is_deleted else line

    def _cell(self, row: Row, column: Column, *, at_cursor: bool) -> Content:
        if column.name == "tags":
            return self._tags(row, with_names=column.width >= _TAG_NAMES_FROM)
        if column.name in {"created", "updated"}:
            content = Content(local_day(row.tm_create if column.name == "created" else row.tm_update))
        else:
            content = highlighted(drawable(getattr(row, column.name)), self._terms)
        if column.name == "name":
            return content.stylize_before("$broken") if row.is_broken else content
        return content if at_cursor else content.stylize_before("$muted")

    def _tags(self, row: Row, *, with_names: bool) -> Content:
        if not self._snapshot.version:  # the tags were not read yet
            return Content("")
        dots = [tag_dot(self._snapshot.tag(ref)) for ref in row.tags]
        if not with_names:
            return Content("").join(dots)
        names = [drawable(self._snapshot.tag_name(ref)).stylize("$muted") for ref in row.tags]
        pairs = zip(dots, names, strict=True)
        return Content("  ").join(Content.assemble(dot, " ", name) for dot, name in pairs)

    def end_range(self) -> None:
        """Give a range of marks up."""
        self.range_start = None
        self._marks_changed()

    def action_toggle_mark(self) -> None:
        """Mark or unmark the contact at the cursor and move on."""
        if self.current is not None:
            self.marked.symmetric_difference_update({self.current.id})
            self.redraw_item(self.cursor)
            self.post_message(self.MarksChanged())
            self.action_down()

    def action_mark_range(self) -> None:
        """Begin a range of marks; the second time, mark from there to the cursor."""
        if self.current is None:
            return
        if self.range_start is None:
            self.range_start = self.current.id
        else:
            start = self.index_of(self.range_start)
            first, last = sorted((start, self.cursor))
            self.marked.update(row.id for row in self.items[first : last + 1])
            self.range_start = None
        self._marks_changed()

    def action_mark_all(self) -> None:
        """Mark all that are shown; if they all are, unmark them."""
        shown = {row.id for row in self.items}
        if shown <= self.marked:
            self.marked -= shown
        else:
            self.marked |= shown
        self._marks_changed()

    def _marks_changed(self) -> None:
        self.redraw()
        self.post_message(self.MarksChanged())
