"""Help: every command says what it does, with examples, and the overview imports none of them."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from contacts_tui.cli.program import program
from contacts_tui.cli.verbs import Verb

COMMANDS = {name: entry for section in program.sections.values() for name, entry in section.items()}
CONTRACT = "init demo dupes merge list show add set edit rm restore trash purge tag lookup email phone check undo redo log import export schema locate themes completions"
HEAVY = (
    "textual",
    "rich",
    "pydantic",
    "phonenumbers",
    "email_validator",
    "ruamel",
    "yaml",
    "sqlite3",
    "watchfiles",
)


def test_every_command_of_the_contract_is_there():
    assert set(CONTRACT.split()) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_overview_says_what_the_command_says(name):
    command = program.get_command(click.Context(program), name)
    assert isinstance(command, Verb)
    assert command.name == name
    first = command.help.splitlines()[0]
    assert first.startswith(COMMANDS[name].summary.rstrip("."))


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "tag"])
def test_every_command_has_examples(run, name):
    done = run(name, "--help")
    assert done.code == 0
    assert (
        f"\n    contacts-tui {name}" in done.out or f"contacts-tui {name}" in done.out.partition("Example")[2]
    )
    assert "--store DIR" in done.out


@pytest.mark.parametrize("name", ["list", "add", "rename", "color", "merge", "rm", "assign", "unassign"])
def test_every_command_of_tag_has_an_example(run, name):
    assert f"    contacts-tui tag {name}" in run("tag", name, "--help").out


@pytest.mark.parametrize(
    ("words", "forbidden"),
    [
        (["--version"], HEAVY),
        (["--help"], HEAVY),
        (["list"], ("textual", "rich", "phonenumbers", "ruamel", "watchfiles")),
        (["lookup", "ada@example.org"], ("textual", "rich", "phonenumbers", "ruamel", "watchfiles")),
        (["show", "ada@example.org"], ("textual", "rich", "watchfiles")),
    ],
)
def test_what_is_imported(store, words, forbidden):
    (store / "contacts-tui.yaml").write_text("format: 1\n")
    (store / "contacts/bo.yaml").unlink()
    (store / "contacts/ada.yaml").write_text(
        "phone_numbers: [{number: '+44 20 7946 0018', number_e164: '+442079460018'}]\nemails: [ada@example.org]\n"
    )
    code = (
        "import sys\nfrom contacts_tui.cli.edge import run\n"
        f"assert run({words!r}) == 0\n"
        f"print([name for name in {forbidden!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == "[]\n"
