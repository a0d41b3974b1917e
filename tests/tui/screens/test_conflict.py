"""A form whose file changed in the same field: the person decides, and nothing is overwritten unasked."""

import sys

import pytest

from contacts_store.errors import Conflict
from contacts_store.merge.threeway import merge
from contacts_tui.app.screens.conflict import ConflictScreen, UnreadableScreen
from contacts_tui.app.screens.form import ContactForm


@pytest.fixture
def conflicting(folder, on_stage):
    """Begin a save that can't be merged, and wait for the screen that asks."""

    async def begin(stage, theirs, wanted=ConflictScreen):
        await stage.fill("#company", "Mine Ltd")
        await stage.fill("#last_name", "King")
        await stage.change("contacts/ada.yaml", theirs)
        await stage.press("ctrl+s")
        await stage.until(lambda: isinstance(stage.screen, wanted))

    return begin


def form_of(folder):
    return ContactForm(folder.store, folder.store.read(folder.ADA_ID))


def both_changed(folder):
    return folder.ADA.replace("Analytical Engines", "Theirs Ltd").replace("Lovelace", "Byron")


async def finished(stage):
    await stage.press("ctrl+s")
    await stage.until(lambda: stage.results)


async def test_all_three_sides_of_each_field_are_shown(folder, on_stage, conflicting):
    async with on_stage(form_of(folder)) as stage:
        await conflicting(stage, both_changed(folder))
        text = stage.text()
    for value in ("Mine Ltd", "Theirs Ltd", "Analytical Engines", "King", "Byron", "Lovelace"):
        assert value in text


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ((), ("King", "Mine Ltd")),
        (("d",), ("Byron", "Mine Ltd")),
        (("right", "down", "b"), ("Byron", "Analytical Engines")),
        (("D",), ("Byron", "Theirs Ltd")),
        (("D", "down", "left"), ("Byron", "Mine Ltd")),
        (("D", "M"), ("King", "Mine Ltd")),
    ],
)
async def test_each_field_becomes_what_was_chosen(folder, on_stage, keys, expected):
    base = folder.read()
    ours = base.with_changes(last_name="King", company="Mine Ltd")
    theirs = base.with_changes(last_name="Byron", company="Theirs Ltd")
    conflict = Conflict("contacts/ada.yaml", base, ours, theirs, merge(base, ours, theirs).conflicts)
    async with on_stage(ConflictScreen(conflict, {})) as stage:
        await stage.press(*keys, "ctrl+s")
        (contact,) = stage.results
    assert (contact.last_name, contact.company) == expected


async def test_the_decision_is_saved(folder, on_stage, conflicting):
    async with on_stage(form_of(folder)) as stage:
        await conflicting(stage, both_changed(folder))
        await stage.press("d")
        await finished(stage)
    contact = folder.read()
    assert (contact.last_name, contact.company) == ("Byron", "Mine Ltd")


async def test_the_preview_says_what_saving_changes(folder, on_stage, conflicting):
    async with on_stage(form_of(folder)) as stage:
        await conflicting(stage, both_changed(folder))
        assert "company: Theirs Ltd → Mine Ltd" in stage.text()
        await stage.press("D")
        assert "nothing: it stays as it is on disk" in stage.text()


async def test_a_click_chooses_a_side(folder, on_stage, conflicting):
    async with on_stage(form_of(folder)) as stage:
        await conflicting(stage, both_changed(folder))
        await stage.pilot.click("ConflictField", offset=(5, 2))
        await finished(stage)
    assert folder.read().last_name == "Byron"


async def test_going_back_keeps_form_and_file(folder, on_stage, conflicting):
    async with on_stage(form_of(folder)) as stage:
        await conflicting(stage, both_changed(folder))
        await stage.press("escape")
        assert stage.screen.query_one("#company").value == "Mine Ltd"
    assert folder.ada.read_text() == both_changed(folder)


async def test_what_changes_once_more_while_choosing_is_kept(folder, on_stage, conflicting):
    async with on_stage(form_of(folder)) as stage:
        await conflicting(stage, both_changed(folder))
        await stage.change(
            "contacts/ada.yaml", both_changed(folder).replace("first_name: Ada", "first_name: Augusta")
        )
        await finished(stage)
    contact = folder.read()
    assert (contact.first_name, contact.company) == ("Augusta", "Mine Ltd")


async def test_a_broken_file_is_shown_beside_mine_and_stays(folder, on_stage, conflicting):
    broken = folder.ADA.replace("last_name: Lovelace", 'last_name: "Lovelace')
    async with on_stage(form_of(folder)) as stage:
        await conflicting(stage, broken, UnreadableScreen)
        assert "contacts/ada.yaml:" in stage.text()
        assert "company: Analytical Engines → Mine Ltd" in stage.text()
        await stage.press("escape")
        assert stage.screen.query_one("#company").value == "Mine Ltd"
    assert folder.ada.read_text() == broken


async def test_mine_replaces_a_broken_file_when_the_person_says_so(folder, on_stage, conflicting):
    broken = folder.ADA.replace("last_name: Lovelace", 'last_name: "Lovelace')
    async with on_stage(form_of(folder)) as stage:
        await conflicting(stage, broken, UnreadableScreen)
        await stage.press("w")
        await stage.until(lambda: stage.results)
    assert folder.read().company == "Mine Ltd"
    assert folder.ada.read_text().startswith("# kept as it is\n")
    folder.store.undo()
    folder.store.undo()
    assert folder.ada.read_text() == broken


async def test_without_a_terminal_to_hand_over_the_editor_is_refused_in_words(
    folder, on_stage, conflicting, monkeypatch
):
    monkeypatch.setenv("EDITOR", sys.executable)
    broken = folder.ADA.replace("last_name: Lovelace", 'last_name: "Lovelace')
    async with on_stage(form_of(folder)) as stage:
        await conflicting(stage, broken, UnreadableScreen)
        await stage.press("E")
        assert "no editor can be opened from here" in stage.text()
