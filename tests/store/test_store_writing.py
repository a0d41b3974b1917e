"""Writing through the store: one-line diffs, merges, conflicts, undo that outlives the process."""

import difflib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

import contacts_store
from contacts_store.disk.stamp import digest
from contacts_store.errors import Conflict, InvalidData, NotFound, WriteFailed
from contacts_store.model.tag import Tag
from contacts_store.snapshot.view import View
from contacts_store.store import Change

ANN = "0f8fad5b-d9cb-469f-a165-70867728950e"
BOB = "1f8fad5b-d9cb-469f-a165-70867728950e"
VIP = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
PHONE = "3f8fad5b-d9cb-469f-a165-70867728950e"
WHOLE = f"""\
# Ann, whom I met in Rome
id: {ANN}
first_name: "Ann"
last_name: 'Lee'   # née Smith
company: Acme
phone_numbers:
- id: {PHONE}
  number: +44 20 7946 0018  # desk
  number_e164: "+442079460018"
  type: work

birthday: 1980-01-02
tm_update: 2026-01-01T00:00:00Z
"""
PATH = "contacts/ann.yaml"


@pytest.fixture
def store(disk):
    disk.write(PATH, WHOLE)
    disk.contact(BOB, "Bob")
    store = disk.open()
    store.load()
    return store


def change(store, id_=ANN, **fields):
    loaded = store.read(id_)
    return Change.of(loaded, loaded.contact.with_changes(**fields))


def diff(before, after):
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    changed = [line for line in lines if line[0] in "+-" and not line.startswith(("+++", "---"))]
    return [line for line in changed if "tm_update" not in line]


def test_one_field_is_one_line(disk, store):
    applied = store.apply([change(store, company="Initech")])
    assert diff(WHOLE, disk.read(PATH)) == ["-company: Acme", "+company: Initech"]
    assert applied.summary == "Ann Lee: company changed"
    assert applied.changeset.changed == {ANN}
    assert store.snapshot.row(ANN).company == "Initech"


def test_tm_update_moves_and_nothing_else_does_when_nothing_changed(disk, store):
    store.apply([change(store, company="Initech")])
    assert "2026-01-01T00:00:00Z" not in disk.read(PATH)
    text = disk.read(PATH)
    assert not store.apply([change(store, company="Initech")]).saved
    assert disk.read(PATH) == text


def test_clearing_a_field_keeps_the_comment_behind_it(disk, store):
    store.apply([change(store, last_name="", company="")])
    assert diff(WHOLE, disk.read(PATH)) == [
        "-last_name: 'Lee'   # née Smith",
        "-company: Acme",
        "+last_name: ''   # née Smith",
    ]


def test_a_corrected_number_gets_its_e164_and_keeps_its_comment(disk, store):
    phones = store.read(ANN).contact.phone_numbers
    store.apply([change(store, phone_numbers=(phones[0].with_changes(number="020 7946 0999"),))])
    assert diff(WHOLE, disk.read(PATH)) == [
        "-  number: +44 20 7946 0018  # desk",
        '-  number_e164: "+442079460018"',
        "+  number: '020 7946 0999'  # desk",
        '+  number_e164: "+442079460999"',
    ]


def test_entries_are_added_removed_and_reordered(disk, store):
    first = store.read(ANN).contact.phone_numbers[0]
    second = store.new_phone("+15551234567", "mobile")
    store.apply([change(store, phone_numbers=(second, first))])
    assert [phone.number for phone in store.read(ANN).contact.phone_numbers] == [second.number, first.number]
    assert "# desk" in disk.read(PATH)
    store.apply([change(store, phone_numbers=(second,))])
    assert [phone.number for phone in store.read(ANN).contact.phone_numbers] == [second.number]
    store.apply([change(store, phone_numbers=())])
    assert "birthday: 1980-01-02" in disk.read(PATH)
    assert not store.read(ANN).contact.phone_numbers


