"""Commands of the person's own as argument lists with placeholders. No shell ever sees a value.

Each element of a template gives exactly one element, whatever is in the values; and a value that
stands at the beginning of an element must not begin with a minus, or it would be an option.
"""

from __future__ import annotations

import os
import re
import subprocess
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_QUICK = 1.5
"""Seconds in which a program that can't do its work mostly says so."""


class CommandFailed(Exception):
    """A command can't be run, or failed at once; the message is for people."""


def placeholders(template: Iterable[str]) -> set[str]:
    """Return the names in braces."""
    return {name for element in template for name in _PLACEHOLDER.findall(element)}


def filled(template: Sequence[str], values: Mapping[str, str]) -> list[str]:
    """Put values in the place of placeholders.

    Args:
        template: the program and its arguments; ``{name}`` stands for a value.
        values: by name, every one that the template has; raw.

    Raises:
        CommandFailed: a value is missing, or would be taken for an option.
    """
    words = [_filled(element, values) for element in template]
    if "\0" in "".join(words):
        raise CommandFailed("a value has a NUL character in it, which no program takes")
    return words


def _filled(element: str, values: Mapping[str, str]) -> str:
    for name in _PLACEHOLDER.findall(element):
        if not values.get(name):
            raise CommandFailed(f"this contact has no {name}")
    word = _PLACEHOLDER.sub(lambda match: values[match[1]], element)
    if word.startswith("-") and not element.startswith("-"):
        raise CommandFailed(f"{word} begins with a minus: a program would take it for an option")
    return word


def run_detached(command: Sequence[str]) -> None:
    """Start a program that goes on by itself, also when the app ends; blocks for a moment.

    Raises:
        CommandFailed: it can't be started, or failed at once.
    """
    try:
        process = subprocess.Popen(  # noqa: S603 -- the person's own command, without a shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as problem:
        raise CommandFailed(f"{command[0]} can't be run: {problem.strerror or problem}") from None
    except ValueError as problem:  # lone surrogates, which no file system encoding takes
        raise CommandFailed(f"{command[0]} can't be run: {problem}") from None
    waiting = threading.Thread(target=process.wait, daemon=True)  # else it stays as a zombie
    waiting.start()
    waiting.join(_QUICK)
    if process.returncode:
        raise CommandFailed(f"{command[0]} ended with status {process.returncode}")


def run_here(command: Sequence[str]) -> None:
    """Run a program that uses the terminal, and wait for it.

    Raises:
        CommandFailed: it can't be run, or failed.
    """
    try:
        status = subprocess.run(command, check=False).returncode  # noqa: S603 -- as above
    except (OSError, ValueError) as problem:
        raise CommandFailed(f"{command[0]} can't be run: {problem}") from None
    except KeyboardInterrupt:
        status = 130
    if status:
        raise CommandFailed(f"{command[0]} ended with status {status}")


def has_desktop(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether a program could open a window."""
    return os.uname().sysname == "Darwin" or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))
