"""What the main screen shows, and how keys move through it."""

import pytest
from textual.command import CommandList


async def test_the_panes_show_the_store(running):
    async with running() as app:
        assert [pane.border_title for pane in (app.tags, app.contacts, app.details)] == [
            "Tags",
            "Contacts",
            "Details",
        ]
        assert app.names == ["Ada Lovelace", "Alan Turing", "Grace Hopper", "Half Written"]
        assert [(entry.label, entry.size) for entry in app.tags.items] == [
            ("All", 4),
            ("Untagged", 2),
            ("Trash", 1),
            ("Broken", 1),
            ("science", 2),
            ("vip", 1),
        ]
        assert app.status.store == "people"
        assert (app.status.shown, app.status.total, app.status.findings["error"]) == (4, 4, 1)


async def test_the_details_show_every_field_of_the_contact(running):
    async with running(size=(180, 40)) as app:
        text = app.text(app.details)
        for value in (
            "Ada Lovelace",
            "Mathematician · Analytical Engines",
            "● vip",
            "+44 7700 900123 ★",
            "020 7946 0018",
            "+442079460018",
            "ada@analytical.example.com ★",
            "Likes poetry.",
            "birthday",
            "1815-12-10",
            "manual",
            "contacts/ada.yaml",
        ):
            assert value in text
        assert text.index("900123") < text.index("7946 0018"), "the primary number comes first"


async def test_the_details_of_a_broken_file_say_where_and_what_to_do(running):
    async with running() as app:
        await app.press("G")
        text = app.text(app.details)
        assert "contacts/broken.yaml:4:10" in text
        assert "not an e-mail address" in " ".join(text.split())


async def test_movement(running):
    async with running() as app:
        where = []
        for key in ("j", "down", "k", "G", "g", "end", "up", "home", "pagedown", "pageup"):
            await app.press(key)
            where.append(app.contacts.cursor)
        assert where == [1, 2, 1, 3, 0, 3, 2, 0, 3, 0]


async def test_the_tags_pane_selects_the_view(running):
    async with running() as app:
        await app.press("1", "G")
        assert app.names == ["Ada Lovelace"]
        await app.press("k", "k")
        assert app.names == ["Half Written"]
        await app.press("enter")
        assert app.app.focused is app.contacts


async def test_the_trash_opens_and_closes(running):
    async with running() as app:
        await app.press("T")
        assert app.names == ["Charles Babbage"]
        await app.press("T")
        assert len(app.names) == 4


async def test_typing_filters_at_once_and_esc_brings_all_back(running):
    async with running() as app:
        await app.press("j", "slash", *"hopp")
        assert app.names == ["Grace Hopper"]
        await app.press("enter")
        assert app.app.focused is app.contacts
        await app.press("escape")
        assert len(app.names) == 4
        assert app.contacts.current.name == "Grace Hopper", "the cursor stays on what was found"


async def test_a_number_is_found_in_any_notation(running):
    async with running() as app:
        await app.press("slash", *"2079460")
        assert app.names == ["Ada Lovelace"]


async def test_the_search_finds_nothing_and_says_so(running):
    async with running() as app:
        await app.press("slash", *"xyzzy")
        assert app.names == []
        assert "Nothing matches" in app.text(app.contacts)


async def test_marks_stay_through_views_and_searches(running):
    async with running() as app:
        await app.press("space", "space")
        assert app.contacts.cursor == 2
        await app.press("slash", *"grace", "enter", "space", "escape")
        assert app.status.marked == 3
        await app.press("escape")
        assert app.status.marked == 0


async def test_a_range_and_all_are_marked(running):
    async with running() as app:
        await app.press("v", "j", "j")
        assert app.status.range_key == "v"
        await app.press("v")
        assert app.status.marked == 3
        await app.press("asterisk")
        assert app.status.marked == 4
        await app.press("asterisk")
        assert app.status.marked == 0


async def test_a_click_moves_and_a_double_click_edits(running):
    async with running() as app:
        await app.pilot.click(app.contacts, offset=(8, 3))
        await app.settle()
        assert app.contacts.cursor == 1
        await app.pilot.click(app.contacts, offset=(8, 3), times=2)
        await app.until(lambda: type(app.app.screen).__name__ == "ContactForm")


@pytest.mark.parametrize("width", [120, 80, 40])
async def test_every_pane_is_reachable_at_every_width(running, width):
    async with running(size=(width, 24)) as app:
        for key, pane in (("1", app.tags), ("2", app.contacts), ("3", app.details), ("1", app.tags)):
            await app.press(key)
            assert app.app.focused is pane
            assert pane.display
            assert pane.region.width > 15
        await app.press("tab")
        assert app.app.focused is app.contacts
        await app.press("shift+tab", "shift+tab")
        assert app.app.focused is app.details


async def test_the_focused_pane_stays_in_sight_when_the_terminal_shrinks(running):
    async with running() as app:
        await app.press("1")
        await app.pilot.resize_terminal(50, 20)
        await app.settle()
        assert app.tags.display
        assert app.app.focused is app.tags


async def test_the_palette_goes_to_a_contact(running):
    async with running() as app:
        await app.press("ctrl+p")
        await app.pilot.press(*"turing")
        found = app.app.screen.query_one(CommandList)
        await app.until(lambda: "Alan Turing" in app.text(found))
        await app.press("enter")
        await app.until(lambda: app.contacts.current.name == "Alan Turing")


async def test_the_help_lists_the_keys_of_the_pane(running):
    async with running(size=(80, 24)) as app:
        await app.press("question_mark")
        assert type(app.app.screen).__name__ == "HelpScreen"
        await app.press("j", "pagedown")
        assert app.app.screen.query_one("#body").scroll_y > 1
        await app.press("escape")
        assert app.app.screen is app.main


async def test_a_pane_says_what_to_do_when_it_is_empty(running, tmp_path):
    (tmp_path / "empty" / "contacts").mkdir(parents=True)
    (tmp_path / "empty" / "contacts-tui.yaml").write_text("format: 1\n")
    from contacts_store.settings import read_settings
    from contacts_tui.app.app import ContactsApp

    app = ContactsApp(tmp_path / "empty", read_settings(tmp_path / "empty"))
    async with app.run_test(size=(120, 30)) as pilot:
        pane = app.screen.query_one("#contacts")
        while "n adds the first one" not in str(pane.empty_text):
            await pilot.pause(0.02)
