"""What may stand at the cursor of a shell: people, tags, queries, fields, from the store as it is.

These are click's ``shell_complete`` callbacks. A shell calls at a press of a key: they ask the index
and nothing else where they can, and where no store is found they have nothing to suggest.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import click

    from contacts_store.directory import Directory
    from contacts_store.snapshot.row import Row

MOST_PEOPLE = 100
_LISTS = ("phone+=", "phone-=", "email+=", "email-=", "tag+=", "tag-=")
Items = list[CompletionItem]


def people(context: click.Context, _: click.Parameter, typed: str) -> Items:
    """Suggest the ids of contacts that are not in the trash, by id or by words; the names explain them."""
    return _people(context, typed, is_deleted=False)


def people_in_trash(context: click.Context, _: click.Parameter, typed: str) -> Items:
    """Suggest the ids of contacts in the trash."""
    return _people(context, typed, is_deleted=True)


def tags(context: click.Context, _: click.Parameter, typed: str) -> Items:
    """Suggest the names of tags."""
    return [CompletionItem(name) for name in _beginning(_tag_names(context), typed)]


def query(context: click.Context, _: click.Parameter, typed: str) -> Items:
    """Suggest how a word of a query may go on: fields, and the values of those that have known ones."""
    from contacts_store.query.completing import completions

    names = _tag_names(context) if ":" in typed else ()
    return [CompletionItem(found.text) for found in completions(typed, names)]


def who_then_assignments(context: click.Context, parameter: click.Parameter, typed: str) -> Items:
    """Suggest a contact, then ``field=``; after ``tag+=`` a tag."""
    words = context.params.get("words") or ()
    if not words and not context.params.get("where"):
        return people(context, parameter, typed)
    head, sign, begun = typed.partition("=")
    if sign and head in {"tag+", "tag-"}:
        return [CompletionItem(f"{head}={name}") for name in _beginning(_tag_names(context), begun)]
    from contacts_tui.cli.assignments import TEXT_FIELDS

    heads = (*(f"{name}=" for name in TEXT_FIELDS), *_LISTS)
    return [CompletionItem(head) for head in heads if head.startswith(typed)]


def orders(_context: click.Context, _parameter: click.Parameter, typed: str) -> Items:
    """Suggest what ``list --sort`` takes."""
    from contacts_tui.cli.columns import SORTS

    minus = "-" if typed.startswith("-") else ""
    return [CompletionItem(minus + name) for name in SORTS if name.startswith(typed.removeprefix("-"))]


def columns(_context: click.Context, _parameter: click.Parameter, typed: str) -> Items:
    """Suggest the next of some column names with commas between them."""
    from contacts_tui.cli.columns import COLUMNS

    before, comma, last = typed.rpartition(",")
    return [CompletionItem(before + comma + name) for name in COLUMNS if name.startswith(last)]


def files(_context: click.Context, _parameter: click.Parameter, typed: str) -> Items:
    """Let the shell suggest files."""
    return [CompletionItem(typed, type="file")]


def folders(_context: click.Context, _parameter: click.Parameter, typed: str) -> Items:
    """Let the shell suggest folders."""
    return [CompletionItem(typed, type="dir")]


def _people(context: click.Context, typed: str, *, is_deleted: bool) -> Items:
    from contacts_tui.text import shown

    rows: Iterable[Row] = ()
    for directory in _directory(context):
        rows = directory.people(typed, MOST_PEOPLE, is_deleted=is_deleted)
    return [CompletionItem(row.id, help=shown(row.name)) for row in rows]


def _tag_names(context: click.Context) -> list[str]:
    return [name for directory in _directory(context) for name in directory.tag_names()]


def _directory(context: click.Context) -> Iterator[Directory]:
    """Yield the store's directory; nothing where there is no store, because a shell shows no errors."""
    from contacts_store.directory import Directory
    from contacts_store.errors import StoreError
    from contacts_tui.cli.session import Session

    try:
        root = context.ensure_object(Session).root()
        with closing(Directory(str(root), is_fast=True)) as directory:
            yield directory
    except (StoreError, OSError):
        return


def _beginning(names: Iterable[str], typed: str) -> Iterator[str]:
    start = typed.casefold()
    return (name for name in names if name.isprintable() and name.casefold().startswith(start))
