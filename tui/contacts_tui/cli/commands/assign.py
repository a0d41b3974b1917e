"""``set``: fields of one contact, or of all that match a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from contacts_store.model.region import is_region
from contacts_store.operations.bulk_edits import in_e164
from contacts_tui.cli import suggesting
from contacts_tui.cli.assignments import Assignment, read_assignment
from contacts_tui.cli.bulk import bulk_options, carry_out, rows_meant
from contacts_tui.cli.editing import Editor, warn_of_unread_numbers
from contacts_tui.cli.session import Session, pass_session
from contacts_tui.cli.tags import TagNames, created_tag
from contacts_tui.cli.verbs import Verb

if TYPE_CHECKING:
    from collections.abc import Callable

    from contacts_store.model.contact import Contact
    from contacts_store.store import Store


@click.command("set", cls=Verb)
@click.argument(
    "words", nargs=-1, metavar="WHO FIELD=VALUE...", shell_complete=suggesting.who_then_assignments
)
@bulk_options
@click.option(
    "--e164",
    "region",
    metavar="REGION",
    help="Write national numbers of a region (GB) in their E.164 form, where that is certain.",
)
@click.option("--create-tags", is_flag=True, help="Make tags that do not exist.")
@pass_session
def set_command(  # noqa: PLR0913 -- click passes each option
    session: Session,
    *,
    words: tuple[str, ...],
    where: str | None,
    dry_run: bool,
    region: str | None,
    create_tags: bool,
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
      contacts-tui set --where has:phone --e164 GB --dry-run
    """
    who, assignments = _split(words, where, needs_assignment=region is None)
    in_region = in_e164(_known_region(region)) if region else None
    store = session.load_store()
    rows = rows_meant(store, who, where)
    editor = Editor(store, TagNames(store, _tag_maker(store, dry_run=dry_run) if create_tags else None))

    def edit(contact: Contact) -> Contact | None:
        edited = editor.edited(contact, assignments)
        return in_region(edited) if in_region else edited

    plan = store.plan([row.id for row in rows], edit)
    return carry_out(
        session,
        store,
        plan,
        dry_run=dry_run,
        after=lambda saved: warn_of_unread_numbers(session, store, saved),
    )


def _split(
    words: tuple[str, ...], where: str | None, *, needs_assignment: bool
) -> tuple[tuple[str, ...], list[Assignment]]:
    """Tell WHO from the assignments; with a query there is no WHO."""
    who, rest = ((), words) if where is not None else (words[:1], words[1:])
    if needs_assignment and not rest:
        raise click.UsageError("say whom and what: WHO FIELD=VALUE..., or --where QUERY FIELD=VALUE...")
    return who, [read_assignment(word) for word in rest]


def _known_region(text: str) -> str:
    region = text.upper()
    if not is_region(region):
        raise click.UsageError(f"{text!r} is no region: write two letters, such as GB")
    return region


def _tag_maker(store: Store, *, dry_run: bool) -> Callable[[str], str]:
    return (lambda name: name) if dry_run else (lambda name: created_tag(store, name))
