"""``themes``: which themes the app has, and whether a file makes one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from contacts_tui.cli.exits import Exit
from contacts_tui.cli.session import Session, pass_session
from contacts_tui.cli.verbs import VerbGroup

if TYPE_CHECKING:
    from contacts_tui.app.theme_files import ThemeFiles


@click.group("themes", cls=VerbGroup, invoke_without_command=True)
@pass_session
@click.pass_context
def themes_command(context: click.Context, session: Session) -> int:
    """List the themes of the app, or check a file of your own.

    A theme is chosen in the app, or by theme: NAME in config.yaml.

    Examples:
      contacts-tui themes
      contacts-tui themes check ~/.config/contacts-tui/themes/mine.yaml
    """
    if context.invoked_subcommand:
        return Exit.OK
    catalogue = _catalogue()
    own = catalogue.own_names
    rows = [
        {"name": name, "dark": theme.is_dark, "own": name in own}
        for name, theme in sorted(catalogue.usable.items())
    ]
    if session.as_json:
        session.out.json(rows)
    else:
        kinds = [("dark" if row["dark"] else "light", "own" if row["own"] else "") for row in rows]
        names = [str(row["name"]) for row in rows]
        session.out.table(
            ("NAME", "KIND", ""), [(name, *kind) for name, kind in zip(names, kinds, strict=True)]
        )
    for problem in catalogue.problems:
        session.out.finding(problem, to_stderr=True)
    return Exit.OK


@themes_command.command("check")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@pass_session
def check_command(session: Session, *, file: Path) -> int:
    """Tell what is wrong with a theme file, with line and remedy. Any error: exit code 4.

    Example:
      contacts-tui themes check mine.yaml --json
    """
    problems = _catalogue().check(file)
    if session.as_json:
        session.out.json_array(problem.as_dict() for problem in problems)
    else:
        for problem in problems:
            session.out.finding(problem)
    return Exit.INVALID if problems else Exit.OK


def _catalogue() -> ThemeFiles:
    """Read all theme files, by the app's own loader."""
    from contacts_store.locations import user_themes_dir
    from contacts_tui.app.theme_files import ThemeFiles

    catalogue = ThemeFiles(Path(user_themes_dir()))
    catalogue.load()
    return catalogue
