"""Opening a contact's own file in $EDITOR while the app steps aside; the live store sees what was saved."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from contacts_tui.editor_command import EditorMissing, editor_command

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import App


def edit_file(app: App[None], path: Path, line: int = 0, column: int = 0) -> str:
    """Run the editor on the real file, at a place, and wait for it.

    Args:
        app: the running app; it is suspended meanwhile and always resumed.
        path: the file.
        line: where to go, from 1; 0 for the file's beginning.
        column: where to go, from 1.

    Returns:
        ``""`` when the editor ended well, else what went wrong, for a toast. We never touch the file.
    """
    try:
        command = editor_command(path, line, column)
        with app.suspend():
            return _run(command)
    except EditorMissing as problem:
        return str(problem)
    except SuspendNotSupported:
        return "no editor can be opened from here: the terminal can't be handed over"


def _run(command: list[str]) -> str:
    # Errors must not leave the suspended block: Textual would never take the terminal back.
    try:
        status = subprocess.run(command, check=False).returncode  # noqa: S603 -- the person's own editor, no shell
    except OSError as problem:
        return f"{command[0]} can't be run: {problem.strerror or problem}"
    except KeyboardInterrupt:
        return f"{command[0]} was interrupted"
    return f"{command[0]} ended with status {status}" if status else ""
