"""The findings screen: all degrees, filtered, following the files."""

from contacts_tui.app.screens.findings import FindingRows, FindingsScreen

BROKEN = 'id: cccccccc-1111-4111-8111-111111111111\nfirst_name: "Bro\n'
WARNED = "id: dddddddd-1111-4111-8111-111111111111\nfirst_name: Mel\nphone_numbers: [anonymous]\n"
HINTED = 'id: eeeeeeee-1111-4111-8111-111111111111\nfirst_name: Hal\nphone_numbers: ["+15551234567"]\n'


def write_all(folder):
    for name, text in (("bro", BROKEN), ("mel", WARNED), ("hal", HINTED)):
        folder.write(f"contacts/{name}.yaml", text)
    folder.store.refresh()


def listed(stage):
    return [finding.path for finding in stage.screen.query_one(FindingRows).items]


async def checked(stage):
    await stage.until(lambda: not stage.screen.query_one("#notice").display)


async def test_errors_come_first_each_with_place_message_and_remedy(folder, on_stage):
    write_all(folder)
    async with on_stage(FindingsScreen(folder.store), size=(120, 40)) as stage:
        await checked(stage)
        degrees = [str(finding.degree) for finding in stage.screen.query_one(FindingRows).items]
        assert degrees == sorted(degrees, key=["error", "warning", "hint"].index)
        assert set(degrees) == {"error", "warning", "hint"}
        first = stage.screen.query_one(FindingRows).items[0]
        for part in (first.place, first.message, first.remedy):
            assert part in stage.text()


async def test_the_filter_goes_round_the_degrees(folder, on_stage):
    write_all(folder)
    async with on_stage(FindingsScreen(folder.store)) as stage:
        await checked(stage)
        everything = listed(stage)
        await stage.press("f")
        assert set(listed(stage)) == {"contacts/bro.yaml"}
        await stage.press("f", "f")
        assert "contacts/hal.yaml" in listed(stage)
        assert "contacts/mel.yaml" not in listed(stage)
        await stage.press("f")
        assert listed(stage) == everything


async def test_a_mended_file_leaves_the_list_and_a_new_one_joins(folder, on_stage):
    write_all(folder)
    async with on_stage(FindingsScreen(folder.store)) as stage:
        await checked(stage)
        await stage.change("contacts/bro.yaml", BROKEN.replace('"', ""))
        await stage.until(lambda: "contacts/bro.yaml" not in listed(stage))
        assert "contacts/hal.yaml" in listed(stage)
        await stage.change(
            "contacts/two.yaml", HINTED.replace("eeeeeeee", "ffffffff").replace("4567", "4568")
        )
        await stage.until(lambda: "contacts/two.yaml" in listed(stage))
        await stage.change("contacts/hal.yaml", None)
        await stage.until(lambda: "contacts/hal.yaml" not in listed(stage))


async def test_a_clean_store_says_so(on_stage, folder):
    folder.ada.unlink()
    folder.store.refresh()
    async with on_stage(FindingsScreen(folder.store)) as stage:
        await checked(stage)
        assert "Every file is fine." in stage.text()
        await stage.press("escape")
        assert stage.results == [None]


async def test_a_missing_editor_is_told_in_the_screen(folder, on_stage, monkeypatch):
    write_all(folder)
    monkeypatch.setenv("EDITOR", "no-such-editor")
    async with on_stage(FindingsScreen(folder.store)) as stage:
        await checked(stage)
        await stage.press("enter")
        assert "no-such-editor, which is not installed" in stage.text()
