"""Writing contacts into a file from the app: whom, in what format, where."""

import json

from contacts_tui.app.forms.choice import Choice
from contacts_tui.app.forms.path_input import PathInput, completions
from contacts_tui.app.screens.export import ExportScreen


async def opened(app, path):
    await app.press("x")
    await app.until(lambda: isinstance(app.app.screen, ExportScreen))
    app.app.screen.query_one(PathInput).value = str(path)
    await app.settle()


def problem(app):
    return str(app.app.screen.query_one("#problem").render())


async def test_the_list_is_written_as_vcards(running, tmp_path):
    target = tmp_path / "out.vcf"
    async with running() as app:
        await opened(app, target)
        await app.press("enter")
        await app.until(app.told)
        assert "3 contacts written to" in app.toasts[0]
        assert "left out, as they can't be read: contacts/broken.yaml" in app.toasts[0]
    assert target.read_text().count("BEGIN:VCARD") == 3
    assert target.stat().st_mode & 0o777 == 0o600


async def test_marks_come_first_and_the_format_changes_the_ending(running, tmp_path):
    async with running() as app:
        await app.press("space")
        await opened(app, tmp_path / "out.vcf")
        whom, format_ = app.app.screen.query(Choice)
        assert whom.value == "the 1 marked"
        format_.value = next(word for word in format_.options if word.startswith("JSON,"))
        await app.settle()
        assert app.app.screen.query_one(PathInput).value.endswith("out.json")
        await app.press("enter")
        await app.until(app.told)
    assert [each["first_name"] for each in json.loads((tmp_path / "out.json").read_text())] == ["Ada"]


async def test_what_a_search_found_or_one_contact(running, tmp_path):
    async with running() as app:
        await app.press("slash", *"grace", "enter")
        await opened(app, tmp_path / "out.vcf")
        assert app.app.screen.query(Choice).first().options == ("the 1 in the list", "only Grace Hopper")


async def test_a_file_that_is_there_is_replaced_when_asked_twice(running, tmp_path):
    target = tmp_path / "out.vcf"
    target.write_text("mine")
    async with running() as app:
        await opened(app, target)
        await app.press("enter")
        await app.until(lambda: "enter again replaces it" in problem(app))
        assert target.read_text() == "mine"
        await app.press("enter")
        await app.until(app.told)
    assert "BEGIN:VCARD" in target.read_text()


async def test_where_nothing_can_be_written_is_said(running, root, tmp_path):
    async with running() as app:
        for path, words in (
            (root / "contacts" / "x.vcf", "lies in the store itself"),
            (tmp_path, "is a folder"),
            (tmp_path / "none" / "x.vcf", "there is no folder"),
            (tmp_path / ("x" * 300), "can't be written"),
        ):
            await opened(app, path)
            await app.press("enter")
            await app.until(lambda words=words: words in problem(app))
            await app.press("escape")
            await app.until(lambda: not isinstance(app.app.screen, ExportScreen))


async def test_tab_completes_a_path_and_then_goes_on(running, tmp_path):
    (tmp_path / "some folder").mkdir()
    (tmp_path / "some folder" / "inside.vcf").touch()
    async with running() as app:
        await opened(app, tmp_path / "so")
        field = app.app.screen.query_one(PathInput)
        await app.press("tab", "tab")
        await app.until(lambda: field.value == str(tmp_path / "some folder/inside.vcf"))
        await app.press("tab")
        await app.until(lambda: not field.has_focus)


def test_completions_hide_dot_files_and_survive_missing_folders(tmp_path):
    for name in (".hidden", "a.vcf", "b\n.vcf"):
        (tmp_path / name).touch()
    assert completions(f"{tmp_path}/") == [f"{tmp_path}/a.vcf", f"{tmp_path}/b\n.vcf"]
    assert completions(f"{tmp_path}/.h") == [f"{tmp_path}/.hidden"]
    assert completions(f"{tmp_path}/none/x") == []
    assert completions("~nobody-here/") == []
