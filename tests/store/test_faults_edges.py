"""Rare ways through the store: ambiguous names, journals that fail half-way, texts that can't be edited."""

import os
import sqlite3

import pytest

from contacts_store.disk import system
from contacts_store.disk.stamp import digest
from contacts_store.errors import Ambiguous, Conflict, InvalidData, NotFound, StoreUnusable, WriteFailed
from contacts_store.query.query import parse
from contacts_store.settings import find_store
from contacts_store.snapshot.view import View
from contacts_store.store import Change

ANN = "0f8fad5b-d9cb-469f-a165-70867728950e"
BOB = "1f8fad5b-d9cb-469f-a165-70867728950e"
VIP = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
PHONE = "3f8fad5b-d9cb-469f-a165-70867728950e"
PATH = "contacts/ann.yaml"


@pytest.fixture
def store(disk):
    disk.contact(ANN, "Ann", "company: Acme\n")
    disk.contact(BOB, "Bob", "company: Acme\n")
    store = disk.open()
    store.load()
    return store


def edit(store, id_=ANN, **fields):
    loaded = store.read(id_)
    return Change.of(loaded, loaded.contact.with_changes(**fields))


def test_an_ambiguous_who_names_the_candidates(disk, store):
    with pytest.raises(Ambiguous) as caught:
        store.find("acme")
    assert set(caught.value.candidates) == {(ANN, "Ann"), (BOB, "Bob")}
    disk.contact("2f8fad5b-d9cb-469f-a165-70867728950e", "Annabel")
    store.refresh()
    assert store.find("ann").id == ANN


def test_who_may_be_a_path_seen_from_the_current_folder_or_through_links(disk, store, monkeypatch, tmp_path):
    (tmp_path / "link").symlink_to(disk.root)
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    monkeypatch.chdir(disk.root / "contacts")
    for who in ("ann.yaml", "../contacts/ann.yaml", str(tmp_path / "link/contacts/ann.yaml")):
        assert store.find(who).id == ANN
    for who in ("nobody.yaml", "a\0.yaml", str(tmp_path / "loop.yaml"), "x" * 5000 + ".yaml"):
        with pytest.raises(NotFound):
            store.find(who)


def test_a_contact_that_is_being_deleted_when_it_is_read_is_not_found(disk, store):
    disk.delete(PATH)
    with pytest.raises(NotFound, match="is gone"):
        store.read(ANN)
    with pytest.raises(NotFound, match="no contact has the id"):
        store.read(VIP)
    assert not [finding for finding in store.check() if finding.path == PATH]


def test_a_check_looks_past_files_that_broke_meanwhile_and_hints_at_large_folders(disk, store):
    for number in range(2000):
        disk.write(f"contacts/n{number}.yaml", "{}\n" if number else "phone_numbers: ['+15551234567']\n")
    disk.contact(BOB, "Bob", "phone_numbers: [anonymous, '+15551234567', '+44 20 7946 0018']\n")
    store.refresh()
    assert any("2002 contacts lie in one folder" in finding.message for finding in store.check())
    disk.write("contacts/bob.yaml", "[\n")
    assert any("2002 contacts" in finding.message for finding in store.check())


def test_settings_that_cannot_be_used_name_the_place(disk):
    for text, place in [
        ("format: 1\nlimit_size: " + "9" * 5000, "2:13: limit_size"),
        ("format: 1\ndefault_region: [GB]", "2:17: default_region"),
        ("format: 2", "1:9: format"),
        ("default_region: Europe", "1:17: default_region"),
        ("layout: deep", "1:9: layout"),
        ("a: [", "1:5: "),
    ]:
        disk.write("contacts-tui.yaml", text)
        with pytest.raises(StoreUnusable, match=f"contacts-tui.yaml:{place}"):
            disk.open()
    disk.write("contacts-tui.yaml", "x" * (1 << 21))
    with pytest.raises(StoreUnusable, match="can't be read"):
        disk.open()


def test_a_broken_config_names_the_place(disk, tmp_path):
    config = tmp_path / "xdg/config/contacts-tui/config.yaml"
    config.parent.mkdir(parents=True)
    config.write_text("store: [\n")
    with pytest.raises(StoreUnusable, match=r"config\.yaml:2:1: "):
        find_store(None, {}, str(tmp_path))
    config.write_text("x" * (1 << 21))
    with pytest.raises(StoreUnusable, match="can't be read"):
        find_store(None, {}, str(tmp_path))
    config.write_text("")
    assert find_store(None, {}, str(tmp_path)).endswith("/store")
    config.write_text("store: ~/mine\n")
    assert find_store(None, {}, str(tmp_path)) == str(type(tmp_path).home() / "mine")


