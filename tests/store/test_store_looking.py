"""Loading and refreshing: what the snapshot shows after anything happened to the files."""

import shutil

import pytest

from contacts_store.duplicates.candidates import candidates
from contacts_store.errors import InvalidData, NotFound
from contacts_store.query.query import parse
from contacts_store.snapshot.view import View

ANN = "0f8fad5b-d9cb-469f-a165-70867728950e"
BOB = "1f8fad5b-d9cb-469f-a165-70867728950e"
VIP = "7c9e6679-7425-40de-944b-e07fc1f90ae7"


def names(store, view=None):
    return [row.name for row in store.snapshot.select(view or View.all())]


@pytest.fixture
def store(disk):
    disk.contact(ANN, "Ann", "tag_ids: [vip]\n")
    disk.contact(BOB, "Bob")
    store = disk.open()
    store.load()
    return store


def test_loading_shows_every_contact_by_name(disk, store):
    disk.contact("2f8fad5b-d9cb-469f-a165-70867728950e", "Åke")
    store.load()
    assert names(store) == ["Åke", "Ann", "Bob"]
    assert store.snapshot.is_complete
    assert store.snapshot.count(View.tag(VIP)) == 1
    assert store.snapshot.count(View.untagged()) == 2


def test_one_bad_file_never_hides_another(disk, store):
    disk.write("contacts/bad.yaml", "first_name: [\n")
    disk.write("contacts/latin.yaml", "")
    (disk.root / "contacts/latin.yaml").write_bytes(b"first_name: Andr\xe9\n")
    store.load()
    assert set(names(store)) == {"Ann", "Bob", "bad.yaml", "latin.yaml"}
    assert store.snapshot.count(View.broken()) == 2
    assert {f.path for f in store.snapshot.findings} == {"contacts/bad.yaml", "contacts/latin.yaml"}
    assert all(f.line in {1, 2} for f in store.snapshot.findings)


def test_partial_snapshots_come_early(disk):
    for number in range(200):
        disk.write(f"contacts/{number:03}.yaml", f"first_name: P{number}\n")
    store = disk.open()
    parts = []
    store.load(parts.append)
    assert parts
    assert parts[0].loaded < parts[0].total == 200
    assert not parts[0].is_complete
    assert len(store.snapshot.rows) == 200


def test_a_changed_file_is_a_change(disk, store):
    path = disk.contact(ANN, "Ann", "company: Initech\n")
    changes = store.refresh([path])
    assert changes.changed == {ANN}
    assert not changes.added
    assert store.snapshot.row(ANN).company == "Initech"


def test_the_same_bytes_are_no_change(disk, store):
    path = "contacts/ann.yaml"
    before = store.snapshot.row(ANN).stamp
    disk.write(path, disk.read(path))
    assert not store.refresh([path])
    assert store.snapshot.row(ANN).stamp != before or (disk.root / path).stat().st_mtime_ns == before.mtime_ns
    assert not store.refresh()


def test_a_sweep_finds_what_came_went_and_changed(disk, store):
    disk.delete("contacts/bob.yaml")
    disk.contact(ANN, "Anna")
    disk.delete("contacts/ann.yaml")
    disk.write("contacts/deep/er/cy.yml", "first_name: Cy\n")
    changes = store.refresh()
    assert changes.removed == {BOB}
    assert changes.changed == {ANN}
    assert len(changes.added) == 1
    assert names(store) == ["Anna", "Cy"]
    assert store.snapshot.row(ANN).path == "contacts/anna.yaml"


def test_a_file_that_breaks_keeps_its_last_good_state_and_is_marked(disk, store):
    path = disk.write("contacts/ann.yaml", f"id: {ANN}\nfirst_name: [Ann\n")
    changes = store.refresh([path])
    assert changes.changed == {ANN}
    row = store.snapshot.row(ANN)
    assert row.name == "Ann"
    assert row.is_broken
    assert row.findings[0].line == 3
    with pytest.raises(InvalidData) as caught:
        store.read(ANN)
    assert caught.value.findings[0].path == path


def test_patience_keeps_what_was_good_and_names_it(disk, store):
    path = disk.write("contacts/ann.yaml", "")
    changes = store.refresh([path], patient=True)
    assert not changes
    assert changes.deferred == {path}
    assert not store.snapshot.row(ANN).is_broken
    assert store.refresh([path]).changed == {ANN}
    assert store.snapshot.row(ANN).is_broken
    disk.delete(path)
    assert store.refresh([path], patient=True).removed == {ANN}


