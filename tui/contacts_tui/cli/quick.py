"""The calls that other programs make at every key, answered before the command line is set up.

Only these forms are known, with or without ``--fast`` and ``--store DIR``: ``lookup WANTED``,
``email -p [TERMS]``, ``email --mutt [TERMS]`` and ``phone -p [TERMS]``. Everything else, every error
and an index that needs repair is left to the commands themselves, which print the same.
"""

from __future__ import annotations

import os
import sys
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contacts_store.directory import Directory
    from contacts_store.index.matching import Kind

_FORMS = {("lookup", ""), ("email", "-p"), ("email", "--mutt"), ("phone", "-p")}
_NO_MATCH = 1


class _Call(NamedTuple):
    verb: str
    words: list[str]
    is_fast: bool
    is_for_mutt: bool
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
    from contacts_store.directory import Directory
    from contacts_store.errors import StoreError
    from contacts_store.index.index import IndexUnusable
    from contacts_store.settings import find_store

    try:
        root = find_store(call.store, os.environ, os.getcwd())
        with closing(Directory(root, is_fast=call.is_fast, is_strict=True)) as directory:
            has_found = _print(directory, call)
        sys.stdout.flush()
    except (StoreError, IndexUnusable, OSError):
        return None
    return 0 if has_found else _NO_MATCH


def _read(arguments: Sequence[str]) -> _Call | None:
    verb, *rest = arguments
    store = None
    if "--store" in rest[:-1]:
        place = rest.index("--store")
        store = rest[place + 1]
        del rest[place : place + 2]
    options = [word for word in rest if word.startswith("-")]
    words = [word for word in rest if not word.startswith("-")]
    is_fast = "--fast" in options
    form = "".join(option for option in options if option != "--fast")
    if (verb, form) not in _FORMS or (verb == "lookup" and len(words) != 1):
        return None
    return _Call(verb, words, is_fast, form == "--mutt", store)


def _print(directory: Directory, call: _Call) -> bool:
    from contacts_tui.cli.completion import MOST, print_lines, print_owners, status_line
    from contacts_tui.cli.output import Output, survive_narrow_encodings

    survive_narrow_encodings()
    out = Output()
    if call.verb == "lookup":
        rows = directory.owners(call.words[0])
        print_owners(out, rows, directory)
        return bool(rows)
    kind: Kind = "addresses" if call.verb == "email" else "numbers"
    found = directory.completions(" ".join(call.words), kind, None if call.is_for_mutt else MOST)
    if call.is_for_mutt:
        out.line(status_line(len(found)))
    print_lines(out, found)
    return bool(found)
