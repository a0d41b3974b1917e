"""Reading contacts as people write them, and what is said of what is off."""

import pytest

from contacts_store.document.document import Document
from contacts_store.model.identity import is_id
from contacts_store.records.decoding import Context
from contacts_store.records.reading import read_contact, read_tag

ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
VIP = "7c9e6679-7425-40de-944b-e07fc1f90ae7"


def context(region="GB"):
    names = {"vip": VIP}
    return Context(
        default_region=region,
        owner="",
        resolve_tag=lambda ref: names.get(ref.casefold(), ref),
        knows_tag=lambda ref: ref.casefold() in names or ref == VIP,
    )


def read(text, region="GB", path="contacts/ann.yaml"):
    return read_contact(Document.read(text.encode()), path, context(region))


def findings(text, **options):
    return [(str(f.degree), f.line, f.column, f.field, f.message) for f in read(text, **options).findings]


def test_every_plain_scalar_is_the_text_that_stands_there():
    contact = read(
        f"id: {ID}\nfirst_name: No\nlast_name: 0123\ncompany: 1e5\nexternal_id: 007\n"
        "job_title: 12:30\nphone_numbers:\n  - number: +15551234567\n"
    ).record
    assert (contact.first_name, contact.last_name, contact.company) == ("No", "0123", "1e5")
    assert (contact.external_id, contact.job_title) == ("007", "12:30")
    assert contact.phone_numbers[0].number == contact.phone_numbers[0].number_e164 == "+15551234567"


def test_short_forms_get_ids_that_stay_the_same():
    text = 'phone_numbers: ["+44 20 7946 0018"]\nemails:\n  - Ann@X.org\ntag_ids: [VIP]\n'
    first, second = read(text).record, read(text).record
    assert first == second
    assert is_id(first.id)
    assert is_id(first.phone_numbers[0].id)
    assert first.phone_numbers[0].number_e164 == "+442079460018"
    assert first.phone_numbers[0].type == "other"
    assert first.emails[0].address == "ann@x.org"
    assert first.tag_ids == (VIP,)
    assert read(text, path="contacts/other.yaml").record.id != first.id


def test_a_file_without_any_name_is_a_contact():
    assert read("notes: hi\n").record.notes == "hi"


@pytest.mark.parametrize(
    ("text", "line", "column", "field", "words"),
    [
        ("phone_numbers: 5\n", 1, 16, "phone_numbers", "a list is wanted"),
        ("id: x\n", 1, 5, "id", "not a UUID"),
        (
            f"id: {ID}\nphone_numbers:\n  - number: '1'\n    is_primary: maybe\n",
            4,
            17,
            "phone_numbers[0].is_primary",
            "neither true nor false",
        ),
        ("emails:\n  - address: a@localhost\n", 2, 14, "emails[0].address", "not an e-mail address"),
        ("emails:\n  - ''\n", 2, 5, "emails[0].address", "address is missing"),
        ("emails: [a@x.org, 'Ann <ann@x.org>']\n", 1, 19, "emails[1].address", "not an e-mail address"),
        (
            "phone_numbers:\n  - number: '1'\n    number_e164: '123'\n",
            3,
            18,
            "phone_numbers[0].number_e164",
            "not an E.164",
        ),
        ("first_name: " + "x" * 101 + "\n", 1, 13, "first_name", "longer than 100"),
        ("company: [a]\n", 1, 10, "company", "a list or a mapping"),
        ("tm_create: yesterday\n", 1, 12, "tm_create", "not a timestamp"),
        ("tag_ids: [[a]]\n", 1, 11, "tag_ids[0]", "not a tag"),
        ("phone_numbers:\n  - type: work\n", 2, 5, "phone_numbers[0].number", "number is missing"),
    ],
)
def test_errors_name_the_place(text, line, column, field, words):
    reading = read(text)
    assert reading.record is None
    errors = [f for f in reading.findings if f.degree == "error"]
    assert [(f.line, f.column, f.field) for f in errors] == [(line, column, field)]
    assert words in errors[0].message
    assert errors[0].remedy


