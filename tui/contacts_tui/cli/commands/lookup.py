"""``lookup``: whose number or address is it? Other programs call this for every call and mail."""

from __future__ import annotations

import click

from contacts_tui.cli import columns
from contacts_tui.cli.exits import Exit
from contacts_tui.cli.session import Session, pass_session
from contacts_tui.cli.verbs import Verb


@click.command("lookup", cls=Verb)
@click.argument("wanted", metavar="NUMBER|EMAIL")
@click.option("--fast", is_flag=True, help="Be content with what is known without reading every file.")
@pass_session
def lookup_command(session: Session, *, wanted: str, fast: bool) -> int:  # noqa: ARG001 -- scripts may ask for it
    """Tell whose number or e-mail address it is.

    The number may be in any notation; a national one needs the store's default_region. Matches are
    exact. Whose primary number it is comes first, then who was created first; contacts in the
    trash are left out. Nobody: exit code 1.

    Examples:
      contacts-tui lookup '+44 (0)20 7946 0018'
      contacts-tui lookup ada@example.org --json
    """
    store = session.load_reader()
    rows = store.snapshot.lookup(wanted, store.settings.default_region)
    if session.as_json:
        from contacts_store.interchange.shapes import contact_as_json
        from contacts_tui.cli.who import readable

        contacts = readable(session, store, rows)
        session.out.json_array(contact_as_json(loaded.contact, loaded.path) for loaded in contacts)
    elif rows:
        names = columns.DEFAULT
        session.out.table(
            [columns.heading(name) for name in names], (columns.cells(row, names, store) for row in rows)
        )
    return Exit.OK if rows else Exit.NO_MATCH
