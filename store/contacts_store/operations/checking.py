"""The whole check: everything that the snapshot knows, and the hints that take reading every contact."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from contacts_store.disk.failures import FileGone, ReadFailed
from contacts_store.disk.files import read
from contacts_store.document.document import Document
from contacts_store.document.error import DocumentError
from contacts_store.finding import Degree, Finding, sort_key
from contacts_store.model.phone import read_number
from contacts_store.records.decoding import Findings
from contacts_store.records.reading import read_contact

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from contacts_store.operations.looking import Looker
    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.snapshot import Snapshot

_MANY_IN_ONE_FOLDER = 2_000
_OTHERS_NAMED = 3


def check(looker: Looker, snapshot: Snapshot, paths: Collection[str] | None = None) -> tuple[Finding, ...]:
    """Return all findings, errors first.

    Args:
        looker: the store's reader of files.
        snapshot: the store as it is.
        paths: only what concerns these files; None for the whole store.
    """
    owners = _owners(snapshot)
    rows = [row for row in snapshot.rows if not row.is_broken and (paths is None or row.path in paths)]
    hints = [hint for row in rows if row.numbers for hint in _number_hints(looker, snapshot, row, owners)]
    if paths is None:
        return tuple(sorted((*snapshot.findings, *hints, *_layout_hint(looker, snapshot)), key=sort_key))
    return tuple(sorted((*(f for f in snapshot.findings if f.path in paths), *hints), key=sort_key))


def _owners(snapshot: Snapshot) -> dict[str, list[Row]]:
    owners: defaultdict[str, list[Row]] = defaultdict(list)
    for row in snapshot.rows:
        if not (row.is_deleted or row.is_broken):
            for number in row.numbers:
                owners[number].append(row)
    return owners


def _number_hints(
    looker: Looker, snapshot: Snapshot, row: Row, owners: dict[str, list[Row]]
) -> Iterator[Finding]:
    try:
        data, _ = read(looker.root, row.path, looker.settings.limits.size)
        document = Document.read(data, looker.settings.limits)
    except (FileGone, ReadFailed, DocumentError):
        return
    contact = read_contact(document, row.path, looker.context(snapshot.tag_table)).record
    findings = Findings(row.path, document)
    for index, phone in enumerate(contact.phone_numbers if contact else ()):
        loc = ("phone_numbers", index, "number")
        if phone.number_e164 and not read_number(phone.number_e164).is_valid:
            message = f"{phone.number_e164} is possible, but no known range has it"
            findings.add(Degree.HINT, loc, message, "check the number")
        others = [other.name for other in owners.get(phone.number_e164, ()) if other.path != row.path]
        if others:
            more = f" and {len(others) - _OTHERS_NAMED} more" if len(others) > _OTHERS_NAMED else ""
            findings.add(
                Degree.HINT, loc, f"also the number of {', '.join(others[:_OTHERS_NAMED])}{more}", ""
            )
    yield from findings.found


def _layout_hint(looker: Looker, snapshot: Snapshot) -> tuple[Finding, ...]:
    if looker.settings.layout != "flat" or len(snapshot.rows) < _MANY_IN_ONE_FOLDER:
        return ()
    message = f"{len(snapshot.rows)} contacts lie in one folder, which makes git's history slow"
    return (
        Finding(Degree.HINT, "contacts", 0, 0, "", message, "set layout: id2, so that new files are spread"),
    )
