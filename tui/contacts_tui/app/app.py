"""The app itself: it keeps the store live, the theme current, and crashes free of contact data."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on, work
from textual.app import App
from textual.events import AppFocus

from contacts_store.git import branch_state
from contacts_store.locations import config_file, user_themes_dir
from contacts_tui.app.configuration import Configuration, read_configuration
from contacts_tui.app.messages import LiveStateChanged, LoadProgressed, StoreChanged
from contacts_tui.app.palette import ActionCommands, ContactCommands
from contacts_tui.app.screens.main import MainScreen
from contacts_tui.app.store_worker import in_thread, toast, told
from contacts_tui.app.themes import DARK, MONOCHROME, ThemeCatalogue, variable_defaults
from contacts_tui.crash import describe

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.command import Provider
    from textual.message import Message

    from contacts_store.live.live import LiveStore
    from contacts_store.snapshot.snapshot import Snapshot
    from contacts_store.store import Store

_THEMES_EVERY = 1.0
"""Seconds between looks at the person's own theme files; one stat each."""
_GIT_AFTER = 0.3
"""Seconds of quiet after a change before git is asked; a checkout brings many changes."""


class _LoadStopped(Exception):
    """The app ends while the store is still loading."""


class ContactsApp(App[None]):
    """contacts-tui on one store."""

    TITLE = "contacts-tui"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {ActionCommands, ContactCommands}

    def __init__(self, store: Store, configuration: Configuration | None = None) -> None:
        """Take the store, opened but not loaded.

        Args:
            store: what to show.
            configuration: the person's settings; read from their file when left out.
        """
        super().__init__()
        self.store = store
        self.configuration = configuration or read_configuration(config_file())
        self.themes = ThemeCatalogue(user_themes_dir())
        self._live: LiveStore | None = None
        self._main = MainScreen(store, self.configuration.keymap)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Know our theme variables before any theme is chosen."""
        return variable_defaults()

    def on_mount(self) -> None:
        """Show the main screen at once; everything else comes after it was painted."""
        self.themes.load()
        self.themes.install(self)
        wanted = self.configuration.theme or (MONOCHROME if os.environ.get("NO_COLOR") else DARK)
        self.theme = wanted if wanted in self.themes.themes else DARK
        self.set_keymap(self.configuration.keymap)
        self.push_screen(self._main)
        self.call_after_refresh(self._start)

    def _start(self) -> None:
        for problem in (*self.configuration.problems, *self.themes.problems):
            toast(self, str(problem), "error")
        wanted = self.configuration.theme
        if wanted and wanted not in self.themes.themes:
            known = ", ".join(sorted(self.themes.themes))
            toast(self, f"no theme is called {wanted}: choose one of {known}", "error")
        self.set_interval(_THEMES_EVERY, self._follow_themes)
        self._load()

    @work(group="load")
    async def _load(self) -> None:
        try:
            with told(self):
                await in_thread(self.store.load, self._loaded_so_far)
        except _LoadStopped:
            return
        self._main.show_snapshot(self.store.snapshot)
        await in_thread(self._follow_disk)
        self._ask_git()

    def _loaded_so_far(self, snapshot: Snapshot) -> None:
        """Pass a part of the load on, in the loading thread."""
        if not self.is_running:
            raise _LoadStopped
        self.post_message(LoadProgressed(snapshot))

    def _follow_disk(self) -> None:
        from contacts_store.live.live import LiveStore

        self._live = LiveStore(
            self.store,
            lambda changeset: self._post(StoreChanged(changeset)),
            lambda state: self._post(LiveStateChanged(state)),
        )
        self._live.start()

    @on(LoadProgressed)
    def _show_part(self, message: LoadProgressed) -> None:
        self._main.show_snapshot(message.snapshot)

    @on(StoreChanged)
    def _show_change(self, message: StoreChanged) -> None:
        self._main.store_changed(message.changeset)
        for screen in self.screen_stack[1:]:
            changed = getattr(screen, "store_changed", None)
            if changed is not None and screen is not self._main:
                changed(message.changeset)
        self._ask_git()

    @on(LiveStateChanged)
    def _show_live_state(self, message: LiveStateChanged) -> None:
        self._main.show_status(live_state=message.state)

    @work(exclusive=True, group="git")
    async def _ask_git(self) -> None:
        await asyncio.sleep(_GIT_AFTER)
        state = await in_thread(branch_state, self.store.root)
        if state is not None:
            operation = f" ({state.operation})" if state.operation else ""
            self._main.show_status(branch=state.branch + operation, changed_files=state.changed)

    def _follow_themes(self) -> None:
        """Show an edited theme file of the person's own at once."""
        if self.themes.is_stale():
            self.themes.load()
            self.themes.install(self)
            for problem in self.themes.problems:
                toast(self, str(problem), "error")

    @on(AppFocus)
    def _look_again(self) -> None:
        """Look at the files when the person comes back: events may have been missed."""
        if self._live is not None:
            self._live.look_again()

    async def on_unmount(self) -> None:
        """Stop the threads."""
        if self._live is not None:
            await in_thread(self._live.stop)
        await in_thread(self.store.close)

    def _post(self, message: Message) -> None:
        """Post a message from another thread; nobody is there any more once the app ends."""
        self.post_message(message)

    def _fatal_error(self) -> None:
        """Replace Textual's traceback, which prints local variables: contacts."""
        self.bell()
        if self._exception is not None:
            self.panic(Text(describe(self._exception)))
