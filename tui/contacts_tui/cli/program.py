"""The program's command group: which commands there are, and what happens without one."""

from __future__ import annotations

import click

from contacts_tui import VERSION_LINE
from contacts_tui.cli.session import Session, pass_session
from contacts_tui.cli.terminal import terminal_problem
from contacts_tui.cli.verbs import Entry, LazyGroup

PROGRAM = "contacts-tui"
_AT = "contacts_tui.cli.commands."

_SECTIONS = {
    "Contacts": {
        "list": Entry(_AT + "listing", "List contacts."),
        "show": Entry(_AT + "showing", "Show one contact."),
        "lookup": Entry(_AT + "lookup", "Tell whose number or e-mail address it is."),
        "email": Entry(_AT + "completing", "List the e-mail addresses that TERMS mean."),
        "phone": Entry(_AT + "completing", "List the phone numbers that TERMS mean."),
        "add": Entry(_AT + "add", "Create a contact."),
        "set": Entry(_AT + "assign", "Change fields of contacts."),
        "edit": Entry(_AT + "edit", "Edit a contact's file in $EDITOR."),
        "tag": Entry(_AT + "tag", "List, make, change and assign tags."),
        "dupes": Entry(_AT + "dupes", "List pairs of contacts that are probably one person."),
        "merge": Entry(_AT + "merge", "Merge two contacts into one."),
    },
    "Trash": {
        "rm": Entry(_AT + "trash", "Move contacts to the trash."),
        "restore": Entry(_AT + "trash", "Take contacts out of the trash."),
        "trash": Entry(_AT + "trash", "List the contacts in the trash."),
        "purge": Entry(_AT + "trash", "Remove the files of contacts in the trash."),
    },
    "History": {
        "log": Entry(_AT + "history", "Show what was changed, by whom."),
        "undo": Entry(_AT + "history", "Take the last change back."),
        "redo": Entry(_AT + "history", "Make the change again that was taken back last."),
    },
    "Store": {
        "init": Entry(_AT + "init", "Make a store."),
        "demo": Entry(_AT + "demo", "Make a store of invented people and open the app on it."),
        "check": Entry(_AT + "check", "Report what is wrong with the files."),
        "import": Entry(_AT + "importing", "Take contacts in from vCards, CSV, JSON or YAML."),
        "export": Entry(_AT + "exporting", "Write contacts out as vCards, CSV, JSON or YAML."),
        "schema": Entry(_AT + "about", "Print the JSON Schema of a contact's file."),
        "themes": Entry(_AT + "themes", "List the themes of the app, or check a file of your own."),
        "completions": Entry(_AT + "completions", "Print a script that completes commands in a shell."),
        "locate": Entry(_AT + "about", "Print where the store or a contact's file is."),
    },
}


def _print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 -- click's
    if wanted:
        click.echo(VERSION_LINE)
        context.exit()


@click.group(cls=LazyGroup, sections=_SECTIONS, invoke_without_command=True)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_version,
    help="Print the version.",
)
@pass_session
@click.pass_context
def program(context: click.Context, session: Session) -> int:
    """Keep contacts in a folder of YAML files. Without a command: open the app.

    WHO in the commands' help is a contact's id, a unique beginning of it, the path of its file, or
    a query that matches exactly one contact.

    Exit codes: 0 ok, 1 no match, 2 usage, 3 store or config unusable,
    4 invalid data or a write failed, 5 conflict or ambiguous, 130 interrupted.
    """
    return 0 if context.invoked_subcommand else open_app(session)


def open_app(session: Session) -> int:
    """Run the full-screen app on the session's store.

    Returns:
        The process's exit code.

    Raises:
        click.UsageError: there is no terminal to draw on.
        StoreUnusable: there is no store.
    """
    if problem := terminal_problem():
        raise click.UsageError(f"{problem}; here, give a command (--help lists them)")
    from contacts_tui.app import run

    return run(session.root())