def test_one_id_in_two_files_is_an_error_on_both_until_one_goes(disk, store):
    twin = disk.write("contacts/twin.yaml", f"id: {ANN}\nfirst_name: Twin\n")
    store.refresh([twin])
    assert [row.is_broken for row in store.snapshot.rows] == [True, False, True]
    found = {f.path: f.message for f in store.snapshot.findings}
    assert twin in found["contacts/ann.yaml"]
    assert "contacts/ann.yaml" in found[twin]
    disk.delete(twin)
    store.refresh([twin])
    assert not store.snapshot.findings
    assert not store.snapshot.row(ANN).is_broken


def test_a_store_that_suddenly_reads_empty_is_a_finding_not_a_deletion(disk, store):
    for number in range(20):
        disk.write(f"contacts/{number}.yaml", f"first_name: P{number}\n")
    store.refresh()
    shutil.move(disk.root / "contacts", disk.root.parent / "away")
    assert not store.refresh().removed
    assert len(store.snapshot.rows) == 22
    assert "gone at once" in store.snapshot.findings[0].message
    (disk.root / "contacts").mkdir()
    assert not store.refresh().removed
    assert len(store.snapshot.rows) == 22
    (disk.root / "contacts").rmdir()
    shutil.move(disk.root.parent / "away", disk.root / "contacts")
    store.refresh()
    assert not store.snapshot.findings


def test_the_last_contacts_can_be_deleted_by_hand(disk, store):
    disk.delete("contacts/ann.yaml")
    disk.delete("contacts/bob.yaml")
    assert store.refresh().removed == {ANN, BOB}


def test_renaming_a_tag_is_seen_without_touching_contacts(disk, store):
    disk.write("tags/vip.yaml", f"id: {VIP}\nname: Gold\n")
    changes = store.refresh(["tags/vip.yaml"])
    assert changes.tags_changed
    # the contact's file names the tag "vip", which nothing is called any more
    assert [f.field for f in store.snapshot.findings] == ["tag_ids[0]"]
    disk.write("tags/vip.yaml", f"id: {VIP}\nname: Vip\ncolor: teal\n")
    assert store.refresh(["tags/vip.yaml"]).tags_changed
    assert not store.snapshot.findings
    assert store.snapshot.tag("VIP").color == "teal"


def test_a_new_tag_is_found_by_the_files_that_name_it(disk, store):
    disk.contact(BOB, "Bob", "tag_ids: [lead]\n")
    store.refresh()
    assert len(store.snapshot.findings) == 1
    disk.write("tags/lead.yaml", "name: Lead\n")
    store.refresh()
    assert not store.snapshot.findings
    lead = store.snapshot.tag("lead").id
    assert store.snapshot.count(View.tag(lead)) == 1
    disk.delete("tags/lead.yaml")
    store.refresh()
    assert len(store.snapshot.findings) == 1


def test_tags_with_one_name_are_a_warning_and_with_one_id_an_error(disk, store):
    disk.write("tags/other.yaml", "name: vip\n")
    disk.write("tags/twin.yaml", f"id: {VIP}\nname: Twin\n")
    store.refresh()
    assert {(str(f.degree), f.field) for f in store.snapshot.findings} == {
        ("warning", "name"),
        ("error", "id"),
    }


def test_a_broken_tag_keeps_its_name(disk, store):
    disk.write("tags/vip.yaml", "name: [\n")
    store.refresh()
    assert store.snapshot.tag_name(VIP) == "VIP"
    assert store.snapshot.findings[0].path == "tags/vip.yaml"


def test_sync_conflict_copies_are_reported(disk, store):
    disk.write("contacts/ann.sync-conflict-20260101-120000-ABCDEFG.yaml", disk.read("contacts/ann.yaml"))
    store.refresh()
    assert len(store.snapshot.rows) == 2
    assert "conflict copy" in store.snapshot.findings[0].message


def test_views_and_search(disk, store):
    disk.contact(BOB, "Bob", "tm_delete: 2026-01-01\n")
    store.refresh()
    assert names(store) == ["Ann"]
    assert names(store, View.trash()) == ["Bob"]
    assert names(store, View.tag(VIP)) == ["Ann"]
    assert not names(store, View.untagged())
    assert [row.name for row in store.snapshot.select(View.all(), parse("vip"))] == ["Ann"]


