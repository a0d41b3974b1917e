"""vCards as they are written: what other programs read of a contact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts_store.interchange.vcard.writing import vcard_text
from contacts_store.model.contact import Contact

ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
TAG = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
OTHER = "5e4d7c1a-2b3f-4c6d-8e9f-0a1b2c3d4e5f"


def ann(**fields):
    return Contact.model_validate({"id": ID, "first_name": "Ann", "last_name": "Lee"} | fields)


def lines(contact, version="3.0"):
    return vcard_text(contact, {TAG: "VIP, gold"}, version).replace("\r\n ", "").splitlines()


def test_a_whole_contact():
    contact = ann(
        company="Söhne; Co",
        job_title="CTO",
        notes="a\nb, c",
        external_id="sf_1",
        customer_id=OTHER,
        source="manual",
        tag_ids=(TAG, "sailing"),
        tm_update="2026-02-07T14:45:59.5Z",
        phone_numbers=[
            {"id": ID, "number": "020 7946 0018", "type": "mobile", "is_primary": True},
            {"id": OTHER, "number": "+442079460019", "extra": {"label": "Gate"}},
        ],
        emails=[{"id": ID, "address": "ann@example.org", "type": "personal"}],
        extra={"vcard": ["BDAY:1990-01-02", "item1.URL:http://x.org"], "pets": ["cat"]},
    )
    assert lines(contact) == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:{ID}",
        "FN:Ann Lee",
        "N:Lee;Ann;;;",
        "ORG:Söhne\\; Co",
        "TEL;TYPE=CELL,PREF:020 7946 0018",
        "item2.TEL:+442079460019",
        "item2.X-ABLabel:Gate",
        "EMAIL;TYPE=HOME:ann@example.org",
        "CATEGORIES:VIP\\, gold,sailing",
        "TITLE:CTO",
        "NOTE:a\\nb\\, c",
        "X-EXTERNAL-ID:sf_1",
        f"X-CUSTOMER-ID:{OTHER}",
        "X-SOURCE:manual",
        "REV:2026-02-07T14:45:59.500000Z",
        "BDAY:1990-01-02",
        "item1.URL:http://x.org",
        'X-EXTRA:{"pets": ["cat"]}',
        "END:VCARD",
    ]


def test_version_4_has_its_own_forms():
    contact = ann(
        tm_update="2026-02-07T14:45:59Z",
        phone_numbers=[{"id": ID, "number": "+442079460018", "type": "work", "is_primary": True}],
    )
    written = lines(contact, "4.0")
    assert {"VERSION:4.0", f"UID:urn:uuid:{ID}", "REV:20260207T144559Z"} <= set(written)
    assert "TEL;TYPE=WORK;PREF=1:+442079460018" in written


@pytest.mark.parametrize("fields", [{"company": "Acme"}, {"display_name": "Annie"}, {}])
def test_every_card_has_a_name(fields):
    contact = Contact.model_validate({"id": ID} | fields)
    assert f"FN:{next(iter(fields.values()), ID)}" in lines(contact)


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=400))
def test_lines_are_folded_between_characters_and_none_can_be_smuggled_in(notes):
    data = vcard_text(ann(notes=notes, extra={"vcard": [notes, "END:VCARD", "end:vcard"]}), {}).encode()
    physical = data.split(b"\r\n")
    assert all(len(line) <= 75 for line in physical)
    assert all(line.decode() is not None for line in physical)
    assert sum(line.upper().startswith(b"END:VCARD") for line in physical) == 1
