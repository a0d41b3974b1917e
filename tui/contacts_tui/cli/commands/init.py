"""``init``: a folder becomes a store."""

from __future__ import annotations

from pathlib import Path

import click

from contacts_store.initialise import initialise
from contacts_tui.cli import suggesting
from contacts_tui.cli.exits import Exit
from contacts_tui.cli.session import Session, pass_session
from contacts_tui.cli.verbs import Verb


@click.command("init", cls=Verb)
@click.argument("folder", required=False, metavar="[DIR]", shell_complete=suggesting.folders)
@click.option(
    "--region", default="", metavar="GB", help="Country (ISO 3166) of numbers typed without a country code."
)
@click.option("--customer-id", metavar="UUID", help="Owner that new contacts get.")
@click.option("--git", is_flag=True, help="Also make a git repository of it.")
@pass_session
def init_command(
    session: Session, *, folder: str | None, region: str, customer_id: str | None, git: bool
) -> int:
    """Make a store in DIR; without DIR, where contacts-tui looks for it (see --store).

    Files that are there already stay as they are.

    Examples:
      contacts-tui init
      contacts-tui init ~/contacts --region GB --git
    """
    root = Path(folder) if folder is not None else session.root()
    made = initialise(root, region=region, customer_id=customer_id, git=git)
    if session.as_json:
        session.out.json({"store": str(root.absolute()), "files": list(made)})
    else:
        session.out.line(f"made a store in {root.absolute()}")
    return Exit.OK
