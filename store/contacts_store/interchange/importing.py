"""Importing payloads into a store: one undo step, no duplicates when it is done twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from contacts_store.errors import InvalidData, NotFound, StoreError
from contacts_store.interchange.making import Defaults, Unfit, made, updated
from contacts_store.interchange.matching import Matcher
from contacts_store.interchange.payload import Draft, Format, guessed_format, read_payload
from contacts_store.model.timestamp import now
from contacts_store.operations.change import Change

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contacts_store.model.contact import Contact
    from contacts_store.operations.change import Loaded
    from contacts_store.snapshot.row import Row
    from contacts_store.store import Store

Mode = Literal["create", "update", "skip_existing"]
"""What happens to a row whose contact is known and differs: it fails, is updated, or is skipped."""
Outcome = Literal["created", "updated", "unchanged", "skipped"]


@dataclass(frozen=True, slots=True)
class Source:
    """A payload and the name that its problems are reported under. Without a format it is guessed."""

    name: str
    data: bytes
    format: Format | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A row that was not imported, and why. ``row`` counts from 1 within its source."""

    source: str
    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do: numbers of rows."""

    created: int
    updated: int
    unchanged: int
    skipped: int
    failed: tuple[Failure, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the JSON shape of a report."""
        failed = [{"source": each.source, "row": each.row, "reason": each.reason} for each in self.failed]
        counts = {name: getattr(self, name) for name in ("created", "updated", "unchanged", "skipped")}
        return counts | {"failed": failed}


def import_contacts(
    store: Store, sources: Iterable[Source], mode: Mode = "create", *, dry_run: bool = False
) -> ImportReport:
    """Import payloads as one undo step.

    A row means a known contact by external id and source, then by id, then by a number, then by an
    address (see ``matching``). A known contact that has everything the row says is unchanged.
    Updating is field by field: what a row leaves out is kept.

    Args:
        store: the store, loaded.
        sources: the payloads.
        mode: what to do with a row whose contact is known and differs.
        dry_run: only say what would happen.

    Returns:
        The numbers of rows, and each row that failed with its reason; one bad row costs one row.
    """
    plan = _Plan(store, mode)
    for source in sources:
        for row in read_payload(source.data, source.format or guessed_format(source.name, source.data)):
            if isinstance(row, Draft):
                plan.take(source.name, row)
            else:
                plan.fail(source.name, row.row, f"line {row.line}: {row.reason}" if row.line else row.reason)
    if not dry_run:
        plan.carry_out()
    return plan.report()


@dataclass(slots=True)
class _Planned:
    """A contact as it shall be, and the rows that say so."""

    loaded: Loaded | None
    after: Contact
    rows: list[tuple[str, int, Outcome]]


class _Plan:
    """What an import shall do, row by row."""

    def __init__(self, store: Store, mode: Mode) -> None:
        self._store = store
        self._mode = mode
        self._defaults = Defaults(
            default_region=store.settings.default_region,
            customer_id=store.settings.customer_id,
            now=now(),
            resolve_tag=self._tag_id,
        )
        self._matcher = Matcher(store.snapshot.rows, self._contact_of)
        self._planned: dict[str, _Planned] = {}
        self._failures: list[Failure] = []

    def take(self, source: str, draft: Draft) -> None:
        """Plan one row."""
        try:
            contact = made(draft.fields, self._defaults)
            known = self._matcher.match(contact)
            outcome, planned = self._new(contact) if known is None else self._known(known, contact, draft)
        except (Unfit, InvalidData, NotFound) as problem:
            self.fail(source, draft.row, f"line {draft.line}: {problem}")
            return
        planned.rows.append((source, draft.row, outcome))

    def fail(self, source: str, row: int, reason: str) -> None:
        """Take note of a row that can't be imported."""
        self._failures.append(Failure(source, row, reason))

    def carry_out(self) -> None:
        """Apply the plan; what can't be saved fails with its reason."""
        changes = {id_: change for id_, planned in self._planned.items() if (change := _change(planned))}
        if not changes:
            return
        saved: set[str] = set()
        try:
            applied = self._store.apply(list(changes.values()), label="import")
        except StoreError as problem:
            failures: tuple[StoreError, ...] = (problem,)
        else:
            failures = applied.failures
            saved = {each.after.id for each in applied.saved if each.after is not None}
        if not failures:
            return
        reason = "; ".join(dict.fromkeys(map(str, failures)))
        for id_ in [id_ for id_ in changes if id_ not in saved]:
            for source, row, _ in self._planned.pop(id_).rows:
                self.fail(source, row, reason)

    def report(self) -> ImportReport:
        """Count what was planned."""
        counts = Counter(outcome for planned in self._planned.values() for _, _, outcome in planned.rows)
        return ImportReport(
            created=counts["created"],
            updated=counts["updated"],
            unchanged=counts["unchanged"],
            skipped=counts["skipped"],
            failed=tuple(self._failures),
        )

    def _new(self, contact: Contact) -> tuple[Outcome, _Planned]:
        self._matcher.add(contact)
        self._planned[contact.id] = _Planned(None, contact, [])
        return "created", self._planned[contact.id]

    def _known(self, id_: str, contact: Contact, draft: Draft) -> tuple[Outcome, _Planned]:
        planned = self._planned.get(id_)
        if planned is None:
            loaded = self._store.read(id_)
            planned = self._planned[id_] = _Planned(loaded, loaded.contact, [])
        if self._mode == "skip_existing" or planned.after.is_deleted:
            return "skipped", planned
        after = updated(planned.after, contact, draft.fields)
        if after == planned.after:
            return "unchanged", planned
        if self._mode == "create":
            raise Unfit(f"differs from the known contact {id_}: update it, or skip existing contacts")
        planned.after = after
        self._matcher.add(after)
        return "updated", planned

    def _tag_id(self, ref: str) -> str:
        tag = self._store.snapshot.tag(ref)
        return tag.id if tag else ref

    def _contact_of(self, row: Row) -> Contact | None:
        try:
            return self._store.read(row).contact
        except (InvalidData, NotFound):
            return None


def _change(planned: _Planned) -> Change | None:
    if planned.loaded is None:
        return Change.create(planned.after)
    return Change.of(planned.loaded, planned.after) if planned.after != planned.loaded.contact else None
