"""``contacts-tui`` and ``contacts-tui --store DIR``, opened before the command line is set up.

The libraries of the command line would cost the app's first frame a tenth of its time. Whatever is in
the way of opening is left to the command line, which says what it is.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

_WITH_STORE = 2
"""Words: ``--store DIR``."""


def open_app(arguments: Sequence[str]) -> int | None:
    """Show the app until the person quits.

    Args:
        arguments: the words after the program's name.

    Returns:
        The exit code; None when the words mean something else or the app can't be shown.
    """
    is_with_store = len(arguments) == _WITH_STORE and arguments[0] == "--store"
    if (arguments and not is_with_store) or not _can_draw():
        return None
    from contacts_store.errors import StoreUnusable
    from contacts_store.settings import find_store
    from contacts_tui.app import run
    from contacts_tui.log import keep_log

    sys.excepthook = _tell
    keep_log()
    try:
        store = find_store(arguments[1] if is_with_store else None, os.environ, str(Path.cwd()))
        return run(Path(store))
    except StoreUnusable:
        return None


def _can_draw() -> bool:
    from contacts_tui.cli.terminal import terminal_problem

    return not terminal_problem()


def _tell(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
    """Keep contact data, which may stand in an error's text, off the terminal."""
    from contacts_tui.crash import describe

    sys.stderr.write(f"contacts-tui: {describe(error)}\n")
