"""``merge``: two contacts of one person become one, with a preview by field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from contacts_store.merge.changes import field_changes
from contacts_store.merge.wording import value_text
from contacts_store.operations.merging import Joining, joining
from contacts_tui.cli import suggesting
from contacts_tui.cli.applied import tell
from contacts_tui.cli.exits import Exit
from contacts_tui.cli.session import Session, pass_session
from contacts_tui.cli.terminal import is_interactive
from contacts_tui.cli.verbs import Verb, did_you_mean

if TYPE_CHECKING:
    from contacts_store.merge.changes import FieldChange
    from contacts_store.merge.threeway import FieldConflict, Side

_LETTERS = ("a", "b")


@click.command("merge", cls=Verb)
@click.argument("a", metavar="WHO_A", shell_complete=suggesting.people)
@click.argument("b", metavar="WHO_B", shell_complete=suggesting.people)
@click.option(
    "--take",
    "takes",
    multiple=True,
    metavar="FIELD=a|b",
    help="Whose value holds where both have one; just a or b: for every field not named. Repeatable.",
)
@click.option("--keep", type=click.Choice(_LETTERS), help="Who stays; otherwise who was created first.")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_session
def merge_command(  # noqa: PLR0913 -- one parameter an option
    session: Session, *, a: str, b: str, takes: tuple[str, ...], keep: str | None, dry_run: bool, yes: bool
) -> int:
    """Merge two contacts into one.

    Numbers, addresses, tags and notes of both are kept. The other one goes to the trash and says
    there what it was merged into: its id goes on to find the one that stays. 'undo' takes it back.

    Where both have another value, and --take says nothing, nothing is done: exit code 5.

    Examples:
      contacts-tui merge 0f8fad5b 7c9e6679 --dry-run
      contacts-tui merge 0f8fad5b 7c9e6679 --take company=b --take a
    """
    store = session.load_store()
    first, second = (store.read(store.find(who)) for who in (a, b))
    pair = {"a": Joining(first, second), "b": Joining(second, first), None: joining(first, second)}[keep]
    sides: dict[str, Side] = {"a": "ours", "b": "theirs"}
    if pair.survivor is second:
        sides = {"a": "theirs", "b": "ours"}
    choices = _choices(pair.conflicts, takes, sides)
    open_fields = [each for each in pair.conflicts if each.field not in choices]
    _preview(session, pair, choices, sides, as_result=dry_run)
    if dry_run:
        return Exit.CONFLICT if open_fields else Exit.OK
    asks = not open_fields and not yes and is_interactive()
    if asks and not click.confirm(f"{pair.label}: go on?", err=True):
        return Exit.OK
    return tell(session, store.merge(pair.survivor.contact.id, pair.loser.contact.id, choices))


def _choices(
    conflicts: tuple[FieldConflict, ...], takes: tuple[str, ...], sides: dict[str, Side]
) -> dict[str, Side]:
    """Read what ``--take`` says.

    Raises:
        click.UsageError: a field is none that both have differently, or a side is neither a nor b.
    """
    known = [each.field for each in conflicts]
    everywhere: dict[str, Side] = {}
    named: dict[str, Side] = {}
    for take in takes:
        field, _, letter = take.rpartition("=")
        if letter not in sides:
            raise click.UsageError(f"--take: {take!r}: write FIELD=a or FIELD=b, or just a or b")
        if field and field not in known:
            hint = did_you_mean(field, known) or f" (there: {', '.join(known) or 'none'})"
            raise click.UsageError(f"--take: {field!r} is no field that they have differently{hint}")
        if field:
            named[field] = sides[letter]
        else:
            everywhere = dict.fromkeys(known, sides[letter])
    return everywhere | named


def _preview(
    session: Session, pair: Joining, choices: dict[str, Side], sides: dict[str, Side], *, as_result: bool
) -> None:
    """Show what becomes of the survivor, what is dropped, and what has to be chosen."""
    changes = field_changes(pair.survivor.contact, pair.outcome(choices))
    letters = {side: letter for letter, side in sides.items()}
    open_fields = [each for each in pair.conflicts if each.field not in choices]
    dropped = [(each, side) for each, side in pair.dropped(choices) if each.field in choices]
    if session.as_json:
        if as_result:
            session.out.json(_as_json(pair, changes, open_fields, letters))
        return
    say = session.out.line if as_result else session.out.note
    say(pair.label)
    for change in changes:
        say(f"  {change}")
    for each, side in dropped:
        say(f"  dropped of {letters[side]}: {each.field}: {value_text(getattr(each, side))}")
    for each in open_fields:
        values = " or ".join(f"{value_text(getattr(each, sides[letter]))} ({letter})" for letter in _LETTERS)
        session.out.warning(f"{each.field}: {values}? Say --take {each.field}=a or {each.field}=b")


def _as_json(
    pair: Joining,
    changes: tuple[FieldChange, ...],
    open_fields: list[FieldConflict],
    letters: dict[Side, str],
) -> dict[str, Any]:
    return {
        "survivor": {"id": pair.survivor.contact.id, "path": pair.survivor.path, "side": letters["ours"]},
        "loser": {"id": pair.loser.contact.id, "path": pair.loser.path, "side": letters["theirs"]},
        "changes": [{"field": each.field, "old": each.old, "new": each.new} for each in changes],
        "conflicts": [
            {"field": each.field, letters["ours"]: each.ours, letters["theirs"]: each.theirs}
            for each in open_fields
        ],
    }
