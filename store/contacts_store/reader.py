"""The reading half of a store: what takes no lock and writes nothing."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from contacts_store.disk.failures import FileGone, ReadFailed
from contacts_store.disk.files import read
from contacts_store.disk.names import RECORD_ENDINGS
from contacts_store.disk.scan import scan
from contacts_store.disk.stamp import digest
from contacts_store.document.document import Document
from contacts_store.document.error import DocumentError
from contacts_store.errors import InvalidData, NotFound
from contacts_store.index.backlog import Backlog
from contacts_store.index.opening import index_of
from contacts_store.model.identity import new_id
from contacts_store.model.timestamp import now
from contacts_store.operations import loading, refreshing
from contacts_store.operations.change import Loaded
from contacts_store.operations.choosing import find_one
from contacts_store.operations.looking import Looker, finding_of
from contacts_store.operations.places import TAGS
from contacts_store.snapshot.row import Row
from contacts_store.snapshot.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

    from contacts_store.finding import Finding
    from contacts_store.model.contact import Contact, Email, PhoneNumber
    from contacts_store.settings import Settings
    from contacts_store.snapshot.changeset import ChangeSet


_MANUAL_ACTOR = "app"


class StoreReader:
    """The reading half of a store: its snapshot, whole contacts, drafts of new ones."""

    def __init__(self, root: Path, settings: Settings, actor: str = "api") -> None:
        """Take the store's folder, its settings, and who works with it (``app``, ``cli``, ``api``)."""
        self.root = root
        self.settings = settings
        self.actor = actor
        self._looker = Looker(root, settings)
        self._backlog = Backlog(index_of(root, settings))
        self._snapshot = Snapshot()
        self._mutex = threading.RLock()

    @property
    def name(self) -> str:
        """The store's name for people: that of its folder."""
        return self.root.resolve().name

    @property
    def snapshot(self) -> Snapshot:
        """The store as it was last looked at; empty before ``load``."""
        return self._snapshot

    def load(self, on_progress: Callable[[Snapshot], None] | None = None) -> Snapshot:
        """Read the whole store. ``write_index`` or ``close`` tells the index, that the next time is quicker.

        Args:
            on_progress: is given incomplete snapshots meanwhile, the first one early.
        """

        def progress(part: Snapshot) -> None:
            self._snapshot = part
            if on_progress is not None:
                on_progress(part)

        with self._mutex:
            self._backlog.write()
            self._snapshot = loading.load(self._looker, self._backlog, progress)
            return self._snapshot

    def load_tags(self) -> None:
        """Read the tags alone: enough for ``read`` of rows that are known from elsewhere."""
        with self._mutex:
            table = loading.tag_table(self._looker, scan(self.root, TAGS))
            self._snapshot = Snapshot((), table)

    def refresh(
        self,
        paths: Iterable[str] | None = None,
        *,
        patient: bool = False,
        removed: Collection[str] = (),
    ) -> ChangeSet:
        """Look at files again and make the next snapshot. ``write_index`` or ``close`` tells the index.

        Args:
            paths: relative to the store; None looks at every file whose stamp differs.
            patient: keep what was good of a file that can't be read at this moment; the change set
                names it as deferred.
            removed: those that we have removed ourselves; that all files are gone is believed of these.
        """
        wanted = None if paths is None else frozenset(paths)
        with self._mutex:
            self._snapshot, changes = refreshing.refresh(
                self._looker, self._backlog, self._snapshot, wanted, patient=patient, removed=removed
            )
            return changes

    def read(self, who: Row | str) -> Loaded:
        """Read a whole contact from its file.

        Args:
            who: its row or its id.

        Raises:
            NotFound: there is no such contact, or its file is gone or another contact's by now.
            InvalidData: the file has errors; the findings say where.
        """
        row = who if isinstance(who, Row) else self._snapshot.row(who)
        if row is None:
            raise NotFound(f"no contact has the id {who}")
        loaded = self.read_at(row.path)
        if loaded.contact.id != row.id:
            raise NotFound(f"{row.path} holds another contact meanwhile: look again")
        return loaded

    def find(self, who: str, *, follow: bool = True) -> Row:
        """Return the one contact that an id, an id's beginning, a file's path or a query means.

        Args:
            who: what was typed.
            follow: of a contact that was merged into another, give that other one; a path means its file.

        Raises:
            NotFound: nobody is.
            Ambiguous: several are.
        """
        row = find_one(self._snapshot, self.root, who)
        if not follow or not row.is_deleted or who.endswith(RECORD_ENDINGS):
            return row
        from contacts_store.operations.merging import heir_of

        return heir_of(row, self._snapshot, self.read)

    def draft(self, **fields: Any) -> Contact:
        """Make a contact that is in no file, with id, owner, source and time of creation.

        Raises:
            pydantic.ValidationError: a value breaks a rule of the model.
        """
        from contacts_store.model.contact import Contact

        source = "manual" if self.actor == _MANUAL_ACTOR else "api"
        made = {
            "id": new_id(),
            "customer_id": self.settings.customer_id,
            "source": source,
            "tm_create": now(),
        }
        return Contact.model_validate(made | fields)

    def new_phone(self, number: str, type: str = "other", *, is_primary: bool = False) -> PhoneNumber:  # noqa: A002
        """Make a phone number as typed, with its E.164 form.

        Raises:
            pydantic.ValidationError: it is empty or too long.
        """
        from contacts_store.operations.completing import new_phone

        return new_phone(number, type, now(), self.settings.default_region, is_primary=is_primary)

    def new_email(self, address: str, type: str = "other", *, is_primary: bool = False) -> Email:  # noqa: A002
        """Make an e-mail as typed.

        Raises:
            pydantic.ValidationError: it is no address.
        """
        from contacts_store.operations.completing import new_email

        return new_email(address, type, now(), is_primary=is_primary)

    def check(self, paths: Collection[str] | None = None) -> tuple[Finding, ...]:
        """Return all findings, with the hints that take reading every contact; errors first.

        Args:
            paths: only what concerns these files (relative to the store); None for everything.
        """
        from contacts_store.operations.checking import check

        return check(self._looker, self._snapshot, paths)

    @property
    def is_index_behind(self) -> bool:
        """Whether there is something for ``write_index`` to write."""
        return bool(self._backlog)

    def write_index(self) -> None:
        """Write into the index what refreshes have found, that the next start need not read it again."""
        self._backlog.write()

    def close(self) -> None:
        """Write what the index does not have yet, and close it."""
        self._backlog.write()
        self._backlog.index.close()

    def read_at(self, path: str) -> Loaded:
        """Read a whole contact from the file at a path, relative to the store.

        Raises:
            NotFound: there is no such file.
            InvalidData: it has errors; the findings say where.
        """
        try:
            data, _ = read(self.root, path, self.settings.limits.size)
            document = Document.read(data, self.settings.limits)
        except FileGone:
            raise NotFound(f"{path} is gone") from None
        except ReadFailed as problem:
            raise InvalidData(str(problem)) from None
        except DocumentError as problem:
            raise InvalidData(f"{path} can't be read", (finding_of(problem, path),)) from None
        from contacts_store.records.reading import read_contact

        reading = read_contact(document, path, self._looker.context(self._snapshot.tag_table))
        if reading.record is None:
            raise InvalidData(f"{path} has errors", reading.findings)
        return Loaded(reading.record, path, digest(data), reading.findings, document)
