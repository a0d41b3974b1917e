"""Making many changes as one undo step: each file by itself, failures collected, nothing half done in any."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contacts_store.errors import StoreError
from contacts_store.journal.step import Kind, Step
from contacts_store.operations.recording import Recorder
from contacts_store.operations.replacing import Replacer
from contacts_store.operations.saving import Saver
from contacts_store.operations.undoing import Reverting, revert_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from contacts_store.disk.lock import StoreLock
    from contacts_store.journal.journal import Journal
    from contacts_store.operations.change import Change, Saved
    from contacts_store.records.codec import Codec, Record

    Describe = Callable[[Iterable[tuple[Record | None, Record | None]]], str]
    """From records before and after to one line about them."""
    Progress = Callable[[int, int], bool]
    """Is told how many changes have been tried, and of how many; says whether to go on."""


@dataclass(slots=True)
class Outcome:
    """What came of a step: its line for people, what was written, what could not be, what to know."""

    label: str
    saved: list[Saved] = field(default_factory=list)
    failures: list[StoreError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Writer:
    """All that writing to one store takes; made for one step, with the codec of the snapshot at hand."""

    root: Path
    codec: Codec
    lock: StoreLock
    journal: Journal
    actor: str
    moment: datetime

    def apply(
        self,
        changes: Sequence[Change],
        describe: Describe,
        on_progress: Progress | None = None,
        *,
        is_chain: bool = False,
    ) -> Outcome:
        """Make the changes, going on past those that fail.

        Args:
            changes: what to do.
            describe: the step's line for people, of what is meant to be done or has been done.
            on_progress: see ``Progress``.
            is_chain: each change takes those before it for granted: the first that fails is the last.
        """
        outcome = Outcome(describe((change.before, change.after) for change in changes))
        with self._step(Kind.DO, outcome) as saver:
            for done, change in enumerate(changes, 1):
                self._try(lambda change=change: saver.save(change), outcome)  # type: ignore[misc]
                is_stopped = on_progress is not None and not on_progress(done, len(changes))
                if is_stopped or (is_chain and outcome.failures):
                    break
            if len(outcome.saved) < len(changes) or any(saved.was_merged for saved in outcome.saved):
                outcome.label = describe((saved.before, saved.after) for saved in outcome.saved)
        return outcome

    @contextmanager
    def in_batches(self, label: str) -> Iterator[Callable[[Iterable[Change]], Outcome]]:
        """Begin a step whose changes come in batches; each call makes some and returns what came of them."""
        whole = Outcome(label)
        with self._step(Kind.DO, whole) as saver:

            def apply(changes: Iterable[Change]) -> Outcome:
                outcome = Outcome(label)
                for change in changes:
                    self._try(lambda change=change: saver.save(change), outcome)  # type: ignore[misc]
                saver.settle()
                return outcome

            yield apply

    def write_text(self, path: str, data: bytes, expected: bytes, label: str) -> Outcome:
        """Replace a file's whole text with one that a person edited.

        Raises:
            InvalidData: the text has errors, or another id than before.
            Conflict: the file no longer has the content ``expected`` (a digest).
        """
        outcome = Outcome(label)
        with self._step(Kind.DO, outcome) as saver:
            saved = Replacer(saver, self.codec, self.moment).replace(path, data, expected)
        if saved is not None:
            outcome.saved.append(saved)
        return outcome

    def edit_file(self, path: str, edit: Callable[[bytes], bytes], label: str) -> Outcome:
        """Edit a file that holds no record; see ``Replacer.edit``.

        Raises:
            WriteFailed: the text can't be edited, or the file can't be read or written.
        """
        outcome = Outcome(label)
        with self._step(Kind.DO, outcome) as saver:
            saved = Replacer(saver, self.codec, self.moment).edit(path, edit)
        if saved is not None:
            outcome.saved.append(saved)
        return outcome

    def fix(self, paths: Iterable[str], label: str) -> Outcome:
        """Put right what can be put right without asking (``records.repairs``)."""
        outcome = Outcome(label)
        with self._step(Kind.DO, outcome) as saver:
            replacer = Replacer(saver, self.codec, self.moment)
            for path in paths:
                self._try(lambda path=path: replacer.repair(path), outcome)  # type: ignore[misc]
        return outcome

    def revert(self, step: Step, path_of: Callable[[str], str | None], *, forward: bool) -> Outcome:
        """Take a step back, or (``forward``) make it again."""
        kind = Kind.REDO if forward else Kind.UNDO
        outcome = Outcome(f"{kind}: {step.label}")
        with self._step(kind, outcome) as saver:
            reverting = Reverting(self.root, self.codec, saver, path_of)
            saved, failures = revert_all(reverting, step.entries, forward=forward)
        outcome.saved.extend(saved)
        outcome.failures.extend(failures)
        return outcome

    @contextmanager
    def _step(self, kind: Kind, outcome: Outcome) -> Iterator[Saver]:
        recorder = Recorder(self.journal, self.actor, outcome.label, kind)
        saver = Saver(self.root, self.codec, self.lock, self.moment, recorder)
        try:
            yield saver
        finally:
            saver.settle()
            recorder.finish(outcome.label)
            outcome.warnings.extend((*saver.warnings, *recorder.warnings))

    @staticmethod
    def _try(work: Callable[[], Saved | None], outcome: Outcome) -> None:
        try:
            saved = work()
        except StoreError as problem:
            outcome.failures.append(problem)
        else:
            if saved is not None:
                outcome.saved.append(saved)