def test_a_query_asks_files_for_what_rows_do_not_hold(disk, store):
    disk.contact(ANN, "Ann", "notes: met in Rome\nbirthday: 1938-04-02\n")
    disk.contact(BOB, "Bob", "tm_delete: 2026-01-01\n")
    disk.write("contacts/bad.yaml", "notes: [\n")

    def found(text):
        return [row.name for row in store.snapshot.select(View.all(), parse(text))]

    for refresh in (store.refresh, store.load):
        refresh()
        assert found("extra.birthday:1938") == ["Ann"]
        assert found("notes:/rome$/") == ["Ann"]
        assert found("no:notes") == ["bad.yaml"]
        assert found("is:deleted") == ["Bob"]
        assert found("is:broken") == ["bad.yaml"]
        assert found("deleted:2026-01") == ["Bob"]


def test_duplicates_are_those_whom_the_duplicates_search_finds(disk, store):
    disk.contact(ANN, "Ann", "last_name: Lee\nemails: [a@x.org]\n")
    disk.contact(BOB, "Bob", "last_name: Lee\nemails: [A@x.org]\n")
    disk.write("contacts/ann-again.yaml", "first_name: Ann\nlast_name: Lee\nemails: [a@x.org]\n")
    store.refresh()
    query = parse("is:duplicate")

    def found():
        return sorted(row.path for row in store.snapshot.select(View.all(), query))

    assert found() == ["contacts/ann-again.yaml", "contacts/ann.yaml"], "a shared mailbox is no person"
    assert {id_ for each in candidates(store.snapshot) for id_ in each.pair} == store.snapshot.duplicates
    one, other = store.snapshot.duplicates
    store.tell_apart(one, other)
    assert not found()


def test_lookup_puts_the_primary_and_then_the_oldest_first(disk, store):
    number = "phone_numbers:\n  - number: '020 7946 0018'\n"
    disk.contact(ANN, "Ann", number + "tm_create: 2025-01-01\n")
    disk.contact(BOB, "Bob", number + "tm_create: 2024-01-01\n")
    disk.contact("2f8fad5b-d9cb-469f-a165-70867728950e", "Cy", number + "    is_primary: true\n")
    disk.contact("3f8fad5b-d9cb-469f-a165-70867728950e", "Del", number + "tm_delete: 2024-01-01\n")
    store.refresh()
    for notation in ("+442079460018", "+44 (0)20 7946-0018", "02079460018"):
        assert [row.name for row in store.snapshot.lookup(notation, "GB")] == ["Cy", "Bob", "Ann"]
    assert not store.snapshot.lookup("7946 0018", "GB")
    assert not store.snapshot.lookup("nonsense", "GB")


def test_who_is_an_id_a_prefix_a_path_or_a_query(disk, store):
    for who in (ANN, ANN.upper(), ANN[:8], "contacts/ann.yaml", str(disk.root / "contacts/ann.yaml"), "ann"):
        assert store.find(who).id == ANN
    with pytest.raises(NotFound):
        store.find("nobody")
    with pytest.raises(NotFound):
        store.find("9f8fad5b-d9cb-469f-a165-70867728950e")


def test_check_gives_hints_with_places(disk, store):
    disk.contact(ANN, "Ann", "phone_numbers: ['+15551234567']\n")
    disk.contact(BOB, "Bob", "phone_numbers: ['+15551234567']\n")
    store.refresh()
    assert not store.snapshot.findings
    hints = store.check()
    assert {(f.path, f.line, f.column) for f in hints} == {
        ("contacts/ann.yaml", 3, 17),
        ("contacts/bob.yaml", 3, 17),
    }
    assert {f.message.split(",")[0] for f in hints} == {
        "+15551234567 is possible",
        "also the number of Ann",
        "also the number of Bob",
    }
    assert {f.path for f in store.check(["contacts/ann.yaml"])} == {"contacts/ann.yaml"}


def test_typing_on_finds_and_ranks_what_a_fresh_search_would(disk, store):
    for number, name in enumerate(("Zadie Adams", "Adam Bede", "Ida Adler", "Madam Bovary")):
        disk.write(f"contacts/{number}.yaml", f"display_name: {name}\n")
    store.refresh()
    typed = [
        [row.name for row in store.snapshot.select(View.all(), parse(text))] for text in ("a", "ad", "ada")
    ]
    store.load()
    fresh = [
        [row.name for row in store.snapshot.select(View.all(), parse(text))] for text in ("ada", "ad", "a")
    ]
    assert typed == fresh[::-1]
    assert typed[1] == ["Adam Bede", "Ida Adler", "Zadie Adams", "Madam Bovary"]
