"""``export``: contacts as vCards, JSON, JSON Lines or YAML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from contacts_store.interchange.exporting import export_contacts
from contacts_store.interchange.payload import FORMATS, TABLES, VCARDS, Format, guessed_format
from contacts_store.query.query import parse
from contacts_store.snapshot.view import View
from contacts_tui.cli import suggesting
from contacts_tui.cli.exits import Exit
from contacts_tui.cli.output import plural
from contacts_tui.cli.session import Session, pass_session
from contacts_tui.cli.verbs import Verb
from contacts_tui.cli.who import readable
from contacts_tui.export_file import InsideTheStore, outside, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contacts_store.model.contact import Contact
    from contacts_store.operations.change import Loaded


@click.command("export", cls=Verb)
@click.argument("query", nargs=-1, shell_complete=suggesting.query)
@click.option(
    "--format",
    "format_",
    type=click.Choice((*FORMATS, *VCARDS, *TABLES)),
    help="Otherwise the ending of -o tells; else json.",
)
@click.option(
    "-o",
    "--output",
    "target",
    metavar="FILE",
    shell_complete=suggesting.files,
    help="Write into a file, whole or not at all.",
)
@click.option(
    "--raw", is_flag=True, help="Of a table: do not guard cells that a spreadsheet would calculate."
)
@pass_session
def export_command(
    session: Session, *, query: tuple[str, ...], format_: str | None, target: str | None, raw: bool
) -> int:
    """Write contacts out as vCards, CSV, JSON or YAML.

    'contacts-tui import' reads them back. Contacts in the trash are left out. In a table, cells that
    begin like a formula get a leading '; the import takes it off again. google-csv has no place for
    unknown keys, ids and times.

    Examples:
      contacts-tui export -o contacts.json
      contacts-tui export acme.example --format yaml
    """
    store = session.load_reader()
    rows = store.snapshot.select(View.all(), parse(" ".join(query)))
    exported: list[str] = []
    contacts = _noting(exported, readable(session, store, rows))
    pieces = export_contacts(contacts, _format(format_, target), store.snapshot.tag_table.names, is_raw=raw)
    if target is None:
        session.out.text(pieces)
    else:
        try:
            write_whole(outside(store.root, Path(target)), pieces)
        except InsideTheStore as problem:
            raise click.UsageError(str(problem)) from problem
        session.out.note(f"{plural(len(exported), 'contact')} written to {target}")
    return Exit.NO_MATCH if query and not rows else Exit.OK


def _noting(paths: list[str], contacts: Iterable[Loaded]) -> Iterator[tuple[Contact, str]]:
    """Yield each contact with its path, and add the path to the list."""
    for loaded in contacts:
        paths.append(loaded.path)
        yield loaded.contact, loaded.path


def _format(named: str | None, target: str | None) -> Format:
    if named is not None:
        return cast("Format", named)
    return guessed_format(target, b"[") if target else "json"
