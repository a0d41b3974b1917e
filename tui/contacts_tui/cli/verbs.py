"""Commands that take the global options after the verb too, and groups that import lazily."""

from __future__ import annotations

from importlib import import_module
from inspect import cleandoc
from typing import TYPE_CHECKING, Any, NamedTuple

import click
from click.shell_completion import CompletionItem

from contacts_tui.cli import suggesting
from contacts_tui.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def _remember_store(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.ensure_object(Session).store_option = value


def _remember_json(context: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 -- click's
    if value:
        context.ensure_object(Session).as_json = True


def _remember_color(context: click.Context, _: click.Parameter, value: Any) -> None:
    if value is not None:
        context.ensure_object(Session).out.color = value


_AS_IT_STANDS = "\b\n"
"""Click's mark for a paragraph that is not to be wrapped."""
_GLOBAL_OPTIONS: tuple[click.Parameter, ...] = (
    click.Option(
        ["--store"],
        metavar="DIR",
        expose_value=False,
        callback=_remember_store,
        shell_complete=suggesting.folders,
        help="The store's folder. Otherwise: $CONTACTS_TUI_STORE, the store that the current folder lies in, "
        "`store:` in the config file, the default place.",
    ),
    click.Option(
        ["--json"], is_flag=True, expose_value=False, callback=_remember_json, help="Print results as JSON."
    ),
    click.Option(
        ["--color"],
        type=click.Choice(["auto", "always", "never"]),
        expose_value=False,
        callback=_remember_color,
        help="When to colour (auto: on a terminal, unless NO_COLOR is set).",
    ),
)


class Verb(click.Command):
    """A command that takes the global options beside its own.

    In its help a paragraph with indented lines, such as examples, keeps its lines.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        paragraphs = cleandoc(self.help or "").split("\n\n")
        self.help = "\n\n".join(_AS_IT_STANDS + text if "\n  " in text else text for text in paragraphs)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the command's own parameters, then the global ones, then ``--help``."""
        *own, help_option = super().get_params(ctx)
        return [*own, *_GLOBAL_OPTIONS, help_option]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the command's own options and the global ones as two lists."""
        *_, help_option = self.get_params(ctx)
        for heading, options in (
            ("Options", [option for option in self.params if isinstance(option, click.Option)]),
            ("Global options, before or after the command", [*_GLOBAL_OPTIONS, help_option]),
        ):
            records = [record for option in options if (record := option.get_help_record(ctx))]
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)


class VerbGroup(Verb, click.Group):
    """A command with commands of its own."""

    command_class = Verb

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


class Entry(NamedTuple):
    """Where a command is and what the overview says of it."""

    module: str
    summary: str


class LazyGroup(VerbGroup):
    """A group whose commands are imported when called; until then a table tells of them.

    The command ``name`` is the attribute ``name_command`` of its module.
    """

    def __init__(self, *args: Any, sections: Mapping[str, Mapping[str, Entry]], **kwargs: Any) -> None:
        """Take the table: a section's heading, then a command's name, then its entry."""
        super().__init__(*args, **kwargs)
        self.sections = sections

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """Return the names of all commands without importing any."""
        return [name for section in self.sections.values() for name in section]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- same
        """Import and return a command; None for an unknown name."""
        for section in self.sections.values():
            if entry := section.get(cmd_name):
                command = getattr(import_module(entry.module), f"{cmd_name}_command")
                assert isinstance(command, click.Command)
                return command
        return None

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Suggest commands from the table, and options."""
        entries = {name: entry for section in self.sections.values() for name, entry in section.items()}
        commands = [
            CompletionItem(name, help=entry.summary)
            for name, entry in entries.items()
            if name.startswith(incomplete)
        ]
        return [*commands, *click.Command.shell_complete(self, ctx, incomplete)]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the arguments begin with.

        Raises:
            click.UsageError: there is none of that name; the message names the nearest.
        """
        if not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            hint = did_you_mean(args[0], self.list_commands(ctx))
            raise click.UsageError(f"no such command: {args[0]}{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 -- same
        """Write the commands by section, from the table."""
        for heading, section in self.sections.items():
            with formatter.section(heading):
                formatter.write_dl([(name, entry.summary) for name, entry in section.items()])


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return words that offer the nearest known one (``"; did you mean 'list'?"``), or ``""``."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
