"""Laws of editing, over hand-made samples and generated texts: nothing but the edited place changes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts_store.document.document import Document
from contacts_store.document.draft import Draft, comments, node_at
from contacts_store.document.edit import Arrange, Drop, Put, applied
from contacts_store.document.nodes import Alias, Mapping, Sequence

SAMPLES = sorted((Path(__file__).parent / "document_samples").glob("*.yaml"))
WORDS = [
    "Bob",
    "",
    "No",
    "+15551234567",
    "it's",
    'say "x"',
    "a: b # c",
    "two\nlines",
    "tail\n",
    " edge ",
    "é😀",
    "\\",
    "]},",
]


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
    assert old.text[:begin].rstrip() == new.text[:begin].rstrip()
    assert new.text.endswith(old.text[end:])


def require_only_insertion(old, new, edit):
    holder = node_at(old.root, edit.path[:-1])
    if not holder.is_flow and old.text.endswith(("\n", "\r")):
        prefix, suffix = common(old.text, new.text)
        assert prefix + suffix >= len(old.text)


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


SCALARS = st.sampled_from(
    [
        "plain",
        "+1555",
        "no",
        "",
        "null",
        "~",
        "'single'",
        "'it''s'",
        '"double"',
        '"\\u00e9"',
        "é😀",
        "a b",
        "http://x/#y",
    ]
)
COMMENTS = st.sampled_from(["", "", "", " # c", "   # far: 'x'", "  \t# tab"])
ABOVE = st.sampled_from([[], [], [], [""], ["# above"], ["", "# above", ""]])


@st.composite
def entry(draw, name, column, depth):
    """Return the lines of a key and its value."""
    pad = " " * column
    kinds = ["scalar", "scalar", "block", "flow", "empty"] + (["list", "map"] if depth else [])
    kind = draw(st.sampled_from(kinds))
    head = draw(ABOVE)
    lines = [pad + line if line else "" for line in head]
    comment = draw(COMMENTS)
    if kind == "scalar":
        return [*lines, f"{pad}{name}: {draw(SCALARS)}{comment}"]
    if kind == "flow":
        text = draw(st.sampled_from(["[]", "{}", "[a, 'b']", "{k: v, l: [w]}", '[{"a": "b"}, c]']))
        return [*lines, f"{pad}{name}: {text}{comment}"]
    if kind == "empty":
        return [*lines, f"{pad}{name}:{comment}"]
    if kind == "block":
        header = draw(st.sampled_from(["|", "|-", ">", ">-", "|+"]))
        return [*lines, f"{pad}{name}: {header}{comment}", f"{pad}   text # no", "", f"{pad}   more"]
    if kind == "map":
        inner = column + draw(st.integers(1, 4))
        return [*lines, f"{pad}{name}:{comment}", *draw(mapping(inner, depth - 1))]
    return [*lines, f"{pad}{name}:{comment}", *draw(sequence(column + draw(st.integers(0, 3)), depth - 1))]


@st.composite
def mapping(draw, column, depth):
    """Return the lines of a mapping."""
    count = draw(st.integers(1, 3))
    return [line for number in range(count) for line in draw(entry(f"k{number}", column, depth))]


@st.composite
def sequence(draw, column, depth):
    """Return the lines of a list, with dashes at the column."""
    gap = draw(st.integers(1, 3))
    lines = []
    for _ in range(draw(st.integers(1, 3))):
        lines += [" " * column + line if line else "" for line in draw(ABOVE)]
        dash = " " * column + "-" + " " * gap
        if draw(st.booleans()):
            lines.append(dash + draw(SCALARS) + draw(COMMENTS).replace("\t", " "))
        else:
            inner = draw(mapping(column + 1 + gap, depth))
            first = next(index for index, line in enumerate(inner) if line.strip() and line.strip()[0] != "#")
            lines += inner[:first]
            lines += [dash + inner[first].lstrip(" "), *inner[first + 1 :]]
    return lines


@st.composite
def documents(draw):
    """Return the bytes of a hand-made looking file."""
    newline = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    text = newline.join(draw(mapping(0, 2))) + draw(
        st.sampled_from([newline, "", newline + "# end" + newline])
    )
    return (draw(st.sampled_from(["", "", "\ufeff"])) + text).encode()


@given(documents(), st.data())
def test_an_edit_of_a_generated_text_changes_nothing_else(data, choice):
    old = Document.read(data)
    edit, node = choice.draw(st.sampled_from(list(sample_edits(old))))
    new = require_lossless(old, edit)
    if node is not None:
        require_only_lines_touched(old, new, node)
    if edit.path[-1] == "zz_new":
        require_only_insertion(old, new, edit)


@given(documents(), st.data())
def test_edits_one_after_the_other_mean_the_same_as_all_at_once(data, choice):
    old = Document.read(data)
    edits = [choice.draw(st.sampled_from(list(sample_edits(old))))[0] for _ in range(2)]
    edits = [edit for edit in edits if isinstance(edit, Put) and len(edit.path) == 1]
    together, apart = old.edited(edits), old
    for edit in edits:
        apart = apart.edited([edit])
    assert together.data == apart.data


@given(documents(), st.data())
def test_putting_a_whole_mapping_changes_only_the_keys_that_differ(data, choice):
    old = Document.read(data)
    plain = old.plain()
    key = choice.draw(st.sampled_from(sorted(plain)))
    whole = old.edited([Put((), {**plain, key: "changed"})])
    assert whole.data == old.edited([Put((key,), "changed")]).data
    assert old.edited([Put((), plain)]) is old
