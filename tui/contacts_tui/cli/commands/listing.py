"""``list``: contacts as a table or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from contacts_tui.cli import columns, suggesting
from contacts_tui.cli.exits import Exit
from contacts_tui.cli.session import Session, pass_session
from contacts_tui.cli.verbs import Verb, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contacts_store.snapshot.row import Row


def _check_order(_context: click.Context, _parameter: click.Parameter, order: str | None) -> str | None:
    if order is not None and order.removeprefix("-") not in columns.SORTS:
        hint = did_you_mean(order.removeprefix("-"), columns.SORTS)
        raise click.UsageError(f"--sort: unknown order {order!r}{hint} (known: {', '.join(columns.SORTS)})")
    return order


@click.command("list", cls=Verb)
@click.argument("query", nargs=-1, shell_complete=suggesting.query)
@click.option(
    "--sort",
    "order",
    metavar="F",
    shell_complete=suggesting.orders,
    callback=_check_order,
    help="Order: name, company, phone, email, "
    "created or updated; -F turns it round. Otherwise by name, or best match first.",
)
@click.option(
    "--fields",
    metavar="A,B",
    shell_complete=suggesting.columns,
    help="Columns of the table, such as name,email,job_title,id,path.",
)
@click.option("--deleted", is_flag=True, help="List the contacts in the trash instead.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="List N contacts at most.")
@pass_session
def list_command(  # noqa: PLR0913 -- one parameter an option
    session: Session,
    *,
    query: tuple[str, ...],
    order: str | None,
    fields: str | None,
    deleted: bool,
    limit: int | None,
) -> int:
    """List contacts.

    QUERY is words that must all be found, "a phrase", -not, or, ( ), and field:text, field:=exact,
    field:/regex/, has:email, no:phone, is:deleted, is:duplicate, created:>2026-01, updated:<30d,
    extra.KEY:text; put -- before a query that begins with a minus. With --json: an array of whole
    contacts.

    Examples:
      contacts-tui list
      contacts-tui list ada 7946 --fields name,phone,email
      contacts-tui list 'tag:vip no:email'
      contacts-tui list --sort -updated --limit 10
      contacts-tui list --json acme.example | jq '.[].emails'
    """
    from contacts_store.query.query import parse
    from contacts_store.snapshot.view import View

    names = columns.read_columns(fields)
    asked = parse(" ".join(query))
    store = session.load_reader()
    rows: Sequence[Row] = store.snapshot.select(View.trash() if deleted else View.all(), asked)
    if order is not None:
        rows = columns.sorted_by(rows, order)
    rows = rows[:limit]
    if session.as_json:
        from contacts_store.interchange.shapes import contact_as_json
        from contacts_tui.cli.who import readable

        session.out.json_array(
            contact_as_json(loaded.contact, loaded.path) for loaded in readable(session, store, rows)
        )
    elif rows:
        session.out.table(
            [columns.heading(name) for name in names], (columns.cells(row, names, store) for row in rows)
        )
    _mention_broken(session, rows)
    return Exit.NO_MATCH if query and not rows else Exit.OK


def _mention_broken(session: Session, rows: Sequence[Row]) -> None:
    broken = sum(row.is_broken for row in rows)
    if broken:
        session.out.note(f"{broken} of these can't be read right; 'contacts-tui check' tells why")
