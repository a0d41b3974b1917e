"""$EDITOR: the command line that is built, and real programs run on a real terminal."""

import os
import pty
import select
import stat
import sys
import time

import pytest

from contacts_tui.editor_command import EditorMissing, editor_command


def program(folder, name, body="exit 0"):
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.mark.parametrize(
    ("editor", "expected"),
    [
        ("vi", ["+7", "--", "{file}"]),
        ("nvim -u NONE", ["-u", "NONE", "+7", "--", "{file}"]),
        ("nano", ["+7,3", "--", "{file}"]),
        ("emacs -nw", ["-nw", "+7:3", "{file}"]),
        ("micro", ["+7:3", "{file}"]),
        ("joe", ["+7", "{file}"]),
        ("code --wait", ["--wait", "--goto", "{file}:7:3"]),
        ("hx", ["{file}:7:3"]),
        ("unheard-of", ["{file}"]),
    ],
)
def test_each_family_goes_to_the_line_in_its_own_way(tmp_path, editor, expected):
    program(tmp_path, editor.split()[0])
    file = str(tmp_path / "-rf; x.yaml")
    command = editor_command(file, 7, 3, environ={"EDITOR": editor, "PATH": str(tmp_path)})
    assert command[1:] == [part.format(file=file) for part in expected]


@pytest.mark.parametrize(
    ("editor", "expected"), [("vim", ["--"]), ("nano", ["--"]), ("code", []), ("emacs", [])]
)
def test_without_a_line_only_the_file_is_named(tmp_path, editor, expected):
    program(tmp_path, editor)
    command = editor_command(tmp_path / "a.yaml", environ={"EDITOR": editor, "PATH": str(tmp_path)})
    assert command[1:] == [*expected, str(tmp_path / "a.yaml")]


def test_visual_comes_before_editor_and_both_before_the_fallbacks(tmp_path):
    for name in ("one", "two", "nano"):
        program(tmp_path, name)
    path = {"PATH": str(tmp_path)}
    assert editor_command("a", environ={"VISUAL": "one", "EDITOR": "two", **path})[0] == "one"
    assert editor_command("a", environ={"VISUAL": " ", "EDITOR": "two", **path})[0] == "two"
    assert editor_command("a", environ=path)[0] == "nano"


def test_quotes_hold_a_path_with_blanks_together(tmp_path):
    folder = tmp_path / "my tools"
    folder.mkdir()
    editor = program(folder, "edit")
    assert editor_command("/a", environ={"EDITOR": f"'{editor}' -x"})[:2] == [str(editor), "-x"]


@pytest.mark.parametrize("environ", [{"EDITOR": "no-such-editor"}, {"EDITOR": "'open"}, {}])
def test_no_usable_editor_is_said_in_words(tmp_path, environ):
    with pytest.raises(EditorMissing, match="EDITOR"):
        editor_command("a", environ=environ | {"PATH": str(tmp_path)})


APP = """
import sys
from pathlib import Path
from textual.app import App
from contacts_tui.app.editor import edit_file

class One(App):
    def on_mount(self):
        self.call_later(self.edit)
    def edit(self):
        self.exit(edit_file(self, Path(sys.argv[1]), 2, 1))

Path(sys.argv[2]).write_text(One().run())
"""


def run_on_terminal(tmp_path, editor):
    """Run an app that opens the editor, on a terminal of its own; return what it was told, and the raw output."""
    file, said = tmp_path / "ada.yaml", tmp_path / "said"
    file.write_text("first_name: Ada\nlast_name: Lovelace\n")
    pid, master = pty.fork()
    if pid == 0:
        os.environ |= {
            "EDITOR": str(editor),
            "TERM": "xterm-256color",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        os.execv(sys.executable, [sys.executable, "-c", APP, str(file), str(said)])
    output, deadline = b"", time.monotonic() + 40
    while time.monotonic() < deadline:
        if select.select([master], [], [], 0.2)[0]:
            try:
                output += os.read(master, 65536)
            except OSError:
                break
    os.waitpid(pid, 0)
    os.close(master)
    return said.read_text(), file.read_text(), output


def test_the_editor_works_on_the_real_file_and_the_terminal_comes_back(tmp_path):
    editor = program(tmp_path, "myedit", 'echo "EDITING"; sed -i s/Ada/Augusta/ "$1"')
    said, text, output = run_on_terminal(tmp_path, editor)
    assert said == ""
    assert text.startswith("first_name: Augusta")
    before, after = output.split(b"EDITING")
    assert before.rstrip().count(b"\x1b[?1049l") == 1  # handed over ...
    assert after.count(b"\x1b[?1049h") == 1  # ... taken back ...
    assert after.count(b"\x1b[?1049l") == 1  # ... and left at the end


@pytest.mark.parametrize(("body", "words"), [("exit 3", "ended with status 3"), (None, "can't be run")])
def test_an_editor_that_fails_is_told_and_the_file_stays(tmp_path, body, words):
    editor = program(tmp_path, "myedit", body or "")
    if body is None:
        editor.write_bytes(b"\x7fELF broken")
    said, text, output = run_on_terminal(tmp_path, editor)
    assert words in said
    assert text == "first_name: Ada\nlast_name: Lovelace\n"
    assert output.count(b"\x1b[?1049h") == output.count(b"\x1b[?1049l") == 2
