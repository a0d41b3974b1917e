"""Numbers and addresses as people give them on the command line: ``VALUE`` or ``VALUE:type``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from contacts_tui.cli.verbs import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Entry:
    """One number or address; ``type`` is empty when none was given."""

    value: str
    type: str


def read_entry(text: str, types: tuple[str, ...]) -> Entry:
    """Split ``VALUE[:type]``.

    Args:
        text: as given; a colon followed by anything but letters (``tel:+44…``) belongs to the value.
        types: the types that may be given.

    Raises:
        click.UsageError: there is no value, or the word after the colon names no type.
    """
    value, colon, word = text.rpartition(":")
    if not colon or not word.isalpha():
        value, word = text, ""
    if not value.strip():
        raise click.UsageError(f"{text!r}: give a value, or a value and its type as VALUE:type")
    return Entry(value.strip(), word and known_type(word, types))


def entry_option(types: tuple[str, ...]) -> Callable[[click.Context, click.Parameter, Any], Any]:
    """Return a callback that checks an option's values as ``VALUE[:type]`` and names it when one is wrong.

    Args:
        types: the types that may be given.
    """

    def check(context: click.Context, option: click.Parameter, value: Any) -> Any:
        for text in (value,) if isinstance(value, str) else value or ():
            try:
                read_entry(text, types)
            except click.UsageError as problem:
                raise click.BadParameter(problem.message, context, option) from None
        return value

    return check


def known_type(word: str, types: tuple[str, ...]) -> str:
    """Return the type that a word names, in either case.

    Raises:
        click.UsageError: it names none.
    """
    if word.lower() not in types:
        raise click.UsageError(f"{word!r} is no type; use {', '.join(types)}{did_you_mean(word, types)}")
    return word.lower()
