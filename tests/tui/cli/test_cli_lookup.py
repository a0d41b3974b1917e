"""``lookup``: never stale without ``--fast``, and with it as fresh as its help says."""

import json
import os
import subprocess
import sys

import pytest

BO = "bo@example.org"


@pytest.fixture
def known(run, store, fine_clock):
    """A store that was looked at."""
    (store / "contacts/bo.yaml").write_text(f"display_name: Bo\nemails: [{BO}]\n")
    (store / "contacts/other.yaml").write_text("display_name: Other\n")
    (store / "contacts/friends").mkdir()
    run("lookup", BO)
    return store


def names(done):
    return [line.split("  ")[0] for line in done.out.splitlines()[1:]]


def write_in_place(file, text):
    with file.open("r+") as stream:
        stream.write(text)
        stream.truncate()


@pytest.mark.parametrize("fast", [(), ("--fast",)])
def test_a_file_changed_a_moment_ago_is_seen(run, known, fast):
    for number in range(3):
        (known / "contacts/bo.yaml").write_text(f"display_name: Bo{number}\nemails: [{BO}]\n")
        assert names(run("lookup", BO, *fast)) == [f"Bo{number}"]


def test_a_change_of_equal_size_and_time_is_seen(run, known):
    file = known / "contacts/bo.yaml"
    before = file.stat()
    write_in_place(file, file.read_text().replace("Bo", "Al", 1))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert names(run("lookup", BO)) == ["Al"]
    run("lookup", BO)
    write_in_place(file, file.read_text().replace("Al", "Cy", 1))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert names(run("lookup", BO, "--fast")) == ["Cy"]


def test_an_address_written_into_another_file_is_seen_by_the_verified_way(run, known):
    write_in_place(known / "contacts/other.yaml", f"display_name: Other\nemails: [{BO}]\n")
    assert names(run("lookup", BO, "--fast")) == ["Bo"]  # what the help says
    assert names(run("lookup", BO)) == ["Bo", "Other"]
    assert names(run("lookup", BO, "--fast")) == ["Bo", "Other"]


def test_the_fast_way_notices_made_removed_and_renamed_files(run, known):
    for folder in ("contacts", "contacts/friends", "contacts/new"):
        (known / folder).mkdir(exist_ok=True)
        new = known / folder / "new.yaml"
        new.write_text(f"display_name: New\nemails: [{BO}]\n")
        assert names(run("lookup", BO, "--fast")) == ["Bo", "New"]
        run("lookup", BO)
        new.rename(known / folder / "renamed.yaml")
        assert names(run("lookup", BO, "--fast")) == ["Bo", "New"]
        run("lookup", BO)
        (known / folder / "renamed.yaml").unlink()
        assert names(run("lookup", BO, "--fast")) == ["Bo"]
        run("lookup", BO)


def test_the_fast_way_notices_a_file_replaced_by_another_program(run, known):
    fresh = known / "contacts/.fresh.tmp"
    fresh.write_text(f"display_name: Other\nemails: [{BO}]\n")
    fresh.rename(known / "contacts/other.yaml")
    assert names(run("lookup", BO, "--fast")) == ["Bo", "Other"]


def test_the_fast_way_notices_tags(run, known):
    (known / "contacts/bo.yaml").write_text(f"display_name: Bo\nemails: [{BO}]\ntag_ids: [vip]\n")
    tag = known / "tags/vip.yaml"
    tag.write_text("id: 7c9e6679-7425-40de-944b-e07fc1f90ae7\nname: vip\n")
    run("lookup", BO)
    assert "vip" in run("lookup", BO, "--fast").out
    write_in_place(tag, "id: 7c9e6679-7425-40de-944b-e07fc1f90ae7\nname: Gold\n")
    assert "Gold" not in run("lookup", BO, "--fast").out
    assert run("lookup", BO, "--fast").out == run("lookup", BO).out


def test_the_fast_way_notices_other_settings(run, known):
    (known / "contacts/bo.yaml").write_text("display_name: Bo\nphone_numbers: [020 7946 0018]\n")
    run("lookup", BO)
    assert names(run("lookup", "+442079460018", "--fast")) == ["Ada Lovelace", "Bo"]
    (known / "contacts-tui.yaml").write_text("format: 1\ndefault_region: US\n")
    assert run("lookup", "+442079460018", "--fast").code == 1


def test_a_file_that_gets_broken_is_not_trusted(run, known):
    write_in_place(known / "contacts/bo.yaml", f"display_name: Bo\nemails: [{BO}]\nphone_numbers: 5\n")
    assert run("lookup", BO, "--fast").code == 1


