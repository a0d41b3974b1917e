"""``email`` and ``phone``: addresses and numbers for mail programs, editors and shells to complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from contacts_tui.cli.completion import MOST, fields, print_lines, status_line
from contacts_tui.cli.exits import Exit
from contacts_tui.cli.session import Session, pass_session
from contacts_tui.cli.verbs import Verb

if TYPE_CHECKING:
    from contacts_store.directory import Completion

_FAST = click.option("--fast", is_flag=True, help="Do not look at every file; see 'lookup --help'.")
_LINES = click.option(
    "-p",
    "--parsable",
    "is_parsable",
    is_flag=True,
    help=f"Print lines as for mutt, no status, {MOST} at most.",
)


@click.command("email", cls=Verb)
@click.argument("terms", nargs=-1)
@click.option("--mutt", is_flag=True, help="Print lines for mutt: a status line, then the matches.")
@_LINES
@_FAST
@pass_session
def email_command(
    session: Session, *, terms: tuple[str, ...], mutt: bool, is_parsable: bool, fast: bool
) -> int:
    """List the e-mail addresses that TERMS mean.

    Every word must be found in a contact, in any field, whatever its case or accents. Names that
    start with the first word come first, then words and addresses that do, then the rest; the
    primary address leads. Without TERMS: all addresses. Nothing found: exit code 1.

    For programs a line is the address, the name and the company, with tabs between them.

    Examples:
      contacts-tui email ada
      contacts-tui email --mutt --fast 'ada'
      contacts-tui email -p --fast ada
    """
    found = _find(session, terms, is_fast=fast, wants_numbers=False, limit=MOST if is_parsable else None)
    if mutt and not is_parsable and not session.as_json:
        session.out.line(status_line(len(found)))
    if session.as_json:
        _print_json(session, found, "address")
    elif mutt or is_parsable:
        print_lines(session.out, found)
    elif found:
        session.out.table(["E-MAIL", "NAME", "COMPANY"], map(fields, found))
    return Exit.OK if found else Exit.NO_MATCH


@click.command("phone", cls=Verb)
@click.argument("terms", nargs=-1)
@_LINES
@_FAST
@pass_session
def phone_command(session: Session, *, terms: tuple[str, ...], is_parsable: bool, fast: bool) -> int:
    """List the phone numbers that TERMS mean.

    Matches and their order are those of 'email'. A part of a number may be given in any notation;
    what is printed is the E.164 form. Numbers without an E.164 form are left out. Nothing found: exit code 1.

    Examples:
      contacts-tui phone ada
      contacts-tui phone -p --fast 020 7946
    """
    found = _find(session, terms, is_fast=fast, wants_numbers=True, limit=MOST if is_parsable else None)
    if session.as_json:
        _print_json(session, found, "number")
    elif is_parsable:
        print_lines(session.out, found)
    elif found:
        session.out.table(["PHONE", "NAME", "COMPANY"], map(fields, found))
    return Exit.OK if found else Exit.NO_MATCH


def _find(
    session: Session, terms: tuple[str, ...], *, is_fast: bool, wants_numbers: bool, limit: int | None
) -> list[Completion]:
    directory = session.open_directory(is_fast=is_fast)
    return directory.completions(" ".join(terms), "numbers" if wants_numbers else "addresses", limit)


def _print_json(session: Session, found: list[Completion], key: str) -> None:
    session.out.json_array(
        {key: each.value, "name": each.row.name, "company": each.row.company, "id": each.row.id}
        for each in found
    )
