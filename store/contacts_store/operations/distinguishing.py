"""Remembering that two contacts are not the same person, in a file that people and git can edit too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_store.disk.failures import FileGone, ReadFailed
from contacts_store.disk.files import read
from contacts_store.document.error import DocumentError
from contacts_store.duplicates.distinct_text import read_pairs, with_pair
from contacts_store.errors import InvalidData, NotFound
from contacts_store.finding import Degree, Finding
from contacts_store.operations.looking import finding_of
from contacts_store.operations.places import CONTACTS
from contacts_store.snapshot.distinct import DISTINCT, NO_DISTINCT, DistinctFile, pair_of
from contacts_store.snapshot.row import NO_STAMP

if TYPE_CHECKING:
    from collections.abc import Callable

    from contacts_store.document.limits import Limits
    from contacts_store.operations.looking import Looker
    from contacts_store.snapshot.snapshot import Snapshot


def distinct_file(looker: Looker, before: DistinctFile = NO_DISTINCT) -> DistinctFile:
    """Return what the store's file says; one that can't be read keeps the pairs it had, with a finding.

    Args:
        looker: the store's reader of files.
        before: what it said when it was last read.
    """
    limits = looker.settings.limits
    try:
        data, stamp = read(looker.root, DISTINCT, limits.size)
    except FileGone:
        # Where the contacts are gone as well, the whole folder is: that is no decision of anybody's.
        return NO_DISTINCT if (looker.root / CONTACTS).is_dir() else before
    except ReadFailed as problem:
        finding = Finding(Degree.ERROR, DISTINCT, 0, 0, "", problem.reason, problem.remedy)
        return before._replace(findings=(finding,), stamp=NO_STAMP)
    try:
        pairs, findings = read_pairs(data, limits)
    except DocumentError as problem:
        return before._replace(findings=(finding_of(problem, DISTINCT),), stamp=stamp)
    return DistinctFile(pairs, findings, stamp)


def adding(
    snapshot: Snapshot, one_id: str, other_id: str, limits: Limits
) -> tuple[str, Callable[[bytes], bytes]]:
    """Return what telling two contacts apart is called, and the edit of the file that does it.

    Raises:
        NotFound: there is no such contact.
        InvalidData: they are one contact.
    """
    pair = pair_of(one_id, other_id)
    if one_id == other_id:
        raise InvalidData("a contact can't be told apart from itself")
    rows = [snapshot.row(id_) for id_ in pair]
    missing = [id_ for id_, row in zip(pair, rows, strict=True) if row is None]
    if missing:
        raise NotFound(f"no contact has the id {missing[0]}")
    names = [row.name for row in rows if row is not None]
    return (
        f"{' and '.join(names)} are not the same person",
        lambda data: with_pair(data, pair, ", ".join(names), limits),
    )
