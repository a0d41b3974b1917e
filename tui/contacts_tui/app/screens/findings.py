"""What is wrong with files, errors first; each opens in the editor at its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from contacts_store.errors import StoreError
from contacts_store.finding import Finding
from contacts_tui.app.drawable import drawable
from contacts_tui.app.editor import edit_file
from contacts_tui.app.forms.finding_list import FILTERS, counted, of_degree, renewed
from contacts_tui.app.screens.dialog import Dialog
from contacts_tui.app.store_worker import in_thread
from contacts_tui.app.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from contacts_store.snapshot.changeset import ChangeSet
    from contacts_store.store import Store

_SIGNS = {"error": "✗", "warning": "!", "hint": "·"}
_PLACE_SHARE = 0.42
"""The part of a line that a place may take."""
_FEWEST_LINES = 5
_MEASURED = 200
"""So many places decide how wide their column is."""


class FindingRows(RowList[Finding]):
    """The findings, one a line."""

    place_width = 0
    """Cells that the longest place needs."""

    def key(self, item: Finding) -> str:
        """Return place and words: a finding is the same as long as both are."""
        return f"{item.place} {item.message}"

    def draw(self, item: Finding, width: int, *, at_cursor: bool) -> Content:  # noqa: ARG002 -- as drawn by the list
        """Draw sign, place and message."""
        color = f"$finding-{item.degree}"
        place = drawable(item.place)
        room = min(self.place_width, round(width * _PLACE_SHARE))
        if place.cell_length > room:  # the end of a path tells more than its beginning
            place = Content("…") + place[len(place) - room + 1 :]
        return Content.assemble(
            " ",
            Content.styled(f"{_SIGNS[item.degree]} ", color),
            place.pad_right(max(room - place.cell_length, 0)),
            "  ",
            drawable(item.message),
        )


class FindingsScreen(Dialog[None]):
    """Lists the findings of the whole store and follows its changes."""

    keys = "enter open in the editor  f filter  r check again  esc leave"
    heading = "Findings"
    AUTO_FOCUS = "FindingRows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("E", "edit", "Editor", show=False),
        Binding("f", "filter", "Filter", show=False),
        Binding("r", "check", "Check again", show=False),
        Binding("exclamation_mark", "leave", "Leave", show=False),
    ]

    def __init__(self, store: Store) -> None:
        """Take the store, loaded or loading."""
        super().__init__()
        self._store = store
        self._findings = store.snapshot.findings
        self._filter = 0

    def compose_body(self) -> ComposeResult:
        """Lay out the counts, the list and the whole of one finding."""
        yield Static(id="counts")
        yield FindingRows()
        yield Static(id="whole")

    def on_mount(self) -> None:
        """Show what the snapshot knows, and look for the rest."""
        self._show()
        self.action_check()

    def _show(self) -> None:
        word, degree = FILTERS[self._filter]
        rows = self.query_one(FindingRows)
        rows.empty_text = Content("Every file is fine." if degree is None else f"No {word}.")
        places = (drawable(finding.place).cell_length for finding in self._findings[:_MEASURED])
        rows.place_width = max(places, default=0)
        rows.styles.height = max(len(self._findings), _FEWEST_LINES)
        rows.show(of_degree(self._findings, degree))
        suffix = "" if degree is None else f"  showing {word}"
        self.query_one("#counts", Static).update(
            Content.assemble(counted(self._findings), Content.styled(suffix, "$muted"))
        )

    def action_check(self) -> None:
        """Check the whole store."""
        self._check()

    @work(exclusive=True, group="check")
    async def _check(self) -> None:
        self.show_notice(f"checking {len(self._store.snapshot.rows)} contacts …")
        try:
            self._findings = await in_thread(self._store.check)
        except StoreError as problem:
            self.show_problem(str(problem))
        self.show_notice("")
        self._show()

    def follow(self, changeset: ChangeSet) -> None:
        """Follow the store's changes."""
        snapshot = self._store.snapshot
        rows = (snapshot.row(id_) for id_ in changeset.added | changeset.changed)
        self._recheck(frozenset(row.path for row in rows if row is not None))

    @work(group="recheck")
    async def _recheck(self, paths: frozenset[str]) -> None:
        fresh = await in_thread(self._store.check, paths)
        self._findings = renewed(self._findings, self._store.snapshot, paths, fresh)
        self._show()

    @on(RowList.CursorMoved)
    def _show_whole(self) -> None:
        finding = self.query_one(FindingRows).current
        self.query_one("#whole", Static).update(_whole(finding) if finding else "")

    @on(RowList.Chosen)
    def _open(self) -> None:
        self.action_edit()

    def action_edit(self) -> None:
        """Open the file at the finding's line."""
        finding = self.query_one(FindingRows).current
        file = self._store.root / finding.path if finding else None
        if finding is None or file is None or not file.is_file():
            self.show_problem("there is no file to open" if finding else "")
            return
        self.show_problem(edit_file(self.app, file, finding.line, finding.column))

    def action_filter(self) -> None:
        """Show all, then errors, warnings, hints only."""
        self._filter = (self._filter + 1) % len(FILTERS)
        self._show()


def _whole(finding: Finding) -> Content:
    field = f"{finding.field}: " if finding.field else ""
    return Content("\n").join(
        [
            drawable(finding.place).stylize("$muted"),
            Content.assemble(
                Content.styled(f"{finding.degree}  ", f"bold $finding-{finding.degree}"),
                drawable(field).stylize("bold"),
                drawable(finding.message),
            ),
            drawable(finding.remedy and f"→ {finding.remedy}"),
        ]
    )
