"""``dupes``: probable duplicates as a table or as JSON, and the memory of who is not the same person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from contacts_tui.cli import suggesting
from contacts_tui.cli.applied import tell
from contacts_tui.cli.exits import Exit
from contacts_tui.cli.session import Session, pass_session
from contacts_tui.cli.verbs import Verb

if TYPE_CHECKING:
    from contacts_store.duplicates.candidates import Candidate
    from contacts_store.reader import StoreReader
    from contacts_store.snapshot.row import Row

_HEADINGS = ("SCORE", "NAME", "ID", "AND", "ID", "BECAUSE")
_SHORT = 8


@click.command("dupes", cls=Verb)
@click.argument("query", nargs=-1, shell_complete=suggesting.query)
@click.option(
    "--min-score",
    "least",
    type=click.IntRange(1, 100),
    default=50,
    show_default=True,
    metavar="N",
    help="How likely a pair must be, 1-100; 30 also lists families with one number.",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="List N pairs at most.")
@click.option(
    "--distinct",
    nargs=2,
    metavar="WHO WHO",
    shell_complete=suggesting.people,
    help="Remember that these two are not the same person.",
)
@pass_session
def dupes_command(
    session: Session,
    *,
    query: tuple[str, ...],
    least: int,
    limit: int | None,
    distinct: tuple[str, str] | None,
) -> int:
    """List pairs of contacts that are probably one person, the likeliest first.

    With QUERY: those of whom one at least matches it. What --distinct says is kept in the store's
    distinct.yaml; 'undo' takes it back.

    Examples:
      contacts-tui dupes
      contacts-tui dupes lovelace --json | jq '.[].contacts[].id'
      contacts-tui dupes --distinct 0f8fad5b 7c9e6679
    """
    if distinct is not None:
        if query:
            raise click.UsageError("--distinct takes two contacts and no QUERY")
        store = session.load_store()
        one, other = (store.find(who) for who in distinct)
        return tell(session, store.tell_apart(one.id, other.id))
    reader = session.load_reader()
    found = _found(reader, " ".join(query), least)[:limit]
    if session.as_json:
        session.out.json_array(map(_as_json, found))
    elif found:
        session.out.table(_HEADINGS, map(_cells, found))
    return Exit.NO_MATCH if query and not found else Exit.OK


def _found(store: StoreReader, text: str, least: int) -> list[Candidate]:
    from contacts_store.duplicates.candidates import candidates
    from contacts_store.query.query import parse
    from contacts_store.snapshot.view import View

    query = parse(text)
    found = candidates(store.snapshot, least=least)
    if not query:
        return found
    wanted = {row.id for row in store.snapshot.select(View.all(), query)}
    return [each for each in found if wanted & {*each.pair}]


def _cells(each: Candidate) -> list[str]:
    return [
        str(each.likeness.score),
        each.elder.name,
        each.elder.id[:_SHORT],
        each.younger.name,
        each.younger.id[:_SHORT],
        each.likeness.words,
    ]


def _as_json(each: Candidate) -> dict[str, Any]:
    return {
        "score": each.likeness.score,
        "reasons": [
            {"kind": reason.kind, "value": reason.value, "text": str(reason)}
            for reason in each.likeness.reasons
        ],
        "contacts": [_contact_as_json(row) for row in (each.elder, each.younger)],
    }


def _contact_as_json(row: Row) -> dict[str, str]:
    return {"id": row.id, "name": row.name, "path": row.path}
