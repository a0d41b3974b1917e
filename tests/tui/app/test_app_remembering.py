"""How the person left the screen is there again next time, and a file that can't be read costs nothing."""

import json
import logging

import pytest

from contacts_store.snapshot.ordering import Order
from contacts_store.snapshot.tag_filter import TagFilter
from contacts_store.snapshot.view import View
from contacts_tui.app.arrangement import Arrangement, arrangement_file, read_arrangement, write_arrangement

from .conftest import SCIENCE, VIP

GRACE = "00000000-0000-4000-8000-000000000002"
LEFT = Arrangement(
    Order("company", is_descending=True), View.tag(SCIENCE), TagFilter(frozenset({VIP})), GRACE
)


@pytest.fixture
def file(root):
    return arrangement_file(root)


async def test_order_view_and_cursor_are_there_again(running):
    async with running() as app:
        await app.press("s", *"gjj", "enter", "1", *"gjjjj", "2", "j")
        assert app.names == ["Grace Hopper", "Ada Lovelace"]
    async with running() as app:
        assert app.names == ["Grace Hopper", "Ada Lovelace"]
        assert app.tags.current.label == "science"
        assert app.contacts.current.name == "Ada Lovelace"


async def test_a_choice_of_tags_is_there_again_without_those_that_are_gone(running, file):
    write_arrangement(file, LEFT._replace(choice=TagFilter(frozenset({VIP, "gone"}), any_of=True)))
    async with running() as app:
        assert app.names == ["Ada Lovelace"]
        assert app.tags.choice == TagFilter(frozenset({VIP}), any_of=True)


async def test_it_is_kept_while_the_app_runs(running, file):
    async with running() as app:
        await app.press("j", "j")
        await app.until(lambda: read_arrangement(file).contact == GRACE)
        assert file.stat().st_mode & 0o077 == 0


async def test_the_trash_is_not_gone_back_to(running):
    async with running() as app:
        await app.press("T")
        assert app.names == ["Charles Babbage"]
    async with running() as app:
        assert len(app.names) == 4


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", "[" * 100_000, "\xff", '{"order": 3, "view": ["x"], "choice": {}}']
)
async def test_a_broken_file_is_ignored_with_a_line_in_the_log(file, text, caplog):
    file.parent.mkdir(parents=True)
    file.write_bytes(text.encode("latin-1"))
    with caplog.at_level(logging.WARNING):
        assert read_arrangement(file) == Arrangement()
    assert str(file) in caplog.text


def test_what_is_broken_costs_itself_alone(file):
    write_arrangement(file, LEFT)
    assert read_arrangement(file) == LEFT
    values = json.loads(file.read_text())
    for name in LEFT._fields:
        file.write_text(json.dumps({**values, name: {"no": ["such"]}, "later": 1}))
        assert read_arrangement(file) == LEFT._replace(**{name: getattr(Arrangement(), name)})


async def test_a_folder_that_can_not_be_written_stops_nobody(running, file, caplog):
    file.parent.parent.mkdir(parents=True)
    async with running() as app:
        await app.until(file.exists)
        file.unlink()
        file.mkdir()
        await app.press("j")
    assert f"{file} is not written" in caplog.text
    assert not list(file.parent.glob("*.tmp"))
