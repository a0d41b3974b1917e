"""``import``: contacts from vCards, JSON, JSON Lines or YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import click

from contacts_store.interchange.importing import Mode, Source, import_contacts
from contacts_store.interchange.payload import FORMATS, VCARDS, Format
from contacts_tui.cli import suggesting
from contacts_tui.cli.exits import Exit
from contacts_tui.cli.session import Session, pass_session
from contacts_tui.cli.typed_file import STDIN, read_source
from contacts_tui.cli.verbs import Verb

if TYPE_CHECKING:
    from contacts_store.interchange.importing import ImportReport


@click.command("import", cls=Verb)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", shell_complete=suggesting.files)
@click.option(
    "--format",
    "format_",
    type=click.Choice((*FORMATS, VCARDS[0])),
    help="Otherwise the file's name or beginning tells.",
)
@click.option("--dry-run", is_flag=True, help="Tell what would happen, and change nothing.")
@click.option("--update", is_flag=True, help="Update contacts that are there already and differ.")
@click.option("--skip-existing", is_flag=True, help="Leave contacts that are there already as they are.")
@pass_session
def import_command(  # noqa: PLR0913 -- one parameter an option
    session: Session,
    *,
    files: tuple[str, ...],
    format_: str | None,
    dry_run: bool,
    update: bool,
    skip_existing: bool,
) -> int:
    """Take contacts in from vCards, JSON or YAML.

    vCards may be of any version; a damaged card costs only itself, and is named with its line.
    JSON may also be a list answer of the platform, or JSON Lines. FILE may be - for stdin.

    A contact is known by its external_id and source, by its id, or by a number or an address
    together with the name. Importing twice makes no doubles. Without --update and --skip-existing a
    known contact that differs fails. Any failure: exit code 4; the rest is imported all the same, as
    one undo step.

    Examples:
      contacts-tui import contacts.json --dry-run
      curl -s https://crm.example/contacts | contacts-tui import - --format json --update
    """
    if update and skip_existing:
        raise click.UsageError("--update and --skip-existing exclude each other")
    mode: Mode = "update" if update else "skip_existing" if skip_existing else "create"
    store = session.load_store()
    sources = [
        Source("stdin" if name == STDIN else name, read_source(name), cast("Format | None", format_))
        for name in files
    ]
    report = import_contacts(store, sources, mode, dry_run=dry_run)
    if session.as_json:
        session.out.json(report.as_dict())
    else:
        _tell(session, report, dry_run=dry_run)
    return Exit.INVALID if report.failed else Exit.OK


def _tell(session: Session, report: ImportReport, *, dry_run: bool) -> None:
    counts = ("created", "updated", "unchanged", "skipped")
    words = [f"{number} {name}" for name in counts if (number := getattr(report, name))]
    if report.failed:
        words.append(f"{len(report.failed)} failed")
    session.out.line(f"{'would be: ' if dry_run else ''}{', '.join(words) or 'nothing to import'}")
    for failure in report.failed:
        session.out.error(f"{failure.source}: row {failure.row}: {failure.reason}")
