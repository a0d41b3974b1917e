"""How the app looks: few pictures, of what everybody sees first."""

import time
from datetime import UTC, datetime

import pytest
from textual.widgets import Input

from contacts_store import store as writing
from contacts_store.journal import tables
from contacts_store.settings import read_settings
from contacts_store.store import Change, Store
from contacts_tui.app.app import ContactsApp
from contacts_tui.app.forms.path_input import PathInput
from contacts_tui.app.panes import card
from contacts_tui.app.panes.details import DetailsPane
from contacts_tui.app.screens import history
from contacts_tui.app.screens.bulk_menu import BulkMenu
from contacts_tui.app.screens.bulk_preview import BulkPreview, PreviewList
from contacts_tui.app.screens.columns_dialog import ColumnsDialog
from contacts_tui.app.screens.duplicates import DuplicatesScreen
from contacts_tui.app.screens.duplicates_merge import MergeScreen
from contacts_tui.app.screens.export import ExportScreen
from contacts_tui.app.screens.help import HelpScreen
from contacts_tui.app.screens.importing import ImportScreen

AGAIN = """\
id: 00000000-0000-4000-8000-000000000009
display_name: Lovelace, Ada
company: Analytical Engines Ltd
phone_numbers: ["+44 20 7946 0018"]
emails: [countess@example.org]
tag_ids: [vip]
birthday: 10 December 1815
tm_create: "2026-03-02T09:00:00Z"
"""


