"""Probable duplicates on the screen: found, compared, merged, told apart; and followed while files change."""

import re
import threading

import pytest

from contacts_tui.app.screens.duplicates import DuplicatesScreen, PairRows
from contacts_tui.app.screens.duplicates_merge import MergeScreen
from contacts_tui.app.themes import ThemeCatalogue

ADA2_ID = "cccccccc-1111-4111-8111-111111111111"
ADA2 = f"""\
id: {ADA2_ID}
first_name: Ada
last_name: Lovelace
company: Engines Ltd
phone_numbers: ["+44 20 7946 0018"]
emails: [countess@example.org]
tm_create: 2026-01-01T00:00:00Z
"""
WAYS_BACK = {"undo": "z takes it back", "redo": "Z does it again"}


@pytest.fixture
def twice(folder):
    folder.write("contacts/ada2.yaml", ADA2)
    folder.store.refresh()
    return folder


def screen_of(folder):
    return DuplicatesScreen(folder.store, WAYS_BACK)


def pairs(stage):
    rows = stage.app.screen_stack[1].query_one(PairRows)
    return [line.candidate.pair for line in rows.items]


async def listed(stage, count=1):
    await stage.until(lambda: len(pairs(stage)) == count)


async def merging(stage):
    await listed(stage)
    await stage.press("enter")
    await stage.until(lambda: isinstance(stage.screen, MergeScreen))


async def test_pairs_are_shown_with_reasons_and_side_by_side(twice, on_stage):
    async with on_stage(screen_of(twice), size=(120, 40)) as stage:
        await listed(stage)
        await stage.until(lambda: "countess@example.org" in stage.text())
        text = stage.text()
    assert "same number +44 20 7946 0018, same name" in text
    assert any("Engines Ltd" in line and "Analytical Engines" in line for line in text.splitlines())


async def test_a_low_and_narrow_terminal_shows_all_that_matters(twice, on_stage):
    async with on_stage(screen_of(twice), size=(80, 24)) as stage:
        await merging(stage)
        text = stage.text()
        assert "Engines Ltd" in text
        assert "ctrl+s merge" in text
        await stage.press("escape")
        await stage.until(lambda: "same number" in stage.text())


async def test_chosen_field_by_field_it_is_merged_and_taken_back(twice, on_stage):
    async with on_stage(screen_of(twice), size=(120, 40)) as stage:
        await merging(stage)
        assert "dropped: company Analytical Engines" in stage.text()
        await stage.press("right")
        assert "company: Engines Ltd → Analytical Engines" in stage.text()
        await stage.press("ctrl+s")
        await listed(stage, 0)
        ada = twice.read(ADA2_ID)
        assert (ada.company, ada.extra["birthday"]) == ("Analytical Engines", "1815-12-10")
        assert twice.read().extra["merged_into"] == ADA2_ID
        await stage.until(
            lambda: any("z takes it back" in str(note.message) for note in stage.app._notifications)
        )
        await stage.press("z")
        await stage.until(lambda: not twice.read().is_deleted)
        assert twice.ada.read_text() == twice.ADA


async def test_who_stays_can_be_swapped_and_the_values_stay_chosen(twice, on_stage):
    async with on_stage(screen_of(twice), size=(120, 40)) as stage:
        await merging(stage)
        await stage.press("right", "s")
        await stage.until(lambda: f"({twice.ADA_ID[:8]}) stays" in stage.text())
        assert "company:" not in stage.text()
        await stage.press("ctrl+s")
        await listed(stage, 0)
    assert twice.read(ADA2_ID).extra == {"merged_into": twice.ADA_ID}
    assert twice.read().company == "Analytical Engines"


@pytest.mark.parametrize("key", ["x", "n"])
async def test_who_is_told_apart_is_gone_from_the_list_and_written_down(twice, on_stage, key):
    async with on_stage(screen_of(twice)) as stage:
        await listed(stage)
        await stage.press(key)
        await listed(stage, 0)
        assert f"- {twice.ADA_ID} {ADA2_ID}" in (twice.root / "distinct.yaml").read_text()
        await stage.until(lambda: "Nobody looks like anybody else." in stage.text())


async def test_files_that_change_are_followed(twice, on_stage):
    async with on_stage(screen_of(twice)) as stage:
        await listed(stage)
        await stage.change("contacts/grace2.yaml", "first_name: Grace\nlast_name: Hopper\n")
        await listed(stage, 2)
        await stage.change("contacts/ada2.yaml", None)
        await listed(stage, 1)
        await stage.change("distinct.yaml", f"pairs:\n  - {' '.join(pairs(stage)[0])}\n")
        await listed(stage, 0)


async def test_a_contact_that_changes_while_it_is_merged_is_shown_as_it_is(twice, on_stage):
    async with on_stage(screen_of(twice), size=(120, 40)) as stage:
        await merging(stage)
        twice.write("contacts/ada2.yaml", ADA2.replace("Engines Ltd", "Engines Inc"))
        stage.screen.store_changed(twice.store.refresh(["contacts/ada2.yaml"]))
        await stage.until(lambda: "Engines Inc" in stage.text())
        twice.write("contacts/ada2.yaml", "first_name: [\n")
        stage.screen.store_changed(twice.store.refresh(["contacts/ada2.yaml"]))
        await stage.until(lambda: "has errors" in stage.text() or "can't be read" in stage.text())


async def test_hostile_texts_are_inert_and_visible(folder, on_stage):
    hostile = '"\\e[2J[red]\\x9b[/b]"'
    for number in (1, 2):
        folder.write(
            f"contacts/{number}.yaml",
            f"display_name: {hostile}\ncompany: {hostile}\nnotes: {hostile}\nodd: {hostile}\n",
        )
    folder.store.refresh()
    async with on_stage(screen_of(folder), size=(140, 40)) as stage:
        await listed(stage)
        await stage.until(lambda: "notes" in stage.text())
        text = stage.text()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)
    assert text.count("␛[2J[red]<U+009B>[/b]") > 5


async def test_every_painted_word_is_legible_in_every_theme(twice, on_stage, faint):
    catalogue = ThemeCatalogue()
    catalogue.load()
    async with on_stage(screen_of(twice)) as stage:
        await listed(stage)
        await stage.until(lambda: "birthday" in stage.text())
        for theme in catalogue.themes:
            stage.app.theme = theme
            await stage.pilot.pause()
            assert not faint(stage.screen), theme


async def test_leaving_ends_the_search(twice, on_stage, monkeypatch):
    """A search of many contacts is stood for by one that waits half way."""
    begun, goes_on, ended = threading.Event(), threading.Event(), threading.Event()
    monkeypatch.setattr(
        "contacts_tui.app.screens.duplicates.candidates",
        lambda _snapshot, on_progress: slow_search(on_progress, begun, goes_on, ended),
    )
    async with on_stage(screen_of(twice)) as stage:
        await stage.until(begun.is_set)
        await stage.until(lambda: "comparing 3 contacts: 25%" in stage.text())
        await stage.press("escape")
        goes_on.set()
        await stage.until(ended.is_set)
        assert stage.results == [None]


def slow_search(on_progress, begun, goes_on, ended):
    begun.set()
    on_progress(0.25)
    goes_on.wait(20)
    try:
        on_progress(0.5)
    finally:
        ended.set()
    return []
