"""The text of ``distinct.yaml``: reading its pairs, and adding one so that git merges it well.

One pair stands on one line, the lines in order: two people who add pairs rarely touch the same
place, and git's union merge keeps the lines of both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_store.document.document import Document
from contacts_store.document.edit import Put
from contacts_store.document.emit import Noted, emit
from contacts_store.document.error import DocumentError
from contacts_store.document.nodes import Scalar, Sequence, plain_of, resolved
from contacts_store.finding import Degree, Finding
from contacts_store.model.identity import is_id
from contacts_store.snapshot.distinct import DISTINCT, Pair, pair_of

if TYPE_CHECKING:
    from contacts_store.document.limits import Limits
    from contacts_store.document.nodes import Node

_KEY = "pairs"
_HEADER = "# Contacts that look alike and are not the same person: two ids a line.\n"
_FORM = "write a list with two ids a line, a blank between them"


def read_pairs(data: bytes, limits: Limits) -> tuple[frozenset[Pair], tuple[Finding, ...]]:
    """Return the pairs in the file, and what is off with it; a bad line costs no other.

    Raises:
        DocumentError: the file can't be read.
    """
    if not data.strip():
        return frozenset(), ()
    items = _items(Document.read(data, limits))
    pairs = [_pair(node) for node in items]
    findings = (_finding(node) for node, pair in zip(items, pairs, strict=True) if pair is None)
    return frozenset(filter(None, pairs)), tuple(findings)


def with_pair(data: bytes, pair: Pair, note: str, limits: Limits) -> bytes:
    """Return the file's text with a pair added where it belongs; everything else stays as it is.

    Args:
        data: the text so far; empty when there is no file.
        pair: the two ids.
        note: who they are, for people: a comment behind the ids.
        limits: as for reading.

    Raises:
        DocumentError: the text can't be read, or not be edited without changing something else.
    """
    entry = Noted(" ".join(pair), note)
    if not data.strip():
        return (_HEADER + emit({_KEY: [entry]})).encode()
    document = Document.read(data, limits)
    items = _items(document)
    known = [_pair(node) for node in items]
    if pair in known:
        return data
    following = (place for place, other in enumerate(known) if other is not None and other > pair)
    lines = [plain_of(node) for node in items]
    lines.insert(next(following, len(lines)), entry)
    return document.edited([Put((_KEY,), lines)], limits=limits).data


def _items(document: Document) -> tuple[Node, ...]:
    node = document.root.get(_KEY)
    value = None if node is None else resolved(node)
    if isinstance(value, Sequence):
        return value.items
    if node is None or value is None or (isinstance(value, Scalar) and value.value is None):
        return ()
    raise DocumentError(f"{_KEY} is no list", _FORM, node.start.line + 1, node.start.column + 1)


def _pair(node: Node) -> Pair | None:
    scalar = resolved(node)
    ids = scalar.value.lower().split() if isinstance(scalar, Scalar) and scalar.value else []
    return pair_of(*ids) if len(ids) == 2 and all(map(is_id, ids)) else None


def _finding(node: Node) -> Finding:
    line, column = node.start.line + 1, node.start.column + 1
    return Finding(Degree.WARNING, DISTINCT, line, column, _KEY, "not two ids", _FORM)
