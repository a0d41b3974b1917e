"""The search's words: case, accents, phone notations, tags, ranking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts_store.disk.stamp import Stamp
from contacts_store.model.contact import Contact
from contacts_store.model.identity import derived_id
from contacts_store.model.timestamp import now
from contacts_store.query.compiling import Surroundings
from contacts_store.query.folding import fold
from contacts_store.query.query import EVERYTHING, parse
from contacts_store.query.search import Search
from contacts_store.records.rows import row_of
from contacts_store.snapshot.block import Block
from contacts_store.snapshot.row_list import RowList
from contacts_store.snapshot.snapshot import Snapshot
from contacts_store.snapshot.view import View


def row(name="Ann Lee", number="", e164="", **fields):
    phones = [{"id": derived_id(number), "number": number, "number_e164": e164}] if number else []
    contact = Contact.model_validate(
        {"id": derived_id(name), "display_name": name, "phone_numbers": phones, **fields}
    )
    return row_of(contact, "contacts/x.yaml", (), b"", Stamp(0, 0, 0, 0))


def around(tag_names=None):
    return Surroundings(tag_names or {}, now(), lambda row: None, frozenset)


def matches(text, found, tags=None):
    block = Block([found])
    return bool(parse(text).matching(around(tags))(block, block.everywhere))


def search(text, rows, **limits):
    query = parse(text)
    listed = RowList(rows)
    looking = Search(query, listed, query.matching(around()), listed)
    looking.advance(**limits)
    return looking


@pytest.mark.parametrize("text", ["zoe", "ZOË", "zoë strau", "strauss", "  strauß  "])
def test_case_and_accents_do_not_matter(text):
    assert matches(text, row("Zoë Strauß"))


def test_all_words_must_be_found_in_any_field():
    found = row("Ann Lee", company="Initech", notes="met in Rome")
    assert matches("ann initech rome", found)
    assert not matches("ann globex", found)


@pytest.mark.parametrize(
    "text", ["+442079460018", "020 7946 0018", "020-7946-0018", "79460018", "0044207946", "(020) 7946"]
)
def test_digits_match_a_number_in_any_notation(text):
    assert matches(text, row(number="020 7946 0018", e164="+442079460018"))
    assert not matches(text, row(number="+1 555 123 4567", e164="+15551234567"))


def test_digits_alone_are_one_number():
    assert not matches("+44 20 7946 0018", row(number="+44 20 1800 7946", e164="+442018007946"))
    assert matches("12 34", row(name="12 people, 34 dogs"))


def test_a_phrase_is_one_term_even_while_it_is_typed():
    assert matches('"met in', row(notes="met in Rome"))
    assert not matches('"in met"', row(notes="met in Rome"))


def test_unknown_keys_are_searched():
    assert matches("rex", row(extra={"pets": [{"name": "Rex"}]}))


def test_a_word_also_matches_the_name_of_a_tag():
    assert matches("customer", row(tag_ids=("t1",)), {"t1": "Best Customer"})
    assert not matches("customer", row(tag_ids=("t2",)), {"t1": "Best Customer"})


def test_ranking_puts_beginnings_first():
    names = ["Bo Anders", "Hanna", "Anna", "Zed"]
    rows = sorted((row(name, notes="an") for name in names), key=lambda r: r.sort_key)
    assert [found.name for found in search("an", rows).ranked] == ["Anna", "Bo Anders", "Hanna", "Zed"]


def test_a_page_of_hits_is_there_before_the_last_row_was_looked_at():
    rows = [row(f"{first} {number:04}") for first in ("Cy", "Zoe") for number in range(3000)]
    looking = search("zo", rows, hits=200)
    assert not looking.is_complete
    assert 200 <= looking.count < 3000
    page = looking.ranked
    looking.advance()
    assert looking.is_complete
    assert looking.hits == looking.ranked == rows[3000:]
    assert looking.ranked[: len(page)] == page


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("lovelcae", ["Ada Lovelace"]),
        ("loevlce", ["Ada Lovelace"]),
        ("turng", ["Alan Turing"]),
        ("allan turig", ["Alan Turing"]),
        ("lovel", ["Ada Lovelace"]),
        ("ada turing", []),
        ("tur1ng", []),
        ("tzr", []),
        ("name:turng", []),
    ],
)
def test_names_are_guessed_when_nothing_matches(text, names):
    rows = [row("Ada Lovelace"), row("Alan Turing"), row("Grace Hopper")]
    looking = search(text, rows)
    assert [found.name for found in looking.ranked] == names
    assert looking.hits == ([] if looking.is_guess else looking.ranked)


def test_guesses_are_made_anew_for_each_key_and_never_for_commands():
    snapshot = Snapshot([row("Alan Turing")])
    for text in ("turn", "turni", "turnig"):
        looking = snapshot.search(View.all(), parse(text))
        looking.advance()
        assert [each.name for each in looking.ranked] == ["Alan Turing"]
        assert not snapshot.select(View.all(), parse(text))


@given(st.lists(st.sampled_from(["Ann", "Bo An", "Hanna", "Cy", "Dan Lee"])), st.integers(1, 5))
def test_stopping_and_going_on_finds_the_same(names, hits):
    rows = sorted((row(name) for name in names), key=lambda r: r.sort_key)
    whole, halting = search("an", rows), search("an", rows, hits=hits)
    while not halting.is_complete:
        halting.advance(hits=halting.count + hits)
    assert halting.hits == whole.hits == [each for each in rows if "an" in each.folded]
    assert halting.ranked == whole.ranked


def test_nothing_asked_matches_everything():
    assert not EVERYTHING
    assert not parse("   ")
    assert matches("  ", row())


@pytest.mark.parametrize(
    ("first", "more"), [("+4420", "7"), ("0207", "9"), ("79 460", " 0"), ("ann l", "ee")]
)
def test_a_longer_word_or_number_only_looks_through_what_the_shorter_one_found(first, more):
    assert parse(first + more).narrows(parse(first))


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