def test_ids_left_out_by_hand_are_written_down_with_the_first_save(disk, store):
    disk.write(
        "contacts/hand.yaml",
        "first_name: Hand\nphone_numbers:\n  - +44 20 7946 0018  # desk\nemails:\n  - address: A@x.org\n",
    )
    store.refresh()
    loaded = store.read(store.find("Hand"))
    store.apply([Change.of(loaded, loaded.contact.with_changes(company="Initech"))])
    text = disk.read("contacts/hand.yaml")
    again = store.read(loaded.contact.id).contact
    assert f"id: {loaded.contact.id}" in text
    assert f"id: {loaded.contact.phone_numbers[0].id}" in text
    assert "# desk" in text
    assert "A@x.org" in text
    assert again.phone_numbers == loaded.contact.phone_numbers
    assert again.emails == loaded.contact.emails


def test_a_new_contact_gets_a_file_of_its_own(disk, store):
    draft = store.draft(
        first_name="Zoë", last_name="O'Brien", phone_numbers=(store.new_phone("0171 234 567"),)
    )
    applied = store.apply([Change.create(draft)])
    path = applied.saved[0].path
    assert path == f"contacts/zoe-o-brien-{draft.id[:8]}.yaml"
    assert disk.read(path).startswith(
        f"id: {draft.id}\nfirst_name: Zoë\nlast_name: O'Brien\nsource: api\nphone_numbers:\n  - id: "
    )
    assert (disk.root / path).stat().st_mode & 0o777 == 0o644 or (
        disk.root / path
    ).stat().st_mode & 0o777 == 0o600
    assert applied.changeset.added == {draft.id}
    again = store.read(draft.id).contact
    assert again.tm_create == again.tm_update
    with pytest.raises(WriteFailed, match="already"):
        store.apply([Change.create(draft)])


def test_layout_id2_spreads_new_files(disk, store):
    disk.write("contacts-tui.yaml", "format: 1\nlayout: id2\n")
    store = disk.open("app")
    store.load()
    draft = store.draft(display_name="山田 太郎")
    assert draft.source == "manual"
    path = store.apply([Change.create(draft)]).saved[0].path
    assert path == f"contacts/{draft.id[:2]}/{draft.id[:8]}.yaml"


def test_changes_of_different_fields_are_merged(disk, store):
    mine = change(store, company="Initech")
    disk.write(PATH, WHOLE.replace('"Ann"', '"Anna"'))
    applied = store.apply([mine])
    assert applied.saved[0].was_merged
    assert diff(WHOLE, disk.read(PATH)) == [
        '-first_name: "Ann"',
        '+first_name: "Anna"',
        "-company: Acme",
        "+company: Initech",
    ]


def test_the_same_field_changed_twice_is_a_conflict_with_all_sides(disk, store):
    mine = change(store, company="Initech")
    text = disk.read(disk.write(PATH, WHOLE.replace("Acme", "Globex")))
    with pytest.raises(Conflict) as caught:
        store.apply([mine])
    conflict = caught.value
    assert (conflict.base.company, conflict.ours.company, conflict.theirs.company) == (
        "Acme",
        "Initech",
        "Globex",
    )
    assert [(field.field, field.ours, field.theirs) for field in conflict.fields] == [
        ("company", "Initech", "Globex")
    ]
    assert disk.read(PATH) == text


@pytest.mark.parametrize(
    "text", [None, "", "first_name: [\n", "<<<<<<< HEAD\nfirst_name: A\n=======\nfirst_name: B\n>>>>>>> x\n"]
)
def test_a_file_that_is_gone_or_broken_is_never_overwritten(disk, store, text):
    mine = change(store, company="Initech")
    if text is None:
        disk.delete(PATH)
    else:
        disk.write(PATH, text)
    with pytest.raises(Conflict) as caught:
        store.apply([mine])
    assert caught.value.theirs is None
    assert caught.value.ours.company == "Initech"
    if text is None:
        assert not (disk.root / PATH).exists()
    else:
        assert disk.read(PATH) == text
        assert caught.value.theirs_findings[0].path == PATH


