"""The tags pane: the fixed views, then every tag, each with its count; the cursor selects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from contacts_store.snapshot.view import View
from contacts_tui.app.actions import Place, bindings
from contacts_tui.app.drawable import drawable
from contacts_tui.app.panes.tag_dot import tag_dot
from contacts_tui.app.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.binding import BindingType

    from contacts_store.snapshot.snapshot import Snapshot
    from contacts_store.snapshot.tag_row import TagRow


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the pane."""

    view: View
    label: str
    count: int
    tag: TagRow | None = None


_FIXED = (
    (View.all(), "All"),
    (View.untagged(), "Untagged"),
    (View.trash(), "Trash"),
    (View.broken(), "Broken"),
)
_SIGNS = {"all": "◆", "untagged": "◇", "trash": "✗", "broken": "!"}


class TagsPane(RowList[Entry]):
    """The list of views."""

    BORDER_TITLE = "Tags"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.TAGS)]

    def key(self, item: Entry) -> str:
        """Return the kind of view, or the tag's id."""
        return item.view.tag_id or item.view.kind

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the views and tags of a snapshot. Deleted tags stay as long as contacts have them."""
        fixed = [Entry(view, label, snapshot.count(view)) for view, label in _FIXED]
        tags = [
            Entry(View.tag(tag.id), tag.name, snapshot.count(View.tag(tag.id)), tag) for tag in snapshot.tags
        ]
        self.show(
            [*fixed, *(entry for entry in tags if entry.count or not (entry.tag and entry.tag.is_deleted))]
        )

    def select(self, view: View) -> None:
        """Put the cursor on a view, if it is listed."""
        for index, entry in enumerate(self.items):
            if entry.view == view:
                self.move_to(index)

    def draw(self, item: Entry, width: int, *, at_cursor: bool) -> Content:
        """Draw one view: sign, name, count."""
        count = Content(f" {item.count} ").stylize("" if at_cursor else "$muted")
        name = drawable(item.label)
        if item.tag is not None and item.tag.is_deleted:
            name = Content.assemble(name, " (deleted)").stylize("$deleted italic")
        line = Content.assemble(" ", _sign(item), " ", name)
        return line.truncate(max(width - count.cell_length, 0), ellipsis=True, pad=True) + count


def _sign(entry: Entry) -> Content:
    if entry.view.kind == "tag":
        return tag_dot(entry.tag)
    has_broken = entry.view.kind == "broken" and entry.count
    return Content.styled(_SIGNS[entry.view.kind], "bold $broken" if has_broken else "$muted")
