"""``set``: fields of one contact, or of all that match a query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from contacts_store.errors import NotFound
from contacts_store.merge.changes import field_changes
from contacts_store.operations.change import Change
from contacts_store.query.query import parse
from contacts_store.snapshot.view import View
from contacts_tui.cli.applied import tell
from contacts_tui.cli.assignments import Assignment, read_assignment
from contacts_tui.cli.editing import Editor, warn_of_unread_numbers
from contacts_tui.cli.exits import Exit
from contacts_tui.cli.session import Session, pass_session
from contacts_tui.cli.tags import TagNames, created_tag
from contacts_tui.cli.verbs import Verb
from contacts_tui.cli.who import readable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from contacts_store.merge.changes import FieldChange
    from contacts_store.operations.change import Loaded
    from contacts_store.store import Store


@click.command("set", cls=Verb)
@click.argument("words", nargs=-1, metavar="WHO FIELD=VALUE...")
@click.option(
    "--where", metavar="QUERY", help="Change every contact that matches, instead of WHO; one undo step."
)
@click.option("--dry-run", is_flag=True, help="Print what would change, and change nothing.")
@click.option("--create-tags", is_flag=True, help="Make tags that do not exist.")
@pass_session
def set_command(
    session: Session, *, words: tuple[str, ...], where: str | None, dry_run: bool, create_tags: bool
) -> int:
    """Change fields of contacts.

      company=Acme             sets a text; company= clears it
      phone+=N[:type]          adds a number          phone-=N  removes it
      email+=A[:type]          adds an address        email-=A  removes it
      tag+=T                   adds a tag             tag-=T    removes it
      phone.N.type=work        changes one number; likewise .number, .primary
      email.A.primary=yes      changes one address; likewise .address, .type

    The texts are first_name, last_name, display_name, company, job_title, notes, external_id and
    customer_id. N may be in any notation.

    Examples:
      contacts-tui set 'ada lovelace' company='Analytical Engines' tag+=vip
      contacts-tui set 0f8fad5b phone+='+44 20 7946 0018:work' phone.+442079460018.primary=yes
      contacts-tui set --where acme.example company=Initech --dry-run
    """
    assignments, who = _split(words, where)
    store = session.load_store()
    meant = _meant(session, store, who, where)
    editor = Editor(store, TagNames(store, _tag_maker(store, dry_run=dry_run) if create_tags else None))
    changes = [Change.of(loaded, editor.edited(loaded.contact, assignments)) for loaded in meant]
    if dry_run:
        _preview(session, changes)
        return Exit.OK
    applied = store.apply(changes)
    warn_of_unread_numbers(session, store, applied.saved)
    return tell(session, applied)


def _split(words: tuple[str, ...], where: str | None) -> tuple[list[Assignment], str | None]:
    """Tell WHO from the assignments; with a query there is no WHO."""
    who, rest = (None, words) if where is not None else (next(iter(words), None), words[1:])
    if not rest:
        raise click.UsageError("say whom and what: WHO FIELD=VALUE..., or --where QUERY FIELD=VALUE...")
    return [read_assignment(word) for word in rest], who


def _meant(session: Session, store: Store, who: str | None, where: str | None) -> list[Loaded]:
    if who is not None:
        return [store.read(store.find(who))]
    rows = store.snapshot.select(View.all(), parse(where or ""))
    if not rows:
        raise NotFound(f"no contact matches {where!r}")
    return list(readable(session, store, rows))


def _tag_maker(store: Store, *, dry_run: bool) -> Callable[[str], str]:
    return (lambda name: name) if dry_run else (lambda name: created_tag(store, name))


def _preview(session: Session, changes: Sequence[Change]) -> None:
    previews = [(change, field_changes(change.before, change.after)) for change in changes]
    if session.as_json:
        session.out.json_array(_preview_as_json(change, fields) for change, fields in previews if fields)
        return
    for change, fields in previews:
        for field in fields:
            session.out.line(f"{change.path}: {field}")
    if not any(fields for _, fields in previews):
        session.out.note("nothing would change")


def _preview_as_json(change: Change, fields: Sequence[FieldChange]) -> dict[str, Any]:
    return {
        "id": change.before and change.before.id,
        "path": change.path,
        "changes": [{"field": field.field, "old": field.old, "new": field.new} for field in fields],
    }
