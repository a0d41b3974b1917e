"""``import``: contacts from vCards, JSON, JSON Lines or YAML."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from contacts_store.interchange.importing import Mode, Options, import_contacts
from contacts_store.interchange.payload import FORMATS, TABLES, VCARDS, Format, Source, source_of
from contacts_store.interchange.report import COUNTED
from contacts_store.merge.changes import field_changes
from contacts_store.model.contact import shown_name
from contacts_tui.cli import suggesting
from contacts_tui.cli.exits import Exit
from contacts_tui.cli.mapping import mapper
from contacts_tui.cli.session import Session, pass_session
from contacts_tui.cli.typed_file import STDIN
from contacts_tui.cli.verbs import Verb

if TYPE_CHECKING:
    from collections.abc import Callable

    from contacts_store.interchange.report import ImportReport, Taken
    from contacts_store.interchange.tables.dialects import Heading

_MANY = 1_000
"""So many rows are worth a line about how far it has got, each time."""


@click.command("import", cls=Verb)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", shell_complete=suggesting.files)
@click.option(
    "--format",
    "format_",
    type=click.Choice((*FORMATS, VCARDS[0], TABLES[0])),
    help="Otherwise the file's name or beginning tells.",
)
@click.option(
    "--source",
    type=click.Choice(("import", "sync")),
    default="import",
    help="What new contacts are said to come from, unless the payload says it: sync for CRM feeds.",
)
@click.option(
    "--map",
    "columns",
    metavar="COLUMNS",
    help="What the columns of a table are: Mobil=phone:mobile,Nachname=last_name, or a file that says so.",
)
@click.option("--dry-run", is_flag=True, help="Tell by field what would happen, and change nothing.")
@click.option("--update", is_flag=True, help="Update contacts that are there already and differ.")
@click.option("--skip-existing", is_flag=True, help="Leave contacts that are there already as they are.")
@pass_session
def import_command(  # noqa: PLR0913 -- one parameter an option
    session: Session,
    *,
    files: tuple[str, ...],
    format_: str | None,
    source: str,
    columns: str | None,
    dry_run: bool,
    update: bool,
    skip_existing: bool,
) -> int:
    """Take contacts in from vCards, CSV, JSON or YAML.

    vCards may be of any version; a damaged card costs only itself, and is named with its line.
    JSON may also be a list answer of the platform, or JSON Lines. FILE may be - for stdin.

    Tables of Google, Outlook, Apple, Salesforce, HubSpot, Zoho and of our own are known by their
    heading. Of any other table say with --map what its columns are: first_name, last_name, company,
    notes and other fields, phone:TYPE, email:TYPE, tags, extra.KEY, or - to leave one out; columns
    that you don't name are guessed, or become keys of their own. It is remembered for next time.

    A contact is known by its external_id and source, by its id, or by a number or an address
    together with the name. Importing twice makes no doubles. Without --update and --skip-existing a
    known contact that differs fails. Any failure: exit code 4; the rest is imported all the same, as
    one undo step.

    Examples:
      contacts-tui import contacts.json --dry-run
      contacts-tui import kunden.csv --map 'Mobil=phone:mobile,Kunde=last_name'
      curl -s https://crm.example/contacts | contacts-tui import - --source sync --update
    """
    if update and skip_existing:
        raise click.UsageError("--update and --skip-existing exclude each other")
    mode: Mode = "update" if update else "skip_existing" if skip_existing else "create"
    store = session.load_store()
    options = Options(
        mode,
        source,
        dry_run=dry_run,
        listener=_teller(session) if dry_run and not session.as_json else None,
        on_progress=_progress(session),
    )
    with ExitStack() as stack:
        mapped = mapper(session, store.root, columns)
        sources = [_source(name, cast("Format | None", format_), mapped, stack) for name in files]
        report = import_contacts(store, sources, options)
    if session.as_json:
        session.out.json(report.as_dict())
    else:
        _tell(session, report, dry_run=dry_run)
    return Exit.INVALID if report.failed else Exit.OK


def _source(
    name: str, format_: Format | None, mapped: Callable[[Heading], Heading], stack: ExitStack
) -> Source:
    """Open a file as a source.

    Raises:
        OSError: it can't be read.
    """
    if name == STDIN:
        return source_of("stdin", sys.stdin.buffer, format_, mapped)
    return source_of(name, stack.enter_context(Path(name).open("rb")), format_, mapped)


def _teller(session: Session) -> Callable[[Taken], None]:
    """Return what tells, row by row, how fields would change."""

    def tell(taken: Taken) -> None:
        if taken.after is None or taken.outcome not in ("created", "updated"):
            return
        place = f"{taken.source}: row {taken.row}"
        if taken.outcome == "created":
            session.out.line(f"{place}: new: {shown_name(taken.after)}")
            return
        for change in field_changes(taken.before, taken.after):
            session.out.line(f"{place}: {shown_name(taken.after)}: {change}")

    return tell


def _progress(session: Session) -> Callable[[int], bool]:
    told = 0

    def tell(done: int) -> bool:
        nonlocal told
        if done // _MANY > told:
            told = done // _MANY
            session.out.note(f"{done:,} rows")
        return True

    return tell


def _tell(session: Session, report: ImportReport, *, dry_run: bool) -> None:
    words = [f"{number} {name}" for name in COUNTED if (number := getattr(report, name))]
    if report.failed:
        words.append(f"{len(report.failed)} failed")
    session.out.line(f"{'would be: ' if dry_run else ''}{', '.join(words) or 'nothing to import'}")
    for each in report.remarks:
        session.out.note(f"{each.source}: row {each.row}: {each.reason}")
    for each in report.failed:
        session.out.error(f"{each.source}: row {each.row}: {each.reason}")
