"""vCards as they are read: the dialects of many programs, and damage."""

import io
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts_store.initialise import initialise
from contacts_store.interchange.exporting import export_contacts
from contacts_store.interchange.importing import Options, import_contacts
from contacts_store.interchange.payload import Draft, guessed_format, read_payload, source_of
from contacts_store.interchange.vcard.cards import Card, read_cards
from contacts_store.interchange.vcard.mapping import row_of
from contacts_store.operations.change import Change
from contacts_store.store import Store


def card(*lines, end="\r\n", version="3.0"):
    return end.join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", "")).encode()


def rows(data):
    return [row_of(each)[0] for each in read_cards(io.BytesIO(data)) if isinstance(each, Card)]


ANDROID = card(
    "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=\n=B6rg;;;",
    "TEL;CELL;PREF:+491711234567",
    "PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ\nSkZJRgABAQ==\n",
    version="2.1",
)
IPHONE = card(
    "N:Lee;Ann;;;",
    "FN:Ann Lee",
    "ORG:Acme\\, Inc.;Sales",
    "item1.TEL;type=pref:+1 (202) 555-0143",
    "item1.X-ABLabel:_$!<Mobile>!$_",
    "item2.EMAIL;type=INTERNET:ann@example.org",
    "item2.X-ABLabel:Boat",
)
MODERN = card("FN:Ann Lee", 'TEL;VALUE=uri;PREF=1;TYPE="voice,work":tel:+1-202-555-0143;ext=7', version="4.0")


@pytest.mark.parametrize(
    ("data", "name", "number", "type_"),
    [
        (ANDROID, "Jörg", "+491711234567", "mobile"),
        (IPHONE, "Ann", "+1 (202) 555-0143", "mobile"),
        (IPHONE.replace(b"\r\n", b"\r"), "Ann", "+1 (202) 555-0143", "mobile"),
        (IPHONE.decode().encode("utf-16"), "Ann", "+1 (202) 555-0143", "mobile"),
        (MODERN, None, "+1-202-555-0143 ext 7", "work"),
    ],
    ids=["android", "iphone", "cr", "utf-16", "4.0"],
)
def test_dialects(data, name, number, type_):
    (row,) = rows(data)
    assert row.get("first_name") == name
    (phone,) = row["phone_numbers"]
    assert (phone["number"], phone["type"], phone["is_primary"]) == (number, type_, "true")
    assert guessed_format("-", data) == "vcard"


def test_apples_labels_and_departments():
    (row,) = rows(IPHONE)
    assert (row["company"], row["departments"]) == ("Acme, Inc.", ["Sales"])
    assert row["emails"] == [{"address": "ann@example.org", "label": "Boat"}]


def test_a_character_cut_by_a_fold_and_old_charsets():
    cut = card("FN:Jö").replace(b"\xc3\xb6", b"\xc3\r\n \xb6")
    latin = card("FN:Jö").replace(b"\xc3\xb6", b"\xf6")
    assert [row["display_name"] for row in rows(cut + latin)] == ["Jö", "Jö"]


def test_an_agent_is_not_the_contact():
    (row,) = rows(card("FN:Boss", "AGENT:", "BEGIN:VCARD", "FN:Aide", "END:VCARD", "TITLE:CEO"))
    assert (row["display_name"], row["job_title"]) == ("Boss", "CEO")
    assert row["vcard"] == ["AGENT:BEGIN:VCARD\\nFN:Aide\\nEND:VCARD"]


def test_a_group_of_contacts_is_skipped_and_told():
    groups = card("FN:Choir", "KIND:group", version="4.0") + card(
        "FN:Choir", "X-ADDRESSBOOKSERVER-KIND:group"
    )
    read = list(read_payload(groups, "vcard"))
    assert [(each.line, each.is_skipped, each.reason) for each in read] == [
        (1, True, "a group of contacts, not a contact"),
        (6, True, "a group of contacts, not a contact"),
    ]


def test_a_line_that_is_no_property_is_told():
    (draft,) = read_payload(card("FN:Ann", "what is this"), "vcard")
    assert draft.fields["display_name"] == "Ann"
    assert draft.notes == ("left out, because it is no property: 'what is this'",)


def test_what_has_no_place_is_kept():
    lines = ["BDAY:1990-01-02", "item1.URL:http://x.org", "EMAIL:ann@localhost", "item1.X-ABLabel:Blog"]
    assert rows(card("FN:Ann", *lines))[0]["vcard"] == lines


def test_of_120_cards_three_are_damaged():
    cards = [card(f"FN:Person {number}") for number in range(120)]
    cards[10] = cards[10].replace(b"END:VCARD\r\n", b"")
    cards[50] = cards[50].replace(b"BEGIN:VCARD\r\n", b"")
    cards[119] = cards[119][:20]
    read = list(read_payload(b"".join(cards), "vcard"))
    assert sum(isinstance(each, Draft) for each in read) == 117
    assert [each.line for each in read if not isinstance(each, Draft)] == [41, 200, 475]


@given(st.lists(st.binary(max_size=80), max_size=6), st.binary(max_size=200))
def test_damage_costs_only_the_damaged(pieces, junk):
    junk = junk.replace(b":", b"")
    data = b"".join(
        card(f"FN:Whole {n}") + b"BEGIN:VCARD\r\nN;X:" + piece + b"\r\n" for n, piece in enumerate(pieces)
    )
    read = list(read_payload(data + junk, "vcard"))
    names = [each.fields.get("display_name") for each in read if isinstance(each, Draft)]
    assert {f"Whole {n}" for n in range(len(pieces))} <= set(names)


@given(st.binary(max_size=400))
def test_a_card_of_any_bytes_is_read(noise):
    list(read_payload(b"BEGIN:VCARD\r\n" + noise + b"\r\nEND:VCARD\r\n", "vcard"))


def test_a_card_with_a_uid_is_the_whole_record(tmp_path):
    initialise(tmp_path / "a", region="GB")
    with closing(Store.open(tmp_path / "a")) as store:
        store.load()

        def take(*lines):
            data = card("UID:c-1", "FN:Ann Lee", *lines)
            report = import_contacts(store, [source_of("x.vcf", io.BytesIO(data))], Options("update"))
            store.refresh()
            return report

        take("TEL:+442079460018", "TEL:+442079460019", "TITLE:Clerk", "CATEGORIES:a,b", "BDAY:1990-01-02")
        (row,) = store.snapshot.rows
        loaded = store.read(row)
        store.apply([Change.of(loaded, loaded.contact.with_changes(notes="mine"))])
        assert take("TEL:+442079460019", "CATEGORIES:b").updated == 1
        ann = store.read(row.id).contact
        assert [phone.number_e164 for phone in ann.phone_numbers] == ["+442079460019"]
        assert (ann.job_title, ann.tag_ids, ann.extra, ann.notes) == ("", ("b",), {}, "mine")


def test_in_out_and_in_again(tmp_path):
    initialise(tmp_path / "a", region="DE")
    store = Store.open(tmp_path / "a")
    store.load()
    data = ANDROID + IPHONE + MODERN.replace(b"Ann Lee", b"Bob Ray")

    def take(data):
        report = import_contacts(store, [source_of("x.vcf", io.BytesIO(data))])
        store.refresh()
        return report

    assert take(data).created == 3
    for format_ in ("vcard", "vcard4"):
        contacts = [(store.read(row).contact, row.path) for row in store.snapshot.rows]
        assert take("".join(export_contacts(contacts, format_)).encode()).unchanged == 3
    assert take(data).unchanged == 3
    store.close()
