"""Files in the shapes that programs emit, and what must be found in each; nothing of a card gets lost."""

import io
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contacts_store.initialise import initialise
from contacts_store.interchange.exporting import export_contacts
from contacts_store.interchange.importing import import_contacts
from contacts_store.interchange.payload import Draft, read_payload, source_of
from contacts_store.store import Store

CORPUS = Path(__file__).parent / "vcards"

FOUND = {
    "android": [("Jörg Müller", {"+491712345678": "mobile", "+4940123456": "other", "+4940123457": "fax"})],
    "iphone": [("Dr. Ann Marie Lee", {"+12025550143": "mobile", "+12025550144": "other"})],
    "outlook": [("Käthe Größner", {"+498912340": "work", "+491717654321": "mobile"})],
    "nokia": [
        ("Aino Virtanen", {"+358401234567": "mobile", "+358912345": "work"}),
        ("Mum", {"+49401112223": "other"}),
    ],
    "google": [("Carla Díaz", {"+34600123456": "mobile", "+34911234567": "other"})],
    "thunderbird": [("Pat Doe", {"+447700900123": "mobile", "+442079460018": "work"})],
    "nextcloud": [("Øyvind Åsen", {"+4722123456": "home"})],
}
ADDRESSES = {
    "android": ["joerg@example.de"],
    "iphone": ["ann@example.org"],
    "outlook": ["kaethe@example.de"],
    "nokia": [],
    "google": ["carla@example.es", "carla.d@example.com"],
    "thunderbird": ["pat@example.com", "pat@work.example.com"],
    "nextcloud": ["oyvind@example.no"],
}


def opened(root):
    initialise(root, region="DE")
    store = Store.open(root)
    store.load()
    return store


def take(store, data):
    report = import_contacts(store, [source_of("cards.vcf", io.BytesIO(data))])
    store.refresh()
    return report


def exported(store, format_="vcard"):
    contacts = [(store.read(row).contact, row.path) for row in store.snapshot.rows]
    return "".join(export_contacts(contacts, format_)).encode()


@pytest.mark.parametrize("program", FOUND)
def test_what_a_program_exports_is_found_again(tmp_path, program):
    with closing(opened(tmp_path / "s")) as store:
        data = (CORPUS / f"{program}.vcf").read_bytes()
        report = take(store, data)
        assert (report.created, report.failed) == (len(FOUND[program]), ())
        for name, numbers in FOUND[program]:
            for number, type_ in numbers.items():
                (row,) = store.snapshot.lookup(number, "DE")
                assert row.name == name
                phones = {phone.number_e164: phone.type for phone in store.read(row).contact.phone_numbers}
                assert phones[number] == type_
            assert store.find(f'"{name}"').name == name
        for address in ADDRESSES[program]:
            assert store.snapshot.lookup(address, "DE")
            assert address.encode() in exported(store)
        assert take(store, data).unchanged == len(FOUND[program])


def test_groups_are_left_out_and_told(tmp_path):
    with closing(opened(tmp_path / "s")) as store:
        for program in ("iphone", "nextcloud"):
            report = take(store, (CORPUS / f"{program}.vcf").read_bytes())
            assert report.skipped == 1
            assert "group" in report.remarks[0].reason


WORD = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1, max_size=9
)
LINE = st.tuples(st.sampled_from(["BDAY", "URL", "X-THING", "item7.ADR;TYPE=home", "IMPP;X=1"]), WORD).map(
    ":".join
)


@settings(
    max_examples=settings.default.max_examples // 8,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(WORD, st.lists(LINE, max_size=4), WORD, st.sampled_from(["vcard", "vcard4"]))
def test_nothing_is_lost_on_the_way_in_out_and_in(tmp_path_factory, name, lines, note, format_):
    text = "\r\n".join(
        ("BEGIN:VCARD", "VERSION:3.0", "UID:u1", f"N:{escaped(name)};Ann", *lines, f"NOTE:{escaped(note)}")
    )
    data = f"{text}\r\nEND:VCARD\r\n".encode()
    roots = [tmp_path_factory.mktemp(word) / "s" for word in ("one", "two")]
    with closing(opened(roots[0])) as one, closing(opened(roots[1])) as two:
        assert take(one, data).created == 1
        (row,) = one.snapshot.rows
        assert one.read(row).contact.extra.get("vcard", []) == lines
        out = exported(one, format_)
        assert take(two, out).created == 1
        assert exported(two, format_) == out


def escaped(text):
    for character in "\\;,":
        text = text.replace(character, "\\" + character)
    return text


@given(st.lists(st.binary(max_size=60), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_damage_between_cards_of_real_programs_costs_no_other(pieces, random):
    whole = [(CORPUS / f"{program}.vcf").read_bytes() for program in ("google", "nokia", "thunderbird")]
    broken = [b"BEGIN:VCARD\r\nVERSION:3.0\r\n" + piece.replace(b":", b"") + b"\r\n" for piece in pieces]
    both = whole + broken
    random.shuffle(both)
    names = [
        row.fields.get("first_name")
        for row in read_payload(b"".join(both), "vcard")
        if isinstance(row, Draft)
    ]
    assert {"Carla", "Aino", "Mum", "Pat"} <= set(names)
