"""The status line: which store, how much of it is shown, what is wrong, and how git and the watcher fare."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.widget import Widget

from contacts_tui.app.drawable import drawable

if TYPE_CHECKING:
    from collections.abc import Mapping

_SEPARATOR = Content.styled("  ·  ", "$pane-border")
_FINDINGS = (("error", "$finding-error"), ("warning", "$finding-warning"), ("hint", "$finding-hint"))


class Status(NamedTuple):
    """What the line says."""

    store: str = ""
    shown: int = 0
    total: int = 0
    is_searching: bool = False
    """More may be found than is shown so far."""
    marked: int = 0
    range_key: str = ""
    """The key that ends the range of marks which was begun."""
    findings: Mapping[str, int] = MappingProxyType({})
    loading: tuple[int, int] | None = None
    """Files read and files in all, while the first load goes on."""
    live_state: str = ""
    branch: str = ""
    changed_files: int = 0


class StatusLine(Widget):
    """One line: the store on the left, the machinery on the right."""

    DEFAULT_CSS = """
    StatusLine { height: 1; background: $surface; color: $muted; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.status = Status()

    def show(self, status: Status) -> None:
        """Show another status."""
        if status != self.status:
            self.status = status
            self.refresh()

    def render(self) -> Content:
        """Draw the two sides; the right one gives way when it is too long."""
        left, right = _left(self.status), _right(self.status)
        room = self.content_size.width - left.cell_length
        return left.truncate(self.content_size.width, ellipsis=True) + right.truncate(
            max(room - 1, 0), ellipsis=True
        ).pad_left(max(room - right.cell_length, 0))


def _left(status: Status) -> Content:
    parts = [drawable(status.store).stylize("bold $foreground"), Content(_count(status))]
    if status.marked:
        parts.append(Content.styled(f"✓ {status.marked} marked", "$mark"))
    if status.range_key:
        parts.append(Content.styled(f"range: {status.range_key} marks up to here", "$mark"))
    parts += [
        Content.styled(_plural(status.findings[degree], degree), style)
        for degree, style in _FINDINGS
        if status.findings.get(degree)
    ]
    return _SEPARATOR.join(parts)


def _right(status: Status) -> Content:
    parts = []
    if status.loading:
        parts.append(Content.styled("loading {} of {}".format(*status.loading), "$primary"))
    if status.live_state:
        parts.append(drawable(status.live_state).stylize("$warning"))
    if status.branch:
        changes = f" ±{status.changed_files}" if status.changed_files else ""
        parts.append(drawable(f"git {status.branch}{changes}"))
    return _SEPARATOR.join(parts)


def _count(status: Status) -> str:
    if status.shown == status.total:
        return _plural(status.total, "contact")
    return f"{status.shown}{'+' * status.is_searching} of {_plural(status.total, 'contact')}"


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
