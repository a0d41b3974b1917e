"""The person's clipboard: text goes there by OSC 52 through the terminal, or by a program of the desktop's.

It is read by such a program only: most terminals rightly refuse to tell what the clipboard holds.

OSC 52 reaches the clipboard of the machine that the terminal runs on, also through ssh. tmux takes it
where its ``set-clipboard`` is on; wrapped for passing through it also reaches the terminal where
``allow-passthrough`` is. screen only passes it through, in strings of limited length. Sources: xterm's
control sequences (OSC 52), tmux(1) (``set-clipboard``, ``allow-passthrough``), screen(1) (DCS strings).
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Way = Literal["auto", "osc52", "native"]
WAYS: tuple[Way, ...] = ("auto", "osc52", "native")

_LONGEST = 74_994
"""Bytes of text that every terminal with OSC 52 takes: 100,000 with the sequence and base64 around it."""
_SCREEN_PIECE = 250
"""Bytes of a sequence that screen passes on in one string, which may have 256."""
_TIMEOUT = 5
"""Seconds that a clipboard program may take."""
_PROGRAMS = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("", ("pbcopy",)),
)
"""The variable that says the program has a desktop to talk to, and its command for copying."""
_READERS = (
    ("WAYLAND_DISPLAY", ("wl-paste", "--no-newline", "--type", "text")),
    ("DISPLAY", ("xclip", "-selection", "clipboard", "-out")),
    ("DISPLAY", ("xsel", "--clipboard", "--output")),
    ("", ("pbpaste",)),
)
"""The same for pasting."""
_PICTURES = {code: 0x2400 + code for code in range(0x20) if code not in {0x09, 0x0A}}
_HARMLESS = _PICTURES | {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)


class ClipboardUnavailable(Exception):
    """The text can't be copied; the message says why, and what can be done."""


def harmless(text: str) -> str:
    """Return a text that may be pasted into a terminal: no control character but tab and line feed."""
    unbroken = text.replace("\r\n", "\n").translate(_HARMLESS)
    return unbroken.encode("utf-8", errors="replace").decode("utf-8")


def length_problem(text: str) -> str:
    """Say that a text is longer than a terminal takes by OSC 52; empty when it is not."""
    length = len(text.encode())
    if length <= _LONGEST:
        return ""
    return (
        f"{length} bytes are more than a terminal copies ({_LONGEST}): set clipboard: native in config.yaml"
    )


def osc52(text: str, environ: Mapping[str, str] = os.environ) -> str:
    """Return the sequence that has the terminal copy a text.

    Args:
        text: what to copy.
        environ: the environment variables; TMUX and STY tell what stands between us and the terminal.
    """
    sequence = f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\x07"
    if environ.get("TMUX"):
        doubled = sequence.replace("\x1b", "\x1b\x1b")
        return f"{sequence}\x1bPtmux;{doubled}\x1b\\"
    if environ.get("STY"):
        pieces = (sequence[at : at + _SCREEN_PIECE] for at in range(0, len(sequence), _SCREEN_PIECE))
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return sequence


def native_command(environ: Mapping[str, str] = os.environ) -> list[str]:
    """Return the command of the desktop's clipboard; empty where there is none, or we are there over ssh."""
    return _installed(_PROGRAMS, environ)


def _installed(programs: tuple[tuple[str, tuple[str, ...]], ...], environ: Mapping[str, str]) -> list[str]:
    if environ.get("SSH_CONNECTION"):
        return []  # that would be the clipboard of the machine over there
    for variable, command in programs:
        if (not variable or environ.get(variable)) and shutil.which(command[0], path=environ.get("PATH")):
            return list(command)
    return []


def pasted_natively(environ: Mapping[str, str] = os.environ) -> str:
    """Return the text that the desktop's clipboard holds; blocks.

    Raises:
        ClipboardUnavailable: there is no program that could tell.
    """
    command = _installed(_READERS, environ)
    if not command:
        raise ClipboardUnavailable("no program reads the clipboard: install wl-paste, xclip or xsel")
    try:
        read = subprocess.run(command, capture_output=True, timeout=_TIMEOUT, check=False)  # noqa: S603 -- a fixed command without a shell
    except (OSError, subprocess.SubprocessError) as problem:
        raise ClipboardUnavailable(f"{command[0]} failed: {problem}") from None
    # The programs exit with an error where the clipboard is empty or holds a picture.
    return read.stdout.decode(errors="replace") if read.returncode == 0 else ""


def copy_natively(text: str, command: list[str]) -> None:
    """Hand a text to a clipboard program and wait for it; blocks.

    Raises:
        ClipboardUnavailable: there is no program, or it failed.
    """
    if not command:
        raise ClipboardUnavailable("no clipboard program found: install wl-copy, xclip or xsel")
    try:
        # The programs stay in the background to serve the clipboard: they must not hold pipes of ours.
        subprocess.run(  # noqa: S603 -- a fixed command without a shell; the text goes to its input
            command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_TIMEOUT,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as problem:
        raise ClipboardUnavailable(f"{command[0]} failed: {problem}") from None
