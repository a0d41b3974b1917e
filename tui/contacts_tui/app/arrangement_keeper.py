"""Keeps how the person leaves the screen, by a look every now and then: nothing has to tell of a change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contacts_tui.app.arrangement import arrangement_file, read_arrangement, write_arrangement
from contacts_tui.app.store_worker import in_thread

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import App

    from contacts_tui.app.screens.desk import DeskScreen

_EVERY = 2.0
"""Seconds between looks; a terminal that dies costs no more than that."""


class ArrangementKeeper:
    """Reads the arrangement before the first frame, and writes it when it is another."""

    def __init__(self, root: Path, desk: DeskScreen) -> None:
        """Take the store's folder and its screen, which is not shown yet."""
        self._desk = desk
        self._file = arrangement_file(root)
        self._kept = read_arrangement(self._file)
        desk.resume(self._kept)

    def follow(self, app: App[Any]) -> None:
        """Keep what changes from here on."""
        app.set_interval(_EVERY, lambda: app.run_worker(self.keep(), group="keep"))

    async def keep(self) -> None:
        """Write what is different from what was written last."""
        arrangement = self._desk.arrangement
        if arrangement != self._kept:
            self._kept = arrangement
            await in_thread(write_arrangement, self._file, arrangement)
