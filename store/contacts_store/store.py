"""The store: the one object that screens, commands and scripts hold. Every method may block.

What only writing needs (the models, the merge) is imported when something is written, so that the
app paints and commands answer before it.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contacts_store.disk.lock import StoreLock
from contacts_store.errors import NotFound
from contacts_store.journal.journal import Journal
from contacts_store.locations import state_dir
from contacts_store.model.timestamp import now
from contacts_store.operations import tagging
from contacts_store.operations.change import Applied, Change, Loaded, Saved
from contacts_store.operations.recovering import settle_pending
from contacts_store.planner import StorePlanner
from contacts_store.records.problems import invalid_as_data
from contacts_store.settings import Settings, read_settings
from contacts_store.snapshot.distinct import DISTINCT
from contacts_store.snapshot.saved import SEARCHES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from contacts_store.journal.step import Step
    from contacts_store.merge.threeway import Side
    from contacts_store.operations.applying import Outcome, Progress, Writer
    from contacts_store.operations.bulk import Plan
    from contacts_store.records.codec import Record

__all__ = ["Applied", "Change", "Loaded", "Saved", "Store"]


class Store(StorePlanner):
    """One store. Made by ``Store.open``; thread-safe; ``snapshot`` is replaced, never changed."""

    def __init__(self, root: Path, settings: Settings, actor: str = "api") -> None:
        """Take the store's folder, its settings, and who works with it (``app``, ``cli``, ``api``)."""
        super().__init__(root, settings, actor)
        state = Path(state_dir(root))
        self._lock = StoreLock(state / "lock")
        self._journal = Journal(state / "journal.sqlite")
        self._noticed: set[str] = set()

    @classmethod
    def open(cls, root: Path, actor: str = "api") -> Store:
        """Open the store in a folder. Reads its settings only; ``load`` reads the contacts.

        Raises:
            StoreUnusable: there is no store, or its settings can't be used.
        """
        return cls(root, read_settings(root), actor)

    def apply(
        self, changes: Sequence[Change], label: str = "", on_progress: Progress | None = None
    ) -> Applied:
        """Make changes, as one undo step.

        Numbers are derived, addresses lowered, ``tm_update`` moves. A file that changed since it was
        read is merged three ways. A single change that fails raises; of many, ``failures`` has those
        that failed.

        Args:
            changes: what to do.
            label: the step's line for people; made from the changes when it is empty.
            on_progress: is told after each change how many have been tried and how many there are.
                When it returns False, the rest is left undone; what was done is one step all the same.

        Raises:
            Conflict: the file changed meanwhile in a way that can't be merged.
            WriteFailed: the file can't be written; the old one is whole.
            InvalidData: the contact's file has errors that only a person can settle.
        """
        from contacts_store.model.tag import Tag

        new_tags = {record.id: record.name for change in changes if isinstance(record := change.after, Tag)}
        writer = self._writer(new_tags)
        outcome = self._guarded(
            changes,
            lambda wanted: writer.apply(wanted, lambda pairs: label or self._summary(pairs), on_progress),
        )
        if len(changes) == 1 and outcome.failures:
            raise outcome.failures[0]
        return self._applied(outcome, outcome.label)

    @contextmanager
    def in_batches(self, label: str) -> Iterator[Callable[[Sequence[Change]], Outcome]]:
        """Make many changes as one undo step, without holding them all at once.

        The context is a function that makes a batch of changes and returns what came of it, failures
        collected. The snapshot does not follow: ``refresh`` when it ends, if that is wanted.
        """
        with self._writer().in_batches(label) as apply:
            yield lambda changes: self._guarded(changes, apply)

    def delete(self, ids: Iterable[str]) -> Applied:
        """Move contacts to the trash."""
        from contacts_store.operations.bulk_edits import deleted

        return self._apply_plan(self.plan(ids, deleted(now())))

    def restore(self, ids: Iterable[str]) -> Applied:
        """Take contacts out of the trash."""
        from contacts_store.operations.bulk_edits import restored

        return self._apply_plan(self.plan(ids, restored))

    def purge(self, ids: Iterable[str]) -> Applied:
        """Remove contacts' files for good; the journal still has the texts."""
        from contacts_store.operations.bulk_edits import purged

        return self._apply_plan(self.plan(ids, purged))

    def merge(self, survivor_id: str, loser_id: str, choices: Mapping[str, Side]) -> Applied:
        """Merge two contacts as they are now: the survivor takes all in, the loser goes to the trash.

        Args:
            survivor_id: who stays.
            loser_id: who goes; its file says into whom it was merged.
            choices: by field the side that holds, ``ours`` is the survivor's; see ``Joining.conflicts``.

        Raises:
            Undecided: a field has two values, and no choice.
            InvalidData: one of them can't be read or is in the trash, or they are one.
            StoreError: as ``apply``; the loser stays as it was then.
        """
        from contacts_store.operations.merging import Joining

        joined = Joining(self.read(survivor_id), self.read(loser_id))
        changes = joined.changes(choices, now())
        for problem in filter(None, map(self._refusal, changes)):
            raise problem
        outcome = self._writer().apply(changes, lambda _: joined.label, is_chain=True)
        applied = self._applied(outcome, joined.label)
        if applied.failures:
            raise applied.failures[0]
        return applied

    def tell_apart(self, one_id: str, other_id: str) -> Applied:
        """Remember that two contacts are not the same person; they are no candidates any more.

        Raises:
            NotFound: there is no such contact.
            InvalidData: they are one contact.
            WriteFailed: the file of such pairs can't be edited or written.
        """
        from contacts_store.operations.distinguishing import adding

        names, edit = adding(self._snapshot, one_id, other_id, self.settings.limits)
        return self._applied(self._writer().edit_file(DISTINCT, edit, names), names)

    def add_tag(self, name: str, color: str = "", detail: str = "") -> Applied:
        """Make a tag.

        Raises:
            InvalidData: the name is taken or empty, or the colour is none.
        """
        with invalid_as_data():
            change = tagging.new_tag(self._snapshot, name, color, detail, self.settings.customer_id)
        return self.apply([change])

    def change_tag(self, ref: str, **fields: Any) -> Applied:
        """Change a tag's name, colour or detail. Contacts' files are not touched.

        Raises:
            NotFound: there is no such tag.
            InvalidData: a new value can't be used.
        """
        tag = tagging.require_tag(self._snapshot, ref)
        with invalid_as_data():
            change = tagging.tag_change(self._snapshot, tag, **fields)
        return self.apply([change])

    def delete_tag(self, ref: str) -> Applied:
        """Delete a tag softly: its name is still shown, it can't be newly assigned."""
        return self.apply([tagging.deletion(self._snapshot, self._tag(ref), now())])

    def merge_tags(self, loser_ref: str, winner_ref: str) -> Applied:
        """Put one tag in another's place on every contact, and delete it.

        Raises:
            StoreError: as ``plan_tag_merge`` and ``apply``.
        """
        label = f"tag {self._tag(loser_ref).name} merged into {self._tag(winner_ref).name}"
        return self._apply_plan(self.plan_tag_merge(loser_ref, winner_ref), label)

    def assign(self, ref: str, ids: Iterable[str]) -> Applied:
        """Give contacts a tag."""
        from contacts_store.operations.bulk_edits import with_tags

        tag = tagging.require_assignable(self._tag(ref))
        return self._apply_plan(self.plan(ids, with_tags((tag.id,))))

    def unassign(self, ref: str, ids: Iterable[str]) -> Applied:
        """Take a tag from contacts."""
        from contacts_store.operations.bulk_edits import with_tags

        return self._apply_plan(self.plan(ids, with_tags((), (self._tag(ref).id,))))

    def save_search(self, name: str, query: str) -> Applied:
        """Save a search under a name, or forget it if the query is empty; other lines stay as they are.

        Raises:
            InvalidData: the name can't be used.
            QueryError: the query can't be read.
            WriteFailed: the file can't be written, or not without touching something else.
        """
        from contacts_store.operations.searches import saving

        edit, label = saving(name, query, self.settings.limits)
        return self._applied(self._writer().edit_file(SEARCHES, edit, label), label)

    def undo(self) -> Applied:
        """Take the last step back, whoever made it.

        Raises:
            NotFound: there is none.
            Conflict: a file of the step changed since, in the same fields.
        """
        settle_pending(self.root, self._journal, self._lock, self.settings.limits.size)
        return self._revert(self._journal.undoable(), "nothing to undo", forward=False)

    def redo(self) -> Applied:
        """Make the step again that was taken back last.

        Raises:
            NotFound: there is none.
            Conflict: a file of the step changed since, in the same fields.
        """
        return self._revert(self._journal.redoable(), "nothing to redo", forward=True)

    def steps(self, record_id: str | None = None, limit: int | None = None) -> Iterator[Step]:
        """Iterate over the journal, newest first; the entries come without their texts."""
        return self._journal.steps(record_id=record_id, limit=limit)

    def put_back(self, contact_id: str, step_id: int, field: str = "") -> Applied:
        """Bring a contact, or one field of it, to what it was before a step of ``steps``.

        Args:
            contact_id: whose.
            step_id: the step that changed it.
            field: one of the step's changes by its name; empty means the whole contact.

        Raises:
            NotFound: there is no such contact, step or change, or nothing was before.
            InvalidData: the contact, or its text of then, can't be read.
            StoreError: as ``apply``.
        """
        from contacts_store.operations.restoring import putting_back

        edit = putting_back(self._journal.step(step_id, contact_id), self._writer().codec, field)
        return self._apply_plan(self.plan([contact_id], edit))

    def fix(self, paths: Collection[str] | None = None) -> Applied:
        """Put right what needs no asking: derived numbers, capital letters in addresses."""
        rows = [
            row for row in self._snapshot.rows if not row.is_broken and (paths is None or row.path in paths)
        ]
        return self._applied(self._writer().fix([row.path for row in rows], "check --fix"), "")

    def write_text(self, path: str, data: bytes, *, expected: bytes) -> Applied:
        """Replace a file's whole text with one that a person edited.

        Args:
            path: the file, relative to the store.
            data: the edited text.
            expected: the digest of the text that the editing began from.

        Raises:
            InvalidData: the text has errors; the findings say where.
            Conflict: the file has another text meanwhile.
            WriteFailed: the file can't be written.
        """
        return self._applied(self._writer().write_text(path, data, expected, f"{path} edited"), "")

    def close(self) -> None:
        """Close the journal and the index."""
        super().close()
        self._journal.close()

    def _summary(self, pairs: Iterable[tuple[Record | None, Record | None]]) -> str:
        from contacts_store.merge.changes import summary_of_many

        return summary_of_many(pairs, self._snapshot.tag_table.names)

    def _writer(self, new_tags: Mapping[str, str] | None = None) -> Writer:
        from contacts_store.operations.applying import Writer
        from contacts_store.records.codec import Codec

        table = self._snapshot.tag_table
        names = {**table.names, **(new_tags or {})}
        codec = Codec(
            context=self._looker.context(table),
            tag_name=lambda ref: names.get(ref, ""),
            limits=self.settings.limits,
            layout=self.settings.layout,
        )
        return Writer(self.root, codec, self._lock, self._journal, self.actor, now())

    def _guarded(self, changes: Sequence[Change], apply: Callable[[Sequence[Change]], Outcome]) -> Outcome:
        """Make the changes that nothing in the snapshot speaks against; the others fail."""
        refused = {
            change.path: problem for change in changes if (problem := self._refusal(change)) is not None
        }
        outcome = apply([change for change in changes if change.path not in refused])
        outcome.failures.extend(refused.values())
        return outcome

    def _apply_plan(self, plan: Plan, label: str = "") -> Applied:
        failures = [left.reason for left in plan.left_out]
        if failures and not plan.changes:
            raise failures[0]
        applied = self.apply(plan.changes, label)
        return replace(applied, failures=(*failures, *applied.failures))

    def _revert(self, step: Step | None, nothing: str, *, forward: bool) -> Applied:
        if step is None:
            raise NotFound(nothing)
        outcome = self._writer().revert(step, self._path_of, forward=forward)
        if outcome.failures and not outcome.saved:
            raise outcome.failures[0]
        (self._journal.mark_redone if forward else self._journal.mark_undone)(step.id)
        return self._applied(outcome, f"{'redone' if forward else 'undone'}: {step.label}")

    def _path_of(self, record_id: str) -> str | None:
        row = self._snapshot.row(record_id)
        file = self._snapshot.tag_table.file_of(record_id)
        return row.path if row else file.path if file else None

    def _notices(self) -> Iterator[str]:
        """Yield what is out of the ordinary, each thing once."""
        notices = [self._journal.notice]
        if self._lock.is_optimistic:
            notices.append(
                "this file system has no locks, so programs that save at once may have to try again"
            )
        for notice in notices:
            if notice and notice not in self._noticed:
                self._noticed.add(notice)
                yield notice

    def _applied(self, outcome: Outcome, label: str) -> Applied:
        removed = {saved.path for saved in outcome.saved if saved.after is None}
        changeset = self.refresh({saved.path for saved in outcome.saved}, removed=removed)
        return Applied(
            changeset=changeset,
            summary=label or self._summary((saved.before, saved.after) for saved in outcome.saved),
            saved=tuple(outcome.saved),
            warnings=(*outcome.warnings, *self._notices()),
            failures=tuple(outcome.failures),
        )
