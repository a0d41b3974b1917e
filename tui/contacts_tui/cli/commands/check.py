"""``check``: all findings, one a line, as compilers print them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from contacts_store.finding import has_errors
from contacts_tui.cli import suggesting
from contacts_tui.cli.applied import tell_problems
from contacts_tui.cli.exits import Exit
from contacts_tui.cli.session import Session, pass_session
from contacts_tui.cli.verbs import Verb

if TYPE_CHECKING:
    from contacts_store.store import Store


@click.command("check", cls=Verb)
@click.argument("paths", nargs=-1, metavar="[PATH...]", shell_complete=suggesting.files)
@click.option("--fix", is_flag=True, help="Put right what needs no decision, then check; one undo step.")
@pass_session
def check_command(session: Session, *, paths: tuple[str, ...], fix: bool) -> int:
    """Report what is wrong with the files, worst first. Any error: exit code 4.

    PATH is a file or folder of the store, from here or from the store's folder; without PATH all
    are checked.
    --fix derives E.164 numbers again, writes addresses in lower case and the like.

    Examples:
      contacts-tui check
      contacts-tui check contacts/ada.yaml --json
      contacts-tui check --fix
    """
    store = session.load_store()
    wanted = {file for path in paths for file in _in_store(store, path)} if paths else None
    if fix:
        applied = store.fix(wanted)
        session.out.note(applied.summary or "nothing to fix")
        tell_problems(session, applied)
    findings = store.check(wanted)
    if session.as_json:
        session.out.json_array(finding.as_dict() for finding in findings)
    else:
        for finding in findings:
            session.out.finding(finding)
    return Exit.INVALID if has_errors(findings) else Exit.OK


def _in_store(store: Store, path: str) -> set[str]:
    """Return the files of the store that a path means, relative to the store.

    Raises:
        click.UsageError: there is no such file or folder in the store.
    """
    root = store.root.resolve()
    for place in (Path(path).absolute(), root / path):
        real = place.resolve()
        if not real.is_relative_to(root) or not real.exists():
            continue
        if not real.is_dir():
            return {real.relative_to(root).as_posix()}
        known = {*store.snapshot.paths, *(finding.path for finding in store.snapshot.findings)}
        return {each for each in known if (root / each).is_relative_to(real)}
    raise click.UsageError(f"{path!r} is no file or folder of the store {store.root}")
