"""Tables of many programs, and damaged ones: what must be found in each."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts_store.interchange.payload import Draft, Problem, guessed_format, read_payload
from contacts_store.interchange.tables.columns import BadColumn
from contacts_store.interchange.tables.dialects import read_mapping
from contacts_store.interchange.tables.reading import Table

CORPUS = Path(__file__).parent / "csvs"
PROGRAMS = {
    "google-new": "Google",
    "google-old": "Google",
    "outlook": "Outlook",
    "outlook-german": "Outlook",
    "apple": "Apple",
    "salesforce": "Salesforce",
    "hubspot": "HubSpot",
    "zoho": "Zoho",
}


def read(text):
    return list(read_payload(text if isinstance(text, bytes) else text.encode(), "csv"))


def fields(text):
    (row,) = read(text)
    assert isinstance(row, Draft), row
    return row.fields


@pytest.mark.parametrize("name", PROGRAMS)
def test_ann_is_found_in_the_table_of_every_program(name):
    data = (CORPUS / f"{name}.csv").read_bytes()
    assert Table(io.BytesIO(data)).heading.program == PROGRAMS[name]
    assert guessed_format("stdin", data) == "csv"
    ann = read(data)[0].fields
    assert ann["first_name"] == "Ann"
    assert ann["last_name"] == ("Müller" if "german" in name else "Lee")
    assert ann["company"] == "Acme"
    assert ann["phone_numbers"][0]["number"] == "+44 20 7946 0018"
    assert ann["emails"][0]["address"] == "ann@x.org"
    assert "display_name" not in ann


def test_google_has_several_values_in_a_cell_and_marks_the_primary_one():
    ann = fields((CORPUS / "google-new.csv").read_bytes())
    assert ann["emails"] == [
        {"address": "ann@x.org", "type": "work", "is_primary": "true", "extra": {}},
        {"address": "ann2@x.org", "type": "work", "extra": {}},
    ]
    assert ann["phone_numbers"][0]["type"] == "mobile"
    assert ann["tag_ids"] == ["Friends"]
    assert ann["notes"] == "two\nlines"
    assert ann["extra"] == {"middle_name": "B", "Birthday": "1990-01-01"}


def test_what_is_no_address_in_outlook_is_kept_as_a_text_and_told():
    bo = read((CORPUS / "outlook.csv").read_bytes())[1]
    assert bo.fields["emails"] == []
    assert bo.fields["extra"]["E-mail Address"] == "/o=Exchange/cn=bo"
    assert "no e-mail address" in bo.notes[0]


def test_apple_writes_one_heading_twice():
    ann = fields((CORPUS / "apple.csv").read_bytes())
    assert [item["address"] for item in ann["emails"]] == ["ann@x.org", "lee@x.org"]
    assert ann["emails"][1]["type"] == "personal"
    assert [item["type"] for item in ann["phone_numbers"]] == ["mobile", "mobile"]


def test_the_id_of_a_crm_is_the_external_one():
    assert fields((CORPUS / "hubspot.csv").read_bytes())["external_id"] == "4711"
    by_api = fields("Id,FirstName,LastName,AccountId,MobilePhone\n003A,Ann,Lee,001,+44 7700 900123\n")
    assert by_api["external_id"] == "003A"
    assert by_api["phone_numbers"][0]["type"] == "mobile"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_separators_and_line_ends(encoding, separator, end):
    text = end.join(
        separator.join(cells) for cells in (("First name", "Nachname", "Foo"), ("Zoé", "Müß", "é"))
    )
    assert fields(text.encode(encoding)) == {
        "first_name": "Zoé",
        "last_name": "Müß",
        "phone_numbers": [],
        "emails": [],
        "tag_ids": [],
        "extra": {"Foo": "é"},
    }


def test_a_first_line_may_name_the_separator():
    assert fields("sep=;\nFirst name;Last, name\nAnn;x\n")["extra"] == {"Last, name": "x"}


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ('"=""01711234567"""', "01711234567"),
        ("'+44 20 7946 0018", "+44 20 7946 0018"),
        ("'0171 1", "0171 1"),
        ("=+49 171 1", "=+49 171 1"),
    ],
)
def test_marks_of_spreadsheets_are_taken_off(cell, number):
    assert fields(f"name,phone\nAnn,{cell}\n")["phone_numbers"][0]["number"] == number


