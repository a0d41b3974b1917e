"""The form's pure part: typed text keeps what nobody touched; only what was changed is written back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contacts_store.model.contact import Contact, Email, PhoneNumber
from contacts_store.model.identity import new_id
from contacts_tui.app.forms.contact_state import (
    ContactState,
    ItemState,
    edited_contact,
    first_problem,
    state_of,
)
from contacts_tui.app.forms.notes import address_note, limit_note, phone_note
from contacts_tui.app.forms.typed_text import restored, typable

ODD = st.text(st.sampled_from("ab\x00\x1b\x7f\x85\x9b\u2028\u202e\ufeff\ud800\r\n\t␛<>"), max_size=12)


class Maker:
    """Makes items as a store does."""

    def new_phone(self, number, type="other", *, is_primary=False):  # noqa: A002 -- the store's name
        return PhoneNumber(id=new_id(), number=number, type=type, is_primary=is_primary)

    def new_email(self, address, type="other", *, is_primary=False):  # noqa: A002 -- the store's name
        return Email(id=new_id(), address=address, type=type, is_primary=is_primary)


@given(raw=ODD, multiline=st.booleans())
def test_text_that_is_left_alone_comes_back_exactly(raw, multiline):
    assert restored(raw, typable(raw, multiline=multiline), multiline=multiline) == raw


@given(raw=ODD, multiline=st.booleans())
def test_typable_text_holds_nothing_that_a_terminal_obeys(raw, multiline):
    kept = "\n\t" if multiline else ""
    assert all(char in kept or char.isprintable() for char in typable(raw, multiline=multiline))


@given(before=ODD, after=ODD, multiline=st.booleans())
@example(before="one", after="\r\ntwo", multiline=True)
def test_an_insertion_keeps_the_raw_text_on_both_sides(before, after, multiline):
    typed = typable(before, multiline=multiline) + "§" + typable(after, multiline=multiline)
    raw = before + after
    if typable(raw, multiline=multiline) == typed.replace("§", ""):  # \r\n was not cut in two
        assert restored(raw, typed, multiline=multiline) == before + "§" + after


@given(raw=ODD, typed=st.text("abxy␛<>U+", max_size=12))
def test_whatever_is_typed_is_what_is_shown_afterwards(raw, typed):
    assert typable(restored(raw, typed)) == typed


def ada():
    return Contact(
        id=new_id(),
        first_name="Ada\x1b[2J",
        notes="one\x0btwo\r\nthree",
        phone_numbers=(
            PhoneNumber(id=new_id(), number="020 7946 0018", number_e164="+442079460018", is_primary=True),
            PhoneNumber(id=new_id(), number="112", extra={"carrier": "x"}),
        ),
        emails=(Email(id=new_id(), address="ada@example.org", extra={"checked": "yes"}),),
    )


def edited(contact, **changes):
    first = state_of(contact)
    fields = {"texts": first.texts, "phones": first.phones, "emails": first.emails, "tag_ids": first.tag_ids}
    return edited_contact(contact, first, ContactState(**(fields | changes)), Maker())


def test_an_untouched_form_gives_the_same_contact():
    contact = ada()
    assert edited(contact) is contact


def test_a_touched_field_leaves_odd_characters_of_others_alone():
    contact = ada()
    after = edited(contact, texts=state_of(contact).texts | {"company": "Engines"})
    assert (after.first_name, after.notes, after.company) == ("Ada\x1b[2J", "one\x0btwo\r\nthree", "Engines")


def test_an_item_keeps_its_identity_and_unknown_keys_when_edited():
    contact = ada()
    first, second = state_of(contact).phones
    retyped = ItemState("113", "work", is_primary=False, id=second.id)
    after = edited(contact, phones=(retyped, first))
    assert [phone.id for phone in after.phone_numbers] == [second.id, first.id]
    assert (after.phone_numbers[0].number, after.phone_numbers[0].extra) == ("113", {"carrier": "x"})
    assert after.phone_numbers[1] == contact.phone_numbers[0]


def test_blank_rows_are_left_out():
    contact = ada()
    (email,) = state_of(contact).emails
    after = edited(contact, emails=(ItemState("  ", id=email.id), ItemState(" Grace@Example.org ", "work")))
    assert [(item.address, item.type) for item in after.emails] == [("grace@example.org", "work")]


@pytest.mark.parametrize(
    ("number", "region", "degree", "words"),
    [
        ("", "GB", "", ""),
        ("020 7946 0018", "GB", "good", "+442079460018"),
        ("+15551234567", "", "hint", "no known range"),
        ("020 7946 0018", "", "warning", "default_region"),
        ("anonymous", "GB", "warning", "kept as typed"),
        ("1" * 31, "GB", "error", "1 more than the 30"),
    ],
)
def test_what_is_said_beside_a_number(number, region, degree, words):
    note = phone_note(number, region)
    assert note.degree == degree
    assert words in note.text


def test_what_is_said_beside_an_address_and_a_long_text():
    assert address_note("ada@example.org").degree == address_note("  ").degree == ""
    assert address_note("ada@localhost").degree == "error"
    assert limit_note("x" * 101, 100).text == "101 characters, 1 more than the 100 that fit"
    assert limit_note("x" * 100, 100).degree == ""


def test_an_unreadable_number_is_no_reason_to_refuse_the_form():
    assert first_problem(ContactState({}, phones=(ItemState("anonymous"),))) == ""
    assert "nothing to save" in first_problem(ContactState({}, phones=(ItemState(" "),)))
    assert "E-mail x" in first_problem(ContactState({"first_name": "A"}, emails=(ItemState("x"),)))
