"""Settings in their usual form mean the same to the short way of reading them and to the parser."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contacts_store.document.document import Document
from contacts_store.document.error import DocumentError
from contacts_store.document.flat import flat_values
from contacts_store.document.nodes import Scalar

LINES = st.sampled_from(
    [
        "format: 1",
        "default_region: GB  # the country",
        "layout:",
        "store: ~/people",
        "store: '~'",
        "theme: ~",
        'theme: "a b"',
        "keys:",
        "  undo: z",
        '  primary: "#7aa7ff"',
        "  boost: '#fff' # white",
        '  accent: "a #b"',
        "  panel: #fff",
        '  contact.new: "ctrl+n"',
        "  undo: z # again",
        "   deep: x",
        "# comment",
        "  # comment",
        "",
        "  ",
        "\t",
        "---",
        "- item",
        "  - item",
        "more text",
        "a: b: c",
        "a: -",
        "a: -1",
        "null: x",
        "b: null",
        "b: 'it''s'",
        "c: |",
        "c: &x y",
        "d: *x",
        "e: [a]",
        "f : g",
        "g:h",
        "é: x",
        "h: é",
        "1: x",
        "i: \x07",
        "# \x07",
        "a.b: c",
    ]
)


@given(
    st.lists(LINES | st.text(st.sampled_from("ab: #'\"-~|&*!%@\r\x85\u2028\ufeff"), max_size=8), max_size=6)
)
@example(["keys:", "  undo: z", "  undo: z"])
@example(["layout:", "layout:"])
def test_what_is_read_means_the_same_to_the_parser(lines):
    text = "\n".join(lines)
    values = flat_values(text.encode())
    if values is None:
        return
    root = Document.read(text.encode()).root
    assert values == {
        key.value: (node.value or "")
        if isinstance(node, Scalar)
        else {name.value: inner.value for name, inner in node.entries()}
        for key, node in root.entries()
    }


@pytest.mark.parametrize(
    "text", ["# made by init\nformat: 1\ndefault_region: GB\n", "store: /srv/contacts\nkeys:\n  undo: 'u'\n"]
)
def test_the_usual_form_needs_no_parser(text):
    assert flat_values(text.encode()) is not None


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"a: \xe9", b"# nothing\n", b"a\n"])
def test_what_holds_no_settings_is_left_to_the_parser(data):
    assert flat_values(data) is None
    with pytest.raises(DocumentError):
        Document.read(data)
