"""The fast way to a row and the slow one agree, or the fast one gives up."""

import random

import pytest

from contacts_store.disk.stamp import Stamp, digest
from contacts_store.document.document import Document
from contacts_store.document.error import DocumentError
from contacts_store.records.canonical_rows import canonical_row
from contacts_store.records.decoding import Context
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
job_title: null
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
birthday: '1980-01-02'
pets:
  - Rex
tm_create: '2026-02-07T14:45:59.038962Z'
tm_update: '2026-02-07T14:45:59.038962Z'
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
    assert "1980-01-02\nrex" in row.folded


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


def test_mutated_files_never_differ():
    source = random.Random(11)
    lines = SAMPLE.splitlines(keepends=True)
    words = [
        "''",
        "null",
        "~",
        "true",
        "yes",
        "no",
        "+15551234567",
        "a@x.org",
        "9999-01-01",
        "x" * 30,
        "VIP",
        "é",
        "'1'",
        '"q"',
    ]
    accepted = 0
    for _ in range(6_000):
        parts = lines.copy()
        for _ in range(source.randint(1, 3)):
            place = source.randrange(len(parts))
            chance = source.random()
            if chance < 0.3:
                del parts[place]
            elif chance < 0.5:
                other = source.randrange(len(parts))
                parts[place], parts[other] = parts[other], parts[place]
            elif chance < 0.8 and ": " in parts[place]:
                parts[place] = parts[place].split(": ")[0] + f": {source.choice(words)}\n"
            else:
                line = parts[place]
                spot = source.randrange(len(line))
                parts[place] = (
                    line[:spot] + source.choice("aZ0:#'- é\x1f") + line[spot + source.randint(0, 1) :]
                )
        accepted += agree("".join(parts))
    assert accepted > 800
