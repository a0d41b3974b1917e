"""The list that draws only what is on the screen."""

from textual.app import App
from textual.content import Content

from contacts_tui.app.panes.columns import GAP, columns_for
from contacts_tui.app.themes import variable_defaults
from contacts_tui.app.widgets.row_list import RowList


class Words(RowList[str]):
    drawn = 0

    def key(self, item):
        return item

    def draw(self, item, width, *, at_cursor):
        self.drawn += 1
        return Content(item)


class Host(App[None]):
    def get_theme_variable_defaults(self):
        return variable_defaults()

    def compose(self):
        yield Words()


async def test_a_hundred_thousand_items_draw_a_screenful():
    async with Host().run_test(size=(40, 20)) as pilot:
        words = pilot.app.query_one(Words)
        words.show([f"word {number}" for number in range(100_000)])
        await pilot.pause()
        assert words.drawn <= 20
        words.focus()
        await pilot.press("j")
        assert words.drawn <= 22, "a step draws the line left and the line reached"
        await pilot.press("G")
        assert words.cursor == 99_999
        assert words.scroll_offset.y == 100_000 - 20
        assert "word 99999" in words.render_line(19).text
        await pilot.press("pageup")
        assert words.cursor == 99_999 - 19


async def test_the_cursor_stays_on_its_item():
    async with Host().run_test(size=(40, 10)) as pilot:
        words = pilot.app.query_one(Words)
        words.show(list("abcdefgh"))
        words.move_to(4)
        words.show(list("xyzabcdefgh"))
        assert words.current == "e"
        words.show(list("abcd"))
        assert words.current == "d", "what took its place, or the last"
        words.show([])
        assert words.current is None
        words.show(list("ab"), at_top=True)
        assert words.current == "a"


async def test_the_view_moves_with_the_item_when_lines_come_in_above():
    async with Host().run_test(size=(40, 10)) as pilot:
        words = pilot.app.query_one(Words)
        words.show([str(number) for number in range(100)])
        words.move_to(50)
        await pilot.pause()
        on_line = 50 - words.scroll_offset.y
        words.show(["new", *(str(number) for number in range(100))])
        await pilot.pause()
        assert words.current == "50"
        assert words.cursor - words.scroll_offset.y == on_line


async def test_wide_characters_keep_the_columns():
    async with Host().run_test(size=(20, 5)) as pilot:
        words = pilot.app.query_one(Words)
        words.show(["张伟张伟张伟张伟张伟张伟张伟", "👩‍🚀 x", "é" * 500, "a" * 4000, ""])
        await pilot.pause()
        for y in range(5):
            assert words.render_line(y).cell_length == words.scrollable_content_region.width


async def test_an_empty_list_says_why():
    async with Host().run_test(size=(40, 10)) as pilot:
        words = pilot.app.query_one(Words)
        words.empty_text = Content("nobody here")
        words.show([])
        await pilot.pause()
        assert any("nobody here" in words.render_line(y).text for y in range(10))


def test_columns_fill_the_width_exactly_and_keep_the_name():
    for width in range(16, 300):
        columns = columns_for(width)
        assert columns[0].name == "name"
        assert sum(column.width for column in columns) + GAP * (len(columns) - 1) == width
    assert len(columns_for(20)) == 1
    assert [column.name for column in columns_for(200)] == ["name", "phone", "email", "company", "tags"]
