"""Deleting in two steps: into the trash and back, and out of it for good."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from contacts_store.errors import NotFound
from contacts_store.interchange.shapes import contact_as_json
from contacts_store.model.timestamp import format_timestamp, now
from contacts_store.operations.bulk_edits import deleted, restored
from contacts_store.snapshot.view import View
from contacts_tui.cli import columns, suggesting
from contacts_tui.cli.applied import tell
from contacts_tui.cli.bulk import bulk_options, carry_out, rows_meant
from contacts_tui.cli.exits import Exit
from contacts_tui.cli.output import plural
from contacts_tui.cli.session import Session, pass_session
from contacts_tui.cli.terminal import is_interactive
from contacts_tui.cli.verbs import Verb
from contacts_tui.cli.who import readable, rows_of

if TYPE_CHECKING:
    from contacts_store.snapshot.row import Row
    from contacts_store.store import Store

_COLUMNS = ("name", "updated", "phone", "email", "short_id")
_AGE = re.compile(r"([0-9]{1,5})([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


@click.command("rm", cls=Verb)
@click.argument("who", nargs=-1, metavar="[WHO...]", shell_complete=suggesting.people)
@bulk_options
@pass_session
def rm_command(session: Session, *, who: tuple[str, ...], where: str | None, dry_run: bool) -> int:
    """Move contacts to the trash; their files stay, marked as deleted.

    Examples:
      contacts-tui rm 'ada lovelace'
      contacts-tui rm 0f8fad5b 7c9e6679
      contacts-tui rm --where 'updated:<2020-01-01 no:phone' --dry-run
    """
    store = session.load_store()
    rows = [_active(row) for row in rows_meant(store, who, where)]
    return carry_out(session, store, store.plan([row.id for row in rows], deleted(now())), dry_run=dry_run)


@click.command("restore", cls=Verb)
@click.argument("who", nargs=-1, metavar="[WHO...]", shell_complete=suggesting.people_in_trash)
@bulk_options
@pass_session
def restore_command(session: Session, *, who: tuple[str, ...], where: str | None, dry_run: bool) -> int:
    """Take contacts out of the trash.

    Examples:
      contacts-tui restore 0f8fad5b
      contacts-tui restore --where acme.example
    """
    store = session.load_store()
    rows = [_in_trash(row) for row in rows_meant(store, who, where, View.trash())]
    return carry_out(session, store, store.plan([row.id for row in rows], restored), dry_run=dry_run)


@click.command("trash", cls=Verb)
@pass_session
def trash_command(session: Session) -> int:
    """List the contacts in the trash.

    Examples:
      contacts-tui trash
      contacts-tui trash --json | jq -r '.[].id'
    """
    store = session.load_reader()
    rows = store.snapshot.select(View.trash())
    if session.as_json:
        contacts = readable(session, store, rows)
        session.out.json_array(contact_as_json(loaded.contact, loaded.path) for loaded in contacts)
    elif rows:
        table = (columns.cells(row, _COLUMNS, store) for row in rows)
        session.out.table([columns.heading(name) for name in _COLUMNS], table)
    return Exit.OK


def _read_age(_context: click.Context, _parameter: click.Parameter, text: str | None) -> timedelta | None:
    if text is None:
        return None
    match = _AGE.fullmatch(text.lower())
    if match is None:
        raise click.BadParameter(f"{text!r}: write a number and h, d or w, such as 90d.")
    return int(match[1]) * _UNITS[match[2]]


@click.command("purge", cls=Verb)
@click.argument("who", nargs=-1, metavar="[WHO...]", shell_complete=suggesting.people_in_trash)
@click.option(
    "--older-than",
    "age",
    metavar="90d",
    callback=_read_age,
    help="All that were deleted longer ago (h, d, w).",
)
@click.option("--all", "everything", is_flag=True, help="All that are in the trash.")
@click.option("--yes", is_flag=True, help="Do not ask; needed where nobody can be asked.")
@pass_session
def purge_command(
    session: Session, *, who: tuple[str, ...], age: timedelta | None, everything: bool, yes: bool
) -> int:
    """Remove the files of contacts in the trash. 'undo' still brings them back.

    Examples:
      contacts-tui purge 0f8fad5b
      contacts-tui purge --older-than 90d --yes
    """
    if sum((bool(who), age is not None, everything)) != 1:
        raise click.UsageError("say which: WHO..., --older-than 90d, or --all")
    if not yes and not is_interactive():
        raise click.UsageError("purging removes files, and nobody can be asked here: add --yes")
    store = session.load_store()
    rows = (
        [_in_trash(row) for row in rows_of(store, who, follow=False)] if who else _deleted_before(store, age)
    )
    if not rows:
        session.out.note("nothing to purge")
        return Exit.OK
    if not yes and not click.confirm(f"Remove the files of {plural(len(rows), 'contact')}?", err=True):
        return Exit.OK
    return tell(session, store.purge([row.id for row in rows]))


def _deleted_before(store: Store, age: timedelta | None) -> list[Row]:
    rows = store.snapshot.select(View.trash())
    if age is None:
        return list(rows)
    # deleting sets tm_update and tm_delete to one instant, and a later edit only makes it younger
    oldest = format_timestamp(now() - age)
    return [row for row in rows if not row.is_broken and row.tm_update < oldest]


def _active(row: Row) -> Row:
    if row.is_deleted:
        raise NotFound(f"{row.name} ({row.id}) is in the trash already")
    return row


def _in_trash(row: Row) -> Row:
    if not row.is_deleted:
        raise NotFound(f"{row.name} ({row.id}) is not in the trash; 'contacts-tui rm' moves it there")
    return row
