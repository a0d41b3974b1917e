"""The app itself: it keeps the store live, the theme current, and crashes free of contact data."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import termios
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on, work
from textual.app import App
from textual.events import AppFocus

from contacts_store.index.first_look import first_look
from contacts_store.snapshot.view import View
from contacts_tui.app.arrangement_keeper import ArrangementKeeper
from contacts_tui.app.messages import LiveStateChanged, LoadProgressed, StoreChanged, ThemeChosen
from contacts_tui.app.preferences import Preferences
from contacts_tui.app.screens.main import MainScreen
from contacts_tui.app.store_worker import in_thread, toast, told
from contacts_tui.app.themes import variable_defaults

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from textual.command import Provider
    from textual.filter import LineFilter
    from textual.message import Message
    from textual.screen import Screen

    from contacts_store.live.live import LiveStore
    from contacts_store.settings import Settings
    from contacts_store.snapshot.snapshot import Snapshot
    from contacts_store.store import Store
    from contacts_tui.app.colorless import Colorless
    from contacts_tui.app.configuration import Configuration

_START_AFTER = 0.01
"""Seconds of rest in which Textual's writing thread gets the first frame out."""
_TERMINAL_EVERY = 2.0
"""Seconds between looks whether the terminal is still there."""
_GIT_AFTER = 0.3
"""Seconds of quiet after a change before git is asked; a checkout brings many changes."""


class _LoadStopped(Exception):
    """The app ends while the store is still loading."""


def _action_commands() -> type[Provider]:
    from contacts_tui.app.palette import ActionCommands

    return ActionCommands


def _contact_commands() -> type[Provider]:
    from contacts_tui.app.palette import ContactCommands

    return ContactCommands


def _prepare(snapshot: Snapshot) -> None:
    """Work out in this thread what the panes will ask for; 100,000 rows would hold up the event loop."""
    snapshot.select(View.all())
    snapshot.count(View.all())
    if snapshot.is_complete:
        _ = snapshot.findings


class ContactsApp(App[None]):
    """contacts-tui on one store. The store is opened once the first frame is on the screen."""

    TITLE = "contacts-tui"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {
        _action_commands,
        _contact_commands,
    }

    _is_theme_chosen = False

    def __init__(self, root: Path, settings: Settings, configuration: Configuration | None = None) -> None:
        """Take what there is to know before the store is opened.

        Args:
            root: the store's folder.
            settings: what the store says of itself.
            configuration: the person's settings; read from their file when left out.
        """
        super().__init__()
        self.store: Store | None = None
        """None until it is opened."""
        self._root = root
        self._settings = settings
        self._live: LiveStore | None = None
        self._main = MainScreen(root.resolve().name, {}, first_look(root, settings))
        self._arrangement = ArrangementKeeper(root, self._main)
        self._preferences = Preferences(self, self._show_configuration, configuration)
        self._is_theme_chosen = True
        self._show_configuration(self._preferences.configuration)
        self._colorless = self._made_colorless() if self.no_color else None

    def get_css_variables(self) -> dict[str, str]:
        """Work the colours out once the theme is chosen, not before for Textual's own one."""
        return super().get_css_variables() if self._is_theme_chosen else {}

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Know our theme variables where the theme is none of ours; the first one always is."""
        return variable_defaults() if self.screen_stack else {}

    def refresh_css(self, animate: bool = True) -> None:  # noqa: FBT001, FBT002 -- Textual's signature
        """Style everything anew; while there is nothing yet, the theme's colours are all that changes."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> Screen[None]:
        """Show the main screen at once."""
        return self._main

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Draw without colours where ``NO_COLOR`` asks for it."""
        return [self._colorless] if self._colorless else super().get_line_filters()

    def _made_colorless(self) -> Colorless:
        from contacts_tui.app.colorless import Colorless

        return Colorless(self)

    def _show_configuration(self, configuration: Configuration) -> None:
        self._main.configuration = configuration
        self._main.keymap = configuration.keymap

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a text by OSC 52, also through tmux and screen; fields that one types into do it, too."""
        from contacts_tui.app.clipboard import harmless, length_problem, osc52

        if problem := length_problem(text):
            toast(self, problem, "error")
            return
        self._clipboard = text
        if self._driver is not None:
            self._driver.write(osc52(harmless(text)))

    def on_mount(self) -> None:
        """Leave everything else until the first frame is painted."""
        self._preferences.apply_keys()
        self.call_after_refresh(self.set_timer, _START_AFTER, self._start)

    def _start(self) -> None:
        gc.enable()  # see ``contacts_tui.app.run``
        self._main.furnish()
        self._load()
        self._load_preferences()
        self._arrangement.follow(self)
        self.set_interval(_TERMINAL_EVERY, self._end_without_terminal)

    @work(group="load")
    async def _load_preferences(self) -> None:
        await self._preferences.load()

    @work(group="load")
    async def _load(self) -> None:
        self.store = store = await in_thread(self._opened_store)
        self._main.open(store)
        try:
            with told(self):
                await in_thread(store.load, self._loaded_so_far)
        except _LoadStopped:
            return
        await in_thread(_prepare, store.snapshot)
        self._main.show_snapshot(store.snapshot)
        await in_thread(self._follow_disk, store)
        await in_thread(store.write_index)
        self._ask_git()

    def _opened_store(self) -> Store:
        from contacts_store.store import Store

        return Store(self._root, self._settings, actor="app")

    def _loaded_so_far(self, snapshot: Snapshot) -> None:
        """Pass a part of the load on, in the loading thread."""
        if not self.is_running:
            raise _LoadStopped
        _prepare(snapshot)
        self.post_message(LoadProgressed(snapshot))

    def _follow_disk(self, store: Store) -> None:
        from contacts_store.live.live import LiveStore

        self._live = LiveStore(
            store,
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
            if changed is not None:
                changed(message.changeset)
        self._ask_git()

    @on(LiveStateChanged)
    def _show_live_state(self, message: LiveStateChanged) -> None:
        self._main.show_status(live_state=message.state)

    @work(exclusive=True, group="git")
    async def _ask_git(self) -> None:
        await asyncio.sleep(_GIT_AFTER)
        from contacts_store.git import branch_state

        state = await in_thread(branch_state, self._root)
        if state is not None:
            operation = f" ({state.operation})" if state.operation else ""
            self._main.show_status(branch=state.branch + operation, changed_files=state.changed)

    @on(ThemeChosen)
    async def _keep_theme(self, message: ThemeChosen) -> None:
        await self._preferences.keep_theme(message.name)

    def _end_without_terminal(self) -> None:
        """End as a hang-up would: nobody sends one to the leader of no terminal, and reading would go on."""
        if self.is_headless:
            return
        try:
            termios.tcgetattr(0)
        except termios.error:
            os.kill(os.getpid(), signal.SIGHUP)

    @on(AppFocus)
    def _look_again(self) -> None:
        """Look at the files when the person comes back: events may have been missed."""
        if self._live is not None:
            self._live.look_again()

    async def on_unmount(self) -> None:
        """Keep how the screen was left, and stop the threads."""
        await self._arrangement.keep()
        if self._live is not None:
            await in_thread(self._live.stop)
        if self.store is not None:
            await in_thread(self.store.close)

    def _post(self, message: Message) -> None:
        """Post a message from another thread; nobody is there any more once the app ends."""
        self.post_message(message)

    def _fatal_error(self) -> None:
        """Replace Textual's traceback, which prints local variables: contacts."""
        from contacts_tui.crash import describe

        self.bell()
        if self._exception is not None:
            self.panic(Text(describe(self._exception)))
