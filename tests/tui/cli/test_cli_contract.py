"""What scripts rely on: streams, exit codes, quiet ends, no prompt, nothing dangerous on a terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202eevil\u2066\x7f\ufeff [/b] [@click=app.quit]"


def test_without_a_store_says_how_to_make_one(process):
    done = process("list")
    assert (done.code, done.out) == (3, "")
    assert "contacts-tui init" in done.err


def test_without_a_terminal_the_app_is_a_usage_error(process, store):
    for words in ((), ("demo",)):
        done = process(*words)
        assert done.code == 2
        assert "terminal" in done.err


def test_results_go_to_stdout_and_nothing_else(process, store):
    done = process("list")
    assert done.code == 0
    assert [line.split("  ")[0] for line in done.out.splitlines()] == ["NAME", "Ada Lovelace", "Bo Lindqvist"]
    assert done.err == ""


@pytest.mark.parametrize("words", [("--json", "list"), ("list", "--json")])
def test_global_options_stand_before_or_after_the_verb(run, store, words):
    assert [contact["id"][:8] for contact in run(*words).json] == ["0f8fad5b", "7c9e6679"]


def test_store_option_wins_over_the_environment(run, store, machine):
    run("init", str(machine / "other"))
    assert run("list", "--json", "--store", str(machine / "other")).json == []
    assert run("--store", str(machine / "other"), "tag", "list", "--json").json == []


def test_the_store_that_the_current_folder_lies_in(run, store, monkeypatch):
    monkeypatch.delenv("CONTACTS_TUI_STORE")
    monkeypatch.chdir(store / "contacts")
    assert run("locate").out == f"{store}\n"


def test_version(process):
    done = process("--version")
    assert done.code == 0
    assert done.out.startswith("contacts-tui ")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("lst",), "did you mean 'list'"),
        (("list", "--jsn"), "--json"),
        (("list", "--limit", "many"), "--limit"),
        (("list", "--fields", "nmae"), "did you mean 'name'"),
        (("list", "--sort", "nmae"), "did you mean 'name'"),
        (("show",), "WHO"),
        (("set", "ada", "compny=x"), "did you mean 'company'"),
        (("add", "--phone", "123:cell"), "'--phone': 'cell' is no type"),
        (("add", "--first-name", "Bo", "--primary-email", "b@example.org:hom"), "--primary-email"),
        (("purge",), "--older-than"),
        (("purge", "--older-than", "soon"), "90d"),
        (("import", "x.json", "--update", "--skip-existing"), "exclude each other"),
        (("check", "elsewhere.yaml"), "elsewhere.yaml"),
    ],
)
def test_usage_errors_name_the_option_and_the_remedy(run, store, words, expected):
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert expected in done.err
    assert "--help" in done.err


def test_a_closed_pipe_is_quiet(store):
    for number in range(300):
        text = f"display_name: Person {number} {'x' * 150}\n"
        (store / f"contacts/{number}.yaml").write_text(text)
    reader, writer = os.pipe()
    program = subprocess.Popen(
        [sys.executable, "-m", "contacts_tui", "list"],
        stdout=writer,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    )
    os.close(writer)
    os.read(reader, 1)
    os.close(reader)
    _, err = program.communicate(timeout=30)
    assert (program.returncode, err) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_that_can_not_be_written_is_an_error(store):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "contacts_tui", "list"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 4
    assert done.stderr.decode() == "error: output: no space left on the device\n"


def test_ctrl_c_ends_with_130_and_no_traceback(store, machine):
    waiting = machine / "fifo.yaml"
    os.mkfifo(waiting)
    program = subprocess.Popen(
        [sys.executable, "-m", "contacts_tui", "add", "-i", str(waiting)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # a shell starts what runs in its background deaf to the key, and children inherit that
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 -- takes no lock
    )
    writer = None
    while writer is None and program.poll() is None:
        with suppress(OSError):  # refused until the program has opened its end
            writer = os.open(waiting, os.O_WRONLY | os.O_NONBLOCK)
        time.sleep(0.01)
    program.send_signal(signal.SIGINT)
    out, err = program.communicate(timeout=30)
    os.close(writer)
    assert (program.returncode, out, err) == (130, b"", b"")


def test_an_unforeseen_error_is_one_line_without_contact_data(run, store, machine, monkeypatch):
    def failing(_session):
        raise KeyError("Ada Lovelace, +442079460018")

    monkeypatch.setattr("contacts_tui.cli.session.Session.load_reader", failing)
    done = run("list")
    log = machine / "state/contacts-tui/errors.log"
    assert (done.code, done.out) == (70, "")
    assert (
        done.err
        == f"error: internal error: KeyError at contacts_tui/cli/commands/listing.py:{_line(done)}; details in {log}\n"
    )
    assert "Ada" not in log.read_text()
    assert "listing.py" in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600


def _line(done):
    return done.err.split(".py:")[1].split(";")[0]


@pytest.fixture
def hostile(run, store):
    run("tag", "add", HOSTILE)
    words = [
        "--first-name",
        HOSTILE,
        "--company",
        HOSTILE,
        "--notes",
        f"{HOSTILE}\n{HOSTILE}",
        "--phone",
        "\x1b[31m1",
    ]
    done = run("add", *words, "--tag", HOSTILE)
    assert done.code == 0
    return done.out.strip()


def dangerous(text: str) -> set[str]:
    return {char for char in text if (ord(char) < 32 and char != "\n") or ord(char) in range(0x7F, 0xA0)} | (
        set(text) & set("\u202e\u2066\ufeff")
    )


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("list", "--json"),
        ("list", "--fields", "company,notes,path,tags"),
        ("show", "WHO"),
        ("show", "WHO", "--json"),
        ("tag", "list"),
        ("tag", "list", "--json"),
        ("log",),
        ("log", "--json"),
        ("check",),
        ("check", "--json"),
        ("rm", "WHO"),
        ("set", "WHO", "company=\x1b[0m", "--dry-run"),
        ("export",),
        ("show", HOSTILE + "x"),
        (HOSTILE,),
    ],
)
def test_no_control_of_the_data_reaches_the_output(run, hostile, words):
    done = run(*(hostile if word == "WHO" else word for word in words))
    assert done.out + done.err
    assert dangerous(done.out + done.err) == set()


def test_a_text_is_exact_in_a_pipe_and_harmless_on_a_terminal(run, hostile, store, terminal):
    path = Path(run("locate", hostile).out.strip())
    assert run("show", hostile, "--yaml").out.encode() == path.read_bytes()
    code, screen = terminal("show", hostile, "--yaml", "--color", "never")
    assert code == 0
    assert "first_name" in screen
    assert dangerous(screen.replace("\r\n", "\n")) == set()


@pytest.mark.parametrize(("mode", "is_colored"), [("auto", False), ("always", True), ("never", False)])
def test_color_in_a_pipe_only_when_wanted(run, store, mode, is_colored):
    assert ("\x1b[" in run("list", "--color", mode).out) == is_colored


@pytest.mark.parametrize(("no_color", "is_colored"), [("", True), ("1", False)])
def test_no_color_is_obeyed_on_a_terminal(terminal, store, monkeypatch, no_color, is_colored):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", no_color)
    assert ("\x1b[" in terminal("list")[1]) == is_colored


def test_a_table_fits_the_terminal(terminal, store, monkeypatch):
    monkeypatch.setenv("COLUMNS", "30")
    assert max(map(len, terminal("list", "--color", "never")[1].split("\r\n"))) == 30


def test_a_locale_without_the_characters_does_not_fail(store):
    (store / "contacts/bo.yaml").write_text("display_name: Bō 日本 😀\n")
    for words, expected in (("list",), "B\\u014d"), (("list", "--json"), "Bō 日本 😀"):
        done = subprocess.run(
            [sys.executable, "-m", "contacts_tui", *words],
            capture_output=True,
            env=os.environ | {"PYTHONIOENCODING": "latin-1"},
            check=False,
        )
        assert done.returncode == 0
        assert expected in done.stdout.decode()
