"""The calls that other programs make at every key, answered before the command line is set up.

Only these exact forms are known: ``lookup --fast WANTED`` and ``email -p --fast [TERMS]`` (or
``phone``), each perhaps with ``--store DIR``. Everything else, and every error, is left to the
commands themselves, which print the same.
"""

from __future__ import annotations

import os
import sys
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contacts_store.directory import Directory

_FLAGS = {"lookup": {"--fast"}, "email": {"--fast", "-p"}, "phone": {"--fast", "-p"}}
_NO_MATCH = 1


class _Call(NamedTuple):
    verb: str
    words: list[str]
    store: str | None


def answer(arguments: Sequence[str]) -> int | None:
    """Print the answer to a call of one of these forms.

    Args:
        arguments: the words after the program's name.

    Returns:
        The exit code; None when the call has another form or fails.
    """
    call = _read(arguments)
    if call is None:
        return None
    from pathlib import Path

    from contacts_store.directory import Directory
    from contacts_store.errors import StoreError
    from contacts_store.settings import find_store
    from contacts_tui.log import keep_log

    keep_log()
    try:
        root = find_store(call.store, os.environ, Path.cwd())
        with closing(Directory(root, is_fast=True)) as directory:
            has_found = _print(directory, call)
        sys.stdout.flush()
    except (StoreError, OSError):
        return None
    return 0 if has_found else _NO_MATCH


def _read(arguments: Sequence[str]) -> _Call | None:
    verb, *rest = arguments
    store = None
    if "--store" in rest[:-1]:
        place = rest.index("--store")
        store = rest[place + 1]
        del rest[place : place + 2]
    flags = {word for word in rest if word.startswith("-")}
    words = [word for word in rest if word not in flags]
    if flags != _FLAGS.get(verb) or (verb == "lookup" and len(words) != 1):
        return None
    return _Call(verb, words, store)


def _print(directory: Directory, call: _Call) -> bool:
    from contacts_tui.cli.completion import MOST, print_lines, print_owners
    from contacts_tui.cli.output import Output, survive_narrow_encodings

    survive_narrow_encodings()
    if call.verb == "lookup":
        rows = directory.owners(call.words[0])
        print_owners(Output(), rows, directory)
        return bool(rows)
    typed = " ".join(call.words)
    found = directory.completions(typed, "addresses" if call.verb == "email" else "numbers", MOST)
    print_lines(Output(), found)
    return bool(found)
