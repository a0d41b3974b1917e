"""The table of actions, and the person's own keys."""

import pytest

from contacts_tui.app.actions import ACTIONS, Place, bindings
from contacts_tui.app.commands.subjects import commands_on
from contacts_tui.app.configuration import clash, read_configuration


@pytest.fixture
def configured(tmp_path):
    def read(text):
        path = tmp_path / "config.yaml"
        path.write_text(text, encoding="utf-8")
        return read_configuration(path)

    return read


def test_every_id_is_there_once_and_the_default_keys_do_not_clash():
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)
    assert list(clash({action.id: action.keys for action in ACTIONS})) == []


@pytest.mark.parametrize(
    "action", [action for action in ACTIONS if not action.call], ids=lambda action: action.id
)
def test_every_command_exists(action):
    subject, _, verb = action.id.partition(".")
    assert callable(getattr(commands_on(subject), verb))


def test_bindings_carry_the_id_for_the_keymap():
    assert {binding.id for place in Place for binding in bindings(place)} == {action.id for action in ACTIONS}


def test_no_file_means_defaults(tmp_path):
    configuration = read_configuration(tmp_path / "none.yaml")
    assert (configuration.theme, dict(configuration.keymap), configuration.problems) == ("", {}, ())


def test_keys_and_theme_are_read(configured):
    configuration = configured("theme: paper\nkeys:\n  contact.edit: f4, enter\n  search.focus: /\n")
    # enter belongs to the lists
    assert configuration.theme == "paper"
    assert dict(configuration.keymap) == {"search.focus": "/"}
    assert configuration.problems[0].field == "keys.contact.edit"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("keys:\n  contact.edti: x\n", "2:3", "did you mean contact.edit?"),
        ("keys:\n  contact.edit: shmift+x\n", "2:17", "no key"),
        ("keys:\n  contact.edit: q\n", "2:17", "q already does app.quit"),
        ("keys:\n  mark.toggle: j\n", "2:16", "j already does list.down"),
        ("keys:\n  contact.edit:\n", "2:16", "a text is missing"),
        ("keys:\n  contact.edit: f3, pagdown\n", "2:17", "'pagdown' is no key (did you mean pagedown?)"),
        ("keys:\n  search.clear: x\n", "2:17", "a field that one types into needs x"),
        ("keys:\n  palette.open: none\n", "2:17", "it needs a key"),
        ("keys:\n  contact.edit: slash\n", "2:17", "slash already does search.focus"),
        ("motion: slow\n", "1:9", "write full or reduced"),
        ("keys: none\n", "1:7", "action: key lines"),
        ("keyz: {}\n", "1:1", "did you mean keys?"),
        ("keys: [\n", "", ""),
    ],
)
def test_what_is_wrong_is_told_with_its_place(configured, text, place, words):
    configuration = configured(text)
    assert dict(configuration.keymap) == {}
    (problem,) = configuration.problems
    assert f"config.yaml:{place}" in str(problem)
    assert words in str(problem)


def test_an_action_may_have_no_key_and_leave_it_to_another(configured):
    configuration = configured("keys:\n  contact.delete: none\n  contact.edit: d, minus\n")
    assert configuration.problems == ()
    assert dict(configuration.keymap) == {"contact.delete": "", "contact.edit": "d,minus"}


def test_two_keys_may_be_swapped(configured):
    configuration = configured("keys:\n  contact.new: e\n  contact.edit: n\n")
    assert configuration.problems == ()
    assert dict(configuration.keymap) == {"contact.new": "e", "contact.edit": "n"}


async def test_own_keys_work_and_show_in_the_help(running, configured):
    configuration = configured("keys:\n  view.trash: f8\n  list.down: w\n")
    async with running(configuration=configuration) as app:
        await app.press("w")
        assert app.contacts.cursor == 1
        await app.press("j")
        assert app.contacts.cursor == 1, "the default key is free again"
        await app.press("f8")
        assert app.names == ["Charles Babbage"]


async def test_problems_of_the_configuration_are_told(running, configured):
    async with running(configuration=configured("theme: nope\nkeys:\n  contact.edit: q\n")) as app:
        assert any("q already does app.quit" in toast for toast in app.toasts)
        assert any("nope" in toast for toast in app.toasts)
