"""The small languages of the command line and its columns, for any text."""

from __future__ import annotations

import io
import json
import sys
import unicodedata

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts_store.finding import Degree, Finding
from contacts_store.model.contact import PHONE_TYPES
from contacts_tui.cli.assignments import Assignment, read_assignment
from contacts_tui.cli.entries import read_entry
from contacts_tui.cli.output import Output
from contacts_tui.cli.remarks import with_remarks, without_remarks
from contacts_tui.cli.width import columns, cut, padded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("company=Acme", Assignment("company", "=", "Acme")),
        ("First-Name=", Assignment("first_name", "=", "")),
        ("notes=a+=b", Assignment("notes", "=", "a+=b")),
        ("phone+=+44 20:work", Assignment("phone_numbers", "+=", "+44 20:work")),
        ("tags-=vip", Assignment("tag_ids", "-=", "vip")),
        ("phone.+4420.type=work", Assignment("phone_numbers", "=", "work", "+4420", "type")),
        ("emails[a@b.example].primary=yes", Assignment("emails", "=", "yes", "a@b.example", "is_primary")),
        (
            "email.first.last@b.example.type=work",
            Assignment("emails", "=", "work", "first.last@b.example", "type"),
        ),
    ],
)
def test_assignments(text, expected):
    assert read_assignment(text) == expected


@pytest.mark.parametrize(
    "text", ["", "=", "x", "company+=x", "phone.1.color=x", "tag.x.type=y", "phone+=", "phone.1.type+=x"]
)
def test_what_is_no_assignment(text):
    with pytest.raises(click.UsageError):
        read_assignment(text)


@given(st.text())
def test_any_word_is_an_assignment_or_a_usage_error(text):
    try:
        assignment = read_assignment(text)
    except click.UsageError:
        return
    assert text.endswith(assignment.operator + assignment.value)


@given(st.text().filter(lambda text: text.strip()))
def test_a_typed_number_loses_nothing_but_its_type(text):
    for kind in PHONE_TYPES:
        entry = read_entry(f"{text}:{kind.upper()}", PHONE_TYPES)
        assert (entry.value, entry.type) == (text.strip(), kind)


def test_a_colon_that_belongs_to_the_number():
    assert read_entry("tel:+442079460018", PHONE_TYPES).value == "tel:+442079460018"


VISIBLE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]))


@given(VISIBLE, st.integers(1, 40))
def test_cutting_and_padding_keep_to_the_width(text, width):
    short = cut(text, width)
    assert columns(short) <= width
    assert short == text or short.endswith("…")
    assert columns(padded(short, width)) == width


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", 3),
        ("日本", 4),
        ("e\u0301", 1),
        ("👍🏽", 2),
        ("👨\u200d👩\u200d👧", 2),
        ("❤\ufe0f", 2),
        ("\u200e", 0),
        ("한", 2),
    ],
)
def test_width(text, expected):
    assert columns(text) == expected
    assert columns(unicodedata.normalize("NFC", text)) == expected


@given(st.recursive(st.none() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_json_says_the_same_without_any_control(value):
    out, stdout = io.TextIOWrapper(io.BytesIO(), encoding="latin-1"), sys.stdout
    sys.stdout = out
    try:
        Output().json(value)
    finally:
        sys.stdout = stdout
    out.flush()
    text = out.buffer.getvalue().decode()
    assert json.loads(text) == value
    assert all(unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"} or char == "\n" for char in text)


FINDINGS = st.lists(
    st.builds(
        Finding,
        st.just(Degree.ERROR),
        st.just("p"),
        st.integers(0, 9),
        st.just(1),
        st.just(""),
        st.text(),
        st.text(),
    )
)


@given(st.binary(), st.booleans(), FINDINGS)
def test_remarks_leave_no_trace(body, has_bom, findings):
    text = (b"\xef\xbb\xbf" if has_bom else b"") + body.removeprefix(b"\xef\xbb\xbf").lstrip(b"#")
    assert without_remarks(with_remarks(text, findings)) == text
