"""What a change of many contacts would do, by field, before it is made; made in one step, with progress."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import work
from textual.binding import Binding
from textual.content import Content

from contacts_store.errors import StoreError
from contacts_store.merge.changes import field_changes
from contacts_store.model.contact import Contact, shown_name
from contacts_tui.app.drawable import drawable
from contacts_tui.app.screens.dialog import Dialog
from contacts_tui.app.store_worker import in_thread
from contacts_tui.app.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from contacts_store.operations.bulk import Edit, Plan
    from contacts_store.store import Applied, Store

_SHOW_EVERY = 0.1
"""Seconds between two looks at how far the work is."""


class PreviewLine(NamedTuple):
    """One change of one field, or why a contact is left out."""

    name: str
    what: str
    is_left_out: bool = False


def preview_lines(plan: Plan) -> list[PreviewLine]:
    """Return the lines of a plan, what is left out first."""
    lines = [PreviewLine(left.name, str(left.reason), is_left_out=True) for left in plan.left_out]
    for change in plan.changes:
        record = change.before or change.after
        name = shown_name(record, change.path) if isinstance(record, Contact) else change.path
        lines += (PreviewLine(name, str(field)) for field in field_changes(change.before, change.after))
    return lines


class PreviewList(RowList[PreviewLine]):
    """The changes, one a line."""

    def key(self, item: PreviewLine) -> str:
        """Return the whole line."""
        return f"{item.name} {item.what}"

    def draw(self, item: PreviewLine, width: int, *, at_cursor: bool) -> Content:
        """Draw who and what."""
        name = drawable(item.name).truncate(max(width // 3, 8), ellipsis=True, pad=True)
        style = "$finding-warning" if item.is_left_out else "" if at_cursor else "$muted"
        what = f"left out: {item.what}" if item.is_left_out else item.what
        return Content.assemble(" ", name, "  ", drawable(what).stylize(style))


class BulkPreview(Dialog["Applied | None"]):
    """Shows what an edit would do to contacts; the result is what was done, None when nothing was."""

    keys = "enter do it  esc leave, or stop"
    heading = "Preview"
    AUTO_FOCUS = "PreviewList"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "make", "Do it", priority=True, show=False)]

    def __init__(self, store: Store, ids: Sequence[str], edit: Edit) -> None:
        """Take the store, the contacts and the edit."""
        super().__init__()
        self._store = store
        self._ids = ids
        self._edit = edit
        self._plan: Plan | None = None
        self._progress = (0, len(ids))
        self._doing = "looking at"
        self._is_stopped = False

    def compose_body(self) -> ComposeResult:
        """Lay out the list."""
        yield PreviewList()

    def on_mount(self) -> None:
        """Work the changes out."""
        self.set_interval(_SHOW_EVERY, self._show_progress)
        self._look()

    @work(exclusive=True, group="bulk")
    async def _look(self) -> None:
        plan = await in_thread(self._store.plan, self._ids, self._edit, self._went_on)
        if self._is_stopped:
            self.dismiss(None)
            return
        lines = await in_thread(preview_lines, plan)
        self._plan, self._doing = plan, ""
        rows = self.query_one(PreviewList)
        rows.empty_text = Content("Nothing would change.")
        rows.show(lines)
        self.show_notice(
            f"{len(plan.changes)} to change, {plan.unchanged} as they shall be, {len(plan.left_out)} left out"
        )

    def action_make(self) -> None:
        """Make the changes that are shown."""
        if self._plan is not None and not self._doing:
            if self._plan.changes:
                self._make(self._plan)
            else:
                self.dismiss(None)

    @work(exclusive=True, group="bulk")
    async def _make(self, plan: Plan) -> None:
        self._doing, self._progress = "changing", (0, len(plan.changes))
        try:
            applied: Applied = await in_thread(self._store.apply, plan.changes, "", self._went_on)
        except StoreError as problem:
            self._doing = ""
            self.show_problem(str(problem))
        else:
            self.dismiss(applied)

    def _went_on(self, done: int, total: int) -> bool:
        """Take how far the work is, in the working thread; say whether to go on."""
        self._progress = (done, total)
        return not self._is_stopped

    def _show_progress(self) -> None:
        if self._doing:
            done, total = self._progress
            self.show_notice(f"{self._doing} {done:,} of {total:,} contacts …  esc stops")

    def action_leave(self) -> None:
        """Stop what is going on, what was done is one step; else close."""
        if self._doing:
            self._is_stopped = True
        else:
            self.dismiss(None)
