"""``add``: a contact from options, or from YAML or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from contacts_store.interchange.shapes import contact_as_json
from contacts_store.model.contact import EMAIL_TYPES, PHONE_TYPES
from contacts_store.operations.change import Change
from contacts_store.records.problems import invalid_as_data
from contacts_tui.cli import suggesting
from contacts_tui.cli.applied import tell_problems
from contacts_tui.cli.assignments import TEXT_FIELDS, Assignment
from contacts_tui.cli.editing import ITEM_TYPES, Editor, warn_of_unread_numbers
from contacts_tui.cli.entries import entry_option, read_entry
from contacts_tui.cli.exits import Exit
from contacts_tui.cli.session import Session, pass_session
from contacts_tui.cli.tags import TagNames, created_tag
from contacts_tui.cli.typed_file import STDIN, read_contact_text, read_source
from contacts_tui.cli.verbs import Verb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from contacts_store.model.contact import Contact
    from contacts_store.store import Store

_TEXT_HELP = {
    "first_name": "At most 100 characters.",
    "last_name": "At most 100 characters.",
    "display_name": "The name to show; otherwise first and last name, else the company.",
    "company": "At most 200 characters.",
    "job_title": "At most 100 characters.",
    "notes": "Any text.",
    "external_id": "Reference in another system.",
    "customer_id": "UUID of the owner; otherwise the store's own.",
}


def _text_options(command: Callable[..., int]) -> Callable[..., int]:
    for name in reversed(TEXT_FIELDS):
        option = click.option(f"--{name.replace('_', '-')}", name, metavar="TEXT", help=_TEXT_HELP[name])
        command = option(command)
    return command


@click.command("add", cls=Verb)
@_text_options
@click.option(
    "--phone",
    "phones",
    multiple=True,
    callback=entry_option(PHONE_TYPES),
    metavar="N[:TYPE]",
    help="A number as written; TYPE is mobile, work, home, fax or other. Repeatable.",
)
@click.option(
    "--primary-phone",
    metavar="N[:TYPE]",
    callback=entry_option(PHONE_TYPES),
    help="The same, and it is the primary one (none is otherwise).",
)
@click.option(
    "--email",
    "emails",
    multiple=True,
    callback=entry_option(EMAIL_TYPES),
    metavar="A[:TYPE]",
    help="An address; TYPE is work, personal or other. Repeatable.",
)
@click.option(
    "--primary-email",
    metavar="A[:TYPE]",
    callback=entry_option(EMAIL_TYPES),
    help="The same, and it is the primary one (none is otherwise).",
)
@click.option(
    "--tag",
    "tags",
    multiple=True,
    metavar="T",
    shell_complete=suggesting.tags,
    help="A tag, by name or id. Repeatable.",
)
@click.option("--create-tags", is_flag=True, help="Make tags that do not exist.")
@click.option(
    "-i",
    "--input",
    "source",
    metavar="FILE",
    shell_complete=suggesting.files,
    help="Read the contact from a YAML or JSON file instead, "
    "- for stdin; the same keys as in a contact's file.",
)
@pass_session
def add_command(session: Session, /, *, source: str | None, create_tags: bool, **given: Any) -> int:
    """Create a contact and print its id.

    Examples:
      contacts-tui add --first-name Ada --last-name Lovelace --phone '+44 20 7946 0018:work'
      contacts-tui add --company Acme --email info@acme.example:work --tag vendor --create-tags
      echo 'first_name: Ada' | contacts-tui add -i -
    """
    if source is None and not any(given.values()):
        raise click.UsageError("nothing to add: give at least one field, such as --first-name, or -i FILE")
    if source is not None and any(given.values()):
        raise click.UsageError("-i takes the whole contact from the file: leave the other options out")
    store = session.load_store()
    tags = TagNames(store, (lambda name: created_tag(store, name)) if create_tags else None)
    contact = _from_options(store, tags, given) if source is None else _from_file(store, tags, source)
    return _create(session, store, contact)


def _from_options(store: Store, tags: TagNames, given: dict[str, Any]) -> Contact:
    with invalid_as_data():
        contact = store.draft(**{name: given[name] for name in TEXT_FIELDS if given[name]})
    return Editor(store, tags).edited(contact, _assignments(given))


def _assignments(given: dict[str, Any]) -> Iterator[Assignment]:
    """Yield the list options as assignments; tags last, so that none is made for a contact that fails."""
    for field, many, primary in (
        ("phone_numbers", "phones", "primary_phone"),
        ("emails", "emails", "primary_email"),
    ):
        for value in given[many]:
            yield Assignment(field, "+=", value)
        if value := given[primary]:
            yield Assignment(field, "+=", value)
            item = read_entry(value, ITEM_TYPES[field]).value
            yield Assignment(field, "=", "true", item, "is_primary")
    for tag in given["tags"]:
        yield Assignment("tag_ids", "+=", tag)


def _from_file(store: Store, tags: TagNames, source: str) -> Contact:
    contact = read_contact_text(store, read_source(source), "stdin" if source == STDIN else source)
    return contact.with_changes(tag_ids=tuple(tags.assignable(ref) for ref in contact.tag_ids))


def _create(session: Session, store: Store, contact: Contact) -> int:
    applied = store.apply([Change.create(contact)])
    saved = applied.saved[0]
    if session.as_json:
        session.out.json(contact_as_json(store.read(contact.id).contact, saved.path))
    else:
        session.out.line(contact.id)
    warn_of_unread_numbers(session, store, applied.saved)
    tell_problems(session, applied)
    return Exit.OK
