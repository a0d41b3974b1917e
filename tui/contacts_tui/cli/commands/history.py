"""What was done, and taking it back."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

import click

from contacts_store.journal.step import State
from contacts_store.model.timestamp import format_timestamp
from contacts_tui.cli import suggesting
from contacts_tui.cli.applied import tell
from contacts_tui.cli.exits import Exit
from contacts_tui.cli.session import Session, pass_session
from contacts_tui.cli.verbs import Verb

if TYPE_CHECKING:
    from contacts_store.journal.step import Step

_SHOWN = 20


@click.command("undo", cls=Verb)
@pass_session
def undo_command(session: Session) -> int:
    """Take the last change back, whichever program of ours made it. Nothing to take back: exit code 1.

    Example:
      contacts-tui undo
    """
    store = session.load_store()
    return tell(session, store.undo())


@click.command("redo", cls=Verb)
@pass_session
def redo_command(session: Session) -> int:
    """Make the change again that was taken back last. Nothing to make again: exit code 1.

    Example:
      contacts-tui redo
    """
    store = session.load_store()
    return tell(session, store.redo())


@click.command("log", cls=Verb)
@click.argument("who", required=False, metavar="[WHO]", shell_complete=suggesting.people)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=_SHOWN,
    show_default=True,
    metavar="N",
    help="N steps at most.",
)
@pass_session
def log_command(session: Session, *, who: str | None, limit: int) -> int:
    """Show what was changed, by whom.

    Newest first; only what was changed through contacts-tui.

    Examples:
      contacts-tui log
      contacts-tui log 'ada lovelace' --json
    """
    store = session.load_store() if who else session.open_store()
    steps = store.steps(store.find(who).id if who else None, limit)
    if session.as_json:
        session.out.json_array(_step_as_json(step) for step in steps)
        return Exit.OK
    rows = [(_when(step), step.actor, _state(step), step.label) for step in steps]
    if rows:
        session.out.table(("WHEN (UTC)", "BY", "STATE", "WHAT"), rows)
    return Exit.OK


def _when(step: Step) -> str:
    return step.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def _state(step: Step) -> str:
    return "" if step.state is State.DONE else step.state


def _step_as_json(step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "at": format_timestamp(step.at),
        "actor": step.actor,
        "label": step.label,
        "state": step.state,
        "entries": [
            {"path": entry.path, "id": entry.record_id, "kind": entry.kind, "changes": list(entry.changes)}
            for entry in step.entries
        ],
    }
