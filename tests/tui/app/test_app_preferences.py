"""What the person sets is kept in ``config.yaml``, in force at once, and never costs a word of the file."""

from pathlib import Path

import pytest

from contacts_store.locations import config_file
from contacts_tui.app.kept_theme import NotKept, keep_theme
from contacts_tui.app.widgets.key_bar import KeyBar


@pytest.fixture
def config():
    path = Path(config_file())
    path.parent.mkdir(parents=True)

    def write(text):
        path.write_text(text, encoding="utf-8")
        return path

    write.folder = path.mkdir
    return write


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "theme: nord\n"),
        ("# mine\n", "# mine\ntheme: nord\n"),
        ("theme: ink  # dark\nkeys: {}\n", "theme: nord  # dark\nkeys: {}\n"),
        ("# a\n\nkeys:\n  view.trash: f8\n", "# a\n\nkeys:\n  view.trash: f8\ntheme: nord\n"),
    ],
)
def test_a_kept_theme_changes_its_line_alone(config, before, after):
    path = config(before)
    keep_theme(path, "nord")
    assert path.read_text() == after


def test_a_kept_theme_makes_the_file(tmp_path):
    path = tmp_path / "some" / "where" / "config.yaml"
    keep_theme(path, "one: #two")
    assert path.read_text() == "theme: 'one: #two'\n"


def test_a_file_that_can_not_be_understood_stays(config):
    path = config("keys: [\n")
    with pytest.raises(NotKept, match=r"theme nord is on, but not written .*bracket"):
        keep_theme(path, "nord")
    assert path.read_text() == "keys: [\n"


async def test_a_theme_that_can_not_be_kept_is_on_all_the_same(running, config):
    config.folder()
    async with running() as app:
        await app.press("ctrl+t", "g", "enter")
        await app.until(lambda: any("not written" in toast for toast in app.toasts))
        assert app.app.theme == "catppuccin-latte"


async def test_a_chosen_theme_is_kept_and_told(running, config):
    path = config("# mine\ntheme: paper # at day\n")
    async with running() as app:
        assert app.app.theme == "paper"
        await app.press("ctrl+t", "g", "enter")
        await app.until(lambda: any("theme catppuccin-latte, kept in" in toast for toast in app.toasts))
        assert path.read_text() == "# mine\ntheme: catppuccin-latte # at day\n"


async def test_an_edited_configuration_is_in_force_at_once(running, config):
    path = config("theme: paper\n")
    async with running() as app:
        path.write_text("theme: nord\nkeys:\n  view.trash: f8\nmotion: reduced\n")
        await app.until(lambda: app.app.theme == "nord")
        assert app.app.animation_level == "none"
        await app.press("f8")
        assert app.names == ["Charles Babbage"]
        path.write_text("theme: [\n")
        await app.until(app.told)
        assert "config.yaml:" in app.toasts[0]
        assert app.app.theme == "nord"
        await app.press("T")
        assert app.names == ["Charles Babbage"], "the keys stay as they were"


async def test_reduced_motion_comes_and_goes_with_its_line(running, config):
    path = config("motion: reduced\n")
    async with running() as app:
        assert app.app.animation_level == "none"
        path.write_text("motion: full\n")
        await app.until(lambda: app.app.animation_level == "full")


async def test_an_action_without_a_key_is_in_the_palette_alone(running, config):
    config("keys:\n  contact.delete: none\n  history.undo: none\n")
    async with running() as app:
        before = app.names
        assert "Delete" not in app.main.query_one(KeyBar).render().plain
        await app.press("d", "z")
        assert app.names == before
        await app.press("ctrl+p", *"delete")
        await app.pilot.pause(0.5)
        await app.press("enter")
        await app.until(app.told)
        assert app.names != before
        assert app.toasts[0].endswith("^p Undo takes it back")


async def test_the_palette_shows_the_persons_own_keys(running, config):
    config("keys:\n  contact.edit: f4\n")
    async with running() as app:
        await app.press("ctrl+p", *"edit")
        await app.pilot.pause(0.5)
        painted = [strip.text for strip in app.app.screen._compositor.render_strips()]
        assert any("Edit " in line and "f4" in line for line in painted)
