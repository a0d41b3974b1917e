"""The app as a process on a real terminal (a pty): raw output, start, crash."""

import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from fcntl import ioctl

import pyte
import pytest

SIZE = 40, 120
CRASHING = """
import sys
from pathlib import Path
from contacts_store.settings import read_settings
from contacts_tui.app.app import ContactsApp
from contacts_tui.app.screens.main import MainScreen

def crash(screen):
    secret = screen.current_row.name
    raise RuntimeError(secret)

MainScreen.action_search = crash
root = Path(sys.argv[1])
app = ContactsApp(root, read_settings(root))
app.run()
sys.exit(app.return_code)
"""


class Terminal:
    """A process on a pty, and the screen that its output makes."""

    def __init__(self, *command, **variables):
        self.raw = b""
        self._screen = pyte.Screen(SIZE[1], SIZE[0])
        self._stream = pyte.ByteStream(self._screen)
        self._master, slave = os.openpty()
        ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
        environment = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor"} | variables
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )
        os.close(slave)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self._master is not None:
            os.close(self._master)

    @property
    def text(self):
        return "\n".join(self._screen.display)

    def press(self, keys):
        os.write(self._master, keys.encode())

    def until(self, words, seconds=30):
        """Read until the screen shows the words."""
        self._read(seconds, lambda: words in self.text)
        assert words in self.text

    def watch(self, seconds):
        """Read for a while."""
        self._read(seconds, lambda: False)

    def hang_up(self, seconds=30):
        """Close the terminal as a window does; return the process's exit code."""
        os.close(self._master)
        self._master = None
        return self.process.wait(seconds)

    def end(self, seconds=30):
        """Read until the process ends; return its exit code."""
        self._read(seconds, lambda: self.process.poll() is not None)
        self.watch(0.3)
        return self.process.wait(seconds)

    def _read(self, seconds, is_enough):
        deadline = time.monotonic() + seconds
        while not is_enough() and time.monotonic() < deadline:
            if select.select([self._master], [], [], 0.05)[0]:
                try:
                    data = os.read(self._master, 65536)
                except OSError:  # the process closed the terminal
                    return
                self.raw += data
                self._stream.feed(data)


@pytest.fixture
def app_in_terminal(root):
    with Terminal(sys.executable, "-m", "contacts_tui", "--store", str(root)) as terminal:
        yield terminal


def test_the_app_starts_and_quits(app_in_terminal):
    app_in_terminal.until("Grace Hopper")
    app_in_terminal.until("ada@analytical")
    app_in_terminal.press("q")
    assert app_in_terminal.end() == 0
    assert b"\x1b[?1049l" in app_in_terminal.raw


def test_the_app_ends_with_its_terminal(app_in_terminal):
    app_in_terminal.until("Grace Hopper")
    assert app_in_terminal.hang_up() == -signal.SIGHUP


@pytest.mark.parametrize(
    ("shell", "variables", "words"),
    [
        ('"$@" 2>"$ERRORS"; cat "$ERRORS"', {}, "the app draws on stderr, which is redirected"),
        ('"$@"', {"TERM": "dumb"}, "the app can't draw on a terminal with TERM=dumb"),
    ],
)
def test_where_nobody_could_see_it_the_app_says_so(root, tmp_path, shell, variables, words):
    app = (sys.executable, "-m", "contacts_tui", "--store", str(root))
    variables |= {"ERRORS": str(tmp_path / "errors")}
    with Terminal("sh", "-c", shell, "sh", *app, **variables) as terminal:
        terminal.until(words)
        terminal.end()
    assert b"\x1b[?1049h" not in terminal.raw


def test_no_escape_sequence_of_the_data_reaches_the_terminal(root):
    hostile = r'"\e[2JCLEAR\e]0;TITLE\a\e]52;c;Q0xJUA==\e\\\x9b31mCSI\x00\x7f\x85NEL\e[?1049lLEAVE"'
    (root / "contacts/ada.yaml").write_text(
        f"first_name: {hostile}\ncompany: {hostile}\nnotes: {hostile}\n{hostile}: {hostile}\n"
        f'phone_numbers:\n  - number: {hostile[:20]}"\ntag_ids: [{hostile}]\n'
    )
    (root / "tags/vip.yaml").write_text(f"id: 11111111-0000-4000-8000-000000000001\nname: {hostile}\n")
    (root / "contacts/\x1b]0;FILE\x07.yaml").write_text("emails: [")
    with Terminal(sys.executable, "-m", "contacts_tui", "--store", str(root)) as terminal:
        terminal.until("CLEAR")
        for keys in ("G", "1", "G", "2", "g", "3", "2", "/e\r", "d", "z"):
            terminal.press(keys)
            terminal.watch(0.2)
        drawn = terminal.raw
        terminal.press("q")
        assert terminal.end() == 0
    for sequence in (
        b"\x1b[2JCLEAR",
        b"\x1b]0;",
        b"\x1b]52;",
        b"\x9b31m",
        b"\xc2\x9b",
        b"\xc2\x85",
        b"\x7f",
        b"\x00",
    ):
        assert sequence not in drawn
    assert b"\x1b[?1049lLEAVE" not in drawn


def test_a_crash_gives_the_terminal_back_and_tells_no_names(root, tmp_path):
    script = tmp_path / "crashing.py"
    script.write_text(CRASHING)
    with Terminal(sys.executable, str(script), str(root)) as terminal:
        terminal.until("Ada Lovelace")
        terminal.press("/")
        assert terminal.end() == 1
    farewell = terminal.raw.rpartition(b"\x1b[?1049l")[2].decode()
    assert "RuntimeError" in farewell
    assert "Lovelace" not in farewell
    assert "errors.log" in farewell.replace("\r\n", "")


def test_without_colour_not_one_reaches_the_terminal_and_the_cursor_is_seen(root):
    with Terminal(
        sys.executable, "-m", "contacts_tui", "--store", str(root), NO_COLOR="1", FORCE_COLOR=""
    ) as terminal:
        terminal.until("Grace Hopper")
        for keys in (" ", "/a\r", "?", "\x1b", "n", "\x1b", "\x14"):
            terminal.press(keys)
            terminal.watch(0.2)
        looks = {look for text in re.findall(rb"\x1b\[([\d;]*)m", terminal.raw) for look in text.split(b";")}
    assert looks <= {b"", b"0", b"1", b"2", b"3", b"4", b"7", b"9"}
    assert b"7" in looks
