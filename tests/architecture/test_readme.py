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


@pytest.mark.parametrize(
    "verb", ["list", "add", "tag", "lookup", "email", "phone", "check", "import", "init", "log"]
)
def test_the_commands_named_are_commands(verb):
    assert re.search(rf"`{verb}[ `]", README)
    done = subprocess.run(
        [sys.executable, "-m", "contacts_tui", verb, "--help"], capture_output=True, check=False
    )
    assert done.returncode == 0
