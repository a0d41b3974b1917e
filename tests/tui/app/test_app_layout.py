"""How the list is laid out by the person: its order and its columns, and what is remembered of that."""

from contacts_tui.app.screens.sort_menu import SortMenu


async def _choose(app, *steps):
    await app.press("s")
    await app.until(lambda: isinstance(app.app.screen, SortMenu))
    await app.press("g", *steps, "enter")


async def test_the_sort_menu_sorts_and_turns_round(running):
    async with running() as app:
        await _choose(app, "j", "j")
        assert app.names == ["Grace Hopper", "Ada Lovelace", "Alan Turing", "Half Written"]
        await _choose(app, "j", "j")
        assert app.names == ["Alan Turing", "Ada Lovelace", "Grace Hopper", "Half Written"], (
            "the file that can't be read has no last name"
        )
        await _choose(app)
        assert app.names == ["Ada Lovelace", "Alan Turing", "Grace Hopper", "Half Written"]


async def test_a_click_on_a_heading_sorts_and_again_reverses(running):
    async with running() as app:
        at = app.text(app.contacts).splitlines()[0].index("Phone")
        for names in (
            ["Grace Hopper", "Ada Lovelace", "Alan Turing", "Half Written"],
            ["Ada Lovelace", "Grace Hopper", "Alan Turing", "Half Written"],
        ):
            await app.pilot.click(app.contacts, offset=(at + 2, 1))
            await app.settle()
            assert app.names == names
        assert "Phone ▼" in app.text(app.contacts)


async def test_a_search_keeps_the_chosen_order_and_an_edit_finds_its_place(running, root):
    async with running() as app:
        await _choose(app, "j", "j", "j", "j")
        assert app.names[:2] == ["Ada Lovelace", "Grace Hopper"]
        await app.press("slash", *"a")
        assert app.names == ["Ada Lovelace", "Grace Hopper", "Alan Turing", "Half Written"]
        await app.press("escape", "escape")
        file = root / "contacts" / "grace.yaml"
        file.write_text(file.read_text().replace("company: Navy", "company: Aardvark"))
        await app.until(lambda: app.names[:2] == ["Grace Hopper", "Ada Lovelace"])
