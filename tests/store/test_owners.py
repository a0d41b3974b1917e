"""Whose number it is: the short ways of reading what was typed answer as libphonenumber would."""

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat as Form

from contacts_store.index.memory import MemoryIndex
from contacts_store.initialise import initialise
from contacts_store.model.phone import e164
from contacts_store.snapshot.owners import handles_of
from contacts_store.store import Store

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
KINDS = (
    phonenumbers.PhoneNumberType.FIXED_LINE,
    phonenumbers.PhoneNumberType.MOBILE,
    phonenumbers.PhoneNumberType.TOLL_FREE,
)
EXAMPLES = [
    number
    for region in REGIONS
    for kind in KINDS
    if (number := phonenumbers.example_number_for_type(region, kind)) is not None
]
KNOWN = EXAMPLES[::2]
"""Those that somebody has; the others have neighbours that differ by a prefix only."""


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    root = tmp_path_factory.mktemp("numbers")
    initialise(root)
    for number in KNOWN:
        written = phonenumbers.format_number(number, Form.E164)
        (root / f"contacts/{written}.yaml").write_text(f"display_name: x\nphone_numbers: ['{written}']\n")
    store = Store.open(root)
    yield MemoryIndex(store.load())
    store.close()


def owners(index, typed, region):
    for handle in handles_of(typed, region, index.has_ending):
        if found := index.owners(handle):
            return found
    return []


@st.composite
def notations(draw):
    """A number as people type it: of any country, with any prefix, mark, extension or slip."""
    number = draw(st.sampled_from(EXAMPLES))
    region = phonenumbers.region_code_for_number(number) or ""
    national = phonenumbers.format_number(number, Form.NATIONAL)
    bare = phonenumbers.national_significant_number(number)
    code = number.country_code
    text = draw(
        st.sampled_from(
            [
                national,
                bare,
                phonenumbers.format_number(number, Form.E164),
                phonenumbers.format_number(number, Form.INTERNATIONAL),
                phonenumbers.format_number(number, Form.RFC3966),
                f"+{code} (0) {bare}",
                f"+{code} 0{bare}",
                f"+{code} {national}",
                f"00{code}{bare}",
                f"011 {code} {bare}",
                f"0{bare}",
                f"+{code}{bare[:-4]} CALL",
                bare[-6:],
                bare[-4:],
                f"15{bare}",
            ]
        )
    )
    text = draw(st.sampled_from([text, text.replace(" ", "-"), text.replace(" ", "."), text + "/"]))
    text += draw(st.sampled_from(["", "", "", " ext 7", ";ext=12", " x3", "#", " 1", "٣"]))
    place = draw(st.integers(0, len(text)))
    text = draw(st.sampled_from([text, text, text[:place] + text[place + 1 :], f" {text} "]))
    return text, draw(st.sampled_from([region, region, "", "GB", "AR", "IT", "SH"]))


@settings(max_examples=1000, deadline=None)
@given(notation=notations())
def test_the_answer_is_that_of_the_library_whatever_was_typed(index, notation):
    typed, region = notation
    read = e164(typed.strip(), region)
    assert owners(index, typed, region) == (index.owners(read) if read else [])


@given(text=st.text(st.sampled_from("+0123456789 ().-/x#٣a@")))
def test_any_text_has_an_answer(index, text):
    for region in ("", "GB"):
        assert isinstance(owners(index, text, region), list)


def test_a_number_with_a_plus_or_without_a_neighbour_is_not_read_by_the_library(monkeypatch):
    def refuse(*_):
        raise AssertionError("read by the library")

    monkeypatch.setattr("contacts_store.model.phone.e164", refuse)
    assert next(handles_of("+44 20 7946-0018", "GB")) == "+442079460018"
    assert list(handles_of("+442079460018", "GB")) == ["+442079460018"]
    assert list(handles_of("020 7946 0018", "GB", lambda digits: digits != "460018")) == []
    assert list(handles_of("Ada@Example.org", "GB")) == ["ada@example.org"]
