"""Choosing, making, changing and merging tags over a real store."""

import pytest

from contacts_tui.app.screens.confirm import ConfirmScreen
from contacts_tui.app.screens.tag_form import TagForm
from contacts_tui.app.screens.tag_picker import TagPicker


def names(folder, id_):
    return [folder.store.snapshot.tag_name(ref) for ref in folder.read(id_).tag_ids]


def both(folder):
    return TagPicker(folder.store, (folder.ADA_ID, folder.GRACE_ID))


async def saved(stage):
    await stage.press("ctrl+s")
    await stage.until(lambda: stage.results)
    return stage.results[0]


async def test_tags_that_only_some_have_are_told_apart(folder, on_stage):
    async with on_stage(both(folder)) as stage:
        assert "Tags of 2 contacts" in stage.text()
        assert stage.text().count("◪") == 2


async def test_the_tags_of_several_contacts_change_in_one_step(folder, on_stage):
    async with on_stage(both(folder)) as stage:
        await stage.press("enter", "enter", "down", "enter")  # vip: some → none → all … work: some → none
        await stage.press("up", "enter")
        await saved(stage)
    assert (names(folder, folder.ADA_ID), names(folder, folder.GRACE_ID)) == (["vip"], [])
    folder.store.undo()
    assert names(folder, folder.GRACE_ID) == ["work"]


async def test_an_unknown_name_becomes_a_tag(folder, on_stage):
    async with on_stage(both(folder)) as stage:
        await stage.type("friend")
        assert "new tag friend" in stage.text()
        await stage.press("enter")
        await saved(stage)
    assert names(folder, folder.ADA_ID) == ["vip", "friend"]
    assert names(folder, folder.GRACE_ID) == ["work", "friend"]
    folder.store.undo()
    assert folder.store.snapshot.tag("friend") is None


async def test_the_filter_finds_without_regard_to_case(folder, on_stage):
    async with on_stage(both(folder)) as stage:
        await stage.type("VI")
        assert "vip" in stage.text()
        assert "work" not in stage.text()
        await stage.type("P")
        assert "new tag" not in stage.text()


async def test_leaving_changes_nothing(folder, on_stage):
    async with on_stage(both(folder)) as stage:
        await stage.press("enter", "escape")
        assert stage.results == [None]
    assert names(folder, folder.ADA_ID) == ["vip"]


async def test_a_tag_that_comes_from_outside_joins_the_list(folder, on_stage):
    async with on_stage(both(folder)) as stage:
        await stage.press("enter")
        await stage.change("tags/late.yaml", "id: 33333333-1111-4111-8111-111111111111\nname: late\n")
        assert "late" in stage.text()
        assert stage.text().count("◪") == 1


async def test_a_tag_is_made_with_its_colour(folder, on_stage):
    async with on_stage(TagForm(folder.store)) as stage:
        await stage.type("friend")
        await stage.fill("#color", "teal")
        assert "██" in stage.text()
        await saved(stage)
    assert folder.store.snapshot.tag("friend").color == "teal"


async def test_a_tag_is_renamed_without_touching_contacts(folder, on_stage):
    before = folder.ada.read_bytes()
    async with on_stage(TagForm(folder.store, folder.store.snapshot.tag("work"))) as stage:
        await stage.fill("#name", "office")
        await saved(stage)
    assert names(folder, folder.GRACE_ID) == ["work"]  # written by name: a person's own file stays
    assert folder.store.snapshot.tag(folder.WORK_ID).name == "office"
    assert folder.ada.read_bytes() == before


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("#color", "octarine", "no colour"),
        ("#name", "  ", "a tag needs a name"),
        ("#name", "VIP", "there is a tag vip already"),
        ("#name", "x" * 256, "1 more than the 255 that fit"),
    ],
)
async def test_what_can_not_be_a_tag_is_refused_in_the_form(folder, on_stage, field, value, words):
    async with on_stage(TagForm(folder.store)) as stage:
        await stage.fill("#name", "friend")
        await stage.fill(field, value)
        await stage.press("ctrl+s")
        assert words in stage.text()
        assert not stage.results


async def test_a_taken_name_merges_the_two_after_a_question(folder, on_stage):
    async with on_stage(TagForm(folder.store, folder.store.snapshot.tag("work"))) as stage:
        await stage.fill("#name", "vip")
        assert "saving merges" in stage.text()
        await stage.press("ctrl+s")
        await stage.until(lambda: isinstance(stage.screen, ConfirmScreen))
        await stage.press("y")
        await stage.until(lambda: stage.results)
    assert names(folder, folder.GRACE_ID) == ["vip"]


async def test_leaving_a_tag_form_asks_when_something_was_typed(folder, on_stage):
    async with on_stage(TagForm(folder.store)) as stage:
        await stage.type("x")
        await stage.press("escape")
        assert isinstance(stage.screen, ConfirmScreen)
        await stage.press("y")
        await stage.until(lambda: stage.results)
        assert stage.results == [None]
