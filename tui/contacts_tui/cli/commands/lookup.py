"""``lookup``: whose number or address is it? Other programs call this for every call and mail."""

from __future__ import annotations

import click

from contacts_tui.cli.completion import print_owners
from contacts_tui.cli.exits import Exit
from contacts_tui.cli.session import Session, pass_session
from contacts_tui.cli.verbs import Verb


@click.command("lookup", cls=Verb)
@click.argument("wanted", metavar="NUMBER|EMAIL")
@click.option("--fast", is_flag=True, help="Do not look at every file.")
@pass_session
def lookup_command(session: Session, *, wanted: str, fast: bool) -> int:
    """Tell whose number or e-mail address it is.

    The number may be in any notation; a national one needs the store's default_region. Matches are
    exact. Whose primary number it is comes first, then who was created first; contacts in the
    trash are left out. Nobody: exit code 1.

    The answer is never stale: every file is looked at. With --fast only the folders and the files
    of those who are found are. Files that were made, removed or renamed are noticed; a number
    written into an existing file, in its place, may be missed until the next command without
    --fast. A caller in E.164 form (+442079460018) is the quickest to look up.

    Examples:
      contacts-tui lookup '+44 (0)20 7946 0018'
      contacts-tui lookup ada@example.org --json
    """
    directory = session.open_directory(is_fast=fast)
    rows = directory.owners(wanted)
    if session.as_json:
        from contacts_store.interchange.shapes import contact_as_json
        from contacts_tui.cli.who import readable

        reader = session.open_reader()
        reader.load_tags()
        contacts = readable(session, reader, rows)
        session.out.json_array(contact_as_json(loaded.contact, loaded.path) for loaded in contacts)
    else:
        print_owners(session.out, rows, directory)
    return Exit.OK if rows else Exit.NO_MATCH
