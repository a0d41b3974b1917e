"""edit: a private copy in $EDITOR, checked on return, never lost."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

ID = "0f8fad5b-d9cb-469f-a165-70867728950e"


@pytest.fixture
def editor(machine, monkeypatch):
    """Make $EDITOR a program that runs these lines of Python over ``path`` and ``text``."""

    def made(code: str) -> None:
        script = machine / "editor.py"
        prelude = "import pathlib, sys\npath = pathlib.Path(sys.argv[-1])\ntext = path.read_text()\n"
        script.write_text(prelude + code)
        monkeypatch.setenv("EDITOR", shlex.join([sys.executable, str(script)]))

    return made


def test_what_the_editor_wrote_is_saved(run, store, editor):
    editor("path.write_text(text.replace('Analytical Engines', 'Initech'))")
    done = run("edit", "ada")
    assert done.code == 0
    assert "Ada Lovelace" in done.out
    text = (store / "contacts/ada.yaml").read_text()
    assert "company: Initech\n" in text
    assert "# wrote to her in May\n" in text
    assert run("undo").code == 0
    assert "Analytical Engines" in (store / "contacts/ada.yaml").read_text()


def test_the_copy_is_private_and_goes_away(run, store, editor, machine):
    editor("print(path.parent.stat().st_mode & 0o777, path, file=open('seen', 'w'))")
    assert run("edit", "ada").err == "unchanged: nothing was saved\n"
    mode, path = (machine / "seen").read_text().split()
    assert int(mode) == 0o700
    assert Path(path).name == "ada.yaml"
    assert not Path(path).parent.exists()


@pytest.mark.parametrize("command", ["false", "no-such-editor-here", "'"])
def test_an_editor_that_fails_leaves_the_file_alone(run, store, monkeypatch, command):
    monkeypatch.setenv("EDITOR", command)
    before = (store / "contacts/ada.yaml").read_bytes()
    done = run("edit", "ada")
    assert done.code in {3, 4}
    assert done.err.startswith("error: ")
    assert "Traceback" not in done.err
    assert (store / "contacts/ada.yaml").read_bytes() == before


def kept(err: str) -> Path:
    return Path(re.search(r"your text is in (\S+)", err)[1])


def test_bad_yaml_without_a_terminal_is_kept_beside(run, store, editor):
    editor("path.write_text(text + 'emails: [\\n')")
    before = (store / "contacts/ada.yaml").read_bytes()
    done = run("edit", "ada")
    assert done.code == 4
    assert "contacts/ada.yaml:" in done.err
    assert (store / "contacts/ada.yaml").read_bytes() == before
    assert kept(done.err).read_text().endswith("emails: [\n")


def test_a_file_that_changed_meanwhile_is_not_overwritten(run, store, editor):
    original = store / "contacts/ada.yaml"
    editor(
        f"other = pathlib.Path({str(original)!r})\n"
        "other.write_text(text.replace('Lovelace', 'Byron'))\n"
        "path.write_text(text.replace('Lovelace', 'King'))"
    )
    done = run("edit", "ada")
    assert done.code == 5
    assert "Byron" in original.read_text()
    assert "King" in kept(done.err).read_text()


def test_an_editor_that_fails_after_writing_keeps_the_text(run, store, editor):
    editor("path.write_text(text.replace('Lovelace', 'King'))\nsys.exit(3)")
    done = run("edit", "ada")
    assert done.code == 4
    assert "status 3" in done.err
    assert "King" in kept(done.err).read_text()
    assert "Lovelace" in (store / "contacts/ada.yaml").read_text()


def test_on_a_terminal_mistakes_are_offered_again_with_what_is_wrong(terminal, store, editor, machine):
    editor(
        "seen = pathlib.Path('seen')\n"
        "if seen.exists():\n"
        "    seen.write_text(text)\n"
        "    path.write_text(text.replace('a@@b', 'a@example.org'))\n"
        "else:\n"
        "    seen.touch()\n"
        "    path.write_text(text.replace('ada@example.org', 'a@@b'))\n"
    )
    code, screen = terminal("edit", "ada")
    assert code == 0, screen
    offered = (machine / "seen").read_text().splitlines()
    place = re.match(r"#! line (\d+), column \d+: ", offered[0])
    assert "a@@b" in offered[int(place[1]) - 1]
    text = (store / "contacts/ada.yaml").read_text()
    assert "a@example.org" in text
    assert "#!" not in text


def test_on_a_terminal_leaving_the_mistakes_gives_up(terminal, store, editor):
    editor("path.write_text(text.replace('ada@example.org', 'a@@b'))")
    code, screen = terminal("edit", "ada")
    assert code == 4
    assert "a@@b" in kept(screen).read_text()
    assert "#!" not in kept(screen).read_text()
    assert "ada@example.org" in (store / "contacts/ada.yaml").read_text()


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_broken_file_can_be_mended(run, store, editor, machine, bom):
    path = store / "contacts/broken.yaml"
    path.write_bytes(bom + b"first_name: Eve\nphone_numbers: 5\n")
    editor("open('seen', 'w').write(text)\npath.write_text(text.replace('5', '[]'))")
    done = run("edit", "contacts/broken.yaml")
    assert done.code == 0, done.err
    assert "#! line 4, column" in (machine / "seen").read_text()
    assert path.read_bytes().startswith(bom + b"first_name: Eve\nphone_numbers: []\n")


def test_a_broken_file_that_is_left_as_it_is_stays_so(run, store, editor):
    path = store / "contacts/broken.yaml"
    path.write_text("first_name: Eve\nphone_numbers: 5\n")
    editor("")
    assert run("edit", "contacts/broken.yaml").err == "unchanged: nothing was saved\n"
    assert path.read_text() == "first_name: Eve\nphone_numbers: 5\n"
