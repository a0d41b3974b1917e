"""``completions``: what bash really offers at TAB, and what zsh and fish are told."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TAGS = {
    "vip": "name: vip\n",
    "clubs": "name: climbing club\n",
    "old": "name: old\ntm_delete: 2026-01-01T00:00:00Z\n",
}
ADA = "0f8fad5b-d9cb-469f-a165-70867728950e"
GONE = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
PRESS_TAB = """
COMP_LINE=$1 COMP_POINT=${2:-${#1}} COMPREPLY=()
compopt() { local IFS=' '; echo "compopt $*"; }
_contacts_tui_completion contacts-tui
(( ${#COMPREPLY[@]} )) && printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture
def people(store):
    (store / "contacts/ada.yaml").write_text(f"id: {ADA}\nfirst_name: Ada\nlast_name: Lovelace\n")
    (store / "contacts/adam.yaml").write_text("display_name: Adam [red]\\e\nnotes: likes the sea\n")
    (store / "contacts/gone.yaml").write_text(
        f"id: {GONE}\ndisplay_name: Ada Gone\ntm_delete: 2026-01-01T00:00:00Z\n"
    )
    for name, text in TAGS.items():
        (store / f"tags/{name}.yaml").write_text(text)
    return store


@pytest.fixture
def tab(people, run, tmp_path, monkeypatch):
    """Press TAB in a real bash after a line; return what is offered."""
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "contacts-tui"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m contacts_tui "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    script = run("completions", "bash").out
    bash = shutil.which("bash")
    assert bash is not None

    def press(line, *point):
        done = subprocess.run(
            [bash, "--norc", "-c", script + PRESS_TAB, "bash", line, *point],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert done.stderr == ""
        return done.stdout.splitlines()

    return press


def test_commands_and_options_are_offered(tab):
    assert tab("contacts-tui com") == ["completions"]
    assert tab("contacts-tui sh") == ["show"]
    assert tab("contacts-tui rm --dr") == ["--dry-run"]


def test_a_name_becomes_the_id_and_several_are_explained(tab):
    assert tab("contacts-tui show lovel") == [ADA]
    offered = tab("contacts-tui show ada")
    assert f"{ADA}  Ada Lovelace" in offered
    assert len(offered) == 2
    assert tab("contacts-tui show 0f8f") == [ADA]
    assert tab("contacts-tui show 'ada lov") == [ADA]


def test_the_trash_is_offered_to_what_works_there_only(tab):
    assert tab("contacts-tui restore ada") == [GONE]
    assert GONE not in "".join(tab("contacts-tui rm ada"))


def test_tags_that_can_be_had_are_offered(tab):
    assert tab("contacts-tui tag assign v") == ["vip"]
    assert tab("contacts-tui tag assign ") == ["compopt -o filenames", "climbing club", "vip"]


def test_a_word_of_a_query_goes_on_after_the_colon(tab):
    assert tab("contacts-tui list tag:v") == ["vip"]
    assert tab("contacts-tui list comp") == ["compopt -o nospace", "company:"]
    assert tab("contacts-tui list --fields name,job") == ["name,job_title"]


def test_set_offers_whom_then_fields_then_tags(tab):
    assert tab("contacts-tui set lovel") == [ADA]
    assert tab(f"contacts-tui set {ADA} comp") == ["compopt -o nospace", "company="]
    assert tab(f"contacts-tui set {ADA} tag+=v") == ["vip"]


def test_only_the_line_up_to_the_cursor_counts(tab):
    assert tab("contacts-tui sh --json", "15") == ["show"]


def test_files_are_left_to_the_shell(tab):
    assert tab("contacts-tui import x") == ["compopt -o default -o filenames"]
    assert tab("contacts-tui --store x") == ["compopt -o dirnames -o filenames"]


def test_without_a_store_nothing_is_offered_and_nothing_said(tab, tmp_path):
    assert tab(f"contacts-tui --store {tmp_path}/none show a") == []


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_get_names_as_descriptions(people, shell):
    words = {"COMP_WORDS": "contacts-tui show lovel", "COMP_CWORD": "2" if shell == "zsh" else "lovel"}
    done = subprocess.run(
        [sys.executable, "-m", "contacts_tui"],
        env=os.environ
        | words
        | {"_CONTACTS_TUI_COMPLETE": f"{shell}_complete", "CONTACTS_TUI_STORE": str(people)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ADA in done.stdout
    assert "Ada Lovelace" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts_are_ones_that_their_shell_reads(run, shell):
    script = run("completions", shell).out
    assert "contacts-tui" in script
    if program := shutil.which(shell):
        subprocess.run([program, "-n"], input=script, text=True, check=True, timeout=10)


def test_nothing_heavy_is_imported_for_an_answer(people):
    code = (
        "import sys, os; from contacts_tui.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(sorted({'textual', 'rich', 'ruamel', 'watchfiles'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ
        | {
            "COMP_LINE": "contacts-tui show lovel",
            "COMP_POINT": "23",
            "_CONTACTS_TUI_COMPLETE": "bash_complete",
        }
        | {"CONTACTS_TUI_STORE": str(people), "PYTHONPATH": str(Path(__file__).parents[3] / "tui")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"