def journal_of(disk):
    return next(disk.root.parent.rglob("journal.sqlite"))


@pytest.mark.parametrize("event", ["INSERT ON entry", "UPDATE ON step", "DELETE ON step"])
def test_a_journal_that_fails_half_way_costs_the_undo_and_not_the_save(disk, store, event):
    store.apply([edit(store, company="Initech")])
    with sqlite3.connect(journal_of(disk)) as journal:
        journal.execute(f"CREATE TRIGGER full BEFORE {event} BEGIN SELECT raise(ABORT, 'full'); END")
    journal.close()
    applied = store.apply([edit(store, company="Globex"), edit(store, BOB, company="Globex")])
    assert "company: Globex" in disk.read(PATH)
    assert "company: Globex" in disk.read("contacts/bob.yaml")
    assert bool(applied.warnings) == (event != "DELETE ON step")


def test_a_journal_that_cannot_forget_a_failed_change_says_so(disk, store):
    store.apply([edit(store, company="Initech")])
    with sqlite3.connect(journal_of(disk)) as journal:
        journal.execute("CREATE TRIGGER full BEFORE DELETE ON entry BEGIN SELECT raise(ABORT, 'full'); END")
    journal.close()
    draft = store.draft(first_name="Cy")
    disk.write(f"contacts/cy-{draft.id[:8]}.yaml", "first_name: Other\n")
    with pytest.raises(WriteFailed, match="already"):
        store.apply([Change.create(draft)])


def test_a_tag_file_changed_meanwhile_is_merged_and_a_broken_one_is_left_alone(disk, store):
    disk.write("tags/vip.yaml", f"id: {VIP}\nname: VIP\ndetail: by hand\n")
    applied = store.change_tag("vip", color="teal")
    assert applied.saved[0].was_merged
    assert disk.read("tags/vip.yaml").startswith(f"id: {VIP}\nname: VIP\ndetail: by hand\ncolor: teal\n")
    disk.write("tags/vip.yaml", "name: [\n")
    with pytest.raises(Conflict):
        store.change_tag("vip", color="red")
    assert disk.read("tags/vip.yaml") == "name: [\n"


def test_a_tag_file_that_is_none_is_a_finding(disk, store):
    os.mkfifo(disk.root / "tags/pipe.yaml")
    store.refresh()
    store.refresh(["tags/pipe.yaml"])
    assert [finding.path for finding in store.snapshot.findings if "pipe" in finding.path]
    assert store.snapshot.tag_name(VIP) == "VIP"


def test_purging_what_changed_meanwhile_is_a_conflict(disk, store):
    change = Change.of(store.read(ANN), None)
    disk.write(PATH, disk.read(PATH) + "notes: typed by hand\n")
    with pytest.raises(Conflict) as caught:
        store.apply([change])
    assert caught.value.theirs.notes == "typed by hand"
    assert "typed by hand" in disk.read(PATH)


def test_a_file_that_never_comes_to_rest_is_given_up(disk, store, monkeypatch):
    change = edit(store, company="Initech")
    real, count = system.fsync, 0

    def edited_by_another(descriptor):
        nonlocal count
        count += 1
        real(descriptor)
        disk.write(PATH, f"id: {ANN}\nfirst_name: Ann\ncompany: Acme\nnotes: version {count}\n")

    monkeypatch.setattr(system, "fsync", edited_by_another)
    with pytest.raises(WriteFailed, match="keeps changing"):
        store.apply([change])
    assert disk.read(PATH).endswith(f"notes: version {count}\n")
    assert not list(store.steps())


def test_a_persons_text_is_kept_as_it_is_when_nothing_changed_in_it(disk, store):
    old = disk.read(PATH).encode()
    assert not store.write_text(PATH, old, expected=digest(old)).saved
    assert not list(store.steps())
    commented = b"# only a comment\n" + old
    assert store.write_text(PATH, commented, expected=digest(old)).saved
    assert disk.read(PATH).encode() == commented
    store.undo()
    assert disk.read(PATH).encode() == old


