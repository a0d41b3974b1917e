"""Quoting: what we write, every kind of YAML reader gives back as the same text."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from contacts_store.document.emit import emit
from contacts_store.document.error import EditRefused
from contacts_store.document.nodes import plain_of
from contacts_store.document.reader import read_tree
from contacts_store.document.scalar import block_scalar, comment_text, is_plain_safe, scalar_text

TRAPS = st.sampled_from([
    "+15551234567", "0171", "1_000", "12:30", "12:30:45", "no", "Yes", "ON", "y", "null", "~", "=",
    "<<", "1e5", ".inf", ".NaN", "0x1F", "0o7", "2024-01-02", "-", "-x", "?", ":x", "a:", "#", "@x",
    "`x", "%x", "!x", "&x", "*x", "[x", "{x", "'x", '"x', ",x", "---", "...", "1.0", "-0", "True",
    "a:b", "a#b", "#",
])  # fmt: skip
TEXTS = st.one_of(
    TRAPS,
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.text("ab:#'\"\\ \n\t-,[]{}\x85\u2028\x1b0", max_size=12),
)
STYLES = st.sampled_from(["", "'", '"'])


@given(TEXTS, STYLES)
@example("a\u00a0", "")
@example("", "")
def test_every_reader_gives_the_same_text_back(value, style):
    written = f"k: {scalar_text(value, style)}\n"
    assert plain_of(read_tree(written)) == {"k": value}
    assert plain_of(read_tree(written, pure=True)) == {"k": value}
    assert yaml.safe_load(written) == {"k": value}
    assert YAML(typ="safe", pure=True).load(written) == {"k": value}


@given(TEXTS, STYLES)
@example("a?", "")
def test_brackets_and_keys_hold_every_text(value, style):
    text = scalar_text(value, style, in_flow=True)
    written = f"k: [{text}, {{ {text}: {text} }}]\n"
    assert yaml.safe_load(written) == {"k": [value, {value: value}]}
    assert plain_of(read_tree(written)) == {"k": [value, {value: value}]}


@given(st.text("ab #-:\n\t", max_size=20), st.sampled_from(["\n", "\r\n"]), st.sampled_from("|>"))
def test_a_block_is_exact_or_not_offered(value, newline, style):
    block = block_scalar(value, 2, newline, style)
    if block is not None:
        written = f"k: {block[0]}{block[1]}{newline}"
        assert plain_of(read_tree(written)) == {"k": value}
        assert yaml.safe_load(written) == {"k": value}


@given(st.text(max_size=20).filter(lambda text: not any("\ud800" <= c <= "\udfff" for c in text)))
def test_a_comment_stays_one_line_and_a_comment(comment):
    assert plain_of(read_tree(f"k: v{comment_text(comment)}\nl: w\n")) == {"k": "v", "l": "w"}


PLAIN = st.recursive(
    st.one_of(st.none(), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=8,
)


@given(st.dictionaries(TEXTS, PLAIN, min_size=1, max_size=4))
def test_a_new_file_reads_back_as_what_was_written(data):
    written = emit(data)
    assert plain_of(read_tree(written)) == data
    assert yaml.safe_load(written) == data
    assert written.endswith("\n")
    assert "\r" not in written


def test_the_wished_quotes_are_kept_where_they_can_hold_the_text():
    assert scalar_text("Ann") == "Ann"
    assert scalar_text("Ann", "'") == "'Ann'"
    assert scalar_text("it's", "'") == "'it''s'"
    assert scalar_text("Ann", '"') == '"Ann"'
    assert scalar_text("a\tb", "'") == '"a\\tb"'


def test_ids_stay_plain_and_numbers_do_not():
    assert is_plain_safe("00000000-0000-4000-8000-000000000000")
    assert not is_plain_safe("00000000")
    assert not is_plain_safe("+49")


def test_half_a_character_is_refused():
    with pytest.raises(EditRefused, match="half a character"):
        scalar_text("a\ud83d")


def test_new_files_are_in_canonical_form():
    order = {(): ("id", "first_name", "phone_numbers"), ("phone_numbers",): ("id", "number")}
    data = {
        "first_name": "No",
        "phone_numbers": [{"number": "+44", "id": "a", "is_primary": True}],
        "zz": None,
        "id": "x",
        "notes": "one\n\ntwo\n",
        "emails": [],
    }
    assert emit(data, order) == (
        "id: x\n"
        "first_name: 'No'\n"
        "phone_numbers:\n"
        "  - id: a\n"
        "    number: '+44'\n"
        "    is_primary: true\n"
        "zz: null\n"
        "notes: |\n"
        "  one\n"
        "\n"
        "  two\n"
        "emails: []\n"
    )


def test_what_is_no_plain_data_is_refused():
    with pytest.raises(EditRefused, match="int"):
        emit({"a": 5})