def test_removing_the_index_costs_time_and_nothing_else(run, known, machine):
    index = next(machine.rglob("index.sqlite"))
    index.unlink()
    assert names(run("lookup", BO, "--fast")) == ["Bo"]
    index.write_bytes(b"garbage" * 1000)
    assert names(run("lookup", BO, "--fast")) == ["Bo"]
    assert names(run("lookup", BO)) == ["Bo"]


@pytest.mark.parametrize("damage", [b"garbage" * 1000, b""], ids=["garbage", "empty"])
def test_a_damaged_index_is_made_anew_and_told_of_in_the_log_only(process, known, machine, damage):
    index = next(machine.rglob("index.sqlite"))
    index.write_bytes(damage)
    done = process("lookup", BO, "--fast")
    assert (done.code, names(done), done.err) == (0, ["Bo"], "")
    assert "is made anew" in (machine / "state/contacts-tui/log").read_text()
    assert index.read_bytes().startswith(b"SQLite format 3")


def test_a_store_chosen_by_the_config_or_by_where_one_is_answers_alike(process, known, machine, monkeypatch):
    monkeypatch.delenv("CONTACTS_TUI_STORE")
    monkeypatch.chdir(known / "contacts/friends")
    assert names(process("lookup", BO)) == ["Bo"]
    monkeypatch.chdir(machine)
    config = machine / "config/contacts-tui/config.yaml"
    config.parent.mkdir(parents=True)
    for text in (f"store: {known}\nkeys:\n  undo: z\n", f"{{store: {known}}}\n"):
        config.write_text(text)
        assert names(process("lookup", BO)) == ["Bo"]


def test_whole_contacts_have_their_tags(run, known):
    (known / "tags/vip.yaml").write_text("id: 7c9e6679-7425-40de-944b-e07fc1f90ae7\nname: vip\n")
    (known / "contacts/bo.yaml").write_text(f"display_name: Bo\nemails: [{BO}]\ntag_ids: [vip]\n")
    for fast in ((), ("--fast",)):
        found = run("lookup", BO, "--json", *fast).json
        assert [contact["tag_ids"] for contact in found] == [["7c9e6679-7425-40de-944b-e07fc1f90ae7"]]


LIGHT = """
import json, sys
from contacts_tui.__main__ import main
try:
    main()
except SystemExit as leaving:
    print(json.dumps([leaving.code, sorted(sys.modules)]))
"""
HEAVY = {
    "argparse", "click", "dataclasses", "email_validator", "hashlib", "inspect", "logging", "pathlib",
    "phonenumbers", "pydantic", "rich", "ruamel", "textual", "uuid", "watchfiles", "yaml",
}  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ("lookup", BO),
        ("lookup", "+442079460018"),
        ("lookup", "+44 20 7946-0018"),
        ("email", "-p", "bo"),
        ("email", "--mutt", "bo"),
        ("phone", "-p", "ada"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("fast", [(), ("--fast",)])
def test_what_is_called_at_every_key_imports_neither_parser_nor_models(run, known, words, fast):
    (known / "contacts/broken.yaml").write_text("emails: 5\n")
    run("lookup", BO)
    done = subprocess.run(
        [sys.executable, "-c", LIGHT, *words, *fast], capture_output=True, text=True, check=True
    )
    code, loaded = json.loads(done.stdout.splitlines()[-1])
    assert code == 0
    assert not {name.split(".")[0] for name in loaded} & HEAVY


def test_a_national_number_that_nobody_can_have_is_not_read_by_the_library(run, known):
    run("lookup", BO)
    done = subprocess.run(
        [sys.executable, "-c", LIGHT, "lookup", "020 7946 0999"], capture_output=True, text=True, check=True
    )
    code, loaded = json.loads(done.stdout.splitlines()[-1])
    assert code == 1
    assert not set(loaded) & HEAVY


def test_a_broken_file_that_is_mended_is_seen(run, known):
    file = known / "contacts/broken.yaml"
    file.write_text(f"display_name: Cy\nemails: {BO}\n")
    assert names(run("lookup", BO)) == ["Bo"]
    write_in_place(file, f"display_name: Cy\nemails: [{BO}]\n")
    assert names(run("lookup", BO)) == ["Bo", "Cy"]
    write_in_place(file, "emails: 5\n")
    assert names(run("lookup", BO)) == ["Bo"]
    file.unlink()
    assert names(run("lookup", BO)) == ["Bo"]


def test_after_a_change_by_a_command_both_ways_see_it(run, known):
    run("set", "bo", "first_name=Bob")
    assert names(run("lookup", BO, "--fast")) == names(run("lookup", BO)) == ["Bo"]
    run("add", "--first-name", "Eve", "--email", BO)
    assert names(run("lookup", BO, "--fast")) == names(run("lookup", BO)) == ["Eve", "Bo"]
