"""Files that are made to hurt, beside a good one: a clear place and remedy, and the good one stays in use."""

import time
import tracemalloc

import pytest

from contacts_store.errors import Conflict, InvalidData, WriteFailed
from contacts_store.snapshot.view import View
from contacts_store.store import Change

ANN = "0f8fad5b-d9cb-469f-a165-70867728950e"
BAD = "contacts/bad.yaml"

BOMB = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9))
NAMED = b"first_name: Eve\n"

HOSTILE = {
    "conflict markers": (b"<<<<<<< HEAD\nfirst_name: A\n=======\nfirst_name: B\n>>>>>>> x\n", 1, "merge conflict"),
    "duplicate key": (b"first_name: A\nlast_name: B\nfirst_name: C\n", 3, "line 1 and in line 3"),
    "tab as indentation": (b"emails:\n\t- a@x.org\n", 2, "tab"),
    "Latin-1": (NAMED + b"last_name: Andr\xe9\n", 2, "Latin-1"),
    "null character": (NAMED + b"last_name: a\0b\n", 2, "U+0000"),
    "escape character": (NAMED + b"last_name: \x1b[2J\n", 2, "U+001B"),
    "C1 character": (NAMED + "last_name: \x9b2J\n".encode(), 2, "U+009B"),
    "UTF-16": ("first_name: Eve\n".encode("utf-16"), 1, "UTF-16"),
    "UTF-16 without a mark": ("first_name: Eve\n".encode("utf-16-le"), 1, "UTF-16"),
    "cut inside a character": ("last_name: é".encode()[:-1], 1, "ends inside a character"),
    "lone surrogate": (NAMED + b'last_name: "\\ud83d"\n', 2, "surrogate|half a character"),
    "alias bomb": (BOMB.encode(), 5, "more than 10,000 values"),
    "recursive alias": (b"a: &a [*a]\n", 1, "part of what it stands for"),
    "unknown alias": (b"a: *nobody\n", 1, "stands for nothing"),
    "4000 lists deep": (b"a: " + b"[" * 4000 + b"]" * 4000, 1, "deeper than 32"),
    "4000 blocks deep": ("\n".join(" " * n + "a:" for n in range(1400)).encode(), 33, "deeper than 32"),
    "100,000 open brackets": (b"a: " + b"[" * 100_000, 1, "deeper than 32"),
    "over a mebibyte": (b"notes: " + b"x" * (1 << 20), 0, "the limit is 1,048,576"),
    "python tag": (b"first_name: !!python/object/apply:os.system [id]\n", 1, "not supported"),
    "own tag": (b"first_name: !x y\n", 1, "not supported"),
    "binary": (b"first_name: !!binary aGk=\n", 1, "not supported"),
    "two documents": (b"first_name: A\n---\nfirst_name: B\n", 2, "second document"),
    "newer YAML": (b"%YAML 3.0\n---\nfirst_name: A\n", 1, ""),
    "unclosed bracket": (b"emails: [a@x.org\nfirst_name: A\n", 2, ""),
    "unclosed quote": (b"first_name: 'A\nlast_name: B\n", 1, "quotation mark"),
    "list at the top": (b"- first_name: A\n", 1, "no 'key: value' lines"),
    "empty": (b"", 0, "empty file"),
    "comments only": (b"# nothing yet\n", 0, "empty file"),
    "key that is a list": (b"[a]: b\n", 1, "key"),
    "empty key": (b"? \n: b\n", 1, "key"),
    "merge of a text": (b"<<: x\n", 1, "merge key"),
    "several primaries": (b"emails:\n- {address: a@x.org, is_primary: true}\n- {address: b@x.org, is_primary: true}\n", 3, "more than one"),
    "id that is none": (b"first_name: Eve\nid: 12\n", 2, "not a UUID"),
    "wrong shape": (b"phone_numbers: 5\n", 1, "list is wanted"),
}  # fmt: skip


@pytest.fixture
def store(disk):
    disk.contact(ANN, "Ann")
    store = disk.open()
    store.load()
    return store