@pytest.fixture(autouse=True)
def _same_everywhere(monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    monkeypatch.setattr(card, "now", lambda: datetime(2026, 2, 10, 12, tzinfo=UTC))
    monkeypatch.setattr(Input.cursor_blink, "_default", False)


async def _loaded(pilot):
    """Wait until the first contact is read, and nothing moves any more."""
    while (
        not pilot.app.store
        or not pilot.app.store.snapshot.is_complete
        or not pilot.app.screen.query_one("#contacts").items
    ):
        await pilot.pause(0.02)
    await _shown(pilot, "Ada")


async def _shown(pilot, name):
    """Wait until a contact's details are painted, where there is room for them."""
    details = pilot.app.screen.query_one(DetailsPane)
    while details.display and name not in details.render_line(0).text:
        await pilot.pause(0.02)
    await pilot.pause()


@pytest.mark.parametrize(
    "size", [(120, 40), (80, 24), (200, 60), (60, 20)], ids=lambda size: f"{size[0]}x{size[1]}"
)
def test_the_main_screen(snap_compare, root, size):
    app = ContactsApp(root, read_settings(root))
    assert snap_compare(app, terminal_size=size, run_before=_loaded)


def test_marks_a_search_and_what_is_wrong(snap_compare, root):
    async def search(pilot):
        await _loaded(pilot)
        everybody = len(pilot.app.screen.query_one("#contacts").items)
        await pilot.press("space", "slash", *"al")
        while len(pilot.app.screen.query_one("#contacts").items) == everybody:
            await pilot.pause(0.02)
        await _shown(pilot, "Alan")

    app = ContactsApp(root, read_settings(root))
    assert snap_compare(app, terminal_size=(120, 30), run_before=search)


def test_the_help(snap_compare, root):
    async def help_(pilot):
        await _loaded(pilot)
        await pilot.press("question_mark")
        while not isinstance(pilot.app.screen, HelpScreen):
            await pilot.pause(0.02)
        await pilot.pause()

    app = ContactsApp(root, read_settings(root))
    assert snap_compare(app, terminal_size=(100, 40), run_before=help_)


@pytest.mark.parametrize("screen", [DuplicatesScreen, MergeScreen], ids=["pairs", "merge"])
def test_duplicates(snap_compare, root, screen):
    """The second card of one person, and its merge."""
    (root / "contacts" / "ada-again.yaml").write_text(AGAIN)

    async def shown(pilot):
        await _loaded(pilot)
        await pilot.press("D")
        while not isinstance(pilot.app.screen, DuplicatesScreen) or "1815" not in _painted(pilot):
            await pilot.pause(0.02)
        if screen is MergeScreen:
            await pilot.press("enter")
        while not isinstance(pilot.app.screen, screen):
            await pilot.pause(0.02)
        await pilot.pause()

    app = ContactsApp(root, read_settings(root))
    assert snap_compare(app, terminal_size=(120, 40), run_before=shown)


def _painted(pilot):
    return "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())


def test_what_a_bulk_change_would_do(snap_compare, root):
    async def preview(pilot):
        await _loaded(pilot)
        await pilot.press("asterisk", "b")
        while not isinstance(pilot.app.screen, BulkMenu):
            await pilot.pause(0.02)
        await pilot.press(*"Acme", "enter")
        while (
            not isinstance(pilot.app.screen, BulkPreview) or not pilot.app.screen.query_one("#notice").display
        ):
            await pilot.pause(0.02)
        while not pilot.app.screen.query_one(PreviewList).items:
            await pilot.pause(0.02)
        await pilot.pause(0.05)

    app = ContactsApp(root, read_settings(root))
    assert snap_compare(app, terminal_size=(120, 40), run_before=preview)


def test_a_choice_of_tags(snap_compare, root):
    async def choose(pilot):
        await _loaded(pilot)
        await pilot.press("1", "end", "space", "up", "space", "space")
        while len(pilot.app.screen.query_one("#contacts").items):
            await pilot.pause(0.02)
        await pilot.pause(0.05)

    app = ContactsApp(root, read_settings(root))
    assert snap_compare(app, terminal_size=(120, 40), run_before=choose)


def test_a_choice_of_columns(snap_compare, root):
    async def columns(pilot):
        await _loaded(pilot)
        await pilot.press("C")
        while not isinstance(pilot.app.screen, ColumnsDialog):
            await pilot.pause(0.02)
        await pilot.press("G", "space", "K")
        await pilot.pause(0.05)

    app = ContactsApp(root, read_settings(root))
    assert snap_compare(app, terminal_size=(120, 40), run_before=columns)


def test_the_history_of_a_contact(snap_compare, root, monkeypatch):
    store = Store.open(root, "cli")
    store.load()
    for year, fields in ((2024, {"company": "Initech", "tag_ids": ()}), (2026, {"notes": "Two\nlines."})):
        moment = datetime(year, 2, 9, 8, 30, tzinfo=UTC)
        for place in (tables, writing):
            monkeypatch.setattr(place, "now", lambda moment=moment: moment)
        loaded = store.read("00000000-0000-4000-8000-000000000001")
        store.apply([Change.of(loaded, loaded.contact.with_changes(**fields))])
    store.close()
    monkeypatch.setattr(history, "now", card.now)

    async def shown(pilot):
        await _loaded(pilot)
        await pilot.press("h")
        while not isinstance(pilot.app.screen, history.HistoryScreen) or "Initech" not in _painted(pilot):
            await pilot.pause(0.02)
        await pilot.press("down")
        await pilot.pause(0.05)

    app = ContactsApp(root, read_settings(root))
    assert snap_compare(app, terminal_size=(120, 40), run_before=shown)


def test_the_export(snap_compare, root):
    async def shown(pilot):
        await _loaded(pilot)
        await pilot.press("space", "x")
        while not isinstance(pilot.app.screen, ExportScreen):
            await pilot.pause(0.02)
        pilot.app.screen.query_one(PathInput).value = "/no/such/folder/contacts.vcf"
        await pilot.press("end", "enter")
        while "no folder" not in _painted(pilot):
            await pilot.pause(0.02)

    app = ContactsApp(root, read_settings(root))
    assert snap_compare(app, terminal_size=(120, 40), run_before=shown)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_look_at_an_import(snap_compare, root, size, monkeypatch):
    monkeypatch.chdir(root.parent)
    (root.parent / "customers.csv").write_text(
        "Kunde;Mobil;E-Mail;Ort\nBo Anders;0151 23456789;bo@example.org;Köln\n"
        "Ada Lovelace;020 7946 0018;ada@example.org;London\nCy;one;two;three;four\n"
    )

    async def shown(pilot):
        await _loaded(pilot)
        await pilot.press("i")
        while not isinstance(pilot.app.screen, ImportScreen):
            await pilot.pause(0.02)
        pilot.app.screen.query_one(PathInput).value = "customers.csv"
        await pilot.press("end", "enter")
        while "enter imports" not in _painted(pilot):
            await pilot.pause(0.02)
        await pilot.pause(0.1)

    app = ContactsApp(root, read_settings(root))
    assert snap_compare(app, terminal_size=size, run_before=shown)
