"""Whether a person sits at a terminal. The app asks before its first frame, so this imports nothing else."""

from __future__ import annotations

import os
import sys

_UNDRAWABLE = {"dumb", "unknown"}
"""Values of TERM that promise nothing but plain lines."""


def is_interactive() -> bool:
    """Tell whether a person can be asked: stdin and stdout are terminals."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def terminal_problem() -> str:
    """Say why the app can't be shown here; empty when it can. It draws on stderr, as Textual does."""
    if not is_interactive():
        return "the app needs a terminal"
    if not sys.stderr.isatty():
        return "the app draws on stderr, which is redirected"
    if os.environ.get("TERM") in _UNDRAWABLE:
        return f"the app can't draw on a terminal with TERM={os.environ['TERM']}"
    return ""