@pytest.mark.parametrize(("data", "line", "words"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_one_finding_and_harms_nobody(disk, store, data, line, words):
    (disk.root / BAD).write_bytes(data)
    store.load()
    finding = store.snapshot.findings[0]
    assert (finding.path, finding.line, finding.degree) == (BAD, line, "error")
    assert bool(finding.column) == bool(line)
    assert any(word in finding.message for word in words.split("|"))
    assert finding.remedy
    bad = store.snapshot.row_at(BAD)
    assert bad.is_broken
    assert {row.name for row in store.snapshot.select(View.all())} == {"Ann", bad.name}
    with pytest.raises(InvalidData) as caught:
        store.read(bad)
    assert finding in caught.value.findings or not line
    assert store.read(ANN).contact.first_name == "Ann"


@pytest.mark.parametrize("data", [data for data, _, _ in HOSTILE.values()], ids=HOSTILE)
def test_nothing_is_written_over_a_file_that_turned_hostile(disk, store, data):
    loaded = store.read(ANN)
    (disk.root / loaded.path).write_bytes(data)
    with pytest.raises((Conflict, WriteFailed)) as caught:
        store.apply([Change.of(loaded, loaded.contact.with_changes(company="Initech"))])
    assert isinstance(caught.value, WriteFailed) or caught.value.ours.company == "Initech"
    assert (disk.root / loaded.path).read_bytes() == data


def test_a_store_full_of_bombs_loads_within_a_second_and_a_hundred_megabytes(disk, store):
    for number in range(20):
        disk.write(f"contacts/bomb{number}.yaml", BOMB)
    disk.write("contacts/deep.yaml", "a: " + "[" * 500_000)
    tracemalloc.start()
    began = time.process_time()
    store.load()
    seconds = time.process_time() - began
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert store.snapshot.count(View.broken()) == 21
    assert peak < 100_000_000
    assert seconds < 20  # tracing costs tenfold; a bomb that goes off costs hours


def test_a_raised_limit_holds_for_reading_and_for_writing(disk):
    disk.write("contacts-tui.yaml", "format: 1\nlimit_size: 4000000\n")
    disk.contact(ANN, "Ann", "notes: " + "x" * 2_000_000 + "\n")
    store = disk.open()
    store.load()
    loaded = store.read(ANN)
    store.apply([Change.of(loaded, loaded.contact.with_changes(company="Initech"))])
    assert store.read(ANN).contact.company == "Initech"


def test_a_text_too_long_for_the_limit_is_refused_before_anything_is_written(disk, store):
    text = disk.read("contacts/ann.yaml")
    loaded = store.read(ANN)
    with pytest.raises(WriteFailed, match="the limit is 1,048,576"):
        store.apply([Change.of(loaded, loaded.contact.with_changes(notes="x" * (1 << 20)))])
    assert disk.read("contacts/ann.yaml") == text


NAMES = ["a\nb", "-rf", "con", "a:b", "ends.", "~", "[x]", "&a", "é" * 60, "\u202e", "a" * 246]


@pytest.mark.parametrize("name", NAMES)
def test_odd_file_names_are_read_and_written(disk, store, name):
    path = f"contacts/{name}.yaml"
    disk.write(path, "first_name: Odd\n")
    store.refresh()
    loaded = store.read(store.snapshot.row_at(path))
    store.apply([Change.of(loaded, loaded.contact.with_changes(company="Initech"))])
    assert "company: Initech" in disk.read(path)


def test_a_file_name_that_is_not_utf8_is_a_finding(disk, store):
    name = b"contacts/\xe9.yaml"
    (disk.root / name.decode(errors="surrogateescape")).write_text("first_name: Odd\n")
    store.refresh()
    assert [finding.path for finding in store.snapshot.findings] == ["contacts/\\xe9.yaml"]
    assert not store.refresh(["contacts/\udce9.yaml"])
    assert len(store.snapshot.rows) == 1


@pytest.mark.parametrize(
    "path",
    [
        "contacts/.ann.yaml",
        "contacts/ann.yaml~",
        "contacts/.git/x.yaml",
        "contacts/x.txt",
        "ann.yaml",
        "other/x.yaml",
    ],
)
def test_what_is_no_contact_file_is_not_looked_at(disk, store, path):
    disk.write(path, "first_name: Nobody\n")
    assert not store.refresh([path])
    assert not store.refresh()
    assert len(store.snapshot.rows) == 1
