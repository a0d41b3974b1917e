"""The search bar: queries, their errors, and lists that are long enough to be found in parts."""

from textual.events import Key

from contacts_tui.app.widgets.search_bar import SearchBar


async def test_a_query_reads_files_where_the_list_does_not_hold_the_answer(running):
    async with running() as app:
        await app.press("slash", *"notes:poetry")
        assert app.names == ["Ada Lovelace"]
        await app.press(*" or is:deleted")
        assert app.names == ["Ada Lovelace", "Charles Babbage"]


async def test_an_error_points_at_its_place_while_the_last_good_result_stays(running):
    async with running() as app:
        await app.press("slash", *"grace tagg")
        await app.press(*":x")
        bar = app.main.query_one(SearchBar)
        lines = [strip.text for strip in bar.render_lines(bar.region.reset_offset)]
        assert lines[1].index("^") == 3 + len("grace ")
        assert "did you mean tag?" in lines[1]
        assert app.names == []
        await app.press(*["backspace"] * 7)
        assert app.names == ["Grace Hopper"]
        assert bar.size.height == 1


async def test_an_error_at_the_right_edge_is_told_all_the_same(running):
    async with running(size=(60, 20)) as app:
        await app.press("slash", *"ada and grace and charles and foo:x")
        bar = app.main.query_one(SearchBar)
        lines = [strip.text for strip in bar.render_lines(bar.region.reset_offset)]
        assert "at character 31" in lines[1]


async def test_a_long_list_is_found_in_parts_and_is_whole_in_the_end(running, root):
    for number in range(3000):
        path = root / f"contacts/p{number:04}.yaml"
        path.write_text(f"first_name: P{number:04}\nnotes: common\n")
    async with running() as app:
        await app.press("slash", *"common")
        assert len(app.names) == app.status.shown == 3000
        assert not app.status.is_searching
        assert app.contacts.cursor == 0
        assert app.names == sorted(app.names)


async def test_saved_searches_are_views_with_live_counts(running, root):
    (root / "searches.yaml").write_text("poets: notes:poetry\nno mail: no:email\n")
    async with running() as app:
        assert [(entry.label, entry.size) for entry in app.tags.items[4:6]] == [("poets", 1), ("no mail", 2)]
        await app.press("1", *["j"] * 4, "2")
        assert app.names == ["Ada Lovelace"]
        assert app.contacts.border_subtitle == "poets"
        await app.press("slash", *"alan")
        assert app.names == []
        await app.press("escape")
        assert app.names == ["Ada Lovelace"]


async def test_a_search_is_saved_under_a_name_and_forgotten_again(running, root):
    file = root / "searches.yaml"
    file.write_text("# mine\npoets: notes:poetry\n")
    async with running() as app:
        await app.press("slash", *"tag:vip", "ctrl+s")
        await app.press(*"vips", "enter")
        await app.until(lambda: "vips" in app.app.store.snapshot.saved.queries)
        await app.settle()
        assert file.read_text() == "# mine\npoets: notes:poetry\nvips: tag:vip\n"
        assert "vips" in [entry.label for entry in app.tags.items]
        await app.press("escape", "z")
        await app.until(lambda: file.read_text() == "# mine\npoets: notes:poetry\n")
        await app.press("1", *["j"] * 4, "ctrl+d")
        await app.until(lambda: "poets" not in app.app.store.snapshot.saved.queries)
        await app.settle()
        assert app.main.view.kind != "search"


async def test_there_is_nothing_to_save_or_forget_without_a_search(running):
    async with running() as app:
        await app.press("ctrl+s", "ctrl+d")
        await app.until(lambda: len(app.toasts) == 2)
        assert "type a search first" in app.toasts[0]
        assert "saved search" in app.toasts[1]


async def test_what_is_typed_in_one_burst_with_the_key_of_the_search_is_searched(running):
    async with running() as app:
        for character in "/ada/l":
            app.app.post_message(Key("slash" if character == "/" else character, character))
        await app.settle()
        assert app.main.query_one(SearchBar).text == "ada/l"
