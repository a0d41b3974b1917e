"""The JSON shapes, and the text they are written as."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts_store.interchange.json_text import dump
from contacts_store.interchange.shapes import contact_as_json, tag_as_json
from contacts_store.model.contact import Contact
from contacts_store.model.tag import Tag

ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
FIELDS = [
    "id", "customer_id", "first_name", "last_name", "display_name", "company", "job_title", "source",
    "external_id", "phone_numbers", "emails", "tag_ids", "notes", "tm_create", "tm_update", "tm_delete",
    "path", "extra",
]  # fmt: skip


def test_an_empty_contact_has_every_field():
    shape = contact_as_json(Contact(id=ID), "contacts/a.yaml")
    assert list(shape) == FIELDS
    assert shape["first_name"] == ""
    assert shape["customer_id"] is shape["tm_delete"] is None
    assert shape["phone_numbers"] == shape["emails"] == shape["tag_ids"] == []
    assert (shape["path"], shape["extra"]) == ("contacts/a.yaml", {})


def test_items_have_every_field_and_times_the_stores_form():
    contact = Contact.model_validate(
        {
            "id": ID,
            "phone_numbers": [{"id": ID, "number": "1", "tm_create": "2026-02-07 14:45:59+01:00"}],
            "emails": [{"id": ID, "address": "A@Example.com", "is_primary": True, "extra": {"label": "x"}}],
        }
    )
    shape = contact_as_json(contact, "")
    assert shape["phone_numbers"] == [
        {
            "id": ID, "number": "1", "number_e164": "", "type": "other", "is_primary": False,
            "tm_create": "2026-02-07T13:45:59.000000Z", "extra": {},
        }
    ]  # fmt: skip
    assert shape["emails"][0]["address"] == "a@example.com"
    assert shape["emails"][0]["extra"] == {"label": "x"}


def test_a_tag_has_every_field():
    shape = tag_as_json(Tag(id=ID, name="vip"), "tags/vip.yaml")
    assert list(shape) == [
        "id", "customer_id", "name", "detail", "color", "tm_create", "tm_update", "tm_delete", "path", "extra",
    ]  # fmt: skip


@given(
    st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=10)
)
def test_written_json_reads_back_and_holds_nothing_that_a_terminal_acts_upon(value):
    text = dump(value)
    assert json.loads(text) == value
    assert not any(ord(char) < 32 or 0x7F <= ord(char) <= 0x9F for char in text)


@pytest.mark.parametrize("char", ["\x1b", "\x9b", "\x7f", "\u202e", "\u2066", "\u2028", "\ufeff", "\ud83d"])
def test_controls_and_direction_marks_are_escaped(char):
    assert dump(f"a{char}b") == f'"a\\u{ord(char):04x}b"'


def test_other_text_stays_readable():
    assert dump({"name": "Zoë 山田 😀"}) == '{"name": "Zoë 山田 😀"}'
