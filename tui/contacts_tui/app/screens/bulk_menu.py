"""Choosing what to do with many contacts: an operation, and a value where it takes one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input

from contacts_store.model.region import is_region
from contacts_store.model.timestamp import now
from contacts_store.operations import bulk_edits
from contacts_tui.app.forms.inputs import LineInput
from contacts_tui.app.screens.dialog import Dialog
from contacts_tui.app.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from contacts_store.operations.bulk import Edit


@dataclass(frozen=True, slots=True)
class Operation:
    """A line of the menu. ``name`` is a field, a list of items, or what is done."""

    name: str
    label: str
    value: str = ""
    """What the typed value means; empty: it takes none."""


_OPERATIONS = (
    *(Operation(name, f"Set {name.replace('_', ' ')}", "empty clears it") for name in bulk_edits.TEXTS),
    *(
        Operation(name, f"Type of all {label}", ", ".join(bulk_edits.ITEM_TYPES[name]))
        for name, label in (("phone_numbers", "numbers"), ("emails", "addresses"))
    ),
    Operation("e164", "National numbers to E.164", "the region they are of, such as GB"),
    Operation("delete", "Move to the trash"),
    Operation("restore", "Take out of the trash"),
)


class OperationList(RowList[Operation]):
    """The operations."""

    def key(self, item: Operation) -> str:
        """Return the operation's name."""
        return item.name

    def draw(self, item: Operation, width: int, *, at_cursor: bool) -> Content:  # noqa: ARG002 -- as drawn by the list
        """Draw what it does and what value it takes."""
        return Content.assemble(
            " ", item.label.ljust(28), Content.styled(item.value, "" if at_cursor else "$muted")
        )


class BulkMenu(Dialog["Edit | None"]):
    """Asks what to do; the result is the edit."""

    keys = "↑↓ choose  enter preview  esc leave"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
    ]

    def __init__(self, count: int, default_region: str) -> None:
        """Take how many contacts it is about, and the store's region."""
        super().__init__()
        self.heading = f"Change {count} contact{'' if count == 1 else 's'}"
        self._region = default_region

    def compose_body(self) -> ComposeResult:
        """Lay out the value and the operations."""
        yield LineInput(placeholder="the value, for operations that take one")
        yield OperationList()

    def on_mount(self) -> None:
        """Show the operations."""
        self.query_one(OperationList).show(_OPERATIONS)

    def action_move(self, step: int) -> None:
        """Move in the list while the value has the focus."""
        operations = self.query_one(OperationList)
        operations.move_to(operations.cursor + step)

    @on(Input.Submitted)
    @on(RowList.Chosen)
    def _choose(self) -> None:
        operation = self.query_one(OperationList).current
        assert operation is not None  # the list is never empty
        value = self.query_one(LineInput).value.strip()
        problem = self._problem(operation, value)
        if problem:
            self.show_problem(problem)
        else:
            self.dismiss(self._edit(operation.name, value))

    def _problem(self, operation: Operation, value: str) -> str:
        types = bulk_edits.ITEM_TYPES.get(operation.name)
        if types and value not in types:
            return f"type one of {', '.join(types)}"
        if operation.name == "e164" and not is_region(value.upper() or self._region):
            return "type the region, two letters such as GB"
        return ""

    def _edit(self, name: str, value: str) -> Edit:
        if name in bulk_edits.ITEM_TYPES:
            return bulk_edits.with_item_type(name, value)
        if name == "e164":
            return bulk_edits.in_e164(value.upper() or self._region)
        if name == "delete":
            return bulk_edits.deleted(now())
        return bulk_edits.restored if name == "restore" else bulk_edits.with_text(name, value)
