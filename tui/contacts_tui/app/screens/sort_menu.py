"""Choosing by which field the list is sorted; the present field once more turns the order round."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.content import Content

from contacts_store.snapshot.ordering import SORT_FIELDS, Order, SortField
from contacts_tui.app.screens.dialog import Dialog
from contacts_tui.app.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.app import ComposeResult

_LABELS: dict[SortField, str] = {
    "name": "Name",
    "last_name": "Last name",
    "first_name": "First name",
    "company": "Company",
    "job_title": "Job title",
    "phone": "Phone",
    "email": "E-mail",
    "tags": "Tags",
    "source": "Source",
    "created": "Created",
    "updated": "Updated",
}


class Choice(NamedTuple):
    """A line of the menu: the order that it brings about."""

    label: str
    order: Order | None
    """None: by name, and the best match of a search first."""


class _Orders(RowList[Choice]):
    """The orders, with the direction that the next choice gives."""

    def key(self, item: Choice) -> str:
        """Return what the line is called."""
        return item.label

    def draw(self, item: Choice, width: int, *, at_cursor: bool) -> Content:  # noqa: ARG002 -- as drawn by the list
        """Draw the label, and the direction."""
        sign = "" if item.order is None else "▼ " if item.order.is_descending else "▲ "
        return Content(f" {item.label}".ljust(width - len(sign)) + sign)


class SortMenu(Dialog["Choice | None"]):
    """Lists the orders; the result is the chosen line, None to leave all as it is."""

    heading = "Sort by"
    keys = "enter sort  again: turn round  esc leave"
    AUTO_FOCUS = "_Orders"

    def __init__(self, present: Order | None) -> None:
        """Take the order that the list is in."""
        super().__init__()
        self._present = present

    def compose_body(self) -> ComposeResult:
        """Lay out the list."""
        yield _Orders()

    def on_mount(self) -> None:
        """Show the orders, the cursor on the present one."""
        present = self._present
        choices = [Choice("Best match, else name", None)]
        for field in SORT_FIELDS:
            is_present = present is not None and present.field == field
            choices.append(
                Choice(_LABELS[field], present.reversed if present and is_present else Order(field))
            )
        rows = self.query_one(_Orders)
        rows.show(choices)
        if present is not None:
            rows.move_to(1 + SORT_FIELDS.index(present.field))
        rows.styles.height = len(choices)

    @on(RowList.Chosen)
    def _choose(self) -> None:
        self.dismiss(self.query_one(_Orders).current)
