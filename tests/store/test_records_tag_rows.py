"""Tag files: the fast way to a row and the slow one agree, or the fast one gives up."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts_store.document.document import Document
from contacts_store.document.emit import emit
from contacts_store.document.error import DocumentError
from contacts_store.model.tag import Tag
from contacts_store.records.decoding import Context
from contacts_store.records.layout import TAG_KEY_ORDERS
from contacts_store.records.plain import tag_plain
from contacts_store.records.reading import read_tag
from contacts_store.records.tag_rows import canonical_tag, tag_of, tag_row_of

SAMPLE = """\
id: 5092521b-c161-54a8-b0ee-4c8d36adb85e
customer_id: 5e4d7c1a-2b3f-4c6d-8e9f-0a1b2c3d4e5f
name: 'Zoë''s choir'
detail: |-
  Tuesdays at seven

  # and on Sundays
color: '#ec7fb4'
tm_create: '2026-09-01T08:30:00.000000Z'
tm_update: '2026-09-01T08:30:00.000000Z'
tm_delete: '2026-09-02T08:30:00.000000Z'
"""
CONTEXT = Context("", "", lambda ref: ref, lambda _: False)
TEXTS = st.text(max_size=30)
TAGS = st.builds(
    Tag,
    id=st.uuids().map(str),
    customer_id=st.none() | st.uuids().map(str),
    name=st.text(min_size=1, max_size=30),
    detail=TEXTS,
    color=st.sampled_from(["", "teal", "#3b82f6", "rgb(1, 2, 3)"]),
    tm_delete=st.sampled_from([None, "2026-09-01T08:30:00.000000Z"]),
    extra=st.dictionaries(st.sampled_from(["icon", "team"]), TEXTS),
)


def slow(text):
    reading = read_tag(Document.read(text.encode(errors="surrogatepass")), "tags/zoe.yaml", CONTEXT)
    assert reading.record is not None, reading.findings
    assert not reading.findings
    return tag_row_of(reading.record)


def agree(text):
    row = canonical_tag(text.encode(errors="surrogatepass"))
    if row is not None:
        try:
            assert row == slow(text), text
        except DocumentError as problem:
            pytest.fail(f"{problem}: {text}")
    return row is not None


def test_a_usual_file_takes_the_fast_way():
    assert agree(SAMPLE)
    row = canonical_tag(SAMPLE.encode())
    assert (row.name, row.color, row.is_deleted) == ("Zoë's choir", "#ec7fb4", True)
    assert row.detail == "Tuesdays at seven\n\n# and on Sundays"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: 5092", "id: 5092X"),
        ("'Zoë''s choir'", "''"),
        ("'Zoë''s choir'", "null"),
        ("'Zoë''s choir'", "x" * 256),
        ("'Zoë''s choir'", "Zo\x1fë"),
        ("'#ec7fb4'", "'#ec7f'' '"),
        ("'#ec7fb4'", "#ec7fb4"),
        ("-09-01", "-02-31"),
        ("color:", "icon: star\ncolor:"),
        ("  Tuesdays at seven\n", "  Tuesdays at seven \n"),
        ("id: 5092", "# mine\nid: 5092"),
    ],
)
def test_what_deserves_a_second_look_takes_the_slow_way(old, new):
    text = SAMPLE.replace(old, new, 1)
    assert text != SAMPLE
    assert canonical_tag(text.encode()) is None


@given(TAGS)
def test_what_we_write_ourselves_is_read_alike(tag):
    try:
        text = emit(tag_plain(tag), TAG_KEY_ORDERS)
    except DocumentError:
        return
    agree(text)


@given(TAGS)
def test_a_row_holds_the_whole_tag(tag):
    assert tag_of(tag_row_of(tag)) == tag


@given(st.randoms(use_true_random=False), st.integers(1, 4))
def test_a_damaged_file_is_never_read_otherwise(chance: random.Random, count: int):
    text = SAMPLE
    for _ in range(count):
        at = chance.randrange(len(text))
        piece = chance.choice(["", "\n", ":", "'", '"', " #", "  ", "-", "null", "\u2028", "9", text[at]])
        text = text[:at] + piece + text[at + chance.randrange(3) :]
    agree(text)
