"""The file of saved searches: from its text to queries, and one search put into the text or taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_store.disk.failures import FileGone, ReadFailed
from contacts_store.disk.files import read
from contacts_store.document.document import Document
from contacts_store.document.error import DocumentError
from contacts_store.errors import InvalidData, QueryError
from contacts_store.finding import Degree, Finding
from contacts_store.operations.looking import finding_of
from contacts_store.operations.places import CONTACTS
from contacts_store.query.query import Query, parse
from contacts_store.snapshot.row import NO_STAMP
from contacts_store.snapshot.saved import NONE_SAVED, SEARCHES, SavedSearches

if TYPE_CHECKING:
    from collections.abc import Callable

    from contacts_store.document.limits import Limits
    from contacts_store.document.nodes import Node, Scalar
    from contacts_store.operations.looking import Looker

_REMEDY = "write one line a search, such as 'vips: tag:vip'"
_LONGEST_NAME = 100


def read_searches(looker: Looker, before: SavedSearches = NONE_SAVED) -> SavedSearches:
    """Return the saved searches; those of before stay, with a finding, while the file can't be read.

    Args:
        looker: the store's reader of files.
        before: what was read last.
    """
    limits = looker.settings.limits
    try:
        data, stamp = read(looker.root, SEARCHES, limits.size)
    except FileGone:
        # Where the contacts are gone as well, the whole folder is: that is no decision of anybody's.
        return NONE_SAVED if (looker.root / CONTACTS).is_dir() else before
    except ReadFailed as problem:
        finding = Finding(Degree.ERROR, SEARCHES, 0, 0, "", problem.reason, problem.remedy)
        return before._replace(findings=(finding,), stamp=NO_STAMP)
    if not data.strip():
        return SavedSearches(stamp=stamp)
    try:
        entries = Document.read(data, limits).root.entries()
    except DocumentError as problem:
        return before._replace(findings=(finding_of(problem, SEARCHES),), stamp=stamp)
    queries: dict[str, Query] = {}
    findings: list[Finding] = []
    for name, node in entries:
        try:
            queries[name.value or ""] = _query(node)
        except QueryError as problem:
            findings.append(_finding(name, node, str(problem)))
    return SavedSearches(queries, tuple(findings), stamp)


def saving(name: str, query: str, limits: Limits) -> tuple[Callable[[bytes], bytes], str]:
    """Return the edit of the file that saves a search, or forgets it if the query is empty, and its label.

    Raises:
        InvalidData: the name is empty, too long, or more than a line.
        QueryError: the query can't be read.
    """
    if not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable():
        raise InvalidData(f"a search needs a name of up to {_LONGEST_NAME} characters")
    parse(query)
    label = f"search {name!r} saved" if query else f"search {name!r} forgotten"
    return lambda data: _edited(data, name, query, limits), label


def _edited(data: bytes, name: str, query: str, limits: Limits) -> bytes:
    from contacts_store.document.edit import Drop, Put
    from contacts_store.document.emit import emit

    if not data.strip():
        return emit({name: query}).encode() if query else data
    edit = Put((name,), query) if query else Drop((name,))
    return Document.read(data, limits).edited([edit], limits=limits).data


def _query(node: Node) -> Query:
    text = getattr(node, "value", None)
    if not isinstance(text, str) or not text.strip():
        raise QueryError("a saved search is a text", 0)
    return parse(text)


def _finding(name: Scalar, node: Node, message: str) -> Finding:
    place = node.start.line + 1, node.start.column + 1
    return Finding(Degree.WARNING, SEARCHES, *place, name.value or "", message, _REMEDY)
