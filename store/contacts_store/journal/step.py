"""What the journal holds: steps that a person can take back, and the files that each of them touched."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime


class State(StrEnum):
    """How far a step has got."""

    PENDING = "pending"
    """Begun: some of its files may have been replaced."""
    DONE = "done"
    UNDONE = "undone"
    """Taken back; can be redone."""
    SUPERSEDED = "superseded"
    """Taken back, and no longer to be redone, because something else was changed after that."""


class Kind(StrEnum):
    """What a step is. Only those of kind ``DO`` are undone and redone; the others tell the log of it."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file's part in a step.

    Attributes:
        path: the file, relative to the store.
        record_id: the id of the contact or tag in it; empty for any other file.
        kind: ``contact``, ``tag`` or ``file``.
        before: the file's text; None when there was no file.
        after: the file's text; None when the file was removed.
        changes: the field changes as JSON objects (``field``, ``old``, ``new``), for the log.
    """

    path: str
    record_id: str
    kind: str
    before: bytes | None
    after: bytes | None
    changes: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a person did.

    Attributes:
        id: rises with every step.
        at: when it was begun, UTC.
        actor: who did it, and through what.
        label: one line for people.
        kind: whether it is a change, or the undoing or redoing of one.
        state: how far it has got.
        entries: the files it touched, in the order of writing.
    """

    id: int
    at: datetime
    actor: str
    label: str
    kind: Kind
    state: State
    entries: tuple[Entry, ...]