def test_nothing_is_written_to_files_that_share_an_id(disk, store):
    mine = change(store, company="Initech")
    disk.write("contacts/twin.yaml", WHOLE)
    store.refresh()
    with pytest.raises(InvalidData, match="only a person"):
        store.apply([mine])
    assert disk.read(PATH) == WHOLE


def test_trash_restore_and_purge(disk, store):
    applied = store.delete([ANN, BOB])
    assert applied.summary == "2 contacts moved to trash"
    deleted = store.read(ANN).contact
    assert deleted.tm_delete == deleted.tm_update
    assert store.snapshot.count(View.trash()) == 2
    store.restore([ANN])
    assert diff(WHOLE, disk.read(PATH)) == []
    store.purge([BOB])
    assert not (disk.root / "contacts/bob.yaml").exists()
    store.undo()
    assert store.snapshot.row(BOB).is_deleted
    with pytest.raises(NotFound):
        store.delete(["9f8fad5b-d9cb-469f-a165-70867728950e"])


def test_undo_and_redo_outlive_the_process_byte_for_byte(disk, store):
    store.apply([change(store, company="Initech")])
    changed = disk.read(PATH)
    store.delete([BOB])
    store.close()
    later = disk.open("cli")
    later.load()
    assert later.undo().summary == "undone: Bob: moved to trash"
    assert later.undo().summary == "undone: Ann Lee: company changed"
    assert disk.read(PATH) == WHOLE
    with pytest.raises(NotFound, match="nothing to undo"):
        later.undo()
    later.redo()
    assert disk.read(PATH) == changed
    later.apply([change(later, BOB, company="New line of history")])
    with pytest.raises(NotFound, match="nothing to redo"):
        later.redo()
    assert [step.label for step in later.steps(ANN)][-1] == "Ann Lee: company changed"


def test_undo_keeps_what_was_changed_since(disk, store):
    store.apply([change(store, company="Initech")])
    disk.write(PATH, disk.read(PATH).replace('"Ann"', '"Anna"'))
    store.refresh()
    store.undo()
    assert diff(WHOLE, disk.read(PATH)) == ['-first_name: "Ann"', '+first_name: "Anna"']


def test_undo_of_what_was_overwritten_since_is_a_conflict(disk, store):
    store.apply([change(store, company="Initech")])
    text = disk.read(disk.write(PATH, WHOLE.replace("Acme", "Globex")))
    store.refresh()
    with pytest.raises(Conflict):
        store.undo()
    assert disk.read(PATH) == text


def test_undo_of_a_creation_takes_only_an_untouched_file_away(disk, store):
    path = store.apply([Change.create(store.draft(first_name="Cy"))]).saved[0].path
    store.undo()
    assert not (disk.root / path).exists()
    store.redo()
    disk.write(path, disk.read(path) + "notes: typed by hand\n")
    store.refresh()
    with pytest.raises(Conflict):
        store.undo()
    assert "typed by hand" in disk.read(path)


def test_undo_finds_a_file_that_was_renamed(disk, store):
    store.apply([change(store, company="Initech")])
    (disk.root / PATH).rename(disk.root / "contacts/renamed.yaml")
    store.refresh()
    store.undo()
    assert "company: Acme" in disk.read("contacts/renamed.yaml")


def test_tags_are_made_renamed_assigned_merged_and_deleted(disk, store):
    store.add_tag("Lead", "#ff0000")
    with pytest.raises(InvalidData, match="already"):
        store.add_tag("lead")
    with pytest.raises(InvalidData, match="colour"):
        store.add_tag("Other", "no colour!")
    with pytest.raises(InvalidData):
        store.add_tag("  ")
    applied = store.assign("lead", [ANN, BOB])
    assert applied.summary == "2 contacts: tag Lead added"
    lead = store.snapshot.tag("lead")
    assert f"- {lead.id}  # Lead" in disk.read(PATH)
    store.change_tag("lead", name="Prospect")
    assert "# Lead" in disk.read(PATH)
    store.merge_tags("prospect", "vip")
    assert f"- {VIP}  # VIP" in disk.read(PATH)
    assert store.snapshot.tag(lead.id).is_deleted
    assert store.snapshot.count(View.tag(VIP)) == 2
    store.unassign("vip", [ANN])
    assert store.snapshot.count(View.tag(VIP)) == 1
    store.delete_tag("vip")
    with pytest.raises(InvalidData, match="deleted"):
        store.assign(VIP, [ANN])
    with pytest.raises(NotFound):
        store.assign("nothing", [ANN])
    for _ in range(5):
        store.undo()
    assert not store.snapshot.tag("lead").is_deleted
    assert store.snapshot.tag("lead").name == "Lead"


