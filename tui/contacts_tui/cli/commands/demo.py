"""``demo``: a store of invented people, and the app on it."""

from __future__ import annotations

from pathlib import Path

import click

from contacts_tui.cli import suggesting
from contacts_tui.cli.exits import Exit
from contacts_tui.cli.program import open_app
from contacts_tui.cli.session import Session, pass_session
from contacts_tui.cli.terminal import terminal_problem
from contacts_tui.cli.verbs import Verb
from contacts_tui.demo.build import build_demo, default_demo


@click.command("demo", cls=Verb)
@click.argument("folder", required=False, metavar="[DIR]", shell_complete=suggesting.folders)
@click.option("--no-app", is_flag=True, help="Only make the store.")
@pass_session
def demo_command(session: Session, *, folder: str | None, no_app: bool) -> int:
    """Make a store of invented people and open the app on it.

    The store stays, with all that you change in it, and is opened again the next time. Without DIR
    it lies in your data folder.

    Examples:
      contacts-tui demo
      contacts-tui demo /tmp/people --no-app
    """
    if not no_app and (problem := terminal_problem()):
        raise click.UsageError(f"{problem}; --no-app only makes the store")
    root = Path(folder) if folder is not None else default_demo()
    was_made = build_demo(root)
    session.store_option = str(root)
    if not no_app:
        return open_app(session)
    if session.as_json:
        session.out.json({"store": str(root.absolute()), "made": was_made})
    else:
        session.out.line(f"{'made' if was_made else 'there is already'} a demo store in {root.absolute()}")
    return Exit.OK
