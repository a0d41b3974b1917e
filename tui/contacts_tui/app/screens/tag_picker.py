"""Choosing tags from a list that narrows as one types; an unknown name can be made on the spot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on, work
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input

from contacts_store.errors import StoreError
from contacts_tui.app.drawable import drawable
from contacts_tui.app.forms.inputs import LineInput
from contacts_tui.app.forms.tag_choice import (
    Having,
    TagChoice,
    TagEntry,
    apply_choice,
    choice_of,
    entries_of,
    matching,
    new_entry,
)
from contacts_tui.app.panes.tag_dot import tag_dot
from contacts_tui.app.screens.dialog import Dialog
from contacts_tui.app.store_worker import in_thread
from contacts_tui.app.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from contacts_store.snapshot.changeset import ChangeSet
    from contacts_store.store import Applied, Store

Result = TypeVar("Result")

_NAME_LIMIT = 255


class TagChoiceList(RowList[TagEntry]):
    """The tags, each with a box."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "choose", "Toggle", show=False)]

    def key(self, item: TagEntry) -> str:
        """Return the tag's id, or the new name."""
        return item.ref

    def draw(self, item: TagEntry, width: int, *, at_cursor: bool) -> Content:  # noqa: ARG002 -- as drawn by the list
        """Draw box, dot and name."""
        box = Content.styled(item.having.value, "" if item.having is Having.NONE else "$mark")
        if item.is_new and item.having is Having.NONE:
            return Content.assemble(" + new tag ", drawable(item.name).stylize("bold"))
        name = drawable(item.name)
        if item.tag is None and not item.is_new:
            name = Content.assemble(name, Content.styled("  unknown tag", "$deleted"))
        elif item.tag is not None and item.tag.is_deleted:
            name = Content.assemble(name, Content.styled("  deleted", "$deleted"))
        dot = Content.styled("●", "$tag") if item.is_new else tag_dot(item.tag)
        return Content.assemble(" ", box, "  ", dot, " ", name)


class TagDialog(Dialog[Result]):
    """The list, the filter and the keys; a subclass says what becomes of the choice."""

    keys = "↑↓ move  enter toggle  ctrl+s save  esc leave"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", priority=True, show=False),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
    ]

    def __init__(self, store: Store, tag_lists: Sequence[Sequence[str]], typed: str = "") -> None:
        """Take the store, the tags of each contact, and what the filter says at first."""
        super().__init__()
        self._store = store
        self._tag_lists = tag_lists
        self._typed = typed
        self._entries = entries_of(store.snapshot, tag_lists)

    def compose_body(self) -> ComposeResult:
        """Lay out the filter and the list."""
        yield LineInput(self._typed, placeholder="filter, or a new name")
        yield TagChoiceList()

    def on_mount(self) -> None:
        """Show all tags."""
        tag_list = self.query_one(TagChoiceList)
        tag_list.empty_text = Content("No tags yet. Type a name to make the first one.")
        self._show()

    @on(Input.Changed)
    def _show(self) -> None:
        text = self.query_one(LineInput).value
        shown = matching(self._entries, text)
        new = new_entry(self._entries, text[:_NAME_LIMIT])
        self.query_one(TagChoiceList).show([*shown, *([new] if new else [])])

    def action_move(self, step: int) -> None:
        """Move in the list while the filter has the focus."""
        tag_list = self.query_one(TagChoiceList)
        tag_list.move_to(tag_list.cursor + step)

    @on(Input.Submitted)
    @on(RowList.Chosen)
    def _toggle(self) -> None:
        entry = self.query_one(TagChoiceList).current
        if entry is None:
            return
        toggled = entry.toggled()
        if entry.is_new and entry not in self._entries:
            self._entries = (*self._entries, toggled)
            self.query_one(LineInput).value = ""
        self._entries = tuple(toggled if one.ref == entry.ref else one for one in self._entries)
        self._show()

    def action_save(self) -> None:
        """Apply what was chosen."""
        choice = choice_of(self._entries)
        if choice == TagChoice((), frozenset(), ()):
            self.dismiss(None)
        else:
            self._finish(choice)

    @work(exclusive=True, group="save")
    async def _finish(self, choice: TagChoice) -> None:
        try:
            result = await in_thread(self.result_of, choice)
        except StoreError as problem:
            self.show_problem(str(problem))
        else:
            self.dismiss(result)

    def result_of(self, choice: TagChoice) -> Result:
        """Make the screen's result of a choice; may block.

        Raises:
            StoreError: it can't be; shown in the screen, which stays.
        """
        raise NotImplementedError

    def follow(self, changeset: ChangeSet) -> None:
        """Show tags that came, went or were renamed; what was chosen stays."""
        if changeset.tags_changed:
            chosen = {entry.ref: entry for entry in self._entries}
            fresh = entries_of(self._store.snapshot, self._tag_lists)
            known = [
                replace(one, having=chosen[one.ref].having) if one.ref in chosen else one for one in fresh
            ]
            self._entries = (*known, *(entry for entry in self._entries if entry.is_new))
            self._show()


class TagPicker(TagDialog["Applied | None"]):
    """The tags of some contacts; the result is what was changed."""

    def __init__(self, store: Store, contact_ids: Sequence[str]) -> None:
        """Take the store and the contacts."""
        rows = [row for id_ in contact_ids if (row := store.snapshot.row(id_)) is not None]
        super().__init__(store, [row.tags for row in rows])
        self._contact_ids = contact_ids
        self.heading = f"Tags of {rows[0].name}" if len(rows) == 1 else f"Tags of {len(rows)} contacts"

    def result_of(self, choice: TagChoice) -> Applied:
        """Change the contacts."""
        return apply_choice(self._store, self._contact_ids, choice)


class TagChooser(TagDialog["tuple[str, ...] | None"]):
    """The tags of a form's contact, which is not saved yet; the result is its new tag list."""

    heading = "Tags"

    def __init__(self, store: Store, tag_ids: Sequence[str], typed: str = "") -> None:
        """Take the store, the tags so far, and what the filter says at first."""
        super().__init__(store, [tag_ids], typed)
        self._tag_ids = tag_ids

    def result_of(self, choice: TagChoice) -> tuple[str, ...]:
        """Make the new tags, and return the list with them."""
        made = []
        for name in choice.create:
            self._store.add_tag(name)
            made.append(self._store.snapshot.tag_table.resolve(name))
        return choice.tags_of(self._tag_ids, made)
