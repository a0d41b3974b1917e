"""``show``: one contact, whole."""

from __future__ import annotations

import click

from contacts_store.model.identity import is_id
from contacts_tui.cli import suggesting
from contacts_tui.cli.exits import Exit
from contacts_tui.cli.session import Session, pass_session
from contacts_tui.cli.verbs import Verb


@click.command("show", cls=Verb)
@click.argument("who", metavar="WHO", shell_complete=suggesting.people)
@click.option("--yaml", "as_yaml", is_flag=True, help="Print the text of the contact's file.")
@pass_session
def show_command(session: Session, *, who: str, as_yaml: bool) -> int:
    """Show one contact.

    Examples:
      contacts-tui show 'ada lovelace'
      contacts-tui show 0f8fad5b --json
      contacts-tui show contacts/ada-lovelace-0f8fad5b.yaml --yaml
    """
    if as_yaml and session.as_json:
        raise click.UsageError("--yaml and --json exclude each other")
    store = session.load_reader()
    loaded = store.read(store.find(who))
    if is_id(who.strip()) and who.strip().lower() != loaded.contact.id:
        session.out.note(f"{who.strip()} was merged into {loaded.contact.id}")
    if as_yaml:
        session.out.text([loaded.document.text])
    elif session.as_json:
        from contacts_store.interchange.shapes import contact_as_json

        session.out.json(contact_as_json(loaded.contact, loaded.path))
    else:
        from contacts_tui.cli.details import detail_lines

        for line in detail_lines(loaded.contact, loaded.path, store.snapshot):
            session.out.line(line)
    for finding in loaded.findings:
        session.out.finding(finding, to_stderr=True)
    return Exit.OK
