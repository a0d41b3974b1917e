"""Opening values with other programs, and the person's own commands: no shell, no option, no header slips in."""

import json
import sys

import pytest

from contacts_tui.app.argv import CommandFailed, filled, run_detached
from contacts_tui.app.configuration import Configuration, read_configuration
from contacts_tui.app.opening import calls, mail, opening_command, urls
from contacts_tui.app.own_commands import OwnCommand

HOSTILE = "-x; rm -rf $(HOME) `id` 'a' \"b\" {id}\n"


def recording(tmp_path):
    """Return a command that writes its arguments to a file, and how to read them."""
    script = tmp_path / "record.py"
    script.write_text(
        f"import json, sys, os; open({str(tmp_path / 'part')!r}, 'w').write(json.dumps(sys.argv[1:]))\n"
        f"os.rename({str(tmp_path / 'part')!r}, {str(tmp_path / 'argv')!r})\n"
    )
    return (sys.executable, str(script)), tmp_path / "argv"


def test_a_hostile_address_adds_no_header():
    url = mail("a?cc=b@x.org&body=%0A@y.org").values["url"]
    assert url == "mailto:a%3Fcc=b@x.org&body=%0A@y.org".replace("=", "%3D").replace("&", "%26").replace(
        "%0A", "%250A"
    )


def test_numbers_are_dialled_by_their_e164_form_or_their_digits():
    assert [one.values["url"] for one in calls("020 7946 0018", "+442079460018")] == [
        "tel:+442079460018",
        "sms:+442079460018",
    ]
    assert next(calls("0800-CALL;x=1", "")).values["url"] == "tel:08001"


def test_urls_in_a_text_end_where_the_sentence_does():
    found = [one.values["url"] for one in urls("see https://a.example/x?y=1, or (http://b.example).")]
    assert found == ["https://a.example/x?y=1", "http://b.example"]


def test_a_value_is_one_element_and_never_an_option():
    assert filled(["p", "to={name}"], {"name": HOSTILE}) == ["p", f"to={HOSTILE}"]
    with pytest.raises(CommandFailed, match="option"):
        filled(["p", "{name}"], {"name": HOSTILE})
    with pytest.raises(CommandFailed, match="no number"):
        filled(["p", "{number}"], {"number": ""})


def test_without_a_desktop_nothing_is_opened_and_it_is_said(tmp_path):
    (tmp_path / "xdg-open").touch(0o700)
    path = {"PATH": str(tmp_path)}
    assert opening_command(mail("a@x.org"), {}, path | {"DISPLAY": ":0"}) == ["xdg-open", "mailto:a@x.org"]
    with pytest.raises(CommandFailed, match="over ssh there is no desktop"):
        opening_command(mail("a@x.org"), {}, path | {"SSH_CONNECTION": "x"})


@pytest.mark.parametrize("command", [["/no/such/program"], ["false"]])
def test_a_program_that_fails_is_told(command):
    with pytest.raises(CommandFailed, match=command[0]):
        run_detached(command)


async def test_enter_opens_the_address_at_the_cursor_with_the_persons_command(running, tmp_path):
    command, recorded = recording(tmp_path)
    configuration = Configuration(openers={"mailto": (*command, "to={address}", "{url}")})
    async with running(configuration=configuration) as app:
        await app.press("3")
        while app.details.current.kind != "address":
            await app.press("j")
        await app.press("enter")
        await app.until(recorded.exists)
        address = "ada@analytical.example.com"
        assert json.loads(recorded.read_text()) == [f"to={address}", f"mailto:{address}"]


async def test_the_open_menu_offers_addresses_and_numbers(running):
    async with running() as app:
        await app.press("o")
        await app.until(lambda: type(app.app.screen).__name__ == "Menu")
        labels = [choice.label for choice in app.app.screen.query_one("ChoiceRows").items]
        assert labels[:2] == ["write to ada@analytical.example.com", "call +44 7700 900123"]


@pytest.mark.parametrize("by_palette", [False, True])
async def test_an_own_command_runs_with_the_values_of_the_contact(running, root, tmp_path, by_palette):
    command, recorded = recording(tmp_path)
    own = OwnCommand("f9", "Ring [it]", (*command, "{name}", "{e164}", "{path}"))
    async with running(configuration=Configuration(commands=(own,))) as app:
        if by_palette:
            await app.press("ctrl+p")
            await app.pilot.press(*"ring")
            await app.until(lambda: app.app.screen.query_one("CommandList").option_count)
            await app.press("enter")
        else:
            await app.press("f9")
        await app.until(recorded.exists)
        assert json.loads(recorded.read_text()) == [
            "Ada Lovelace",
            "+447700900123",
            str(root / "contacts/ada.yaml"),
        ]


async def test_an_own_command_on_numbers_takes_the_one_at_the_cursor(running, tmp_path):
    command, recorded = recording(tmp_path)
    own = OwnCommand("f9", "Ring", (*command, "{number}"), per="number")
    async with running(configuration=Configuration(commands=(own,))) as app:
        await app.press("3", "j", "f9")
        await app.until(recorded.exists)
        assert json.loads(recorded.read_text()) == ["020 7946 0018"]


def test_commands_are_read_and_what_is_wrong_is_told_with_its_line(tmp_path):
    path = tmp_path / "config.yaml"
    path.write_text(
        "open:\n  mailto: [mail, 'to={address}']\n  fax: [x]\n"
        "commands:\n"
        "  - key: f9\n    label: Ring\n    run: [ring, '{e164}']\n    per: number\n    suspend: true\n"
        "  - key: e\n    run: [x]\n"
        "  - run: [x, '{phone}']\n"
        "  - run: x\n"
    )
    configuration = read_configuration(path)
    assert dict(configuration.openers) == {"mailto": ("mail", "to={address}")}
    assert configuration.commands == (OwnCommand("f9", "Ring", ("ring", "{e164}"), "number", True),)
    assert [(problem.line, problem.field) for problem in configuration.problems] == [
        (3, "open.fax"),
        (10, "commands[1].key"),
        (12, "commands[2].run"),
        (13, "commands[3].run"),
    ]
