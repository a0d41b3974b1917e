"""Importing payloads into a store: one undo step, no doubles when it is done twice, memory that stays flat.

Rows are read, matched and written batch by batch. A file is whole as soon as it is written, so an
import that was killed is simply done again: what it made is known by then.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Literal

from contacts_store.errors import InvalidData, NotFound
from contacts_store.interchange.making import Defaults, Unfit, made
from contacts_store.interchange.matching import Matcher
from contacts_store.interchange.memory import Memory, facts_of, origin_of
from contacts_store.interchange.payload import Draft, Problem, Source
from contacts_store.interchange.report import ImportReport, Taken, Tally
from contacts_store.interchange.targets import DryRun, StoreTarget
from contacts_store.interchange.updating import Update
from contacts_store.model.contact import Contact
from contacts_store.model.timestamp import now
from contacts_store.operations.change import Change

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from contacts_store.interchange.targets import Target
    from contacts_store.store import Store

__all__ = ["ImportReport", "Mode", "Options", "Source", "import_contacts"]

Mode = Literal["create", "update", "skip_existing"]
"""What happens to a row whose contact is known and differs: it fails, is updated, or is skipped."""

_BATCH = 256


@dataclass(frozen=True, slots=True)
class Options:
    """How to import.

    Attributes:
        mode: what to do with a row whose contact is known and differs.
        source: the ``source`` of rows that do not name theirs; external ids are told apart by it.
        dry_run: only say what would happen.
        listener: is told of each row, in order.
        on_progress: is told how many rows have been done; False ends the import there, as one step.
    """

    mode: Mode = "create"
    source: str = "import"
    dry_run: bool = False
    listener: Callable[[Taken], object] | None = None
    on_progress: Callable[[int], bool] | None = None


def import_contacts(store: Store, sources: Iterable[Source], options: Options | None = None) -> ImportReport:
    """Import payloads as one undo step.

    A row means a known contact by external id and source, then by id, then by a number, then by an
    address (see ``matching``). A known contact that has everything the row says is unchanged.

    Args:
        store: the store, loaded. Its snapshot does not follow: ``refresh`` it if it is needed after that.
        sources: the payloads; they are read as the import goes on.
        options: see there.

    Returns:
        The numbers of rows, and each row that failed with its reason; one bad row costs one row.
    """
    options = options or Options()
    tally = Tally(options.listener)
    with _target(store, options) as target:
        matcher = Matcher(store.snapshot.rows, target.contact)
        memory = Memory(store.root, is_dry=options.dry_run)
        with closing(matcher), closing(memory):
            rows = ((source.name, row) for source in sources for row in source.rows)
            batches = _Batches(store, options, matcher, memory, target)
            done = 0
            while batch := list(islice(rows, _BATCH)):
                batches.take(batch, tally)
                done += len(batch)
                if options.on_progress is not None and not options.on_progress(done):
                    break
    return tally.report()


def _target(store: Store, options: Options) -> DryRun | StoreTarget:
    return DryRun(store) if options.dry_run else StoreTarget(store, "import")


class _Batches:
    """What an import does, batch by batch: each is planned row by row, then carried out."""

    def __init__(
        self, store: Store, options: Options, matcher: Matcher, memory: Memory, target: Target
    ) -> None:
        self._mode = options.mode
        self._defaults = Defaults(
            default_region=store.settings.default_region,
            customer_id=store.settings.customer_id,
            source=options.source,
            now=now(),
            resolve_tag=lambda ref: tag.id if (tag := store.snapshot.tag(ref)) else ref,
        )
        self._matcher = matcher
        self._memory = memory
        self._target = target
        self._planned: dict[str, Change] = {}

    def take(self, rows: list[tuple[str, Draft | Problem]], tally: Tally) -> None:
        """Plan some rows, carry them out, and count what became of each."""
        self._planned = {}
        taken = [self._problem(source, row) or self._planned_row(source, row) for source, row in rows]
        changes = {id_: change for id_, change in self._planned.items() if change.before != change.after}
        reasons = self._target.write(list(changes.values()))
        self._memory.keep()
        for each in taken:
            tally.count(_failed(each, reasons))

    @staticmethod
    def _problem(source: str, row: Draft | Problem) -> Taken | None:
        if isinstance(row, Draft):
            return None
        outcome: Literal["skipped", "failed"] = "skipped" if row.is_skipped else "failed"
        return Taken(source, row.row, row.line, outcome, row.reason)

    def _planned_row(self, source: str, row: Draft | Problem) -> Taken:
        assert isinstance(row, Draft)
        taken = Taken(source, row.row, row.line, "failed", notes=row.notes)
        try:
            contact = made(row.fields, self._defaults)
            known = self._matcher.match(
                contact, lambda old: self._update(old, contact, row).after(old) == old
            )
            return self._known(taken, known, contact, row) if known else self._new(taken, contact, row)
        except (Unfit, InvalidData, NotFound) as problem:
            return replace(taken, reason=str(problem))

    def _new(self, taken: Taken, contact: Contact, draft: Draft) -> Taken:
        self._matcher.add(contact)
        self._planned[contact.id] = Change.create(contact)
        self._note(contact, contact, draft)
        return replace(taken, outcome="created", after=contact)

    def _known(self, taken: Taken, id_: str, contact: Contact, draft: Draft) -> Taken:
        change = self._planned.get(id_) or self._target.known(id_)
        before = change.after
        assert isinstance(before, Contact)
        taken = replace(taken, before=before, after=before)
        if before.is_deleted:
            return replace(taken, outcome="skipped", reason="the contact is in the trash")
        if self._mode == "skip_existing":
            return replace(taken, outcome="skipped", reason=f"the contact is known: {id_}")
        update = self._update(before, contact, draft)
        after = update.after(before)
        taken = replace(taken, notes=(*taken.notes, *update.kept))
        if after != before and self._mode == "create":
            raise Unfit(f"differs from the known contact {id_}: update it, or skip existing contacts")
        self._note(before, contact, draft)
        if after == before:
            return replace(taken, outcome="unchanged")
        self._planned[id_] = replace(change, after=after)
        self._matcher.add(after)
        return replace(taken, outcome="updated", after=after)

    def _update(self, known: Contact, contact: Contact, draft: Draft) -> Update:
        origin, facts = origin_of(contact, draft.fields), facts_of(contact, draft.fields)
        return Update.of(contact, draft, self._memory.given(known.id), origin, facts)

    def _note(self, known: Contact, contact: Contact, draft: Draft) -> None:
        """Remember what the source says of a contact."""
        self._memory.note(known.id, origin_of(contact, draft.fields), facts_of(contact, draft.fields))


def _failed(taken: Taken, reasons: dict[str, str]) -> Taken:
    """Return a row as failed if its contact could not be written."""
    if taken.outcome not in ("created", "updated") or taken.after is None:
        return taken
    reason = reasons.get(taken.after.id)
    return taken if reason is None else replace(taken, outcome="failed", reason=reason, after=None)
