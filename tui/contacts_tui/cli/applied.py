"""What became of a change: told in words or as JSON, and as an exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contacts_tui.cli.exits import Exit, exit_for

if TYPE_CHECKING:
    from contacts_store.operations.change import Applied, Saved
    from contacts_tui.cli.session import Session


def tell(session: Session, applied: Applied) -> int:
    """Print what was done; what could not be done goes to stderr.

    Returns:
        The exit code: ``OK`` only if everything was done.
    """
    out = session.out
    if session.as_json:
        out.json(applied_as_json(applied))
    elif applied.saved:
        out.line(applied.summary)
    elif not applied.failures:
        out.note("nothing to change")
    tell_problems(session, applied)
    return max((exit_for(failure) for failure in applied.failures), default=Exit.OK)


def tell_problems(session: Session, applied: Applied) -> None:
    """Say on stderr what a person should know beside the result, and what could not be done."""
    for warning in applied.warnings:
        session.out.warning(warning)
    for failure in applied.failures:
        session.out.error(str(failure))


def applied_as_json(applied: Applied) -> dict[str, Any]:
    """Return the JSON shape of a change: what was written, and what could not be."""
    return {
        "summary": applied.summary,
        "saved": [_saved_as_json(saved) for saved in applied.saved],
        "warnings": list(applied.warnings),
        "failures": [str(failure) for failure in applied.failures],
    }


def _saved_as_json(saved: Saved) -> dict[str, Any]:
    record = saved.after or saved.before
    return {"id": record and record.id, "path": saved.path, "was_merged": saved.was_merged}
