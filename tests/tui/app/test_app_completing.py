"""Completion in the search bar: what is drawn behind the cursor, and the keys that take it."""

from contacts_tui.app.widgets.search_bar import SearchBar


def _bar(app):
    bar = app.main.query_one(SearchBar)
    return bar.query_one("Input")


async def test_what_is_typed_is_completed_and_tab_or_right_takes_it(running):
    async with running() as app:
        await app.press("slash", *"comp")
        line = _bar(app)
        await app.until(lambda: "company:" in line.render_line(0).text)
        assert line.value == "comp"
        await app.press("tab", *"navy tag:sc")
        assert line.value == "company:navy tag:sc"
        await app.until(lambda: "tag:science" in line.render_line(0).text)
        await app.press("right")
        assert line.value == "company:navy tag:science"
        assert app.names == ["Grace Hopper"]


async def test_a_tag_of_several_words_is_put_in_quotes(running, root):
    (root / "tags/guests.yaml").write_text("id: 11111111-0000-4000-8000-000000000003\nname: Summer guests\n")
    async with running() as app:
        await app.press("slash", *"-tag:sum")
        await app.until(lambda: "-tag:summer guests" in _bar(app).render_line(0).text)
        await app.press("tab")
        assert _bar(app).value == '-tag:"Summer guests"'


async def test_tab_goes_to_the_next_pane_where_there_is_nothing_to_complete(running):
    async with running() as app:
        await app.press("slash", *"tag:science", "tab")
        assert app.app.focused is app.contacts
        assert app.names == ["Ada Lovelace", "Grace Hopper"]
