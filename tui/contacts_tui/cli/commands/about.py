"""Where things are, and what a contact's file may hold."""

from __future__ import annotations

import click

from contacts_tui.cli import suggesting
from contacts_tui.cli.exits import Exit
from contacts_tui.cli.session import Session, pass_session
from contacts_tui.cli.verbs import Verb


@click.command("schema", cls=Verb)
@pass_session
def schema_command(session: Session) -> int:
    """Print the JSON Schema of a contact's file.

    For editors and validators; no store is needed.

    Example:
      contacts-tui schema > contact.schema.json
    """
    from contacts_store.schema import schema_text

    session.out.text([schema_text()])
    return Exit.OK


@click.command("locate", cls=Verb)
@click.argument("who", required=False, metavar="[WHO]", shell_complete=suggesting.people)
@pass_session
def locate_command(session: Session, *, who: str | None) -> int:
    """Print where the store or a contact's file is.

    Examples:
      cd "$(contacts-tui locate)"
      $EDITOR "$(contacts-tui locate 'ada lovelace')"
    """
    if who is None:
        path = session.open_reader().root.absolute()
    else:
        store = session.load_reader()
        path = store.root.absolute() / store.find(who).path
    if session.as_json:
        session.out.json({"path": str(path)})
    else:
        session.out.text([f"{path}\n"])
    return Exit.OK
