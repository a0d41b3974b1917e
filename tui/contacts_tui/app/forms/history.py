"""Undo inside a form: the states that it went through, one step a run of typing in one field."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contacts_tui.app.forms.contact_state import ContactState

Place = tuple[str, int]
"""A field's name with 0, or ``phones`` or ``emails`` with the row, counted from 0."""

NOWHERE: Place = ("", 0)


class History:
    """What can be taken back, and done again."""

    def __init__(self, first: ContactState) -> None:
        """Begin with what the form says at first."""
        self.present = first
        self._past: list[ContactState] = []
        self._future: list[ContactState] = []
        self._run: tuple[Place, int] | None = None
        """Where characters are being typed (1) or deleted (-1); None after anything else."""

    def note(self, state: ContactState) -> None:
        """Take in what the form says; typing on in one field is one step, to the end of a word."""
        if state == self.present:
            return
        run, ends = _run_of(self.present, state)
        if run is None or run != self._run:
            self._past.append(self.present)
        self._run = None if ends else run
        self._future.clear()
        self.present = state

    def undo(self) -> ContactState | None:
        """Return the state before the last step; None when there is none."""
        return self._step(self._past, self._future)

    def redo(self) -> ContactState | None:
        """Return the state after the step that was taken back last; None when there is none."""
        return self._step(self._future, self._past)

    def _step(self, source: list[ContactState], target: list[ContactState]) -> ContactState | None:
        if not source:
            return None
        target.append(self.present)
        self.present = source.pop()
        self._run = None
        return self.present


def _run_of(before: ContactState, after: ContactState) -> tuple[tuple[Place, int] | None, bool]:
    """Return the run that a change by one character belongs to, and whether it ends with it."""
    place = changed_place(before, after)
    old, new = text_at(before, place), text_at(after, place)
    if abs(len(new) - len(old)) != 1:
        return None, True
    return (place, len(new) - len(old)), len(new) > len(old) and new.endswith((" ", "\n"))


def changed_place(before: ContactState, after: ContactState) -> Place:
    """Return the first place where two states differ, ``NOWHERE`` when only the tags do."""
    for name, text in after.texts.items():
        if text != before.texts.get(name, ""):
            return name, 0
    for name in ("phones", "emails"):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            same = (row for row, (one, other) in enumerate(zip(old, new, strict=False)) if one != other)
            return name, next(same, min(len(old), len(new)))
    return NOWHERE


def text_at(state: ContactState, place: Place) -> str:
    """Return what is typed at a place; ``""`` where there is no such row."""
    name, row = place
    if name not in ("phones", "emails"):
        return state.texts.get(name, "")
    items = getattr(state, name)
    return items[row].value if row < len(items) else ""
