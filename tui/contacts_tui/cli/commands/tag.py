"""``tag …``: tags as such, and which contacts have them."""

from __future__ import annotations

import click

from contacts_store.interchange.shapes import tag_as_json
from contacts_store.operations.bulk_edits import with_tags
from contacts_store.records.tag_rows import tag_of
from contacts_store.snapshot.view import View
from contacts_tui.cli import suggesting
from contacts_tui.cli.applied import tell
from contacts_tui.cli.bulk import bulk_options, carry_out, dry_run_option, rows_meant
from contacts_tui.cli.exits import Exit
from contacts_tui.cli.session import Session, pass_session
from contacts_tui.cli.tags import TagNames
from contacts_tui.cli.verbs import VerbGroup


@click.group("tag", cls=VerbGroup)
def tag_command() -> None:
    """List, make, change and assign tags. TAG is a tag's name, in either case, or its id."""


@tag_command.command("list")
@click.option("--deleted", is_flag=True, help="List the deleted ones too.")
@pass_session
def list_tags(session: Session, *, deleted: bool) -> int:
    """List the tags with the number of their contacts.

    Examples:
      contacts-tui tag list
      contacts-tui tag list --json
    """
    snapshot = session.load_reader().snapshot
    tags = [(tag, snapshot.count(View.tag(tag.id))) for tag in snapshot.tags if deleted or not tag.is_deleted]
    if session.as_json:
        session.out.json_array(tag_as_json(tag_of(tag)) | {"contacts": count} for tag, count in tags)
    elif tags:
        rows = (
            (
                f"{tag.name} (deleted)" if tag.is_deleted else tag.name,
                str(count),
                tag.color,
                tag.detail,
                tag.id,
            )
            for tag, count in tags
        )
        session.out.table(("NAME", "CONTACTS", "COLOR", "DETAIL", "ID"), rows)
    return Exit.OK


@tag_command.command("add")
@click.argument("name")
@click.argument("tint", metavar="[CSS]", default="")
@click.option("--detail", default="", metavar="TEXT", help="What the tag is for.")
@pass_session
def add_tag(session: Session, *, name: str, tint: str, detail: str) -> int:
    """Make a tag and print its id. CSS is its colour.

    Examples:
      contacts-tui tag add vip --detail 'Answers at once'
      contacts-tui tag add vendor teal
    """
    store = session.load_store()
    applied = store.add_tag(name, tint, detail)
    if session.as_json:
        return tell(session, applied)
    session.out.line(TagNames(store).tag(name).id)
    return Exit.OK


@tag_command.command("rename")
@click.argument("tag", shell_complete=suggesting.tags)
@click.argument("name")
@pass_session
def rename_tag(session: Session, *, tag: str, name: str) -> int:
    """Give a tag another name; the contacts' files stay as they are.

    Example:
      contacts-tui tag rename vip 'very important'
    """
    store = session.load_store()
    return tell(session, store.change_tag(TagNames(store).tag(tag).id, name=name))


@tag_command.command("color")
@click.argument("tag", shell_complete=suggesting.tags)
@click.argument("tint", metavar="CSS")
@pass_session
def color_tag(session: Session, *, tag: str, tint: str) -> int:
    """Give a tag a colour, or none with ''.

    Example:
      contacts-tui tag color vip '#e11d48'
    """
    store = session.load_store()
    return tell(session, store.change_tag(TagNames(store).tag(tag).id, color=tint))


@tag_command.command("merge")
@click.argument("loser", metavar="TAG", shell_complete=suggesting.tags)
@click.argument("winner", metavar="INTO", shell_complete=suggesting.tags)
@dry_run_option
@pass_session
def merge_tags(session: Session, *, loser: str, winner: str, dry_run: bool) -> int:
    """Let all contacts of TAG have INTO instead, and delete TAG.

    Example:
      contacts-tui tag merge customers clients
    """
    store = session.load_store()
    tags = TagNames(store)
    from_, into = tags.tag(loser), tags.tag(tags.assignable(winner))
    if from_.id == into.id:
        raise click.UsageError(f"{loser!r} and {winner!r} are the same tag")
    plan = store.plan_tag_merge(from_.id, into.id)
    return carry_out(session, store, plan, dry_run=dry_run, label=f"tag {from_.name} merged into {into.name}")


@tag_command.command("rm", short_help="Delete a tag; contacts keep it, shown as deleted.")
@click.argument("tag", shell_complete=suggesting.tags)
@click.option("--unassign", is_flag=True, help="Take it from every contact, too.")
@dry_run_option
@pass_session
def rm_tag(session: Session, *, tag: str, unassign: bool, dry_run: bool) -> int:
    """Delete a tag: contacts keep it, shown as deleted, and no contact can get it.

    Examples:
      contacts-tui tag rm vip
      contacts-tui tag rm vip --unassign --dry-run
    """
    store = session.load_store()
    found = TagNames(store).tag(tag)
    plan = store.plan_tag_removal(found.id, is_unassigned=unassign)
    return carry_out(
        session, store, plan, dry_run=dry_run, label=f"tag {found.name} deleted" if unassign else ""
    )


@tag_command.command("assign")
@click.argument("tag", shell_complete=suggesting.tags)
@click.argument("who", nargs=-1, metavar="[WHO...]", shell_complete=suggesting.people)
@bulk_options
@pass_session
def assign_tag(session: Session, *, tag: str, who: tuple[str, ...], where: str | None, dry_run: bool) -> int:
    """Give a tag to contacts.

    Examples:
      contacts-tui tag assign vip 'ada lovelace' 7c9e6679
      contacts-tui tag assign customers --where 'acme.example or company:acme' --dry-run
    """
    store = session.load_store()
    ids = [row.id for row in rows_meant(store, who, where)]
    return carry_out(
        session, store, store.plan(ids, with_tags((TagNames(store).assignable(tag),))), dry_run=dry_run
    )


@tag_command.command("unassign")
@click.argument("tag", shell_complete=suggesting.tags)
@click.argument("who", nargs=-1, metavar="[WHO...]", shell_complete=suggesting.people)
@bulk_options
@pass_session
def unassign_tag(
    session: Session, *, tag: str, who: tuple[str, ...], where: str | None, dry_run: bool
) -> int:
    """Take a tag from contacts.

    Example:
      contacts-tui tag unassign vip 'ada lovelace'
    """
    store = session.load_store()
    ids = [row.id for row in rows_meant(store, who, where)]
    return carry_out(
        session, store, store.plan(ids, with_tags((), (TagNames(store).tag(tag).id,))), dry_run=dry_run
    )