def test_a_tag_given_by_name_becomes_its_id_when_the_list_is_written(disk, store):
    disk.write(PATH, WHOLE + "tag_ids: [vip]  # by hand\n")
    store.refresh()
    store.apply([change(store, company="Initech")])
    assert "tag_ids: [vip]  # by hand" in disk.read(PATH)
    store.add_tag("Lead")
    store.assign("lead", [ANN])
    assert VIP in disk.read(PATH)
    assert "# by hand" in disk.read(PATH)
    assert store.read(ANN).contact.tag_ids == (VIP, store.snapshot.tag("lead").id)


def test_of_many_changes_each_fails_by_itself(disk, store):
    changes = [change(store, company="Initech"), change(store, BOB, company="Initech")]
    disk.write(PATH, WHOLE.replace("Acme", "Globex"))
    applied = store.apply(changes)
    assert [type(problem) for problem in applied.failures] == [Conflict]
    assert [saved.after.id for saved in applied.saved] == [BOB]


def test_many_changes_stopped_half_way_are_one_step_of_what_was_done(disk, store):
    changes = [change(store, BOB, company="Initech"), change(store, company="Initech")]
    bob = disk.read(changes[0].path)
    told = []

    def stop_after_the_first(done, total):
        told.append((done, total))
        return False

    applied = store.apply(changes, on_progress=stop_after_the_first)
    assert told == [(1, 2)]
    assert applied.summary == next(store.steps()).label == "Bob: company changed"
    assert disk.read(PATH) == WHOLE
    store.undo()
    assert disk.read(changes[0].path) == bob


def test_a_text_edited_by_a_person_is_checked_before_it_is_written(disk, store):
    old = WHOLE.encode()
    new = WHOLE.replace("Acme", "Initech").encode()
    with pytest.raises(InvalidData) as caught:
        store.write_text(PATH, b"emails: [nonsense]\n", expected=digest(old))
    assert caught.value.findings[0].line == 1
    with pytest.raises(InvalidData, match="keeps its id"):
        store.write_text(PATH, new.replace(ANN.encode(), BOB.encode()), expected=digest(old))
    with pytest.raises(Conflict):
        store.write_text(PATH, new, expected=digest(b"something else"))
    store.write_text(PATH, new, expected=digest(old))
    assert diff(WHOLE, disk.read(PATH)) == ["-company: Acme", "+company: Initech"]
    assert "2026-01-01T00:00:00Z" not in disk.read(PATH)
    store.undo()
    assert disk.read(PATH) == WHOLE


def test_fixing_derives_numbers_and_lowers_addresses(disk, store):
    disk.write(PATH, WHOLE.replace('"+442079460018"', '"+442079460019"') + "emails:\n  - Ann@X.org  # home\n")
    store.refresh()
    assert len(store.snapshot.findings) == 2
    applied = store.fix()
    assert [saved.path for saved in applied.saved] == [PATH]
    assert not store.snapshot.findings
    assert "- ann@x.org  # home" in disk.read(PATH)
    assert 'number_e164: "+442079460018"' in disk.read(PATH)
    assert not store.fix().saved


def test_drafts_are_validated(store):
    with pytest.raises(ValidationError):
        store.draft(first_name="x" * 101)
    with pytest.raises(ValidationError):
        store.new_email("nonsense")


