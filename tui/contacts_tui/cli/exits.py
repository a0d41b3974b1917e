"""Exit codes, and the one place where classes of errors become exit codes."""

from __future__ import annotations

from enum import IntEnum

import click

from contacts_store import errors
from contacts_tui.editor_command import EditorMissing


class Exit(IntEnum):
    """What a process's exit code tells a script. 70 is EX_SOFTWARE of sysexits.h."""

    OK = 0
    NO_MATCH = 1
    USAGE = 2
    UNUSABLE = 3
    INVALID = 4
    CONFLICT = 5
    INTERNAL = 70
    INTERRUPTED = 130


_CODES: tuple[tuple[type[BaseException], Exit], ...] = (
    (errors.NotFound, Exit.NO_MATCH),
    (errors.QueryError, Exit.USAGE),
    (errors.StoreUnusable, Exit.UNUSABLE),
    (errors.Ambiguous, Exit.CONFLICT),
    (errors.Conflict, Exit.CONFLICT),
    (errors.Undecided, Exit.CONFLICT),
    (errors.StoreError, Exit.INVALID),  # invalid data, or a write failed
    (EditorMissing, Exit.UNUSABLE),
    (click.Abort, Exit.INTERRUPTED),
    (KeyboardInterrupt, Exit.INTERRUPTED),
    (click.ClickException, Exit.USAGE),
    (OSError, Exit.INVALID),
)


def exit_for(error: BaseException) -> Exit:
    """Return the exit code for an error; ``INTERNAL`` for one that nobody raised on purpose."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), Exit.INTERNAL)
