"""The QR code of a contact, dark on light whatever the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from contacts_tui.app.drawable import drawable
from contacts_tui.app.qr import code_of
from contacts_tui.app.screens.dialog import Dialog

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from contacts_store.model.contact import Contact

_BESIDE = 8
"""Columns of frame and padding."""
_AROUND = {True: 2, False: 4}
"""Lines of frame and padding, on a low terminal and on others."""


class QrScreen(Dialog[None]):
    """Shows the code; it is drawn anew when the terminal changes its size."""

    def __init__(self, contact: Contact, name: str) -> None:
        """Take the contact and the name that it is shown under."""
        super().__init__()
        self.heading = f"QR code of {name}"
        self._contact = contact

    def compose_body(self) -> ComposeResult:
        """Lay out the code and what is not in it."""
        yield Static(id="qr")

    def on_mount(self) -> None:
        """Draw the code."""
        self._draw()

    def on_resize(self) -> None:
        """Draw the code that fits."""
        self._draw()
        super().on_resize()

    def action_leave(self) -> None:
        """Close."""
        self.dismiss()

    def _draw(self) -> None:
        rows = self.size.height - _AROUND[self.has_class("-low")]
        code = code_of(self._contact, self.size.width - _BESIDE, rows)
        self.query_one("#qr", Static).update("\n".join(code.lines) if code else "")
        self.query_one("#qr").display = code is not None
        self.show_problem("" if code else "the terminal is too small for the code")
        remark = f": {code.shortened}" if code and code.shortened else ""
        self.query_one(".dialog").border_title = drawable(f"{self.heading}{remark}")