@pytest.mark.parametrize("cell", ['"4,91711E+11"', "4.91711E+11", "4.91711e+11"])
def test_a_number_that_lost_its_digits_is_told_and_kept(cell):
    (row,) = read(f"name,phone\nAnn,{cell}\n")
    assert row.fields["phone_numbers"] == []
    assert "lost its digits" in row.notes[0]
    assert row.fields["extra"] == {"phone": cell.strip('"')}


def test_a_bad_row_costs_itself():
    rows = read('name,phone\nAnn,1\nBo,2,3,4\n"Cy,5\nDi,6\n\n\nEd,7,,\nFay\n')
    assert [(row.line, getattr(row, "reason", "")[:20]) for row in rows] == [
        (2, ""),
        (3, "4 cells under 2 head"),
        (4, "a quote is opened an"),
        (5, ""),
        (8, ""),
        (9, ""),
    ]
    assert [row.fields["display_name"] for row in rows if isinstance(row, Draft)] == [
        "Ann",
        "Di",
        "Ed",
        "Fay",
    ]


@pytest.mark.parametrize("damaged", ['Ann,"Lee,x', 'Ann,"', '"Ann,Lee', 'Ann,Lee "x" y"', '"Ann"x,"'])
@pytest.mark.parametrize("sound", ['Bob,"Roe",bob@example.org', '"Bob","Roe","bob@example.org"'])
def test_a_quote_that_is_never_closed_costs_its_row_only(damaged, sound):
    rows = read(f"First Name,Last Name,Email\n{damaged}\n" + f"{sound}\n" * 3)
    bobs = [row for row in rows if isinstance(row, Draft) and row.fields.get("first_name") == "Bob"]
    assert [row.line for row in bobs] == [3, 4, 5]
    assert {row.fields["last_name"] for row in bobs} == {"Roe"}
    assert rows[0].line == 2


def test_line_breaks_and_quotes_inside_quotes_are_one_cell():
    assert fields('name,notes\nAnn,"one\n""two"", three\n\nfour"\n')["notes"] == 'one\n"two", three\n\nfour'


def test_a_short_row_is_taken_and_told():
    (row,) = read("name,phone,notes\nAnn\n")
    assert row.notes == ("1 cells under 3 headings; the others are empty",)


def test_unknown_columns_become_keys_of_their_own():
    row = fields("name,emails,Extra,path,Shoe,Shoe,,addresses\nAnn,e,x,p,1,2,3,a\n")
    assert row["extra"] == {
        "emails (column)": "e",
        "Extra": "x",
        "path": "p",
        "Shoe": "1",
        "Shoe (2)": "2",
        "column 7": "3",
        "addresses": "a",
    }


def test_a_mapping_says_what_columns_are():
    table = Table(io.BytesIO(b"Kunde;Mobil;Foo;Bar\nMeier;0171 1;x;y\n"))
    said = read_mapping("kunde=last_name, Mobil=phone:home, Foo=-")
    table.heading = table.heading.mapped(said)
    ((_, row, _),) = table.rows()
    assert row == {
        "last_name": "Meier",
        "phone_numbers": [{"number": "0171 1", "type": "home"}],
        "emails": [],
        "tag_ids": [],
        "extra": {"Bar": "y"},
    }
    assert read_mapping(table.heading.as_mapping())["Mobil"] == said["Mobil"]


@pytest.mark.parametrize("text", ["Mobil", "=x", "a=phone:boat", "a=shoe", "a=extra.", "a=tags:x"])
def test_a_mapping_that_says_nothing_is_refused(text):
    with pytest.raises(BadColumn):
        read_mapping(text)


def test_a_mapping_of_a_column_that_is_not_there_is_refused():
    with pytest.raises(BadColumn, match="there are name"):
        Table(io.BytesIO(b"name\nx\n")).heading.mapped(read_mapping("Mobil=phone"))


@given(st.binary(max_size=400))
def test_damage_never_raises(data):
    for row in read(b"name,phone\n" + data):
        assert isinstance(row, Draft | Problem)


@given(st.lists(st.sampled_from(['"', ",", "a", "\n", ";", "\r", "\x00", "é", "'", "=", "+"]), max_size=60))
def test_rows_after_damage_are_found(pieces):
    damaged = "".join(pieces)
    rows = read(f"name,phone\nFirst,1\n{damaged}\n\nZed,+44 20 7946 0018\n")
    names = [row.fields.get("display_name") for row in rows if isinstance(row, Draft)]
    assert names[0] == "First"
    if damaged.count('"') == 0:
        assert names[-1] == "Zed"
