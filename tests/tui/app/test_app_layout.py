"""How the list is laid out by the person: its order and its columns, and what is remembered of that."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from contacts_tui.app.arrangement import Arrangement, arrangement_file, write_arrangement
from contacts_tui.app.configuration import Configuration
from contacts_tui.app.panes.columns import COLUMN_NAMES, GAP, Wish, columns_for
from contacts_tui.app.panes.pane_widths import PaneWidths
from contacts_tui.app.screens.columns_dialog import ColumnsDialog
from contacts_tui.app.screens.sort_menu import SortMenu
from contacts_tui.app.widgets.status_line import StatusLine


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


def _head(app):
    return app.text(app.contacts).splitlines()[0].split()


async def _columns(app, *keys):
    await app.press("C")
    await app.until(lambda: isinstance(app.app.screen, ColumnsDialog))
    await app.press("g", *keys, "escape")


async def test_columns_are_shown_hidden_moved_and_sized(running):
    async with running(size=(180, 40)) as app:
        assert _head(app) == ["Name", "Phone", "E-mail", "Company", "Tags"]
        await _columns(app, "j", "j", "J", *"gj", "space", "G", "space", "K", "K")
        assert _head(app) == ["Name", "Company", "E-mail", "Updated", "Tags"]
        line = app.text(app.contacts).splitlines()[0]
        narrow = line.index("E-mail") - line.index("Company")
        await _columns(app, "j", "j", "l", "l")
        line = app.text(app.contacts).splitlines()[0]
        assert line.index("E-mail") - line.index("Company") == narrow + 4
    async with running(size=(180, 40)) as app:
        assert app.text(app.contacts).splitlines()[0] == line, "it is all there again next time"
        await _columns(app, "0")
        assert _head(app) == ["Name", "Phone", "E-mail", "Company", "Tags"]


async def test_the_name_is_always_there(running):
    async with running() as app:
        await _columns(app, "space", "left")
        assert _head(app)[0] == "Name"


@given(
    st.integers(0, 250),
    st.permutations(COLUMN_NAMES).flatmap(
        lambda names: st.tuples(
            *(
                st.builds(Wish, st.just(name), st.booleans(), st.just(0) | st.integers(3, 120))
                for name in names
            )
        )
    ),
    st.dictionaries(st.sampled_from(COLUMN_NAMES), st.integers(0, 40)).map(
        lambda needs: tuple(needs.items())
    ),
)
def test_columns_fit_their_width_and_stand_as_wished(width, wishes, needs):
    columns = columns_for(width, wishes, needs)
    names = [column.name for column in columns]
    assert "name" in names
    assert names == [wish.name for wish in wishes if wish.name in names]
    assert all(wish.is_shown or wish.name == "name" for wish in wishes if wish.name in names)
    assert sum(column.width + GAP for column in columns) - GAP <= width
    assert all(
        column.width == wish.width
        for column in columns
        for wish in wishes
        if wish.name == column.name != "name" and wish.width
    )


WIDE = """\
id: 00000000-0000-4000-8000-0000000000{:02}
first_name: "{}"
company: Wide Words
phone_numbers: ["+44 20 7946 0018"]
"""


async def test_columns_stand_one_below_the_other_whatever_the_script(running, root):
    names = (
        "山田太郎さんの長い長い長い名前",
        "👨‍👩‍👧‍👦 Familie Kindermann und alle anderen",
        "Zoe\u0301 Ame\u0301lie",
        "ก็ไทยไทย",
        "🇩🇪 Berlin",
        "ﷺ",
        "مريم",
    )
    for number, name in enumerate(names, 10):
        (root / "contacts" / f"wide-{number}.yaml").write_text(WIDE.format(number, name), encoding="utf-8")
    async with running() as app:
        for line in app.text(app.contacts).splitlines():
            before, number, _ = line.partition("+44 20 7946 0018")
            assert not number or cell_len(before) == cell_len(
                app.text(app.contacts).splitlines()[0].partition("Phone")[0]
            )
        assert "…" in app.text(app.contacts)


def _widths(app):
    return [pane.region.width for pane in (app.tags, app.contacts, app.details)]


async def test_borders_of_panes_are_moved_by_keys_and_the_mouse(running):
    async with running() as app:
        tags, contacts, details = at_first = _widths(app)
        await app.press("greater_than_sign")
        assert _widths(app) == [tags, contacts + 4, details - 4]
        await app.press("1", "less_than_sign", "2")
        assert _widths(app) == [tags - 4, contacts + 8, details - 4]
        x = app.tags.region.right
        await app.pilot.mouse_down(offset=(x, 10))
        await app.pilot.hover(offset=(x + 9, 10))
        await app.pilot.mouse_up(offset=(x + 9, 10))
        await app.settle()
        assert _widths(app)[0] in {tags + 5, tags + 6}, "the border is where the mouse let it go"
        left = _widths(app)
    async with running() as app:
        assert _widths(app) == left, "and there again next time"
        await app.press("equals_sign")
        assert _widths(app) == at_first


async def test_panes_wider_than_the_terminal_leave_room_for_the_list(running, root):
    write_arrangement(arrangement_file(root), Arrangement(widths=PaneWidths(400, 400)))
    async with running() as app:
        for width, least in ((100, 20), (61, 20), (60, 60), (40, 40), (200, 20)):
            await app.pilot.resize_terminal(width, 24)
            await app.settle()
            assert app.contacts.region.width >= least
            assert (
                sum(pane.region.width for pane in (app.tags, app.contacts, app.details) if pane.display)
                == width
            )


async def test_resizing_keeps_cursor_marks_search_and_what_is_half_typed(running):
    async with running() as app:
        await app.press("j", "space", "slash", *"a")
        current, marked = app.contacts.current.name, set(app.contacts.marked)
        for width, height in ((60, 20), (200, 60), (80, 24), (120, 40)):
            await app.pilot.resize_terminal(width, height)
            await app.settle()
            await app.press("d")
            assert app.main.search_text.count("d") > 0
            await app.press("backspace")
            assert (app.main.search_text, app.contacts.current.name, app.contacts.marked) == (
                "a",
                current,
                marked,
            )
        await app.press("escape", "escape", "n")
        await app.until(lambda: type(app.app.screen).__name__ == "ContactForm")
        await app.press(*"Ann")
        for size in ((60, 20), (120, 40)):
            await app.pilot.resize_terminal(*size)
            await app.settle()
            assert app.app.focused.value == "Ann"


async def test_an_empty_list_names_the_persons_own_keys(running):
    keys = {"search.clear": "f9", "mark.range": "f6"}
    async with running(configuration=Configuration(keymap=keys)) as app:
        await app.press("f6")
        assert "range: f6 marks up to here" in app.main.query_one(StatusLine).render().plain
        await app.press("slash", *"xyzzy")
        assert "f9 clears the search" in app.text(app.contacts)


async def test_the_edge_of_a_heading_is_dragged(running):
    async with running(size=(180, 40)) as app:
        head = app.text(app.contacts).splitlines()[0]
        phone, email = head.index("Phone"), head.index("E-mail")
        left, top = app.contacts.scrollable_content_region.offset
        await app.pilot.mouse_down(offset=(left + email - 1, top))
        await app.pilot.hover(offset=(left + phone + 10, top))
        await app.pilot.mouse_up(offset=(left + phone + 10, top + 3))
        await app.settle()
        head = app.text(app.contacts).splitlines()[0]
        assert head.index("E-mail") - head.index("Phone") == 10 + GAP
        assert app.contacts.order is None, "that was no click on the heading"
        assert app.contacts.cursor == 0
        assert "+44 77009…" in app.text(app.contacts) or "+44 7700 …" in app.text(app.contacts)


def _gutter(app):
    return [line[:1] for line in app.text(app.contacts).splitlines()[1 : len(app.names) + 1]]


async def test_letters_group_the_list_where_words_order_it(running, root):
    for number, name in enumerate(("Åsa", "山田", "مريم", "7 Seas", "Жанна"), 10):
        (root / "contacts" / f"more-{number}.yaml").write_text(WIDE.format(number, name), encoding="utf-8")
    async with running() as app:
        by_letter = dict(zip(app.names, _gutter(app), strict=True))
        assert by_letter == {
            "7 Seas": "#", "Ada Lovelace": "A", "Alan Turing": " ", "Åsa": " ", "Grace Hopper": "G",
            "Half Written": "H", "Жанна": "Ж", "山田": " ", "مريم": " ",
        }  # fmt: skip
        await _choose(app, "j", "j")
        assert (app.names[0], _gutter(app)[0]) == ("Grace Hopper", "H"), "of the last name"
        await _choose(app, *"jjjjjj")
        assert not any(map(str.strip, _gutter(app))), "numbers have no letters"
        await _choose(app)
        await app.press("slash", *"a")
        assert not any(map(str.strip, _gutter(app))), "nor has what is ranked"


async def test_a_mark_stands_in_place_of_the_letter(running):
    async with running() as app:
        await app.press("space")
        assert _gutter(app)[:2] == ["✓", " "]
        await app.press("k", "space")
        assert _gutter(app)[:2] == ["A", " "]
