"""Saved searches: a file that people edit too, read without loss, followed, changed line by line, undone."""

import pytest

from contacts_store.errors import InvalidData, NotFound, QueryError
from contacts_store.query.query import parse
from contacts_store.snapshot.view import View

ANN = "0f8fad5b-d9cb-469f-a165-70867728950e"
BOB = "1f8fad5b-d9cb-469f-a165-70867728950e"
FILE = "searches.yaml"
TEXT = """\
# what I look for every day
romans: notes:rome   # since 2019

'no number': "no:phone -is:deleted"
"""


@pytest.fixture
def store(disk):
    disk.contact(ANN, "Ann", "notes: met in Rome\n")
    disk.contact(BOB, "Bob", "phone_numbers: ['+442079460018']\n")
    store = disk.open()
    store.load()
    return store


def found(store, name, query=None):
    return [row.name for row in store.snapshot.select(View.search(name), query)]


def saved(store):
    return {name: query.text for name, query in store.snapshot.saved.queries.items()}


def test_searches_are_views_that_a_query_narrows(disk, store):
    disk.write(FILE, TEXT)
    for refresh in (store.refresh, store.load, lambda: store.refresh([FILE])):
        refresh()
        assert saved(store) == {"romans": "notes:rome", "no number": "no:phone -is:deleted"}
        assert found(store, "romans") == ["Ann"]
        assert found(store, "no number", parse("ann")) == ["Ann"]
        assert found(store, "no number", parse("bob")) == []


def test_changes_of_the_file_are_told_once(disk, store):
    disk.write(FILE, TEXT)
    assert store.refresh([FILE]).searches_changed
    assert not store.refresh()
    disk.delete(FILE)
    assert store.refresh().searches_changed
    assert not saved(store)


def test_a_broken_search_is_a_finding_at_its_line_and_hides_no_other(disk, store):
    disk.write(FILE, TEXT + "wrong: tagg:vip\nlist: [a]\nempty:\n")
    store.refresh()
    assert set(saved(store)) == {"romans", "no number"}
    assert [(f.path, f.line, f.column, f.field) for f in store.snapshot.findings] == [
        (FILE, 5, 8, "wrong"),
        (FILE, 6, 7, "list"),
        (FILE, 7, 7, "empty"),
    ]
    assert "did you mean tag?" in store.snapshot.findings[0].message


def test_searches_stay_while_the_file_can_not_be_read(disk, store):
    disk.write(FILE, TEXT)
    store.refresh()
    disk.write(FILE, "romans: [\n")
    store.refresh()
    assert "romans" in saved(store)
    assert [finding.path for finding in store.snapshot.findings] == [FILE]
    disk.write(FILE, TEXT)
    store.refresh()
    assert not store.snapshot.findings


def test_saving_changes_one_line_and_can_be_undone(disk, store):
    disk.write(FILE, TEXT)
    store.refresh()
    store.save_search("vips", "tag:vip or is:broken")
    assert disk.read(FILE) == TEXT + "vips: tag:vip or is:broken\n"
    store.save_search("romans", "notes:/rom[ae]/")
    assert disk.read(FILE).startswith("# what I look for every day\nromans: notes:/rom[ae]/   # since 2019\n")
    store.save_search("no number", "")
    assert set(saved(store)) == {"vips", "romans"}
    for _ in range(3):
        store.undo()
    assert disk.read(FILE) == TEXT
    store.redo()
    assert "vips" in saved(store)


def test_the_first_search_makes_the_file_and_undoing_it_removes_it(disk, store):
    applied = store.save_search("no", "1e5 or no")
    assert "saved" in applied.summary
    assert saved(store) == {"no": "1e5 or no"}
    store.undo()
    assert not (disk.root / FILE).exists()
    with pytest.raises(NotFound):
        store.undo()


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 101])
def test_a_name_that_can_not_stand_in_a_list_is_refused(store, name):
    with pytest.raises(InvalidData):
        store.save_search(name, "ann")


def test_a_query_that_can_not_be_read_is_not_saved(disk, store):
    with pytest.raises(QueryError):
        store.save_search("x", "tagg:vip")
    assert not (disk.root / FILE).exists()
