"""Tables as they are written: the same contacts come back, and no spreadsheet calculates a cell."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contacts_store.interchange.making import Defaults, made
from contacts_store.interchange.payload import read_payload
from contacts_store.interchange.tables.mapping import plain_cell
from contacts_store.interchange.tables.writing import guarded, table_text
from contacts_store.model.contact import Contact
from contacts_store.model.timestamp import now

ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
OTHER = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
DEFAULTS = Defaults("GB", None, "import", now(), lambda ref: ref)

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")), max_size=12)
cells = st.one_of(words, st.builds("{}{}".format, st.sampled_from(["=", "+", "-", "@", "'", "'="]), words))
plain = st.dictionaries(
    words.filter(bool), st.one_of(cells, st.integers(), st.lists(cells, max_size=2)), max_size=3
)


@st.composite
def people(draw):
    return Contact.model_validate(
        {
            "id": ID,
            "first_name": draw(cells),
            "last_name": draw(cells),
            "company": draw(cells),
            "notes": draw(st.one_of(cells, st.just('two\nlines, "quoted"'))),
            "source": "manual",
            "tm_create": "2026-01-02T03:04:05.000006Z",
            "tm_update": "2026-01-02T03:04:05.000007Z",
            "phone_numbers": [
                {
                    "id": OTHER,
                    "number": "020 7946 0018",
                    "number_e164": "+442079460018",
                    "type": draw(st.sampled_from(["work", "other", "boat"])),
                    "is_primary": draw(st.booleans()),
                    "tm_create": "2026-01-02T03:04:05.000008Z",
                    "extra": {"note": draw(cells)},
                }
            ][: draw(st.integers(0, 1))],
            "emails": [
                {"id": ID, "address": "a@x.org", "type": "work", "tm_create": "2026-01-02T03:04:05.000008Z"},
                {"id": OTHER, "address": "b@x.org", "tm_create": "2026-01-02T03:04:05.000008Z"},
            ][: draw(st.integers(0, 2))],
            "extra": {f"x{key}": value for key, value in draw(plain).items()},
        }
    )


@settings(max_examples=150)
@given(st.lists(people(), min_size=1, max_size=3))
def test_our_table_brings_the_same_contacts_back(contacts):
    text = "".join(table_text(contacts, {}))
    drafts = list(read_payload(text.encode(), "csv"))
    assert [made(draft.fields, DEFAULTS) for draft in drafts] == contacts


@given(cells)
def test_no_cell_is_a_formula_and_every_guard_comes_off_again(cell):
    written = guarded(cell)
    assert not written.startswith(("=", "@", "\t", "\r"))
    assert written[:1] not in ("+", "-") or set(written) <= set("+-0123456789 ()./")
    if not cell.startswith('="') and not cell.startswith("'"):
        assert plain_cell(written) == cell


@pytest.mark.parametrize(("is_raw", "company"), [(False, "'=1+1"), (True, "=1+1")])
def test_numbers_stay_numbers_and_formulas_are_guarded_unless_raw(is_raw, company):
    contact = Contact.model_validate(
        {"id": ID, "company": "=1+1", "phone_numbers": [{"id": OTHER, "number": "+44 20 7946 0018"}]}
    )
    (row,) = csv.DictReader(io.StringIO("".join(table_text([contact], {}, is_raw=is_raw))))
    assert row["company"] == company
    assert row["phone_1"] == "+44 20 7946 0018"


def test_googles_table_has_googles_headings():
    contact = Contact.model_validate(
        {
            "id": ID,
            "first_name": "Ann",
            "tag_ids": [OTHER],
            "phone_numbers": [
                {"id": OTHER, "number": "+44 20 7946 0018", "type": "mobile", "is_primary": True}
            ],
        }
    )
    (row,) = csv.DictReader(io.StringIO("".join(table_text([contact], {OTHER: "vip"}, is_googles=True))))
    assert row["First Name"] == "Ann"
    assert row["Labels"] == "vip ::: * myContacts"
    assert (row["Phone 1 - Label"], row["Phone 1 - Value"]) == ("* Mobile", "+44 20 7946 0018")
