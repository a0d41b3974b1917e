"""What every command works with: the global options, the output, and the store they lead to."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contacts_tui.cli.output import Output

if TYPE_CHECKING:
    from contacts_store.directory import Directory
    from contacts_store.reader import StoreReader
    from contacts_store.store import Store


_ACTOR = "cli"
"""Who the journal says it was."""


class Session:
    """One call of the program. Nothing is looked for or opened before a command asks for it."""

    def __init__(self) -> None:
        self.store_option: str | None = None
        """``--store`` as given."""
        self.as_json = False
        self.out = Output()

    def root(self) -> Path:
        """Return the folder of the store: the option, the environment, here, the config, the default.

        Raises:
            StoreUnusable: the config file can't be used.
        """
        from contacts_store.settings import find_store
        from contacts_tui.log import keep_log

        keep_log()
        return Path(find_store(self.store_option, os.environ, str(Path.cwd())))

    def open_reader(self) -> StoreReader:
        """Open the store for a command that writes nothing, without reading any contact; closed as that ends.

        Raises:
            StoreUnusable: there is none, or its settings are bad.
        """
        from contacts_store.reader import StoreReader
        from contacts_store.settings import read_settings

        root = self.root()
        reader = StoreReader(root, read_settings(root), actor=_ACTOR)
        click.get_current_context().call_on_close(reader.close)
        return reader

    def open_directory(self, *, is_fast: bool) -> Directory:
        """Return what answers lookups and completions; it is closed when the command ends.

        Raises:
            StoreUnusable: there is none, or its settings are bad.
        """
        from contacts_store.directory import Directory

        directory = Directory(str(self.root()), is_fast=is_fast)
        click.get_current_context().call_on_close(directory.close)
        return directory

    def load_reader(self) -> StoreReader:
        """Read all contacts of the store, for a command that writes nothing.

        Raises:
            StoreUnusable: there is none, or its settings are bad.
        """
        reader = self.open_reader()
        reader.load()
        return reader

    def open_store(self, actor: str = _ACTOR) -> Store:
        """Open the store without reading any contact; it is closed when the command ends.

        Args:
            actor: who works with it, for the journal and for the source of new contacts.

        Raises:
            StoreUnusable: there is none, or its settings are bad.
        """
        from contacts_store.store import Store

        store = Store.open(self.root(), actor=actor)
        click.get_current_context().call_on_close(store.close)
        return store

    def load_store(self) -> Store:
        """Open the store and read all its contacts.

        Raises:
            StoreUnusable: there is none, or its settings are bad.
        """
        store = self.open_store()
        store.load()
        return store


pass_session = click.make_pass_decorator(Session)
"""Hands the session to a command as its first argument."""
