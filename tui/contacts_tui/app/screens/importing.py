"""Taking contacts in from a file: what it is, what would change, and only then the import itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import on, work
from textual.content import Content
from textual.widgets import Input

from contacts_store.errors import StoreError
from contacts_store.interchange.tables.columns import BadColumn
from contacts_tui.app.drawable import drawable
from contacts_tui.app.forms.choice import Choice
from contacts_tui.app.forms.import_job import ImportJob, ImportLine, Wish, counted, shown_lines
from contacts_tui.app.forms.inputs import LabelledLine, LineInput
from contacts_tui.app.forms.path_input import PathInput, expanded
from contacts_tui.app.screens.dialog import Dialog
from contacts_tui.app.store_worker import in_thread
from contacts_tui.app.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from contacts_store.interchange.importing import Mode
    from contacts_store.interchange.payload import Format
    from contacts_store.interchange.report import ImportReport
    from contacts_store.snapshot.changeset import ChangeSet
    from contacts_store.store import Store

_SHOW_EVERY = 0.1
"""Seconds between two looks at how far the work is."""
_FORMATS: dict[str, Format | None] = {
    "as its name or beginning tells": None,
    "vCard": "vcard",
    "CSV": "csv",
    "JSON": "json",
    "JSON Lines": "jsonl",
    "YAML": "yaml",
}
_MODES: dict[str, Mode] = {
    "if it differs: leave and tell": "create",
    "update": "update",
    "leave as it is": "skip_existing",
}
_SOURCES = ("import", "sync")


class Imported(NamedTuple):
    """What an import came to."""

    summary: str
    changeset: ChangeSet
    folder: str
    """Where the file lay, as it was typed; the next one is likely to lie there, too."""


class ImportList(RowList[ImportLine]):
    """What would be done, was done, or could not be, one a line."""

    def key(self, item: ImportLine) -> str:
        """Return the whole line."""
        return f"{item.place} {item.what}"

    def draw(self, item: ImportLine, width: int, *, at_cursor: bool) -> Content:  # noqa: ARG002 -- as drawn by the list
        """Draw where and what."""
        what = drawable(item.what)
        return Content.assemble(
            " ",
            Content.styled(item.place.ljust(10), "$muted"),
            what.stylize("$finding-error") if item.is_wrong else what,
        )


class ImportScreen(Dialog["Imported | None"]):
    """Asks for a file, tries the import, and does it when told so; the result is what was imported."""

    heading = "Import"
    keys = "enter look, then import  ‹ › change  tab complete  esc leave, stop"
    AUTO_FOCUS = "PathInput"

    def __init__(self, store: Store, folder: str) -> None:
        """Take the store, and the folder to begin in."""
        super().__init__()
        self._store = store
        self._folder = folder
        self._tried: Wish | None = None
        """What the list shows the outcome of."""
        self._proposed = ""
        """What the columns of the table were taken for, unless the person says otherwise."""
        self._imported: Imported | None = None
        self._doing = ""
        self._done = 0
        self._is_stopped = False

    def compose_body(self) -> ComposeResult:
        """Lay out the fields and the list."""
        yield LabelledLine("File", PathInput(self._folder))
        yield LabelledLine("Format", Choice(list(_FORMATS), next(iter(_FORMATS))), id="format")
        yield LabelledLine("Who is known", Choice(list(_MODES), next(iter(_MODES))), id="mode")
        yield LabelledLine("Source", Choice(_SOURCES, _SOURCES[0]), id="source")
        columns = LabelledLine("Columns", LineInput(id="mapping"), id="columns")
        columns.display = False
        yield columns
        yield ImportList()

    def on_mount(self) -> None:
        """Put the cursor behind the folder, and show how far the work is."""
        path = self.query_one(PathInput)
        path.cursor_position = len(path.value)
        rows = self.query_one(ImportList)
        rows.empty_text = Content("Enter shows what an import would change; nothing is written yet.")
        self.set_interval(_SHOW_EVERY, self._show_progress)

    @property
    def _wish(self) -> Wish:
        chosen = {
            name: self.query_one(f"#{name} Choice", Choice).value for name in ("format", "mode", "source")
        }
        columns = self.query_one("#mapping", LineInput).value
        return Wish(
            expanded(self.query_one(PathInput).value),
            _FORMATS[chosen["format"]],
            _MODES[chosen["mode"]],
            chosen["source"],
            "" if columns == self._proposed else columns,
        )

    @on(Input.Changed, "PathInput")
    def _another_file(self) -> None:
        self._propose("")

    @on(Input.Submitted)
    @on(RowList.Chosen)
    def _go_on(self) -> None:
        if self._doing:
            return
        wish = self._wish
        if self._imported is not None:
            self.dismiss(self._imported)
        elif wish == self._tried:
            self._run(wish, dry_run=False)
        else:
            self._run(wish, dry_run=True)

    @work(exclusive=True, group="import")
    async def _run(self, wish: Wish, *, dry_run: bool) -> None:
        job = ImportJob(self._store, wish)
        self._doing, self._done, self._is_stopped = ("looking at" if dry_run else "importing"), 0, False
        self.show_problem("")
        try:
            report = await in_thread(job.run, self._went_on, dry_run=dry_run)
        except (OSError, BadColumn, StoreError) as problem:
            words = (
                f"{wish.path} can't be read: {problem.strerror}" if isinstance(problem, OSError) else problem
            )
            self.show_notice("")
            self.show_problem(str(words))
        else:
            self._show(job, report, dry_run=dry_run)
        finally:
            self._doing = ""

    def _show(self, job: ImportJob, report: ImportReport, *, dry_run: bool) -> None:
        rows = self.query_one(ImportList)
        rows.empty_text = Content("There is nothing to tell of any row.")
        rows.show(shown_lines(job), at_top=True)
        stopped = " until it was stopped" if self._is_stopped else ""
        if dry_run:
            self._propose(job.mapping)
            self._tried = None if self._is_stopped else self._wish
            self.show_notice(f"would be: {counted(report)}{stopped}; enter imports")
            return
        assert job.changeset is not None
        typed = self.query_one(PathInput).value
        folder = typed[: typed.rfind("/") + 1] or "./"
        self._imported = Imported(f"imported: {counted(report)}{stopped}", job.changeset, folder)
        self.show_notice(f"{self._imported.summary}; enter leaves")
        rows.focus()

    def _propose(self, mapping: str) -> None:
        """Show what the columns of a table are taken for, to be corrected; nothing for other files."""
        self._proposed = mapping
        self.query_one("#mapping", LineInput).value = mapping
        self.query_one("#columns").display = bool(mapping)

    def _went_on(self, done: int) -> bool:
        """Take how far the work is, in the working thread; say whether to go on."""
        self._done = done
        return not self._is_stopped

    def _show_progress(self) -> None:
        if self._doing:
            self.show_notice(f"{self._doing} row {self._done:,} …  esc stops")

    def action_leave(self) -> None:
        """Stop what is going on, what was imported stays and is one step; else close."""
        if self._doing:
            self._is_stopped = True
        else:
            self.dismiss(self._imported)
