"""Probable duplicates of the whole store: pairs with reasons, side by side, to merge or to tell apart."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from textual import on, work
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from contacts_store.duplicates.candidates import candidates, groups
from contacts_store.errors import StoreError
from contacts_store.operations.merging import joining
from contacts_tui.app.drawable import drawable
from contacts_tui.app.forms.comparison import FieldPair, field_pairs
from contacts_tui.app.reporting import report
from contacts_tui.app.screens.dialog import Dialog
from contacts_tui.app.screens.duplicates_merge import MergeScreen
from contacts_tui.app.store_worker import in_thread
from contacts_tui.app.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from contacts_store.duplicates.candidates import Candidate
    from contacts_store.operations.merging import Joining
    from contacts_store.snapshot.changeset import ChangeSet
    from contacts_store.store import Applied, Store

_QUIET = 0.3
"""Seconds without another change before a changed store is searched again."""
_WAIT = 0.1
"""Seconds between looks whether the store is loaded."""
_FEWEST_LINES = 3
_LABEL_WIDTH = 13
_NAMES_SHARE = 0.45
"""The part of a line that the two names may take."""


class _Superseded(Exception):
    """The result of this search is not wanted any more."""


class PairLine(NamedTuple):
    """One pair in the list."""

    candidate: Candidate
    is_first: bool
    """Whether it is the first pair of its group."""


class PairRows(RowList[PairLine]):
    """The pairs, one a line; further pairs of one group are indented."""

    def key(self, item: PairLine) -> str:
        """Return both ids."""
        return " ".join(item.candidate.pair)

    def draw(self, item: PairLine, width: int, *, at_cursor: bool) -> Content:
        """Draw score, names and reasons."""
        candidate = item.candidate
        names = drawable(f"{candidate.elder.name} · {candidate.younger.name}")
        room = round(width * _NAMES_SHARE)
        return Content.assemble(
            Content.styled(f" {candidate.likeness.score:>3} ", "$mark"),
            " " if item.is_first else "└ ",
            names.truncate(room, ellipsis=True, pad=True),
            "  ",
            drawable(candidate.likeness.words).stylize("" if at_cursor else "$muted"),
        )


class DuplicatesScreen(Dialog[None]):
    """Lists the pairs, follows the store's changes, and stays open for one pair after the other."""

    keys = "enter merge  x not the same person  z undo  r search again  esc leave"
    heading = "Duplicates"
    AUTO_FOCUS = "PairRows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x,n", "tell_apart", "Not the same", show=False),
        Binding("z", "history('undo')", "Undo", show=False, id="history.undo"),
        Binding("Z", "history('redo')", "Redo", show=False, id="history.redo"),
        Binding("r", "search", "Search again", show=False),
        Binding("D", "leave", "Leave", show=False),
    ]

    @dataclass
    class Progressed(Message):
        """The search has got further; ``share`` is what is done, 0-1."""

        share: float

    def __init__(self, store: Store, ways_back: Mapping[str, str]) -> None:
        """Take the store, loaded or loading, and how ``undo`` and ``redo`` are told in toasts."""
        super().__init__()
        self._store = store
        self._ways_back = ways_back
        self._searches = 0

    def compose_body(self) -> ComposeResult:
        """Lay out the list and the pair at its cursor."""
        yield PairRows()
        yield Static(id="sides")

    def on_mount(self) -> None:
        """Begin to search."""
        self._search(0)

    def on_unmount(self) -> None:
        """End a search that is under way."""
        self._searches += 1

    def action_search(self) -> None:
        """Search again."""
        self._search(0)

    def follow(self, changeset: ChangeSet) -> None:
        """Search again when contacts, or the pairs told apart, are others."""
        if changeset.added | changeset.changed | changeset.removed or changeset.distinct_changed:
            self._search(_QUIET)

    @work(exclusive=True, group="search")
    async def _search(self, pause: float) -> None:
        self._searches += 1
        number = self._searches
        await asyncio.sleep(pause)
        while not self._store.snapshot.is_complete:
            self.show_notice("waiting until all contacts are loaded …")
            await asyncio.sleep(_WAIT)

        def progress(share: float) -> None:
            if number != self._searches:
                raise _Superseded
            self.post_message(self.Progressed(share))

        try:
            found = await in_thread(candidates, self._store.snapshot, on_progress=progress)
        except _Superseded:
            return
        self._show(found)
        self.show_notice("")

    @on(Progressed)
    def _show_progress(self, event: Progressed) -> None:
        if event.share < 1:
            self.show_notice(f"comparing {len(self._store.snapshot.rows)} contacts: {event.share:.0%}")

    def _show(self, found: list[Candidate]) -> None:
        lines = [
            PairLine(candidate, candidate is group.candidates[0])
            for group in groups(found)
            for candidate in group.candidates
        ]
        rows = self.query_one(PairRows)
        rows.empty_text = Content("Nobody looks like anybody else.")
        rows.styles.height = max(len(lines), _FEWEST_LINES)
        rows.show(lines)

    @property
    def _current(self) -> Candidate | None:
        line = self.query_one(PairRows).current
        return line.candidate if line else None

    @on(RowList.CursorMoved)
    def _pair_changed(self) -> None:
        self._compare(self._current)

    @work(exclusive=True, group="compare")
    async def _compare(self, candidate: Candidate | None) -> None:
        sides = self.query_one("#sides", Static)
        if candidate is None:
            sides.update("")
            return
        try:
            pair = await in_thread(self._read, candidate)
        except StoreError as problem:
            sides.update(drawable(str(problem)))
            return
        names = self._store.snapshot.tag_table.names
        fields = field_pairs(pair.survivor.contact, pair.loser.contact, names)
        width = (self.query_one("#body").size.width - _LABEL_WIDTH - 4) // 2
        sides.update(Content("\n").join(_line(field, width) for field in fields))

    def _read(self, candidate: Candidate) -> Joining:
        return joining(*(self._store.read(row.id) for row in (candidate.elder, candidate.younger)))

    @on(RowList.Chosen)
    @work
    async def _merge(self) -> None:
        candidate = self._current
        if candidate is None:
            return
        try:
            pair = await in_thread(self._read, candidate)
        except StoreError as problem:
            self.show_problem(str(problem))
            return
        applied = await self.app.push_screen_wait(MergeScreen(self._store, pair))
        if applied is not None:
            self._done(applied, {saved.after.id for saved in applied.saved if saved.after})

    @work
    async def action_tell_apart(self) -> None:
        """Remember that the two at the cursor are not the same person."""
        candidate = self._current
        if candidate is None:
            return
        try:
            applied = await in_thread(self._store.tell_apart, *candidate.pair)
        except StoreError as problem:
            self.show_problem(str(problem))
        else:
            self._done(applied, {*candidate.pair})

    @work
    async def action_history(self, direction: Literal["undo", "redo"]) -> None:
        """Take the last change back, or make it again."""
        try:
            applied = await in_thread(getattr(self._store, direction))
        except StoreError as problem:
            self.show_problem(str(problem))
        else:
            self.show_problem("")
            report(self.app, applied, self._ways_back["redo" if direction == "undo" else "undo"])

    def _done(self, applied: Applied, ids: set[str]) -> None:
        """Tell of a change, and go on to the next pair at once; the search that follows finds the rest."""
        self.show_problem("")
        report(self.app, applied, self._ways_back["undo"])
        rows = self.query_one(PairRows)
        rows.show([line for line in rows.items if not ids.issuperset(line.candidate.pair)])


def _line(field: FieldPair, width: int) -> Content:
    style = "$muted" if field.is_same else ""
    return Content.assemble(
        drawable(field.label).truncate(_LABEL_WIDTH - 1, ellipsis=True, pad=True).stylize("$muted"),
        Content.styled("  " if field.is_same or not (field.left and field.right) else "≠ ", "$mark"),
        drawable(field.left).truncate(width, ellipsis=True, pad=True).stylize(style),
        "  ",
        drawable(field.right).truncate(width, ellipsis=True).stylize(style),
    )
