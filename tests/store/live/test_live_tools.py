"""What editors and tools do to a file is shown once it has settled, and nothing half-written ever is."""

from __future__ import annotations

import shutil
import time

import pytest


def is_clean(scene) -> bool:
    """Tell whether no published picture had a broken row."""
    return not any(row.is_broken for picture in scene.pictures for row in picture.rows)


def test_sed_in_place_is_one_change(scene):
    scene.write(1)
    scene.start()
    scene.run("sed", "-i", "s/Analytical/Difference/", "contacts/p1.yaml")
    scene.wait_for(lambda: scene.company(1) == "Difference Engines")
    assert [changes.changed for changes in scene.changes] == [{"0d0c0000-0000-4000-8000-000000000001"}]


@pytest.mark.skipif(shutil.which("vim") is None, reason="vim is not installed")
@pytest.mark.parametrize("backup", ["auto", "yes", "no"])
def test_vim_save_is_one_change(scene, backup):
    scene.write(1)
    scene.start()
    command = ("-c", f"set backup backupcopy={backup}", "-c", "%s/Analytical/Difference/", "-c", "wq")
    scene.run("vim", "-u", "NONE", "-es", *command, "contacts/p1.yaml")
    scene.wait_for(lambda: scene.company(1) == "Difference Engines")
    assert is_clean(scene)
    assert not any(changes.removed for changes in scene.changes)


def test_slow_writer_in_pieces_is_never_seen_torn(scene):
    path = scene.write(1)
    scene.start()
    for round_ in range(5):
        text = scene.text(1, f"Engines {round_} " + "x" * 150)
        with path.open("w", encoding="utf-8") as file:
            for start in range(0, len(text), 40):
                file.write(text[start : start + 40])
                file.flush()
                time.sleep(0.01 + 0.02 * (start % 3 == 0))
    scene.wait_for(lambda: (scene.company(1) or "").startswith("Engines 4 "))
    whole = {len(scene.text(1)), len(text)}
    assert {picture.rows[0].stamp.size for picture in scene.pictures} <= whole
    assert is_clean(scene)


def test_delete_and_create_again_is_no_removal(scene):
    path = scene.write(1)
    scene.start()
    path.unlink()
    time.sleep(0.05)
    scene.write(1, "Difference Engines")
    scene.wait_for(lambda: scene.company(1) == "Difference Engines")
    assert not any(changes.removed for changes in scene.changes)


def test_deleted_file_goes(scene):
    path = scene.write(1)
    scene.write(2)
    scene.start()
    path.unlink()
    scene.wait_for(lambda: scene.company(1) is None)
    assert scene.company(2)


def test_rename_keeps_the_contact(scene):
    path = scene.write(1)
    scene.start()
    path.rename(path.with_name("ada.yaml"))
    scene.wait_for(lambda: scene.store.snapshot.row_at("contacts/ada.yaml"))
    scene.stays(lambda: len(scene.store.snapshot.rows) == 1, 0.4)
    assert is_clean(scene)
    assert not any(changes.added or changes.removed for changes in scene.changes)


def test_empty_file_keeps_its_last_good_state_for_a_while(scene):
    path = scene.write(1)
    scene.start()
    path.write_bytes(b"")
    scene.stays(lambda: scene.company(1) == "Analytical Engines" and is_clean(scene), 0.6)
    scene.write(1, "Difference Engines")
    scene.wait_for(lambda: scene.company(1) == "Difference Engines")
    assert is_clean(scene)


def test_file_that_stays_empty_is_a_finding(scene):
    path = scene.write(1)
    scene.start()
    path.write_bytes(b"")
    scene.wait_for(lambda: scene.store.snapshot.findings)
    (finding,) = scene.store.snapshot.findings
    assert finding.path == "contacts/p1.yaml"


def test_half_written_new_file_is_shown_as_broken(scene):
    scene.write(1)
    scene.start()
    (scene.root / "contacts/new.yaml").write_text("first_name: [", encoding="utf-8")
    scene.wait_for(lambda: scene.store.snapshot.row_at("contacts/new.yaml"))
    assert scene.store.snapshot.row_at("contacts/new.yaml").is_broken
    assert scene.company(1)


def test_new_folder_and_what_is_written_into_it_later(scene):
    scene.write(1)
    scene.start()
    scene.write(2, folder="contacts/friends")
    scene.wait_for(lambda: scene.company(2))
    time.sleep(0.5)
    scene.write(2, "Difference Engines", folder="contacts/friends")
    scene.wait_for(lambda: scene.company(2) == "Difference Engines")


def test_filled_folder_moved_in(scene, tmp_path):
    scene.write(1)
    scene.start()
    outside = tmp_path / "outside"
    outside.mkdir()
    for number in range(10, 40):
        (outside / f"p{number}.yaml").write_text(scene.text(number), encoding="utf-8")
    outside.rename(scene.root / "contacts/outside")
    scene.wait_for(lambda: len(scene.store.snapshot.rows) == 31)
    assert is_clean(scene)


def test_tag_file_is_followed(scene):
    scene.start()
    tag = scene.root / "tags/vip.yaml"
    tag.write_text("id: 0d0c0000-0000-4000-8000-000000000abc\nname: vip\n", encoding="utf-8")
    scene.wait_for(lambda: scene.store.snapshot.tag("vip"))
    tag.write_text("id: 0d0c0000-0000-4000-8000-000000000abc\nname: friends\n", encoding="utf-8")
    scene.wait_for(lambda: scene.store.snapshot.tag("friends"))
    assert all(changes.tags_changed for changes in scene.changes)


def test_own_save_and_equal_bytes_say_nothing(scene):
    from contacts_store.store import Change

    path = scene.write(1)
    scene.start()
    loaded = scene.store.read("0d0c0000-0000-4000-8000-000000000001")
    scene.store.apply([Change.of(loaded, loaded.contact.with_changes(company="Difference Engines"))])
    path.write_bytes(path.read_bytes())
    scene.stays(lambda: not scene.changes, 0.6)
    assert scene.company(1) == "Difference Engines"


def test_editors_droppings_say_nothing(scene):
    scene.write(1)
    scene.start()
    for name in (".p1.yaml.swp", "p1.yaml~", "#p1.yaml#", "4913", "x.tmp", ".hidden.yaml"):
        (scene.root / "contacts" / name).write_text("junk", encoding="utf-8")
    (scene.root / "notes.yaml").write_text("not: a contact", encoding="utf-8")
    scene.stays(lambda: not scene.changes, 0.5)


def test_conflict_copy_of_a_sync_tool_is_reported(scene):
    scene.write(1)
    scene.start()
    copy = scene.root / "contacts/p1.sync-conflict-20260101-120000-ABC.yaml"
    copy.write_text(scene.text(1), encoding="utf-8")
    scene.wait_for(lambda: scene.store.snapshot.findings)
    assert is_clean(scene)
    copy.unlink()
    scene.wait_for(lambda: not scene.store.snapshot.findings)


def test_saved_searches_are_followed(scene):
    scene.write(1)
    scene.start()
    (scene.root / "searches.yaml").write_text("engines: company:engines\n")
    scene.wait_for(lambda: list(scene.store.snapshot.saved.queries) == ["engines"])
    assert any(changes.searches_changed for changes in scene.changes)
