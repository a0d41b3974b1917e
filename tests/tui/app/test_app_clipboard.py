"""Copying: what goes to the terminal, what to a program of the desktop, and what is told."""

import base64
import re
import sys

import pytest
from tests.tui.app.test_app_terminal import Terminal
from textual.events import Paste

from contacts_tui.app.clipboard import ClipboardUnavailable, copy_natively, harmless, native_command, osc52
from contacts_tui.app.configuration import Configuration
from contacts_tui.app.copying import mailbox
from contacts_tui.app.forms.inputs import LineInput

NUMBER = "+44 7700 900123"
PLAIN = f"\x1b]52;c;{base64.b64encode(NUMBER.encode()).decode()}\x07"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, PLAIN),
        ({"TMUX": "/tmp/tmux,1,0"}, f"{PLAIN}\x1bPtmux;\x1b{PLAIN}\x1b\\"),
        ({"STY": "1.screen"}, f"\x1bP{PLAIN}\x1b\\"),
    ],
    ids=["terminal", "tmux", "screen"],
)
def test_the_sequence_reaches_a_real_terminal(root, variables, expected):
    quiet = {"TMUX": "", "STY": "", "DISPLAY": "", "WAYLAND_DISPLAY": "", "PATH": ""} | variables
    command = (sys.executable, "-m", "contacts_tui", "--store", str(root))
    with Terminal(*command, **quiet) as terminal:
        terminal.until("ada@analytical")
        terminal.press("3y")
        terminal.until("copied +44")
        assert expected.encode() in terminal.raw


def test_screen_gets_a_long_sequence_in_pieces_that_it_takes():
    sequence = osc52("x" * 1000, {"STY": "1"})
    pieces = re.findall("\x1bP(.*?)\x1b\\\\", sequence, re.DOTALL)
    assert "".join(pieces) == osc52("x" * 1000, {})
    assert max(map(len, pieces)) <= 250


def test_what_is_copied_can_be_pasted_into_a_terminal():
    assert harmless("a\tb\r\nc\x1b[201~;\x07\x7f\x9b\ud800") == "a\tb\nc␛[201~;␇␡�?"


async def test_a_program_of_the_desktop_gets_the_text(running, tmp_path, monkeypatch):
    program = tmp_path / "wl-copy"
    program.write_text(f"#!/bin/sh\n/bin/cat > {tmp_path}/clipboard\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    async with running(configuration=Configuration()) as app:
        await app.press("3", "y")
        await app.until(app.told)
        assert (tmp_path / "clipboard").read_text() == NUMBER
        assert app.toasts == [f"copied {NUMBER}"]


def values_of(app):
    return [field.value for field in app.app.screen.query(LineInput)]


async def test_a_contact_is_made_of_what_another_program_copied(running, tmp_path, monkeypatch):
    program = tmp_path / "wl-paste"
    program.write_text("#!/bin/sh\necho 'Mary Jackson <mary@example.org>'\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    async with running() as app:
        await app.press("P")
        await app.until(lambda: "mary@example.org" in values_of(app))
        assert "Jackson" in values_of(app)


@pytest.mark.parametrize(
    ("program", "told"), [("", "install wl-paste, xclip or xsel"), ("exit 1", "the clipboard holds no text")]
)
async def test_what_can_not_be_pasted_is_told(running, tmp_path, monkeypatch, program, told):
    if program:
        (tmp_path / "wl-paste").write_text(f"#!/bin/sh\n{program}\n")
        (tmp_path / "wl-paste").chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    async with running() as app:
        await app.press("P")
        await app.until(app.told)
        assert told in app.toasts[0]


@pytest.mark.parametrize("text", ["Mary Jackson <mary@example.org>", "mary@example.org"])
async def test_text_pasted_into_no_field_fills_a_new_contact(running, text):
    async with running() as app:
        app.app.screen.query_one("#contacts").post_message(Paste(text))
        await app.until(lambda: type(app.app.screen).__name__ == "ContactForm" and app.toasts)
        assert "mary@example.org" in values_of(app)
        assert app.toasts[0].startswith("filled ")


async def test_text_pasted_into_the_search_is_searched(running):
    async with running() as app:
        await app.press("slash")
        app.app.screen.focused.post_message(Paste("lovelace"))
        await app.until(lambda: "lovelace" in app.app.screen.focused.value)
        assert type(app.app.screen).__name__ == "MainScreen"


def test_over_ssh_the_clipboard_of_that_machine_is_not_meant(tmp_path):
    program = tmp_path / "wl-copy"
    program.touch(0o700)
    environ = {"PATH": str(tmp_path), "WAYLAND_DISPLAY": "wayland-0"}
    assert native_command(environ) == ["wl-copy"]
    assert native_command(environ | {"SSH_CONNECTION": "x"}) == []


@pytest.mark.parametrize("command", [[], ["false"], ["/no/such/program"]])
def test_what_can_not_be_copied_is_told(command):
    with pytest.raises(ClipboardUnavailable):
        copy_natively("x", command)


@pytest.mark.parametrize(
    ("label", "part"),
    [("name and address", "Ada Lovelace <ada@"), ("JSON", '"Ada"'), ("vCard", "CATEGORIES:vip,science")],
)
async def test_the_menu_copies_what_is_chosen(running, label, part):
    async with running(configuration=Configuration(clipboard="osc52")) as app:
        await app.press("y")
        await app.until(lambda: type(app.app.screen).__name__ == "Menu")
        rows = app.app.screen.query_one("ChoiceRows")
        rows.move_to([choice.label for choice in rows.items].index(label))
        await app.press("enter")
        await app.until(app.told)
        assert part in app.app.clipboard
        assert app.toasts[0].startswith(f"copied {label}: ")


async def test_too_long_a_text_is_told_and_not_sent(running, root):
    (root / "contacts/ada.yaml").write_text(f"first_name: Ada\nnotes: {'x' * 80_000}\n")
    async with running(configuration=Configuration(clipboard="osc52")) as app:
        await app.press("3", "j", "y")
        await app.until(app.told)
        assert "80000 bytes are more than a terminal copies" in app.toasts[0]
        assert not app.app.clipboard


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Lovelace", "Ada Lovelace <a@x.org>"),
        ("Zoë O'Neil", "Zoë O'Neil <a@x.org>"),
        ('Lee, "Ann"', '"Lee, \\"Ann\\"" <a@x.org>'),
        ("a\r\nBcc: b@x.org", '"a Bcc: b@x.org" <a@x.org>'),
        ("", "a@x.org"),
    ],
)
def test_a_name_never_adds_to_a_mail_header(name, expected):
    assert mailbox(name, "a@x.org") == expected
