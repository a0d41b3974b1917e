"""What was done to one contact, newest first, by field; each change, or the whole step, can be put back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual import on, work
from textual.binding import Binding
from textual.content import Content

from contacts_store.errors import StoreError
from contacts_store.journal.step import State
from contacts_store.merge.wording import CHANGED, deed, describe
from contacts_store.model.timestamp import now
from contacts_tui.app.drawable import drawable
from contacts_tui.app.panes.moments import age, local
from contacts_tui.app.screens.dialog import Dialog
from contacts_tui.app.store_worker import in_thread
from contacts_tui.app.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from contacts_store.journal.step import Step
    from contacts_store.snapshot.changeset import ChangeSet
    from contacts_store.store import Applied, Store

_MOST_STEPS = 200
"""Older ones are in ``contacts-tui log``."""


class HistoryLine(NamedTuple):
    """A step, or one change of a field in it."""

    step: Step
    field: str = ""
    """The changed field; empty on the line of the step."""
    what: str = ""


def history_lines(steps: Iterable[Step], tag_names: Mapping[str, str]) -> Iterator[HistoryLine]:
    """Yield the lines of some steps: each step, then its changes."""
    for step in steps:
        yield HistoryLine(step)
        for change in (change for entry in step.entries for change in entry.changes):
            yield HistoryLine(step, change["field"], _words(change, tag_names))


def _words(change: dict[str, Any], tag_names: Mapping[str, str]) -> str:
    field, old, new = change["field"], change["old"], change["new"]
    done = deed(field, old, new, tag_names)
    return describe(field, old, new) if done.verb == CHANGED else str(done)


class HistoryList(RowList[HistoryLine]):
    """Steps and their changes, one a line."""

    def key(self, item: HistoryLine) -> str:
        """Return the step's number and the field."""
        return f"{item.step.id} {item.field}"

    def draw(self, item: HistoryLine, width: int, *, at_cursor: bool) -> Content:  # noqa: ARG002 -- as drawn by the list
        """Draw when, by whom and what; changes stand under their step."""
        if item.field:
            return Content.assemble("    ", drawable(item.what))
        step = item.step
        state = "" if step.state is State.DONE else f"  ({_STATES[step.state]})"
        when = f"{local(step.at)}  {age(step.at, now()):<14}"
        return Content.assemble(
            " ",
            Content.styled(when, "$muted"),
            drawable(f" {step.label}").stylize("bold"),
            Content.styled(f"  {step.actor}{state}", "$muted"),
        )


_STATES = {State.PENDING: "interrupted", State.UNDONE: "taken back", State.SUPERSEDED: "taken back"}


class HistoryScreen(Dialog["Applied | None"]):
    """Lists what was done to a contact; the result is what was put back, None when nothing was."""

    keys = "enter put back what was before  esc leave"
    AUTO_FOCUS = "HistoryList"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("h", "leave", "Leave", show=False)]

    def __init__(self, store: Store, contact_id: str, name: str) -> None:
        """Take the store, whose history it is, and the name that lists show."""
        super().__init__()
        self.heading = f"History of {name}"
        self._store = store
        self._contact_id = contact_id

    def compose_body(self) -> ComposeResult:
        """Lay out the list."""
        yield HistoryList()

    def on_mount(self) -> None:
        """Read the steps."""
        self._read()

    @work(exclusive=True, group="history")
    async def _read(self) -> None:
        try:
            lines = await in_thread(self._lines)
        except StoreError as problem:
            self.show_problem(str(problem))
            return
        rows = self.query_one(HistoryList)
        rows.empty_text = Content("Nothing was changed through this program yet.")
        rows.styles.height = max(len(lines), 3)
        rows.show(lines)

    def _lines(self) -> list[HistoryLine]:
        steps = self._store.steps(self._contact_id, _MOST_STEPS)
        return list(history_lines(steps, self._store.snapshot.tag_table.names))

    def follow(self, changeset: ChangeSet) -> None:
        """Read again what became of the contact."""
        if self._contact_id in changeset.added | changeset.changed:
            self._read()

    @on(RowList.Chosen)
    def _put_back(self) -> None:
        line = self.query_one(HistoryList).current
        if line is not None:
            self._bring_back(line)

    @work(exclusive=True, group="history")
    async def _bring_back(self, line: HistoryLine) -> None:
        try:
            applied: Applied = await in_thread(
                self._store.put_back, self._contact_id, line.step.id, line.field
            )
        except StoreError as problem:
            self.show_problem(str(problem))
            return
        if applied.saved:
            self.dismiss(applied)
        else:
            self.show_problem("that is how it is already")
