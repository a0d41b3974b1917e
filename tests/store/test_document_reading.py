"""Reading: texts with their places out of any file that people write; everything else is a clear error."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts_store.document.decoding import decode
from contacts_store.document.document import Document
from contacts_store.document.error import DocumentError
from contacts_store.document.limits import Limits
from contacts_store.document.nodes import Mapping, Sequence, plain_of
from contacts_store.document.reader import read_tree

SAMPLES = sorted((Path(__file__).parent / "document_samples").glob("*.yaml"))


def read(text):
    return Document.read(text.encode()).plain()


def problem(data):
    with pytest.raises(DocumentError) as caught:
        Document.read(data.encode() if isinstance(data, str) else data)
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        "+15551234567",
        "0171234567",
        "1_000",
        "12:30",
        "no",
        "Yes",
        "1e5",
        "2024-13-45",
        ".inf",
        "007",
        "9" * 5000,
    ],
)
def test_a_plain_scalar_is_the_text_that_stands_there(text):
    assert read(f"a: {text}\nb: [{text}]\n") == {"a": text, "b": [text]}


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL", "# nothing"])
def test_nothing_is_told_from_text(text):
    assert read(f"a: {text}\nb: 'null'\n") == {"a": None, "b": "null"}


def test_keys_are_texts_even_where_they_look_like_nothing():
    assert read("null: a\nno: b\n~: c\n1: d\n") == {"null": "a", "no": "b", "~": "c", "1": "d"}


def test_core_tags_are_read_as_text():
    assert read("a: !!str 007\nb: !!int 5\nc: !!null x\nd: !!str\ne: ! f\n") == {
        "a": "007", "b": "5", "c": None, "d": "", "e": "f",
    }  # fmt: skip


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_places_count_characters_of_the_decoded_text(newline, bom):
    document = Document.read(newline.join([f"{bom}a: 😀 x", "b: 'é'  # c", "c:", "  - d", ""]).encode())
    for key, value in document.root.pairs[:2]:
        line = document.text.split(newline)[value.start.line]
        assert line[value.start.column :].startswith(document.text[value.start.index : value.end.index])
        assert line[: key.end.column] == document.text[key.start.index : key.end.index]
    items = document.root.get("c")
    assert isinstance(items, Sequence)
    assert document.text[items.items[0].start.index :].startswith("d")
    assert (items.items[0].start.line, items.items[0].start.column) == (3, 4)
    assert document.has_bom is bool(bom)


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("a: |\n  x\n\n\nb: c\n", "|\n  x"),
        ("a: |+\n  x\n\n\nb: c\n", "|+\n  x\n\n"),
        ("a: >-  # c\n  x\n   y\n# d\n", ">-  # c\n  x\n   y"),
        ("a: |\n  x", "|\n  x"),
        ("a: &q |\n  x  \n\n", "&q |\n  x  "),
        ("a: |\nb: c\n", "|"),
    ],
)
def test_a_block_scalar_ends_with_its_last_line(text, covered):
    node = Document.read(text.encode()).root.get("a")
    assert node is not None
    assert text[node.start.index : node.end.index] == covered
    assert node.end.line == covered.count("\n")
    assert node.end.column == len(text[: node.end.index].rpartition("\n")[2])


def test_a_collection_ends_with_its_last_value():
    text = "a:\n  - b: c\n    d: e   # f\n\n# g\nh: i\n"
    node = Document.read(text.encode()).root.get("a")
    assert node is not None
    assert text[: node.end.index].endswith("d: e")


def test_merge_keys_are_followed_own_keys_win():
    text = "a: &a {k: 1, l: 2}\nb: &b {l: 3, m: 4}\nc:\n  <<: [*a, *b]\n  k: own\nd: {'<<': x}\n"
    assert read(text)["c"] == {"k": "own", "l": "2", "m": "4"}
    assert read(text)["d"] == {"<<": "x"}
    node = Document.read(text.encode()).root.get("c")
    assert isinstance(node, Mapping)
    assert plain_of(node.get("l")) == "2"
    assert node.get("missing") is None


@pytest.mark.parametrize("text", ["", "\n\n", "# only\n", "---\n", "~\n", "--- null\n...\n", "\ufeff"])
def test_an_empty_file_says_so(text):
    assert "empty file" in str(problem(text))
    assert read_tree(text.removeprefix("\ufeff")) is None


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        ("- a\n- b\n", (1, 1), "key: value"),
        ("just text\n", (1, 1), "key: value"),
        ("a: 1\nb: 2\na: 3\n", (3, 1), "'a' stands twice, in line 1 and in line 3"),
        ("a: {b: 1, b: 2}\n", (1, 11), "twice"),
        ("a: 1\n\tb: 2\n", (2, 1), "tab at 2:1"),
        ("a:\n\t- b\n", (2, 1), "use spaces"),
        ("a: 1\n---\nb: 2\n", (2, 1), "second document"),
        ("a: *b\n", (1, 4), "*b stands for nothing"),
        ("a: &a [*a]\n", (1, 8), "part of what it stands for"),
        ("a: !!python/object/apply:os.system [ls]\n", (1, 4), "not supported"),
        ("a: !x y\n", (1, 4), "!x"),
        ("a: !!binary aGk=\n", (1, 4), "!!binary"),
        ("a: !!set {x}\n", (1, 4), "!!set"),
        ("? [a]\n: b\n", (1, 3), "key must be a plain text"),
        ("*a : b\n", (1, 1), "*a stands for nothing"),
        ("? \n: b\n", (1, 2), "no key before the colon"),
        ("{: b}\n", (1, 2), "no value where one must stand"),
        ("<<: text\n", (1, 5), "merge key"),
        ("%YAML 2.0\n---\na: 1\n", (1, 1), "%YAML"),
        ('a: "\\ud83d"\n', (1, 7), "half a character"),
        ('a: "\\q"\n', (1, 5), "backslash"),
        ("a: 'x\nb: c\n", (1, 4), "never closed"),
        ("a: [x\nb: c\n", (2, 2), "bracket"),
        ("a: b: c\n", (1, 5), "quote a text that holds"),
        ("a: @x\n", (1, 4), "begin with @"),
        ("a: %x\n", (1, 4), "begin with %"),
        ("a: 1\n b: 2\n", (2, 3), "colon"),
        ("a:\n  - x\n b: 1\n", (3, 2), "line it up"),
        ("a: x\nb\nc: d\n", (3, 1), "key: value"),
        ("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n", (1, 1), "merge conflict"),
        ("a: 0\r\n<<<<<<< HEAD\r\na: 1\r\n=======\r\na: 2\r\n>>>>>>> x\r\n", (2, 1), "merge conflict"),
        ("a: 1\n>>>>>>> theirs\n", (2, 1), "merge conflict"),
        ("a: x\x07y\n", (1, 5), "U+0007"),
        ("a: 1\nb: \x00\n", (2, 4), "U+0000"),
        ("a: \x9b31m\n", (1, 4), "U+009B"),
        ("a: b\ufeff\n", (1, 5), "U+FEFF"),
        ("a: é\nb: Müller".encode("latin-1"), (1, 4), "WINDOWS-1252"),
        ("a: ü\n  \xff".encode()[:-2] + b"\xff\n", (2, 3), "0xFF"),
        ("a: ü".encode()[:-1], (1, 4), "cut off"),
        ("a: 1".encode("utf-16"), (1, 1), "iconv -f UTF-16"),
        ("a: 1".encode("utf-16-le"), (1, 2), "UTF-16"),
    ],
)
def test_what_can_not_be_read_is_told_with_place_and_remedy(data, place, words):
    error = problem(data)
    assert (error.line, error.column) == place
    assert words in str(error)
    assert error.remedy


@pytest.mark.parametrize("character", ["\x07", "\ud83d", "\ufffe"])
@pytest.mark.parametrize("pure", [False, True])
def test_a_text_that_was_never_decoded_is_checked_as_well(character, pure):
    with pytest.raises(DocumentError, match=f"line 2, column 4.*U\\+{ord(character):04X}"):
        read_tree(f"a: b\nc: {character}\n", pure=pure)


def test_conflict_markers_inside_a_value_are_text():
    assert read("notes: |\n  <<<<<<< HEAD\n  =======\n  >>>>>>> x\n")["notes"].startswith("<<<<<<< HEAD\n")


@pytest.mark.parametrize("brackets", ["[", "{a: ", "- ", "[{a: "])
def test_deep_nesting_is_an_error_with_a_place(brackets):
    error = problem("a:\n  " + brackets * 4000)
    assert "deeper than 32" in str(error)
    assert error.line == 2


def test_depth_up_to_the_limit_is_read():
    assert read_tree("[" * 32 + "]" * 32, Limits(depth=32)) is not None
    with pytest.raises(DocumentError, match="deeper than 31"):
        read_tree("[" * 32 + "]" * 32, Limits(depth=31))


def test_values_behind_aliases_count_each_time():
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
    )
    assert "more than 10,000 values" in str(problem(bomb))
    assert "more than 10,000 values" in str(problem("a: [" + "x, " * 10_001 + "]"))


def test_too_large_a_file_is_refused_unread():
    assert "20,971,520 bytes" in str(problem(b"a" * (20 << 20)))
    assert decode(b"a: b", Limits(size=4)) == ("a: b", False)
    with pytest.raises(DocumentError, match="limit is 3"):
        decode(b"a: b", Limits(size=3))


def test_a_file_within_the_size_limit_may_be_one_long_text():
    assert len(read("a: " + "x" * 1_000_000)["a"]) == 1_000_000


WITHOUT_TABS = [sample for sample in SAMPLES if b"\t" not in sample.read_bytes()]
"""The parser in Python takes no tabs between tokens."""


@pytest.mark.parametrize("sample", WITHOUT_TABS, ids=lambda path: path.stem)
def test_both_parsers_read_the_samples_alike(sample):
    document = Document.read(sample.read_bytes())
    assert plain_of(read_tree(document.text, pure=True)) == document.plain()


def require_read_or_refused(data):
    try:
        document = Document.read(data)
    except DocumentError as refusal:
        error = refusal
    else:
        assert document.data == data
        assert isinstance(document.plain(), dict)
        return
    assert error.message
    assert error.remedy
    assert error.line <= sum(map(data.count, [b"\n", b"\r", b"\x85", b"\xa8", b"\xa9"])) + 2


@given(
    st.binary(max_size=60) | st.text("ab:-#'\"|>&*!{}[],\n \t~%@\\\ufeff\x85é", max_size=60).map(str.encode)
)
def test_any_bytes_are_read_or_refused(data):
    require_read_or_refused(data)


@given(st.sampled_from(SAMPLES), st.data())
def test_a_damaged_file_is_read_or_refused(sample, choice):
    data = bytearray(sample.read_bytes())
    for _ in range(choice.draw(st.integers(1, 4))):
        start = choice.draw(st.integers(0, len(data)))
        end = choice.draw(st.integers(start, min(len(data), start + 8)))
        data[start:end] = choice.draw(
            st.binary(max_size=3) | st.sampled_from([b"\n", b"\t", b"'", b"- ", b": ", b"#"])
        )
    require_read_or_refused(bytes(data))


def test_reading_needs_no_heavy_library():
    import subprocess

    code = (
        "import sys, contacts_store.document.document; "
        "print({'ruamel.yaml', 'pydantic', 'phonenumbers', 'textual'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
