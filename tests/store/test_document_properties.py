"""Laws of editing, over hand-made samples and generated texts: nothing but the edited place changes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from contacts_store.document.document import Document
from contacts_store.document.draft import Draft, comments, node_at
from contacts_store.document.edit import Arrange, Drop, Put, applied
from contacts_store.document.error import DocumentError, EditRefused
from contacts_store.document.nodes import Alias, Mapping, Sequence
from hypothesis import given, settings
from hypothesis import strategies as st

SAMPLES = sorted((Path(__file__).parent / "document_samples").glob("*.yaml"))
WORDS = ["Bob", "", "No", "+15551234567", "it's", 'say "x"', "a: b # c", "two\nlines", "tail\n", " edge ", "é😀", "\\", "]},"]


def places(node, path=()):
    """Yield (path, node) of all values, not looking through aliases."""
    yield path, node
    if isinstance(node, Mapping):
        for key, value in node.pairs:
            if key.value != "<<":
                yield from places(value, (*path, key.value))
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from places(item, (*path, index))


def common(old, new):
    """Return the lengths of the longest common prefix and (apart from it) suffix."""
    limit = min(len(old), len(new))
    prefix = next((i for i in range(limit) if old[i] != new[i]), limit)
    limit -= prefix
    suffix = next((i for i in range(limit) if old[-1 - i] != new[-1 - i]), limit)
    return prefix, suffix


def require_lossless(old, edit):
    """Make an edit and check what holds for every edit; return the new document."""
    expected = applied(old.plain(), edit)
    new = old.edited([edit])
    assert new.plain() == expected
    assert new.has_bom == old.has_bom
    assert Document.read(new.data).plain() == expected
    if not replaces_collection(old, edit):
        kept = Counter(comments(Draft(old.text, old.root)))
        assert not kept - Counter(comments(Draft(new.text, new.root)))
    return new


def replaces_collection(document, edit):
    """Tell whether an edit removes something together with the comments on it."""
    if isinstance(edit, Drop):
        return True
    node = node_at(document.root, edit.path)
    return isinstance(edit, Put) and isinstance(node, Mapping | Sequence)


def touched_lines(text, start, end):
    """Return the offsets between which an edit of a part may touch a text: its lines."""
    begin = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    ends = [place for place in (text.find("\n", end), text.find("\r", end)) if place >= 0]
    return begin, min(ends, default=len(text))


def require_only_lines_touched(old, new, node):
    begin, end = touched_lines(old.text, node.start.index, node.end.index)
    prefix, suffix = common(old.text, new.text)
    assert prefix >= begin - 1
    assert prefix + suffix >= min(len(new.text), len(old.text) - (end - begin) - 2)
    assert old.text[:begin].rstrip() == new.text[: begin].rstrip()
    assert new.text.endswith(old.text[end:])


def sample_edits(document):
    """Yield an edit of every kind for every place of a document."""
    for path, node in list(places(document.root)):
        if not path:
            yield Put(("zz_new",), "value"), None
            continue
        yield Drop(path), None
        yield Put(path, ["x", {"k": "v"}]), None
        for word in WORDS:
            yield Put(path, word), None if isinstance(node, Mapping | Sequence) else node
        yield Put(path, None), None
        yield Put(path, value=True), None
        if isinstance(node, Mapping):
            yield Put((*path, "zz_new"), "value"), None
        if isinstance(node, Sequence):
            yield Put((*path, len(node.items)), "value"), None
            yield Put((*path, len(node.items)), {"k": "v", "l": ["m"]}), None
            yield Arrange(path, tuple(reversed(range(len(node.items))))), None


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_an_edit_of_a_sample_changes_nothing_else(sample):
    old = Document.read(sample.read_bytes())
    has_aliases = any(isinstance(node, Alias) for _, node in places(old.root)) or "<<" in old.text
    for edit, node in sample_edits(old):
        new = require_lossless(old, edit)
        if node is not None and not has_aliases:
            require_only_lines_touched(old, new, node)


def test_there_are_samples():
    assert len(SAMPLES) >= 40
