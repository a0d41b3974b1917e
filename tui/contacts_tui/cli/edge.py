"""The edge of the command line: every error becomes words on stderr and an exit code, here only."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from contacts_store import errors
from contacts_tui.cli.exits import Exit, exit_for
from contacts_tui.cli.output import survive_narrow_encodings
from contacts_tui.cli.program import PROGRAM, program
from contacts_tui.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contacts_tui.cli.output import Output


def run(arguments: Sequence[str]) -> int:
    """Run one command.

    Args:
        arguments: the words after the program's name.

    Returns:
        The process's exit code (``Exit``). Expected errors are told in words; of an unexpected one
        its type and place only, because its text may hold contact data.
    """
    session = Session()
    survive_narrow_encodings()
    try:
        code = _guarded(arguments, session)
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_stdout()
        return Exit.OK
    except OSError as problem:
        _forget_stdout()
        return _reported(problem, session.out)
    return code


def _guarded(arguments: Sequence[str], session: Session) -> int:
    try:
        with program.make_context(PROGRAM, list(arguments), obj=session) as context:
            return int(program.invoke(context))
    except click.exceptions.Exit as done:  # --help and --version end so
        return done.exit_code
    except BrokenPipeError:
        raise
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 -- the named edge of the command line
        return _reported(error, session.out)


def _reported(error: BaseException, out: Output) -> Exit:
    """Say on stderr what went wrong, and return the exit code for it."""
    code = exit_for(error)
    if code is not Exit.INTERRUPTED:
        _print(error, code, out)
    return code


def _print(error: BaseException, code: Exit, out: Output) -> None:
    if isinstance(error, errors.InvalidData) and error.findings:
        if error.findings[0].path:
            out.error(str(error))
        for finding in error.findings:
            out.finding(finding, to_stderr=True)
        return
    out.error(_words(error, code))
    if isinstance(error, click.UsageError) and error.ctx is not None:
        out.note(f"Try '{error.ctx.command_path} --help'.")
    if isinstance(error, errors.Ambiguous):
        for id_, name in error.candidates:
            out.note(f"  {id_}  {name}")


def _words(error: BaseException, code: Exit) -> str:
    if code is Exit.INTERNAL:
        from contacts_tui.crash import describe

        return describe(error)
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, OSError):
        from contacts_store.disk.failures import in_words

        return f"{error.filename or 'output'}: {in_words(error)[0]}"
    return str(error)


def _forget_stdout() -> None:
    """Keep Python from flushing into the closed pipe at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
