"""Merging two contacts: who stays, whose value holds in each field, and what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Label, Static

from contacts_store.errors import StoreError
from contacts_store.model.contact import shown_name
from contacts_store.operations.merging import Joining
from contacts_tui.app.drawable import drawable
from contacts_tui.app.forms.decision import change_lines, field_label, value_text
from contacts_tui.app.screens.conflict import ConflictField, Sides
from contacts_tui.app.screens.dialog import Dialog
from contacts_tui.app.store_worker import in_thread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widget import Widget

    from contacts_store.merge.threeway import Side
    from contacts_store.snapshot.changeset import ChangeSet
    from contacts_store.store import Applied, Store

_SIDES: Sides = (("ours", "stays"), ("theirs", "goes"))
_OTHER: dict[Side, Side] = {"ours": "theirs", "theirs": "ours"}


class MergeScreen(Dialog["Applied | None"]):
    """Asks how two contacts become one, and merges them; the result is what was written."""

    keys = "←→ choose  s swap who stays  ctrl+s merge  esc back"
    heading = "Merge"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "swap", "Swap", show=False),
        Binding("ctrl+s", "merge", "Merge", priority=True, show=False),
    ]

    def __init__(self, store: Store, pair: Joining) -> None:
        """Take the store, and the two contacts as read from it."""
        super().__init__()
        self._store = store
        self._pair = pair

    def compose_body(self) -> ComposeResult:
        """Lay out the fields to choose, and what comes of the choice."""
        with Vertical(id="choice"):
            yield from self._fields({})
        yield Label("What changes in the one that stays", classes="heading")
        yield Static(id="preview")

    def on_mount(self) -> None:
        """Show what comes of the first choice."""
        self._show_preview()

    def _fields(self, choices: dict[str, Side]) -> Iterator[Widget]:
        stays, goes = (
            f"{shown_name(one.contact, one.path)} ({one.contact.id[:8]})"
            for one in (self._pair.survivor, self._pair.loser)
        )
        yield Static(drawable(f"{stays} stays, {goes} goes to the trash."), classes="lead")
        names = self._store.snapshot.tag_table.names
        for field in self._pair.conflicts:
            side = choices.get(field.field, "ours")
            yield ConflictField(field, field_label(field, names), _SIDES, side)

    @property
    def _choices(self) -> dict[str, Side]:
        return {field.field.field: field.side for field in self.query(ConflictField)}

    async def _show(self, pair: Joining, choices: dict[str, Side]) -> None:
        """Show other contacts, or the same ones the other way round."""
        self._pair = pair
        choice = self.query_one("#choice", Vertical)
        await choice.remove_children()
        await choice.mount(*self._fields(choices))
        for field in list(self.query(ConflictField))[:1]:
            field.focus()
        self._show_preview()

    @on(ConflictField.Chosen)
    def _show_preview(self) -> None:
        choices = self._choices
        names = self._store.snapshot.tag_table.names
        lines = change_lines(self._pair.survivor.contact, self._pair.outcome(choices), names)
        lines += [
            f"dropped: {field_label(field, names)} {value_text(getattr(field, side))}"
            for field, side in self._pair.dropped(choices)
        ]
        text = "\n".join(lines) or "nothing: it has all that the other one has"
        self.query_one("#preview", Static).update(drawable(text, multiline=True))

    @work(exclusive=True)
    async def action_swap(self) -> None:
        """Let the other one stay; each field keeps the value that was chosen."""
        choices = {field: _OTHER[side] for field, side in self._choices.items()}
        await self._show(Joining(self._pair.loser, self._pair.survivor), choices)

    @work(exclusive=True)
    async def action_merge(self) -> None:
        """Merge, and close."""
        ids = self._pair.survivor.contact.id, self._pair.loser.contact.id
        try:
            applied: Applied = await in_thread(self._store.merge, *ids, self._choices)
        except StoreError as problem:
            self.show_problem(str(problem))
        else:
            self.dismiss(applied)

    def follow(self, changeset: ChangeSet) -> None:
        """Show the contacts as they are now; the choices stay."""
        ids = {self._pair.survivor.contact.id, self._pair.loser.contact.id}
        if ids & (changeset.changed | changeset.removed):
            self._read_again()

    @work(exclusive=True)
    async def _read_again(self) -> None:
        ids = self._pair.survivor.contact.id, self._pair.loser.contact.id
        try:
            pair = Joining(*[await in_thread(self._store.read, id_) for id_ in ids])
        except StoreError as problem:
            self.show_problem(str(problem))
        else:
            await self._show(pair, self._choices)
