"""``completions``: scripts for shells."""

from __future__ import annotations

import click

from contacts_tui.cli.exits import Exit
from contacts_tui.cli.session import Session, pass_session
from contacts_tui.cli.verbs import Verb


@click.command("completions", cls=Verb)
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@pass_session
def completions_command(session: Session, *, shell: str) -> int:
    """Print a script that completes commands in a shell.

    Options, contacts, tags, fields and queries are completed too: the script asks the store at every
    TAB. Bash must be 4.4 or later. For good, put the line of your shell into ~/.bashrc or ~/.zshrc.

    Examples:
      eval "$(contacts-tui completions bash)"
      eval "$(contacts-tui completions zsh)"
      contacts-tui completions fish > ~/.config/fish/completions/contacts-tui.fish
    """
    from contacts_tui.cli.shells import script

    session.out.text([script(shell)])
    return Exit.OK
