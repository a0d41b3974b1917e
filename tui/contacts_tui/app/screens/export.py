"""Writing contacts into a file: which ones, in what format, where."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import on, work
from textual.widgets import Input

from contacts_store.errors import StoreError
from contacts_store.interchange.exporting import export_contacts
from contacts_tui.app.forms.choice import Choice
from contacts_tui.app.forms.inputs import LabelledLine
from contacts_tui.app.forms.path_input import PathInput, expanded
from contacts_tui.app.screens.dialog import Dialog
from contacts_tui.app.store_worker import in_thread
from contacts_tui.export_file import InsideTheStore, outside, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from textual.app import ComposeResult

    from contacts_store.interchange.payload import Format
    from contacts_store.model.contact import Contact
    from contacts_store.store import Store

_SHOW_EVERY = 0.1
"""Seconds between two looks at how far the work is."""


class Selection(NamedTuple):
    """Some contacts, and what to call them."""

    label: str
    ids: tuple[str, ...]


class _Kind(NamedTuple):
    label: str
    format: Format
    ending: str


_KINDS = (
    _Kind("vCard 3.0, for phones and mail", "vcard", ".vcf"),
    _Kind("vCard 4.0", "vcard4", ".vcf"),
    _Kind("CSV, all our columns", "csv", ".csv"),
    _Kind("Google's CSV", "google-csv", ".csv"),
    _Kind("JSON, whole contacts", "json", ".json"),
    _Kind("JSON Lines, whole contacts", "jsonl", ".jsonl"),
    _Kind("YAML, as in the store", "yaml", ".yaml"),
)
_ENDINGS = tuple({kind.ending for kind in _KINDS})


class _Stopped(Exception):
    """The person has had enough."""


class ExportScreen(Dialog["str | None"]):
    """Asks what to write where, and writes it; the result says what was written, None when nothing was."""

    heading = "Export"
    keys = "enter write  ‹ › change  tab complete, next  esc leave, or stop"
    AUTO_FOCUS = "PathInput"

    def __init__(self, store: Store, selections: Sequence[Selection]) -> None:
        """Take the store, and what there is to choose from, the likeliest first."""
        super().__init__()
        self._store = store
        self._selections = {selection.label: selection.ids for selection in selections}
        self._kinds = {kind.label: kind for kind in _KINDS}
        self._confirmed: Path | None = None
        """The file that is there already, and may be replaced."""
        self._progress: tuple[int, int] | None = None
        self._is_stopped = False

    def compose_body(self) -> ComposeResult:
        """Lay out the fields."""
        labels = list(self._selections)
        yield LabelledLine("Whom", Choice(labels, labels[0]), id="whom")
        yield LabelledLine("Format", Choice(list(self._kinds), _KINDS[0].label), id="format")
        yield LabelledLine("File", PathInput("~/contacts.vcf"))

    def on_mount(self) -> None:
        """Put the cursor behind the path, and show how far the work is."""
        self.query_one(PathInput).cursor_position = len(self.query_one(PathInput).value)
        self.set_interval(_SHOW_EVERY, self._show_progress)

    @property
    def _kind(self) -> _Kind:
        return self._kinds[self.query_one("#format Choice", Choice).value]

    @on(Choice.Changed)
    def _suit_the_ending(self) -> None:
        field = self.query_one(PathInput)
        for ending in _ENDINGS:
            if field.value.endswith(ending):
                field.value = field.value.removesuffix(ending) + self._kind.ending
                return

    @on(Input.Changed)
    def _forget_what_was_confirmed(self) -> None:
        self._confirmed = None
        self.show_problem("")

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if self._progress is None:
            ids = self._selections[self.query_one("#whom Choice", Choice).value]
            self._progress = (0, len(ids))
            self._write(ids, self._kind.format, expanded(self.query_one(PathInput).value))

    @work(exclusive=True, group="export")
    async def _write(self, ids: Sequence[str], format_: Format, path: Path) -> None:
        left_out: list[str] = []
        names = self._store.snapshot.tag_table.names
        pieces = export_contacts(self._contacts(ids, left_out), format_, names)
        try:
            objection = await in_thread(self._objection, path)
            if not objection:
                await in_thread(write_whole, path, pieces)
        except _Stopped:
            self.dismiss(None)
            return
        except OSError as problem:
            objection = f"{path} can't be written: {problem.strerror or problem}"
        if objection:
            self._progress = None
            self.show_notice("")
            self.show_problem(objection)
            return
        count = len(ids) - len(left_out)
        told = f"{count:,} contact{'' if count == 1 else 's'} written to {path}"
        self.dismiss(f"{told}; left out, as they can't be read: {', '.join(left_out)}" if left_out else told)

    def _objection(self, path: Path) -> str:
        """Say what stands against writing there; that a file is there already, once."""
        try:
            outside(self._store.root, path)
        except InsideTheStore as problem:
            return str(problem)
        if path.is_dir():
            return f"{path} is a folder: type the file's name behind it"
        if not path.parent.is_dir():
            return f"there is no folder {path.parent}"
        if path.exists() and self._confirmed != path:
            self._confirmed = path
            return f"{path} is there already: enter again replaces it"
        return ""

    def _contacts(self, ids: Sequence[str], left_out: list[str]) -> Iterator[tuple[Contact, str]]:
        """Yield the contacts with their paths, in the working thread; note those that can't be read."""
        for done, id_ in enumerate(ids):
            if self._is_stopped:
                raise _Stopped
            self._progress = (done, len(ids))
            try:
                loaded = self._store.read(id_)
            except StoreError:
                row = self._store.snapshot.row(id_)
                left_out.append(row.path if row else id_)
            else:
                yield loaded.contact, loaded.path

    def _show_progress(self) -> None:
        if self._progress is not None:
            done, total = self._progress
            self.show_notice(f"writing {done:,} of {total:,} contacts …  esc stops")

    def action_leave(self) -> None:
        """Stop writing, and nothing is written; else close."""
        if self._progress is None:
            self.dismiss(None)
        else:
            self._is_stopped = True
