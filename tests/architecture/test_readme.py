"""README's promises that a machine can keep: its code block runs, its picture is there, its lists are complete."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def table(heading):
    """Return the first table of a section: of each row what is in backquotes on the left, and the right side."""
    first = README.partition(f"\n## {heading}\n")[2].partition("\n|---|---|\n")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| (.*) \| (.*) \|$", first, re.MULTILINE)
    return [(re.findall(r"`([^`]+)`", left.replace("\\|", "|")), right) for left, right in rows]


def stems(text):
    """Return the beginnings of the words that carry a meaning."""
    return {word[:4] for word in re.findall(r"[a-z]+", text.lower().replace("qr", "qrcode")) if len(word) > 1}


def written(key):
    """Return a key as README writes it."""
    from textual.keys import format_key

    return key if key == "enter" else format_key(key)


def test_the_picture_is_one_that_the_app_drew():
    (name,) = re.findall(r"!\[[^]]*\]\(([^)]+)\)", README)
    picture = (ROOT / name).read_text()
    assert picture.startswith("<svg")
    assert all(f"{title}" in picture for title in ("Tags", "Contacts", "Details"))


def test_the_check_runs_the_readmes_own_test_command():
    commands = [line for block in blocks("sh") for line in block.splitlines() if line.endswith("pytest")]
    assert len(commands) == 1
    assert commands[0].startswith("python3 -m venv .venv && ")


def test_the_contact_written_by_hand_has_no_errors(tmp_path):
    from contacts_store.initialise import initialise
    from contacts_store.store import Store

    (text,) = (block for block in blocks("yaml") if "phone_numbers" in block)
    initialise(tmp_path, region="GB")
    (tmp_path / "contacts" / "ottilie.yaml").write_text(text)
    store = Store.open(tmp_path)
    (row,) = store.load().rows
    assert not row.is_broken
    assert store.read(row).contact.extra == {"birthday": "1938-04-02"}


def test_the_python_example_runs(tmp_path, monkeypatch):
    from contacts_store.initialise import initialise

    monkeypatch.setenv("HOME", str(tmp_path))
    initialise(tmp_path / "contacts")
    contact = tmp_path / "contacts" / "contacts" / "ada.yaml"
    contact.write_text("first_name: Ada\nlast_name: Lovelace\n")
    (code,) = blocks("python")
    subprocess.run([sys.executable, "-c", code], check=True)
    assert "company: Analytical Engines" in contact.read_text()


def test_the_table_of_keys_has_every_action_and_says_what_it_does():
    from contacts_tui.app.actions import ACTIONS

    said = {key: set() for keys, _ in table("Keys") for key in keys}
    for keys, text in table("Keys"):
        for key in keys:
            said[key] |= stems(text)
    silent = {
        action.id
        for action in ACTIONS
        if not any(
            stems(f"{action.label} {action.help}") & said.get(written(key), set())
            for key in action.keys.split(",")
        )
    }
    assert not silent
    assert said.keys() <= {written(key) for action in ACTIONS for key in action.keys.split(",")}


def test_the_table_of_commands_has_every_command_and_no_other():
    from contacts_tui.cli.program import program

    told = {words.split()[0] for names, _ in table("The command line") for words in names}
    assert told == {name for section in program.sections.values() for name in section}


@pytest.mark.parametrize("table_of", ["Keys", "The command line"])
def test_nothing_is_in_a_table_twice_unless_it_does_two_things(table_of):
    names = [name for left, _ in table(table_of) for name in left]
    assert {name for name in names if names.count(name) > 1} <= {"space"}