def test_saving_goes_on_without_a_journal_and_says_so(disk, store, tmp_path):
    (tmp_path / "xdg" / "state").mkdir(parents=True, exist_ok=True)
    for folder in (tmp_path / "xdg" / "state").rglob("journal.sqlite*"):
        folder.unlink()
    (tmp_path / "xdg" / "state").rename(tmp_path / "xdg" / "old")
    (tmp_path / "xdg" / "state").write_text("a file in the folder's place")
    store = disk.open()
    store.load()
    applied = store.apply([change(store, company="Initech")])
    assert "company: Initech" in disk.read(PATH)
    assert any("undone" in warning for warning in applied.warnings)


SAVE_MANY = """
import sys
from pathlib import Path
from contacts_store.store import Change, Store

root, id_, name, count = sys.argv[1:]
store = Store.open(Path(root), name)
store.load()
for number in range(int(count)):
    store.refresh()
    loaded = store.read(id_)
    extra = {**loaded.contact.extra, f"{name}{number}": "x"}
    store.apply([Change.of(loaded, loaded.contact.with_changes(extra=extra))])
"""


@pytest.mark.timeout(150)
def test_two_processes_saving_one_contact_lose_nothing(disk, store):
    count = 300
    source = str(Path(contacts_store.__file__).parents[1])
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", SAVE_MANY, disk.root, ANN, name, str(count)],
            env={**os.environ, "PYTHONPATH": source},
        )
        for name in ("left", "right")
    ]
    assert [worker.wait(120) for worker in workers] == [0, 0]
    store.refresh()
    kept = store.read(ANN).contact.extra
    assert len(kept) == 2 * count + 1


def test_a_step_that_a_killed_process_left_half_done_can_be_undone(disk, store):
    store.apply([change(store, company="Initech"), change(store, BOB, company="Initech")])
    text = disk.read("contacts/bob.yaml")
    store.close()
    journal = next((disk.root.parent / "xdg" / "state").rglob("journal.sqlite"))
    with sqlite3.connect(journal) as connection:
        connection.execute("UPDATE step SET state = 'pending', at = '2026-01-01T00:00:00.000000Z'")
    connection.close()
    disk.write(PATH, WHOLE)
    later = disk.open()
    later.load()
    assert [saved.path for saved in later.undo().saved] == ["contacts/bob.yaml"]
    assert disk.read("contacts/bob.yaml") != text
    assert disk.read(PATH) == WHOLE


def test_a_damaged_journal_is_set_aside_and_said_once(disk, store):
    store.apply([change(store, company="Initech")])
    store.close()
    journal = next((disk.root.parent / "xdg" / "state").rglob("journal.sqlite"))
    for file in journal.parent.glob("journal.sqlite*"):
        file.unlink()
    journal.write_bytes(b"no database" * 500)
    later = disk.open()
    later.load()
    assert any("set aside" in warning for warning in later.apply([change(later, company="Globex")]).warnings)
    assert not later.apply([change(later, company="Hooli")]).warnings


def test_a_tag_made_and_assigned_in_one_step_has_its_name_behind_its_id(disk, store):
    tag = Tag(id=VIP.replace("7c9e", "8c9e"), name="Lead")
    applied = store.apply([Change.create(tag), change(store, tag_ids=(tag.id,))])
    assert len(applied.saved) == 2
    assert f"- {tag.id}  # Lead" in disk.read(PATH)
    store.undo()
    assert disk.read(PATH) == WHOLE
    assert store.snapshot.tag("lead") is None


def test_undoing_what_made_every_contact_empties_the_list(disk):
    store = disk.open()
    store.load()
    store.apply([Change.create(store.draft(first_name=f"P{number}")) for number in range(12)])
    assert len(store.snapshot.rows) == 12
    applied = store.undo()
    assert len(applied.changeset.removed) == 12
    assert not store.snapshot.rows
    assert not store.snapshot.findings
    store.redo()
    assert len(store.snapshot.rows) == 12
