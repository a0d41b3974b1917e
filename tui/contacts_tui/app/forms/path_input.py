"""A field for a file's path, completed as shells do it."""

from __future__ import annotations

import os
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.suggester import Suggester

from contacts_tui.app.forms.inputs import LineInput
from contacts_tui.app.store_worker import in_thread

if TYPE_CHECKING:
    from textual.binding import BindingType


def completions(typed: str) -> list[str]:
    """Return the paths that begin as typed, folders with a slash at the end; none of an unreadable folder.

    Hidden files are offered once their dot is typed. What a person typed stays as it is: ``~`` and
    relative paths are not replaced.
    """
    head, slash, start = typed.rpartition("/")
    try:
        with os.scandir(expanded(head + slash or ".")) as entries:
            return sorted(
                head + slash + entry.name + ("/" if entry.is_dir() else "")
                for entry in entries
                if entry.name.startswith(start) and (start or not entry.name.startswith("."))
            )
    except OSError:
        return []


def expanded(typed: str) -> Path:
    """Return the path that was meant: ``~`` is the home folder."""
    path = Path(typed.strip())
    try:
        return path.expanduser()
    except RuntimeError:  # nobody's home, as in ~nobody
        return path


def _beginning(texts: list[str]) -> str:
    """Return what sorted texts have in common at their beginning."""
    first, last = texts[:1], texts[-1:]
    same = takewhile(lambda pair: pair[0] == pair[1], zip(*first, *last, strict=False)) if texts else ()
    return "".join(one for one, _ in same)


class _Paths(Suggester):
    """Suggests the first path that begins as typed."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """Return the first completion, None where there is nothing typed or to add."""
        found = await in_thread(completions, value) if value else []
        return found[0] if found and found[0] != value else None


class PathInput(LineInput):
    """A path; tab completes as far as that is certain, and goes to the next field where nothing is to add."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", "Complete", show=False)]

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002
        """Take the first value and a hint of our own words."""
        super().__init__(value, placeholder=placeholder, id=id)
        self.suggester = _Paths()

    async def action_complete(self) -> None:
        """Add what all completions have in common."""
        common = _beginning(await in_thread(completions, self.value))
        if len(common) > len(self.value):
            self.value = common
            self.cursor_position = len(common)
        else:
            self.screen.focus_next()