def test_a_persons_text_may_mend_a_broken_file(disk, store):
    broken, good = b"first_name: [\n", f"id: {ANN}\nfirst_name: Anna\n".encode()
    (disk.root / PATH).write_bytes(broken)
    store.refresh()
    with pytest.raises(InvalidData) as caught:
        store.write_text(PATH, b"first_name: ]\n", expected=digest(broken))
    assert caught.value.findings[0].line == 1
    store.write_text(PATH, good, expected=digest(broken))
    assert store.snapshot.row(ANN).name == "Anna"
    store.undo()
    assert (disk.root / PATH).read_bytes() == broken


def test_undo_into_a_file_that_can_no_longer_be_read_is_a_conflict(disk, store):
    store.apply([edit(store, company="Initech")])
    for data, error in [(b"[\n", Conflict), (b"x" * (1 << 21), WriteFailed)]:
        (disk.root / PATH).write_bytes(data)
        with pytest.raises(error):
            store.undo()
        assert (disk.root / PATH).read_bytes() == data
    disk.delete(PATH)
    with pytest.raises(Conflict):
        store.undo()


def test_of_a_step_with_many_files_what_can_be_undone_is(disk, store):
    store.apply([edit(store, company="Initech"), edit(store, BOB, company="Initech")])
    disk.write("contacts/bob.yaml", disk.read("contacts/bob.yaml").replace("Initech", "Globex"))
    applied = store.undo()
    assert [saved.path for saved in applied.saved] == [PATH]
    assert [type(failure) for failure in applied.failures] == [Conflict]
    with pytest.raises(NotFound):
        store.undo()


def test_emptied_fields_of_entries_take_their_line_along_but_not_a_comment(disk, store):
    disk.write(
        PATH,
        f"""\
id: {ANN}
phone_numbers:
- id: {PHONE}
  number: '+15551234567'
  number_e164: '+15551234567'  # checked
  is_primary: true  # mine
  tm_create: 2026-01-01
  pager: yes
  ~: null
""",
    )
    store.refresh()
    phone = store.read(ANN).contact.phone_numbers[0]
    store.apply(
        [
            edit(
                store,
                phone_numbers=(
                    phone.with_changes(is_primary=False, tm_create=None, extra={}, number="none"),
                ),
                emails=(store.new_email("a@x.org"),),
                extra={"new": ["x", None, {"k": "v"}]},
            )
        ]
    )
    text = disk.read(PATH)
    assert "is_primary: false  # mine" in text
    assert "number_e164: ''  # checked" in text
    assert "pager" not in text
    assert "tm_create: 2026" not in text.split("emails:")[0]
    store.apply([edit(store, extra={}, emails=())])
    assert "new:" not in disk.read(PATH)


@pytest.mark.parametrize("text", ["phone_numbers:\n", "phone_numbers: ~\n", "emails: []\n", "tag_ids:\n"])
def test_empty_lists_are_empty(disk, store, text):
    disk.write(PATH, f"id: {ANN}\n{text}")
    store.refresh()
    assert not store.snapshot.findings
    store.apply(
        [edit(store, emails=(store.new_email("a@x.org"),), phone_numbers=(store.new_phone("+15551234567"),))]
    )
    assert store.snapshot.row(ANN).numbers == ("+15551234567",)


@pytest.mark.parametrize(
    "text",
    ["phone_numbers:\n- \n", "emails: [~]\n", "phone_numbers: [[a]]\n", "tag_ids: [~]\n", "emails: [{}]\n"],
)
def test_entries_that_hold_nothing_are_errors(disk, store, text):
    disk.write(PATH, f"id: {ANN}\n{text}")
    store.refresh()
    assert [str(finding.degree) for finding in store.snapshot.row(ANN).findings] == ["error"]
    assert store.snapshot.row(ANN).findings[0].remedy


def test_queries_find_digits_and_tell_their_words(store, disk):
    disk.write(PATH, f"id: {ANN}\nfirst_name: Ann\nphone_numbers: ['+44 20 7946 0018']\n")
    store.refresh()
    for typed in ("020 7946", "79460018", "+44", "(020)7946-0018"):
        assert [row.id for row in store.snapshot.select(View.all(), parse(f'"{typed}"'))] == [ANN], typed
    assert parse("Ánn LEE").terms == ("ann", "lee")
    assert parse("an").narrows(parse("a"))
    assert not parse("b").narrows(parse("a"))
