"""The tags pane: the fixed views, saved searches, every tag, each with its count; the cursor selects.

Several tags are chosen one by one, to have or not to have; as long as any is, the choice selects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.content import Content
from textual.message import Message

from contacts_store.snapshot.snapshot import Snapshot
from contacts_store.snapshot.tag_filter import TagFilter
from contacts_store.snapshot.view import View
from contacts_tui.app.actions import Place, bindings
from contacts_tui.app.drawable import drawable
from contacts_tui.app.panes.tag_dot import tag_dot
from contacts_tui.app.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.binding import BindingType

    from contacts_store.snapshot.tag_row import TagRow


class Entry(NamedTuple):
    """One line of the pane."""

    view: View
    label: str
    size: int | None
    """How many contacts it has; None while it is not known."""
    tag: TagRow | None = None


_FIXED = (
    (View.all(), "All"),
    (View.untagged(), "Untagged"),
    (View.trash(), "Trash"),
    (View.broken(), "Broken"),
)
_SIGNS = {"all": "◆", "untagged": "◇", "trash": "✗", "broken": "!", "search": "⌕"}


class TagsPane(RowList[Entry]):
    """The list of views."""

    BORDER_TITLE = "Tags"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.TAGS)]

    class ChoiceChanged(Message):
        """Other tags are chosen than before, or in another way."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self.choice = TagFilter()
        """The tags chosen one by one."""
        self._snapshot = Snapshot()
        self._counts: dict[View, int] = {}

    def key(self, item: Entry) -> str:
        """Return the kind of view, with the tag's id or the search's name."""
        return f"{item.view.kind} {item.view.tag_id}{item.view.name}"

    @property
    def view(self) -> View | None:
        """The view that is selected: by the choice of tags, else by the cursor."""
        if self.choice:
            return View.filtered(self.choice)
        return self.current.view if self.current else None

    @property
    def label(self) -> str:
        """What the selected view is called; empty for all contacts."""
        if self.choice:
            return self.choice.described(self._snapshot.tag_name)
        return "" if self.current is None or self.current.view == View.all() else self.current.label

    def choose(self, choice: TagFilter) -> None:
        """Choose other tags."""
        if choice != self.choice:
            self.choice = choice
            self.border_subtitle = ("any of them" if choice.any_of else "all of them") if choice else ""
            self.redraw()
            self.post_message(self.ChoiceChanged())

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the views and tags of a snapshot. Deleted tags stay as long as contacts have them."""
        self._snapshot = snapshot
        if snapshot.is_complete:
            self.choose(self.choice.among([tag.id for tag in snapshot.tags]))
        fixed = [Entry(view, label, snapshot.count(view)) for view, label in _FIXED]
        searches = [
            Entry(view, view.name, self._counts.get(view))
            for view in map(View.search, snapshot.saved.queries)
        ]
        tags = [
            Entry(View.tag(tag.id), tag.name, snapshot.count(View.tag(tag.id)), tag) for tag in snapshot.tags
        ]
        used = (entry for entry in tags if entry.size or not (entry.tag and entry.tag.is_deleted))
        self.show([*fixed, *searches, *used])

    def show_count(self, view: View, count: int) -> None:
        """Show how many contacts a saved search finds; it stays until another count comes."""
        self._counts[view] = count
        self.items = [entry._replace(size=count) if entry.view == view else entry for entry in self.items]
        self.redraw()

    def select(self, view: View) -> None:
        """Put the cursor on a view, if it is listed; no tags are chosen any more."""
        self.choose(TagFilter())
        for index, entry in enumerate(self.items):
            if entry.view == view:
                self.move_to(index)

    def draw(self, item: Entry, width: int, *, at_cursor: bool) -> Content:
        """Draw one view: sign, name, count."""
        count = Content("" if item.size is None else f" {item.size} ").stylize("" if at_cursor else "$muted")
        name = drawable(item.label)
        if item.tag is not None and item.tag.is_deleted:
            name = Content.assemble(name, " (deleted)").stylize("$deleted italic")
        line = Content.assemble(self._choice_sign(item), _sign(item), " ", name)
        return line.truncate(max(width - count.cell_length, 0), ellipsis=True, pad=True) + count

    def _choice_sign(self, item: Entry) -> Content:
        if item.view.tag_id in self.choice.wanted:
            return Content.styled("+", "bold $mark")
        return (
            Content.styled("−", "bold $deleted") if item.view.tag_id in self.choice.unwanted else Content(" ")
        )

    def action_choose_tag(self) -> None:
        """Choose the tag at the cursor: to have, not to have, or not at all."""
        if self.current is not None and self.current.tag is not None:
            self.choose(self.choice.stepped(self.current.tag.id))

    def action_match(self, any_of: bool) -> None:  # noqa: FBT001 -- the argument of a key binding
        """Let contacts through that have any of the tags to have, or only those that have all."""
        self.choose(self.choice._replace(any_of=any_of))


def _sign(entry: Entry) -> Content:
    if entry.view.kind == "tag":
        return tag_dot(entry.tag)
    has_broken = entry.view.kind == "broken" and entry.size
    return Content.styled(_SIGNS[entry.view.kind], "bold $broken" if has_broken else "$muted")
