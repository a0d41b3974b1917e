"""A block finds the same as looking into one row after the other, whatever the texts are."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contacts_store.query.needle import Needle
from contacts_store.query.query import parse
from contacts_store.snapshot.block import MOST, Block
from contacts_store.snapshot.row import NO_STAMP, Row, packed, seal_of
from contacts_store.snapshot.row_list import RowList
from contacts_store.snapshot.snapshot import Snapshot
from contacts_store.snapshot.view import View

SEAL = seal_of(NO_STAMP, bytes(16))
pieces = st.sampled_from(["a", "b", " ", "\n", "ß", "\x80", "\xff", "李", "😀", "\0", "\ud83d", "."])
texts = st.text(pieces, max_size=6) | st.text(st.characters(), max_size=4)


def row(folded, place, tags=()):
    return Row(folded, f"contacts/{place:05}.yaml", str(place), packed(name=folded, tags=tags), 0, (), SEAL)


@given(st.lists(texts, min_size=4, max_size=MOST), texts, st.sets(st.integers(0, MOST - 1)), st.booleans())
@example(["a", "\ud83d\ude00", "😀", "b"], "\ude00", set(range(4)), False)
@example(["a\xff", "\x80", "b", "ÿ"], "\xff", set(range(4)), False)
def test_a_text_is_found_in_the_rows_that_have_it(folded, text, among, is_passing):
    block = Block([row(each, place) for place, each in enumerate(folded)], is_passing=is_passing)
    places = bytes(place for place in sorted(among) if place < len(folded))
    needle = Needle(text)
    assert list(block.having(needle, places)) == [each for each in places if text in folded[each]]
    in_name = [each for each in places if text in folded[each].partition("\n")[0]]
    assert list(block.named(needle, places)) == in_name or "\n" in text
    assert block.at(places) == [block.rows[each] for each in places]


@given(st.lists(st.sets(st.sampled_from("xyz")), min_size=1, max_size=9), st.sets(st.sampled_from("xyzw")))
def test_tags_are_found_in_the_rows_that_have_one_of_them(tags, wanted):
    rows = [row("a", place, sorted(each)) for place, each in enumerate(tags)]
    expected = [place for place, each in enumerate(tags) if each & wanted]
    for is_passing in (False, True):
        block = Block(rows, is_passing=is_passing)
        assert list(block.tagged(frozenset(wanted), block.everywhere)) == expected


names = ["ann lee", "hanna", "lee ann", "bob", "anna b\nann", "zoe\nann 0207", "cy\n0207946", "dan 1"]


@given(
    st.lists(st.sampled_from(names), max_size=300),
    st.sampled_from(["ann le", "0207 9", "an or bob", "-an le"]),
)
def test_a_search_typed_key_by_key_finds_and_ranks_as_one_row_after_the_other_would(folded, typed):
    snapshot = Snapshot([row(each, place) for place, each in enumerate(folded)])
    for end in range(1, len(typed) + 1):
        try:
            query = parse(typed[:end])
        except ValueError:
            continue
        whole = Snapshot(snapshot.rows).select(View.all(), query)
        assert snapshot.select(View.all(), query) == whole
        if typed[:end] == "ann":
            ranks = {each: _rank(each.sort_key) for each in snapshot.rows if "ann" in each.folded}
            assert list(whole) == sorted(ranks, key=ranks.__getitem__)


def _rank(name):
    return 0 if name.startswith("ann") else 1 if " ann" in name else 2


@pytest.mark.parametrize("count", [0, 1, MOST, MOST + 1, 5 * MOST])
def test_no_row_is_lost_between_blocks(count):
    listed = RowList(row(f"{place:05}", place) for place in range(count))
    assert [each for block in listed.blocks for each in block.at(block.everywhere)] == list(listed)
    assert all(len(block.rows) <= MOST for block in listed.blocks)
    assert list(RowList.passing(list(listed))) == list(listed)
