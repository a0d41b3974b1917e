"""The fast way to a row and the slow one agree, or the fast one gives up."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts_store.disk.stamp import Stamp, digest
from contacts_store.document.document import Document
from contacts_store.document.emit import emit
from contacts_store.document.error import DocumentError
from contacts_store.model.contact import Contact
from contacts_store.records.canonical_rows import canonical_row
from contacts_store.records.decoding import Context
from contacts_store.records.layout import KEY_ORDERS
from contacts_store.records.plain import contact_plain
from contacts_store.records.reading import read_contact
from contacts_store.records.rows import row_of

VIP = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
PATH = "contacts/zoe.yaml"
STAMP = Stamp(1, 2, 3, 4)
SAMPLE = f"""\
id: 0f8fad5b-d9cb-469f-a165-70867728950e
customer_id: 1f8fad5b-d9cb-469f-a165-70867728950e
first_name: Zoë
last_name: 'O''Brien'
display_name: ''
company: Müller & Söhne
job_title: C# adept, 1:1
source: manual
external_id: '007'
phone_numbers:
  - id: 3f8fad5b-d9cb-469f-a165-70867728950e
    number: '+44 20 7946 0018'
    number_e164: '+442079460018'
    type: work
    tm_create: '2026-02-07T14:45:59.038962Z'
  - id: 4f8fad5b-d9cb-469f-a165-70867728950e
    number: 020 7946 0019
    number_e164: '+442079460019'
    is_primary: true
emails:
  - id: 5f8fad5b-d9cb-469f-a165-70867728950e
    address: zoe@example.com
    type: work
    is_primary: true
tag_ids:
  - {VIP}  # VIP
notes: |-
  Speaks: Swedish # and "Greek".

    - Never before ten.