def test_several_primaries_are_an_error_at_the_second():
    text = "phone_numbers:\n  - {number: '+15551234567', is_primary: true}\n  - number: '+15551234568'\n    is_primary: yes\n"
    errors = [f for f in read(text).findings if f.degree == "error"]
    assert [(f.line, f.field) for f in errors] == [(4, "phone_numbers[1].is_primary")]


@pytest.mark.parametrize(
    ("text", "region", "field", "words"),
    [
        ("phone_numbers: [0171 234567]\n", "", "phone_numbers[0].number", "default_region"),
        ("phone_numbers: [anonymous]\n", "GB", "phone_numbers[0].number", "not a phone number"),
        (
            "phone_numbers:\n  - number: '+44 20 7946 0018'\n    number_e164: '+442079460019'\n",
            "GB",
            "phone_numbers[0].number_e164",
            "reads as +442079460018",
        ),
        ("emails: [Ann@X.org]\n", "GB", "emails[0].address", "capital letters"),
        (
            "phone_numbers:\n  - number: '+15551234567'\n    type: pager\n",
            "GB",
            "phone_numbers[0].type",
            "unknown type",
        ),
        ("source: fax\n", "GB", "source", "unknown source"),
        ("tag_ids: [nobody]\n", "GB", "tag_ids[0]", "no tag"),
    ],
)
def test_warnings_leave_the_contact_usable(text, region, field, words):
    reading = read(text, region)
    assert reading.record is not None
    assert [(str(f.degree), f.field) for f in reading.findings] == [("warning", field)]
    assert words in reading.findings[0].message


def test_the_files_own_e164_is_used_until_someone_fixes_it():
    phone = read(
        "phone_numbers:\n  - number: '+44 20 7946 0018'\n    number_e164: '+442079460019'\n"
    ).record.phone_numbers[0]
    assert phone.number_e164 == "+442079460019"


def test_unknown_keys_are_kept_as_they_stand():
    contact = read(
        "birthday: 1980-01-02\npets: [{name: Rex, age: 7}, ~]\nemails:\n  - address: a@x.org\n    label: Desk\n"
    ).record
    assert contact.extra == {"birthday": "1980-01-02", "pets": [{"name": "Rex", "age": "7"}, None]}
    assert contact.emails[0].extra == {"label": "Desk"}


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2026-02-07T14:45:59.038962Z", "2026-02-07T14:45:59.038962Z"),
        ("2026-02-07 14:45:59.123456789", "2026-02-07T14:45:59.123456Z"),
        ("2026-02-07T14:45:59+02:00", "2026-02-07T12:45:59.000000Z"),
        ("2026-02-07T25:00:00Z", None),
        ("2026-02-07", "2026-02-07T00:00:00.000000Z"),
        ("9999-01-01T00:00:00Z", ""),
        ("2024-13-45", None),
        ("2024-01-01T00:00:00+99:00", None),
    ],
)
def test_timestamps(written, read_as):
    contact = read(f"tm_create: '{written}'\n").record
    if read_as is None:
        assert contact is None
    else:
        assert (contact.model_dump(mode="json")["tm_create"] or "") == read_as


def test_a_tag_is_read_with_its_findings():
    good = read_tag(Document.read(b"name: VIP\ncolor: teal\nowner: me\n"), "tags/vip.yaml", context())
    assert (good.record.name, good.record.color, good.record.extra) == ("VIP", "teal", {"owner": "me"})
    bad = read_tag(Document.read(b"name: VIP\ncolor: [1]\n"), "tags/vip.yaml", context())
    assert bad.record is None
    bad = read_tag(Document.read(b"id: 1\ncolor: 'no colour!'\n"), "tags/vip.yaml", context())
    assert {f.field for f in bad.findings} == {"id", "name", "color"}
