"""The person's configuration and theme files on the running app, followed while it runs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import constants

from contacts_store.errors import StoreError
from contacts_store.locations import config_file, user_themes_dir
from contacts_tui.app.actions import textual_keymap
from contacts_tui.app.configuration import read_configuration
from contacts_tui.app.store_worker import in_thread, toast
from contacts_tui.app.theme_files import DARK, FEW_COLORS, MONOCHROME
from contacts_tui.app.themes import ThemeCatalogue

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

    from contacts_tui.app.configuration import Configuration

_EVERY = 1.0
"""Seconds between looks at the person's own files; one stat each."""


class Preferences:
    """What the person set. Problems are toasts; what was good before stays in force."""

    def __init__(
        self,
        app: App[Any],
        show: Callable[[Configuration], None],
        configuration: Configuration | None = None,
    ) -> None:
        """Choose the theme before anything is styled: styling twice costs the first frame its time.

        Args:
            app: the app, not running yet.
            show: called with other settings.
            configuration: the settings; read from the person's file, and followed, when left out.
        """
        self._app = app
        self._show = show
        self._file = None if configuration else Path(config_file())
        self._seen = self._stamp()
        self.configuration = configuration or read_configuration(Path(config_file()))
        self._themes = ThemeCatalogue(Path(user_themes_dir()))
        wanted = self._wanted_theme
        self._themes.load(only=wanted)
        if wanted not in self._themes.themes:
            self._themes.load(only=DARK)
        self._themes.install(app)
        app.theme = wanted if wanted in self._themes.themes else DARK

    @property
    def _wanted_theme(self) -> str:
        if self._app.no_color:
            return MONOCHROME
        has_few_colors = self._app.console.color_system == "standard"
        return self.configuration.theme or (FEW_COLORS if has_few_colors else DARK)

    def apply_keys(self) -> None:
        """Put the person's own keys, and their wish for motion, in force."""
        self._app.set_keymap(textual_keymap(self.configuration.keymap))
        is_reduced = self.configuration.is_motion_reduced
        self._app.animation_level = "none" if is_reduced else constants.TEXTUAL_ANIMATIONS

    async def load(self) -> None:
        """Read all themes, tell what is wrong, and follow the files from here on."""
        await in_thread(self._themes.load)
        self._themes.install(self._app)
        self._tell_problems()
        self._app.set_interval(_EVERY, self._follow)

    async def keep_theme(self, name: str) -> None:
        """Write a chosen theme into the configuration; a toast says so, or why not."""
        from contacts_tui.app.kept_theme import keep_theme

        path = Path(config_file())
        try:
            await in_thread(keep_theme, path, name)
        except StoreError as problem:
            toast(self._app, str(problem), "error")
        else:
            toast(self._app, f"theme {name}, kept in {path}")

    def _follow(self) -> None:
        """Show edited files at once."""
        if self._themes.is_stale():
            self._themes.load()
            self._themes.install(self._app)
            self._tell(self._themes.problems)
        stamp = self._stamp()
        if stamp != self._seen:
            self._seen = stamp
            self._reconfigure(read_configuration(Path(config_file())))

    def _reconfigure(self, configuration: Configuration) -> None:
        self._tell(configuration.problems)
        if not configuration.is_readable:
            return
        before = self.configuration.theme
        self.configuration = configuration
        self.apply_keys()
        self._show(configuration)
        if configuration.theme != before:
            self._tell_unknown_theme()
            if self._wanted_theme in self._themes.themes:
                self._app.theme = self._wanted_theme

    def _tell_problems(self) -> None:
        self._tell((*self.configuration.problems, *self._themes.problems))
        self._tell_unknown_theme()

    def _tell_unknown_theme(self) -> None:
        wanted = self.configuration.theme
        if wanted and wanted not in self._themes.themes:
            known = ", ".join(sorted(self._themes.themes))
            toast(self._app, f"no theme is called {wanted}: choose one of {known}", "error")

    def _tell(self, problems: tuple[object, ...]) -> None:
        for problem in problems:
            toast(self._app, str(problem), "error")

    def _stamp(self) -> tuple[int, int] | None:
        try:
            status = os.stat(self._file) if self._file else None  # noqa: PTH116 -- may be None
        except OSError:
            return None
        return (status.st_mtime_ns, status.st_size) if status else None
