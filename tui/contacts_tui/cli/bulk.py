"""Changes of many contacts on the command line: whom a query means, the dry run, and what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from contacts_store.errors import NotFound
from contacts_store.merge.changes import field_changes
from contacts_store.query.query import parse
from contacts_store.snapshot.view import View
from contacts_tui.cli import suggesting
from contacts_tui.cli.applied import tell
from contacts_tui.cli.exits import Exit
from contacts_tui.cli.who import rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from contacts_store.merge.changes import FieldChange
    from contacts_store.operations.bulk import Plan
    from contacts_store.operations.change import Change, Saved
    from contacts_store.reader import StoreReader
    from contacts_store.snapshot.row import Row
    from contacts_store.store import Store
    from contacts_tui.cli.session import Session

Command = TypeVar("Command", bound="Callable[..., Any]")


_EVERYBODY = View.all()

dry_run_option = click.option("--dry-run", is_flag=True, help="Print what would change, and change nothing.")


def bulk_options(command: Command) -> Command:
    """Add ``--where`` and ``--dry-run`` to a command, as ``where`` and ``dry_run``."""
    where = click.option(
        "--where",
        metavar="QUERY",
        shell_complete=suggesting.query,
        help="Change every contact that matches, instead of WHO; one undo step.",
    )
    return where(dry_run_option(command))


def rows_meant(
    store: StoreReader, who: Sequence[str], where: str | None, view: View = _EVERYBODY
) -> list[Row]:
    """Return whom a command is about: each WHO, or all in a view that match a query.

    Raises:
        click.UsageError: both are given, or none.
        NotFound: nobody matches.
        Ambiguous: a WHO matches several.
        QueryError: the query can't be read.
    """
    if bool(who) == (where is not None):
        raise click.UsageError("say whom: WHO..., or --where QUERY")
    if where is None:
        return rows_of(store, who, follow=view == _EVERYBODY)
    rows = store.snapshot.select(view, parse(where))
    if not rows:
        raise NotFound(f"no contact matches {where!r}")
    return list(rows)


def carry_out(  # noqa: PLR0913 -- the parts of a command's end
    session: Session,
    store: Store,
    plan: Plan,
    *,
    dry_run: bool,
    label: str = "",
    after: Callable[[Sequence[Saved]], None] | None = None,
) -> int:
    """Make the changes of a plan, or print them; name on stderr what is left out.

    Args:
        session: the call of the program.
        store: the store that the plan is of.
        plan: what to do.
        dry_run: print the changes only.
        label: the undo step's line; made from the changes when it is empty.
        after: is given what was written, before it is told.

    Returns:
        The exit code.

    Raises:
        StoreError: nobody can be changed; that which the first one is left out for.
    """
    if plan.left_out and not plan.changes and not plan.unchanged:
        raise plan.left_out[0].reason
    for left in plan.left_out:
        session.out.warning(f"left out: {left.name}: {left.reason}")
    if dry_run:
        _preview(session, plan.changes)
        return Exit.OK
    applied = store.apply(plan.changes, label)
    if after is not None:
        after(applied.saved)
    return tell(session, applied)


def _preview(session: Session, changes: Sequence[Change]) -> None:
    previews = [(change, field_changes(change.before, change.after)) for change in changes]
    if session.as_json:
        session.out.json_array(_preview_as_json(change, fields) for change, fields in previews)
        return
    for change, fields in previews:
        for field in fields if change.after is not None else ("the file is removed",):
            session.out.line(f"{change.path}: {field}")
    if not previews:
        session.out.note("nothing would change")


def _preview_as_json(change: Change, fields: Sequence[FieldChange]) -> dict[str, Any]:
    return {
        "id": change.before and change.before.id,
        "path": change.path,
        "changes": [{"field": field.field, "old": field.old, "new": field.new} for field in fields],
    }
