"""A person's machine for the command line: private XDG folders, one store, and ways to run commands."""

from __future__ import annotations

import io
import json
import os
import pty
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from contacts_tui.cli.edge import run as run_here

if TYPE_CHECKING:
    from pathlib import Path

ADA = """\
# wrote to her in May
id: 0f8fad5b-d9cb-469f-a165-70867728950e
first_name: Ada
last_name: Lovelace
company: Analytical Engines
phone_numbers:
  - number: 020 7946 0018   # desk
    type: work
emails: [ada@example.org]
birthday: 1815-12-10
"""
BO = """\
id: 7c9e6679-7425-40de-944b-e07fc1f90ae7
display_name: Bo Lindqvist
phone_numbers: ["+46 8 123 456 78"]
"""


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def machine(tmp_path, monkeypatch):
    for name in ("CACHE", "CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    for name in ("CONTACTS_TUI_STORE", "NO_COLOR", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)  # read TMPDIR again
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capfd, monkeypatch):
    """Run a command in this process, through the same edge as the program."""

    def call(*words: str, stdin: str | bytes = b"") -> Done:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        capfd.readouterr()
        code = run_here(words)
        sys.stdout.flush()
        return Done(code, *capfd.readouterr())

    return call


@pytest.fixture
def process():
    """Run a command as a process of its own."""

    def call(*words: str, **options: Any) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "contacts_tui", *words],
            capture_output=True,
            timeout=30,
            check=False,
            **{"stdin": subprocess.DEVNULL} | options,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return call


@pytest.fixture
def terminal():
    """Run a command on a terminal of its own, type the answer, and return the exit code and the screen."""

    def call(*words: str, typed: str = "") -> tuple[int, str]:
        ours, theirs = pty.openpty()
        program = subprocess.Popen(
            [sys.executable, "-m", "contacts_tui", *words], stdin=theirs, stdout=theirs, stderr=theirs
        )
        os.close(theirs)
        os.write(ours, typed.encode())
        screen = b""
        with suppress(OSError):  # Linux says EIO when the other end is closed
            while piece := os.read(ours, 65536):
                screen += piece
        os.close(ours)
        return program.wait(timeout=30), screen.decode()

    return call


@pytest.fixture
def store(machine, run, monkeypatch) -> Path:
    """A store with two contacts, chosen by the environment."""
    root = machine / "store"
    assert run("init", str(root), "--region", "GB").code == 0
    (root / "contacts/ada.yaml").write_text(ADA)
    (root / "contacts/bo.yaml").write_text(BO)
    monkeypatch.setenv("CONTACTS_TUI_STORE", str(root))
    return root


@pytest.fixture
def fine_clock(monkeypatch):
    """Let this process trust stamps of a moment ago, as if two seconds had passed since each write."""
    monkeypatch.setattr("contacts_store.index.layout._CLOCK_TICK_NS", 0)
