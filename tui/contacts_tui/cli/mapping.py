"""What the columns of an imported table mean: as said now, as said last time, or as confirmed."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contacts_store.interchange.tables.columns import BadColumn
from contacts_store.interchange.tables.dialects import read_mapping
from contacts_store.interchange.tables.remembered import remember, remembered
from contacts_tui.text import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from contacts_store.interchange.tables.dialects import Heading
    from contacts_tui.cli.session import Session


def mapper(session: Session, root: Path, said: str | None) -> Callable[[Heading], Heading]:
    """Return what judges the heading of a table.

    Args:
        session: whom to tell which columns are taken.
        root: the store, in whose state folder the answers are kept.
        said: the value of ``--map``: a mapping, or the name of a file that holds one.
    """

    def judged(heading: Heading) -> Heading:
        try:
            if said is not None:
                columns = read_mapping(_text(said))
                mapped = heading.mapped(columns)
                remember(root, heading, columns)
                return mapped
            if known := remembered(root, heading):
                session.out.note("the columns are taken as last time; --map says otherwise")
                return heading.mapped(known)
        except BadColumn as problem:
            raise click.UsageError(f"--map: {problem}") from None
        if heading.program:
            session.out.note(f"a table of {'our own' if heading.program == 'ours' else heading.program}")
            return heading
        _confirm(heading)
        return heading

    return judged


def _confirm(heading: Heading) -> None:
    proposal = f"say what its columns are, such as --map {shlex.quote(shown(heading.as_mapping()))}"
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(f"no program that we know wrote this table; {proposal}")
    for name, column in zip(heading.names, heading.columns, strict=True):
        click.echo(f"  {shown(name)}  ->  {shown(str(column))}", err=True)
    if not click.confirm("Import with these columns?", default=heading.says_who, err=True):
        raise click.UsageError(proposal)


def _text(said: str) -> str:
    """Return the mapping: what was said, or what is in the file of that name."""
    if "=" in said:
        return said
    try:
        return Path(said).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise BadColumn(
            f"{said!r} is neither HEADING=COLUMN nor a file that can be read ({problem})"
        ) from None
