"""Several tags at once in the tags pane: to have or not to have, all or any, together with a search."""

VIP, SCIENCE = "end", "end,up"
"""Keys that lead to the tags in the pane, in its order: science, vip."""


async def choose(app, keys, times=1):
    await app.press("1", *keys.split(","), *["space"] * times)
    await app.settle()


async def test_all_of_the_chosen_tags_or_any_of_them(running):
    async with running() as app:
        await choose(app, VIP)
        await choose(app, SCIENCE)
        assert app.names == ["Ada Lovelace"]
        assert "science & vip" in str(app.contacts.border_subtitle)
        await app.press("|")
        assert app.names == ["Ada Lovelace", "Grace Hopper"]
        assert "science | vip" in str(app.contacts.border_subtitle)
        await app.press("&")
        assert app.names == ["Ada Lovelace"]


async def test_a_tag_not_to_have_and_then_either(running):
    async with running() as app:
        await choose(app, VIP, times=2)
        assert app.names == ["Alan Turing", "Grace Hopper", "Half Written"]
        assert "−● vip" in app.text(app.tags)
        await app.press("space")
        assert app.names == ["Ada Lovelace"], "the cursor selects again"


async def test_a_search_narrows_the_choice_and_escape_takes_one_after_the_other_back(running):
    async with running() as app:
        await choose(app, SCIENCE)
        await app.press("slash", *"hop", "enter")
        assert app.names == ["Grace Hopper"]
        await app.press("escape")
        assert app.names == ["Ada Lovelace", "Grace Hopper"]
        await app.press("1", "g", "2", "escape")
        assert app.names == ["Ada Lovelace", "Alan Turing", "Grace Hopper", "Half Written"]


async def test_the_choice_follows_files(running, root):
    async with running() as app:
        await choose(app, SCIENCE)
        (root / "contacts/alan.yaml").write_text("first_name: Alan\nlast_name: Turing\ntag_ids: [science]\n")
        await app.until(lambda: app.names == ["Ada Lovelace", "Alan Turing", "Grace Hopper"])
        await app.until(lambda: app.status.total == 3)
        (root / "tags/science.yaml").unlink()
        await app.until(lambda: not app.tags.choice)
