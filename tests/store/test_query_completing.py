"""What completes a query while it is typed, and that whatever is offered is a query with that meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts_store.query.completing import completions
from contacts_store.query.fields import ALIASES, FIELDS
from contacts_store.query.parsing import parse_tree
from contacts_store.query.tree import Comparison

TAGS = ("Été", "press", "VIP", "VIP guests", 'odd "quoted" one', "line\nbreak")


@pytest.mark.parametrize(
    ("text", "first", "rest"),
    [
        ("comp", "company:", "any:"),
        ("ann -(COMP", "ann -(company:", "any:"),
        ("ti", "title:", "tle:"),
        ("ha", "has:", "s:"),
        ("ext", "external_id:", "ernal_id:"),
        ("extra", "extra.", "."),
        ("tag:", "tag:Été", "Été"),
        ("tag:et", "tag:Été", "é"),
        ("tags:pr", "tags:press", "ess"),
        ("tag:=v", "tag:=VIP", "IP"),
        ("tag:vip", 'tag:"VIP guests"', " guests"),
        ('-tag:"vip g', '-tag:"VIP guests"', "uests"),
        ("is:d", "is:deleted", "eleted"),
        ("no:ph", "no:phone", "one"),
        ("x or source:i", "x or source:import", "mport"),
    ],
)
def test_what_is_typed_is_completed(text, first, rest):
    assert next(completions(text, TAGS)) == (first, rest)


@pytest.mark.parametrize(
    "text",
    ["", "c", "ann", "comp ", '"comp', "comp)", "company:", "tag: ", 'tag:"vip"', "tag:/v", "tag:/v/", "tag:<v",
     "is:deleted", "is:x", "tag:odd", "tag:line", "name:a"],
)  # fmt: skip
def test_where_there_is_nothing_to_complete_nothing_is_offered(text):
    assert not list(completions(text, TAGS))


@given(st.text(), st.lists(st.text(max_size=9), max_size=4))
def test_whatever_is_typed_stays_and_grows(text, tags):
    for found in completions(text, tags):
        assert found.rest
        assert found.text.rstrip('"').endswith(found.rest.rstrip('"'))
        assert found.text != text


@given(st.text(min_size=1, max_size=12), st.data())
def test_a_tag_that_is_offered_is_the_one_that_is_asked_for(name, data):
    typed = name[: data.draw(st.integers(0, len(name) - 1))]
    for found in completions(f'tag:"{typed}', [name]):
        assert parse_tree(found.text) == Comparison("tag", "", name)


@given(st.sampled_from([*FIELDS, *ALIASES]), st.integers(2, 20))
def test_every_field_is_found_by_its_first_letters(name, length):
    assert f"{name}:" in {found.text for found in completions(name[:length])} or length >= len(name) + 1
