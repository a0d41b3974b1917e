"""One field edited through the store is one line of difference (plus ``tm_update``), whatever the file looks like."""

import pytest

from contacts_store.store import Change

ANN = "0f8fad5b-d9cb-469f-a165-70867728950e"
PHONE = "3f8fad5b-d9cb-469f-a165-70867728950e"
MAIL = "4f8fad5b-d9cb-469f-a165-70867728950e"
STAMP = "tm_update: 2026-01-01T00:00:00Z"

FILES = {
    "plain": "first_name: Ann",
    "single quotes": "first_name: 'Ann'",
    "double quotes": 'first_name: "Ann"',
    "comment behind": "first_name: Ann  # née Lee",
    "comment behind quotes": "first_name: 'Ann' # née Lee",
    "aligned values": "first_name  :    Ann\nlast_name   :    Lee",
    "quoted key": '"first_name": Ann',
    "tab behind the colon": "first_name:\tAnn",
    "anchored": "first_name: &a Ann\nnick: other",
    "core tag": "first_name: !!str Ann",
    "escaped": 'first_name: "\\x41nn"',
    "comments all round": "# above\nfirst_name: Ann # at\n# below",
    "blank lines": "\n\nfirst_name: Ann\n\n\nlast_name: Lee\n",
    "trailing blanks": "first_name: Ann   \nlast_name: Lee  ",
    "literal block beside it": "notes: |\n  line one\n\n    # no comment\n  line two\nfirst_name: Ann",
    "kept breaks beside it": "notes: |+\n  line one\n\n\nfirst_name: Ann",
    "folded block beside it": "notes: >-\n  folded\n  text\nfirst_name: Ann",
    "quoted lines beside it": "notes: 'one\n\n  two'\nfirst_name: Ann",
    "unquoted numbers": f"first_name: Ann\nexternal_id: 007\nphone_numbers:\n  - id: {PHONE}\n    number: +4915112345678",
    "national number": f"phone_numbers:\n- id: {PHONE}\n  number: 0171 234567  # desk\nfirst_name: Ann",
    "dash on its own line": f"first_name: Ann\nemails:\n  -\n    id: {MAIL}\n    address: a@x.org",
    "wide dashes": f"first_name: Ann\nemails:\n-   id: {MAIL}\n    address: a@x.org",
    "flow lists": f"first_name: Ann\nemails: [ {{id: {MAIL}, address: a@x.org}} ]  # one",
    "capitals in an address": f"first_name: Ann\nemails:\n  - id: {MAIL}\n    address: Ann@X.org",
    "tags by name": "first_name: Ann\ntag_ids: [vip, nobody]  # by hand",
    "unknown keys": "first_name: Ann\npets: [{name: Rex, age: 007}, ~]\n? odd\n: key",
    "alias elsewhere": "first_name: Ann\nhome: &x {city: Rome}\nwork: *x",
    "merge key elsewhere": "first_name: Ann\nhome: &x {city: Rome}\nwork: {<<: *x, city: Bonn}",
    "nulls": "first_name: Ann\nlast_name: ~\ncompany:\njob_title: null",
    "words of YAML 1.1": "first_name: No\nlast_name: off\ncompany: 1e5\njob_title: 12:30",
    "emoji and far east": "first_name: 山田 👩‍👩‍👧\nlast_name: Zoë",
    "odd breaks in quotes": 'first_name: "a\\Nb"\nlast_name: "\\L"',
}


def changed_lines(before, after):
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    assert len(old) == len(new)
    return [pair for pair in zip(old, new, strict=True) if pair[0] != pair[1]]


def written(text, line_end, mark, end):
    whole = f"---\nid: {ANN}\n{text.strip()}\n{STAMP}{end}"
    return (mark + whole.replace("\n", line_end)).encode()


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
@pytest.mark.parametrize(
    ("line_end", "mark", "end"),
    [("\n", "", "\n"), ("\r\n", "\ufeff", "\n# the end\n"), ("\n", "", "")],
    ids=["LF", "CRLF, BOM and comment", "no final newline"],
)
def test_one_field_is_one_line(disk, text, line_end, mark, end):
    data = written(text, line_end, mark, end)
    (disk.root / "contacts/ann.yaml").write_bytes(data)
    store = disk.open()
    store.load()
    loaded = store.read(ANN)
    store.apply([Change.of(loaded, loaded.contact.with_changes(first_name="Augusta"))])
    after = (disk.root / "contacts/ann.yaml").read_bytes()
    stamp, name = sorted(changed_lines(data, after), key=lambda pair: b"first_name" in pair[0])
    assert stamp[1].startswith(b"tm_update: ")
    assert b"Augusta" in name[1]
    again = store.read(ANN).contact
    assert again == loaded.contact.with_changes(first_name="Augusta", tm_update=again.tm_update)


JSON = f"""\
{{
  "id": "{ANN}",
  "first_name": "Ann",
  "phone_numbers": [
    {{ "id": "{PHONE}", "number": "+442079460018", "is_primary": true }}
  ],
  "tm_update": "2026-01-01T00:00:00Z"
}}
"""


def test_a_json_file_stays_json(disk):
    disk.write("contacts/ann.yaml", JSON)
    store = disk.open()
    store.load()
    loaded = store.read(ANN)
    store.apply([Change.of(loaded, loaded.contact.with_changes(first_name='A "B"'))])
    after = disk.read("contacts/ann.yaml")
    assert next(new for _, new in changed_lines(JSON, after)) == '  "first_name": "A \\"B\\"",\n'
    assert len(changed_lines(JSON, after)) == 2


def test_a_block_of_notes_stays_a_block(disk):
    text = f"id: {ANN}\nnotes: |  # of the fair\n  one\n\n  three\nfirst_name: Ann\n{STAMP}\n"
    disk.write("contacts/ann.yaml", text)
    store = disk.open()
    store.load()
    loaded = store.read(ANN)
    store.apply([Change.of(loaded, loaded.contact.with_changes(notes="one\n\nthree\nfour\n"))])
    assert disk.read("contacts/ann.yaml").startswith(
        f"id: {ANN}\nnotes: |  # of the fair\n  one\n\n  three\n  four\nfirst_name: Ann\n"
    )


def test_an_inherited_value_gets_a_key_of_its_own(disk):
    text = f"id: {ANN}\nbase: &b {{company: Acme, job_title: Boss}}\n<<: *b\n{STAMP}\n"
    disk.write("contacts/ann.yaml", text)
    store = disk.open()
    store.load()
    loaded = store.read(ANN)
    assert (loaded.contact.company, loaded.contact.job_title) == ("Acme", "Boss")
    store.apply([Change.of(loaded, loaded.contact.with_changes(company="Initech"))])
    after = disk.read("contacts/ann.yaml")
    assert "base: &b {company: Acme, job_title: Boss}\n<<: *b\n" in after
    assert "company: Initech\n" in after
