"""The command that opens a file in the person's editor, at a line. Pure: nothing is run here.

Both front ends use it, so it imports neither Textual nor the store.
"""

from __future__ import annotations

import os
import shlex
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_FALLBACKS = ("nano", "vim", "vi")
"""Tried in this order when neither $VISUAL nor $EDITOR is set."""

_VI = frozenset({"vi", "vim", "nvim", "gvim", "view", "vim.basic", "vim.tiny", "nvi", "ex"})
_NANO = frozenset({"nano", "rnano", "pico"})
_PLUS_COLON = frozenset({"emacs", "emacsclient", "emacs-nox", "micro", "kak"})
_PLUS_LINE = frozenset({"joe", "jed", "mg", "ne", "jmacs", "jstar", "mcedit", "gedit", "gnome-text-editor"})
_GOTO = frozenset({"code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"})
_SUFFIX = frozenset({"hx", "helix", "subl", "zed", "zeditor"})


class EditorMissing(Exception):
    """There is no editor to run; the message says how to choose one."""


def editor_command(
    path: str | os.PathLike[str],
    line: int = 0,
    column: int = 0,
    *,
    environ: Mapping[str, str] = os.environ,
) -> list[str]:
    """Build the argument list that opens a file; it is run without a shell.

    The editor is $VISUAL, else $EDITOR, else one of a few that most systems have. A graphical editor
    must be told to wait, as for git: ``EDITOR="code --wait"``.

    Args:
        path: the file; made absolute, so that no name can pass for an option.
        line: the line to go to, from 1; 0 for none, and for editors that have no such option.
        column: the column, from 1; 0 for none.
        environ: the environment variables.

    Raises:
        EditorMissing: none is set or found, or the variable is not a command line.
    """
    words = _editor(environ)
    family = os.path.basename(words[0]).removesuffix(".exe")  # noqa: PTH119 -- a program's name, no path of ours
    return [*words, *_place(family, os.path.abspath(path), line, column)]  # noqa: PTH100 -- bytes of odd names stay


def _editor(environ: Mapping[str, str]) -> list[str]:
    search = environ.get("PATH")
    for name in ("VISUAL", "EDITOR"):
        text = environ.get(name, "").strip()
        if not text:
            continue
        try:
            words = shlex.split(text)
        except ValueError as problem:
            raise EditorMissing(f"${name} can't be read: {problem}: {text}") from None
        if shutil.which(words[0], path=search) is None:
            raise EditorMissing(f"${name} names {words[0]}, which is not installed: set it to your editor")
        return words
    for program in _FALLBACKS:
        if shutil.which(program, path=search):
            return [program]
    raise EditorMissing("no editor found: set EDITOR, as in EDITOR=nano")


def _place(family: str, path: str, line: int, column: int) -> list[str]:  # noqa: PLR0911 -- one return a family
    column = max(column, 1)
    if family in _VI:
        return [f"+{line}", "--", path] if line else ["--", path]
    if family in _NANO:
        return [f"+{line},{column}", "--", path] if line else ["--", path]
    if not line:
        return [path]
    if family in _PLUS_COLON:
        return [f"+{line}:{column}", path]
    if family in _PLUS_LINE:
        return [f"+{line}", path]
    if family in _GOTO:
        return ["--goto", f"{path}:{line}:{column}"]
    if family in _SUFFIX:
        return [f"{path}:{line}:{column}"]
    return [path]
