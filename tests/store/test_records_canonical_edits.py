"""Editing lines of a canonical file makes the text that editing its tree makes, or leaves it to that."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts_store.document.document import Document
from contacts_store.document.limits import Limits
from contacts_store.model.contact import Contact
from contacts_store.records.codec import Codec
from contacts_store.records.decoding import Context

VIP = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
PATH = "contacts/zoe.yaml"
SAMPLE = f"""\
id: 0f8fad5b-d9cb-469f-a165-70867728950e
first_name: 'Zoë'
company: Müller & Söhne
source: manual
phone_numbers:
  - id: 3f8fad5b-d9cb-469f-a165-70867728950e
    number: '+44 20 7946 0018'
    number_e164: '+442079460018'
    type: work
tag_ids:
  - {VIP}  # any words
notes: |-
  company: not this one

  tm_update: nor this
tm_create: '2026-02-07T14:45:59.038962Z'
pet: "Rex: the cat"
"""
MOMENT = datetime(2026, 3, 4, 5, 6, 7, 8, tzinfo=UTC)
CODEC = Codec(
    Context("GB", "", lambda ref: VIP if ref == "VIP" else ref, {VIP, "VIP"}.__contains__),
    {VIP: "VIP"}.get,
    Limits(),
    "flat",
)


def contact_in(text):
    document = Document.read(text.encode())
    record, _ = CODEC.read(document, PATH)
    return document, record


def both(text, after):
    """Return the text as edited by lines, None where that does not do, and by its tree."""
    document, before = contact_in(text)
    return CODEC.line_edited(document.data, before, after), CODEC.edited(document, before, after).data


@pytest.mark.parametrize(
    "changes",
    [
        {"company": "Initech", "tm_update": MOMENT},
        {"company": ""},
        {"first_name": "Zoe"},
        {"first_name": "it's"},
        {"last_name": "null"},
        {"display_name": "a: b", "job_title": "# 1", "external_id": "007"},
        {"tm_delete": MOMENT, "tm_update": MOMENT},
        {"tm_create": None},
        {},
    ],
)
def test_a_line_is_replaced_added_or_removed_as_in_the_tree(changes):
    _, contact = contact_in(SAMPLE)
    by_lines, by_tree = both(SAMPLE, contact.with_changes(**changes))
    assert by_lines == by_tree


@pytest.mark.parametrize(
    "changes",
    [
        {"notes": "other"},
        {"phone_numbers": ()},
        {"tag_ids": ()},
        {"extra": {"pet": "Tom"}},
        {"company": "x" * 150},
        {"company": "two\nlines"},
        {"company": "bell \a"},
    ],
)
def test_what_takes_more_than_a_line_is_left_to_the_tree(changes):
    _, contact = contact_in(SAMPLE)
    by_lines, _ = both(SAMPLE, contact.with_changes(**changes))
    assert by_lines is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("company: M", "company:  M"),
        ("Söhne\n", "Söhne  # since 2020\n"),
        ("pet:", "# a cat\npet:"),
        ("\n", "\r\n"),
        ("id: 0f8f", "\ufeffid: 0f8f"),
        ("    number_e164: '+442079460018'\n", ""),
    ],
)
def test_a_file_with_anything_of_a_person_in_it_is_left_to_the_tree(old, new):
    text = SAMPLE.replace(old, new)
    _, contact = contact_in(text)
    by_lines, by_tree = both(text, contact.with_changes(first_name="Ann"))
    assert by_lines is None
    assert b"Ann" in by_tree


def test_a_contact_that_the_file_does_not_hold_is_left_to_the_tree():
    document, contact = contact_in(SAMPLE)
    other = contact.with_changes(job_title="Baker")
    assert CODEC.line_edited(document.data, other, other.with_changes(company="Initech")) is None


def test_limits_below_the_usual_ones_are_left_to_the_tree():
    document, contact = contact_in(SAMPLE)
    after = contact.with_changes(company="Initech")
    for limits in (Limits(nodes=50), Limits(size=len(document.data) - 10)):
        codec = Codec(CODEC.context, CODEC.tag_name, limits, "flat")
        assert codec.line_edited(document.data, contact, after) is None


TEXTS = st.one_of(
    st.just(""),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=12),
    st.sampled_from(
        ["null", "~", "on", "1.5", "'q'", '"q"', "it's", "a: b", "a #b", "- a", "0x1F", "=", "é"]
    ),
)
TIMES = st.none() | st.datetimes(datetime(2001, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))
FIELDS = dict.fromkeys(
    ("first_name", "last_name", "display_name", "company", "job_title", "external_id"), TEXTS
) | dict.fromkeys(("tm_create", "tm_update", "tm_delete"), TIMES)


@given(
    st.fixed_dictionaries({}, optional=FIELDS),
    st.fixed_dictionaries({}, optional=FIELDS),
    st.booleans(),
)
def test_whatever_is_written_the_text_is_that_of_the_tree(held, wanted, is_quoted):
    _, contact = contact_in(SAMPLE)
    text = CODEC.new_text(contact.with_changes(**held)).decode()
    if is_quoted:
        text = (
            text.replace("\nsource: manual\n", '\nsource: manual\nexternal_id: "7"\n')
            if "\next" not in text
            else text
        )
    _, present = contact_in(text)
    assert isinstance(present, Contact)
    by_lines, by_tree = both(text, present.with_changes(**wanted))
    if by_lines is not None:
        assert by_lines == by_tree