tm_create: '2026-02-07T14:45:59.038962Z'
tm_update: '2026-02-07T14:45:59.038962Z'
birthday: '1980-01-02'
pet: "Rex: the cat"
"""
NAMES = {"vip": VIP, VIP: VIP}
CONTEXT = Context("GB", "", lambda ref: NAMES.get(ref.casefold(), ref), lambda ref: ref.casefold() in NAMES)


def fast(text):
    data = text.encode(errors="surrogatepass")
    return canonical_row(data, PATH, CONTEXT, digest(data), STAMP)


def slow(text):
    data = text.encode(errors="surrogatepass")
    reading = read_contact(Document.read(data), PATH, CONTEXT)
    assert reading.record is not None, reading.findings
    return row_of(reading.record, PATH, reading.findings, digest(data), STAMP)


def agree(text):
    row = fast(text)
    if row is not None:
        try:
            assert row == slow(text), text
        except DocumentError as problem:
            pytest.fail(f"{problem}: {text}")
    return row is not None


def test_a_usual_file_takes_the_fast_way():
    assert agree(SAMPLE)
    row = fast(SAMPLE)
    assert row.name == "Zoë O'Brien"
    assert row.phone == "020 7946 0019"
    assert row.numbers == ("+442079460019", "+442079460018")
    assert (row.email, row.tags) == ("zoe@example.com", (VIP,))
    assert row.has_primary_number
    assert row.stamp == STAMP
    assert "1980-01-02\nrex: the cat" in row.folded


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: 0f8f", "id: 0F8F"),
        ("'+442079460018'", "'+442079460017'"),
        ("zoe@", "Zoe@"),
        ("example.com", "localhost"),
        ("type: work\n    tm", "type: pager\n    tm"),
        ("source: manual", "source: fax"),
        (f"{VIP}  # VIP", "nobody"),
        ("is_primary: true\nemails", "is_primary: maybe\nemails"),
        ("    number: 020 7946 0019\n", ""),
        ("02-07T14:45:59.038962Z'\ntm_update", "02-31T14:45:59.038962Z'\ntm_update"),
        ("first_name: Zoë", "first_name:\n  - Zoë"),
        ("id: 4f8f", "id: 3f8f"),
        ("tm_create: '2026-02-07T14:45:59.038962Z'\n  - id", "is_primary: true\n  - id"),
        ("company: Müller & Söhne", "company: " + "x" * 201),
        ("tag_ids:\n", "tag_ids:\n  - vip\n"),
        ("first_name: Zoë", "first_name: Zo\x1fe"),
        ("    type: work\n    is", "    label: Desk\n    is"),
    ],
)
def test_what_deserves_a_second_look_takes_the_slow_way(old, new):
    text = SAMPLE.replace(old, new, 1)
    assert text != SAMPLE
    assert fast(text) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: 0f8f", "\ufeffid: 0f8f"),
        ("id: 0f8f", "# mine\nid: 0f8f"),
        ("id: 0f8f", "---\nid: 0f8f"),
        ("Zoë\n", "Zoë \n"),
        ("Zoë\n", "Zoë # with dots\n"),
        ("Zoë\n", "Zoë: Z\n"),
        ("Zoë\n", "Zoë:\n"),
        ("Zoë\n", "&z Zoë\n"),
        ("Zoë\n", "[Zoë]\n"),
        ("Zoë\n", "null\n"),
        ("Zoë\n", "~\n"),
        ("Zoë\n", "Zoë\n  Zoë\n"),
        ("Zoë\n", "Zoë\n\n"),
        ("Zoë\n", "Zoë\r\n"),
        ("Zoë\n", "Zoë\u2028\n"),
        ("Zoë\n", "'Zoë' Z\n"),
        ("Zoë\n", "'Zoë\n"),
        ("Zoë\n", '"Zo\\xeb"\n'),
        ("first_name: Zoë\n", "first_name: Zoë\nfirst_name: Zoë\n"),
        ("first_name: Zoë\n", "'first_name': Zoë\n"),
        ("'O''Brien'", "'O'Brien'"),
        ("  - id: 4f8f", " - id: 4f8f"),
        ("  - id: 4f8f", "  -  id: 4f8f"),
        ("    type: work\n", "     type: work\n"),
        ("    type: work\n", "    type: work\n    type: work\n"),
        ("# VIP", "# V\x07IP"),
        ("notes: |-\n", "notes: |\n\n"),
        ("notes: |-\n", "notes: |+\n"),
        ("notes: |-\n", "notes: |2\n"),
        ("notes: |-\n", "notes: >-\n"),
        ("notes: |-\n", "notes: |-\n  "),
        ("  Speaks", " Speaks"),
        ("\n\n    - Never", "\n   \n    - Never"),
        ("ten.\n", "ten.\n# more\n"),
        ("birthday: '1980-01-02'", "first_name: Zoë"),
        ("birthday: '1980-01-02'", "pet: Rex"),
        ("birthday: '1980-01-02'", "null: Rex"),
        ("birthday: '1980-01-02'", "birth day: Rex"),
        ("birthday: '1980-01-02'", "birthday:\n  - Rex"),
        ('cat"\n', 'cat"'),
        ('cat"\n', 'cat"\n...\n'),
    ],
)
def test_unusual_yaml_is_left_to_the_parser(old, new):
    text = SAMPLE.replace(old, new, 1)
    assert text != SAMPLE
    assert fast(text) is None


WORDS = [
    "''",
    "null",
    "~",
    "true",
    "yes",
    "no",
    "+15551234567",
    "a@x.org",
    "9999-01-01",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "VIP",
    "é",
    "'1'",
    '"q"',
]
LINES = SAMPLE.splitlines(keepends=True)
ALPHABET = "\n  -:#'\"|>&*!~ab0Z \t[]{},\\?%@é\x1f\u0085\ufeff"


def mutated(source):
    parts = LINES.copy()
    for _ in range(source.randint(1, 3)):
        place = source.randrange(len(parts))
        chance = source.random()
        if chance < 0.2:
            parts[place] = ""
        elif chance < 0.3:
            other = source.randrange(len(parts))
            parts[place], parts[other] = parts[other], parts[place]
        elif chance < 0.5 and ": " in parts[place]:
            parts[place] = parts[place].split(": ")[0] + f": {source.choice(WORDS)}\n"
        elif parts[place]:
            line, spot = parts[place], source.randrange(len(parts[place]))
            width = source.choice((0, 0, 1, 1, 2, 9))
            parts[place] = line[:spot] + source.choice(ALPHABET) * source.randint(0, 2) + line[spot + width :]
    return "".join(parts)


def test_mutated_files_never_differ():
    source = random.Random(11)
    assert sum(agree(mutated(source)) for _ in range(6_000)) > 500


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
TEXT_KEYS = ("first_name", "last_name", "display_name", "company", "job_title", "external_id")
KEYS = st.from_regex(r"[a-z_]{1,6}", fullmatch=True)


@given(
    st.builds(
        Contact,
        id=st.just(VIP),
        notes=TEXTS,
        extra=st.dictionaries(KEYS, TEXTS),
        **dict.fromkeys(TEXT_KEYS, TEXTS),
    )
)
def test_what_we_write_is_read_alike(contact):
    agree(emit(contact_plain(contact, NAMES.get), KEY_ORDERS))
