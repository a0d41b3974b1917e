"""What is read without a parser is what the parser would have read, to the column."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts_store.document.document import Document
from contacts_store.document.error import DocumentError
from contacts_store.document.nodes import Mapping, Scalar
from contacts_store.document.outline import _outline, _Unusual, read_outline

THEMES = sorted((Path(__file__).parents[2] / "themes").glob("*.yaml"))
PIECES = (
    *(
        "a: b\n",
        "name: Ada\n",
        "  x-y: '1'\n",
        "colors:\n",
        '  red: "#ff0000"\n',
        "# why\n",
        "\n",
        "  # in\n",
    ),
    *("a.b: c d\n", "k: ~\n", "null: x\n", "k: null\n", "k: a: b\n", "k: a #b\n", "k: a#b\n", "k: 'it''s'\n"),
    *('k: "\\n"\n', "- a\n", "k: [1]\n", "k: |\n  text\n", "k:  two\n", "k: end:\n", "k: é\n", "k: x \n"),
    *(
        "<<: x\n",
        "---\n",
        "k:\n",
        "k: 'a' b\n",
        "   odd: 1\n",
        " \n",
        "\t\n",
        "on: yes\n",
        "<<<<<<< a\n",
        "k: !x y\n",
    ),
    *(
        "k: &a b\n",
        "k: a'b\"c\n",
        "k: -x\n",
        "k: 'open\n",
        "...\n",
        "%YAML 1.2\n",
        "k: \u2028\n",
        "1: 2\n",
        "no end",
    ),
)


def places(node):
    """Return a tree of nodes as plain values, with every position."""
    span = tuple((mark.index, mark.line, mark.column) for mark in (node.start, node.end))
    if isinstance(node, Mapping):
        return span, [(places(key), places(value)) for key, value in node.pairs]
    assert isinstance(node, Scalar)
    return span, node.value, node.style


def reading(read):
    try:
        return places(read())
    except DocumentError as problem:
        return str(problem)


@pytest.mark.parametrize("path", THEMES, ids=lambda path: path.stem)
def test_shipped_themes_need_no_parser(path):
    assert places(_outline(path.read_text())) == places(Document.read(path.read_bytes()).root)


@given(st.lists(st.sampled_from(PIECES), max_size=7).map("".join))
def test_it_agrees_with_the_parser_or_leaves_it_the_text(text):
    try:
        outline = places(_outline(text))
    except _Unusual:
        return
    assert outline == reading(lambda: Document.read(text.encode()).root)


@pytest.mark.parametrize("text", ["", "- a\n", "a: 'b\n", "a: 1\na: 2\n"])
def test_what_is_wrong_is_told_in_the_parsers_words(text):
    with pytest.raises(DocumentError) as quick:
        read_outline(text.encode())
    with pytest.raises(DocumentError) as parsed:
        Document.read(text.encode())
    assert (str(quick.value), quick.value.line) == (str(parsed.value), parsed.value.line)


def test_any_other_yaml_is_read_too():
    root = read_outline(b"theme: |-\n  ink\nkeys: {a.b: c}  # flow\n")
    assert [key.value for key, _ in root.entries()] == ["theme", "keys"]
