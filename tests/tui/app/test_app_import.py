"""Taking contacts in from a file by keys: a look first, then the import, which can be taken back."""

from contacts_tui.app.forms.choice import Choice
from contacts_tui.app.forms.inputs import LineInput
from contacts_tui.app.forms.path_input import PathInput
from contacts_tui.app.screens.importing import ImportList, ImportScreen

CARDS = """\
BEGIN:VCARD
VERSION:3.0
FN:Bo Anders
TEL:+15551234567
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:[red]Cy\x1b[2J
END:VCARD
BEGIN:VCARD
VERSION:3.0
"""
TABLE = "Kunde;Mobil;Farbe\nBo Anders;+15551234567;[/b]blue\nCy;+15557654321;red\n"


def names_on_disk(root):
    return sorted(path.name for path in (root / "contacts").iterdir())


async def opened(app, path):
    await app.press("i")
    await app.until(lambda: isinstance(app.app.screen, ImportScreen))
    app.app.screen.query_one(PathInput).value = str(path)
    await app.settle()


def words(app, selector):
    return str(app.app.screen.query_one(selector).render())


def lines(app):
    return app.text(app.app.screen.query_one(ImportList))


async def looked(app):
    await app.press("enter")
    await app.until(lambda: "enter imports" in words(app, "#notice"))


async def test_a_look_tells_all_and_writes_nothing_then_the_import_is_one_step(running, root, tmp_path):
    (tmp_path / "a.vcf").write_text(CARDS)
    before = names_on_disk(root)
    async with running() as app:
        await opened(app, tmp_path / "a.vcf")
        await looked(app)
        assert "would be: 2 created, 1 failed" in words(app, "#notice")
        assert "new: Bo Anders" in lines(app)
        assert "[red]Cy" in lines(app)
        assert "line 10" in lines(app)
        assert names_on_disk(root) == before
        await app.press("enter")
        await app.until(lambda: "imported: 2 created, 1 failed" in words(app, "#notice"))
        assert "line 10" in lines(app)
        assert len(names_on_disk(root)) == len(before) + 2
        await app.press("enter")
        await app.until(lambda: "Bo Anders" in app.names)
        assert any("imported: 2 created, 1 failed — z takes it back" in toast for toast in app.toasts)
        await app.press("z")
        await app.until(lambda: "Bo Anders" not in app.names)
        assert names_on_disk(root) == before


async def test_known_contacts_are_updated_when_that_is_chosen(running, root, tmp_path):
    (tmp_path / "a.json").write_text(
        '[{"first_name": "Alan", "last_name": "Turing", "emails": ["alan@bletchley.example.org"], "company": "GCHQ"}]'
    )
    async with running() as app:
        await opened(app, tmp_path / "a.json")
        await looked(app)
        assert "1 failed" in words(app, "#notice")
        app.app.screen.query_one("#mode Choice", Choice).value = "update"
        await app.press("enter")
        await app.until(lambda: "1 updated; enter imports" in words(app, "#notice"))
        assert "company" in lines(app)
        await app.press("enter")
        await app.until(lambda: "imported" in words(app, "#notice"))
    assert "company: GCHQ" in (root / "contacts" / "alan.yaml").read_text()


async def test_the_columns_of_a_table_are_shown_with_samples_and_can_be_corrected(running, root, tmp_path):
    (tmp_path / "a.csv").write_text(TABLE)
    async with running() as app:
        await opened(app, tmp_path / "a.csv")
        await looked(app)
        assert "Farbe → " in lines(app)
        assert "[/b]blue · red" in lines(app)
        field = app.app.screen.query_one("#mapping", LineInput)
        field.value = "Kunde=display_name,Mobil=phone:mobile,Nose=company"
        await app.press("enter")
        await app.until(lambda: "no column 'Nose'" in words(app, "#problem"))
        field.value = "Kunde=display_name,Mobil=phone:mobile,Farbe=company"
        await looked(app)
        await app.press("enter")
        await app.until(lambda: "imported: 2 created" in words(app, "#notice"))
        await app.press("escape")
        await app.until(lambda: "Bo Anders" in app.names)
        await opened(app, tmp_path / "a.csv")
        await looked(app)
        assert "2 unchanged" in words(app, "#notice"), "what was said of the columns is remembered"
    assert any("company: '[/b]blue'" in path.read_text() for path in (root / "contacts").iterdir())


async def test_a_file_that_can_not_be_read_is_said(running, tmp_path):
    async with running() as app:
        for path in (tmp_path / "none.vcf", tmp_path):
            await opened(app, path)
            await app.press("enter")
            await app.until(lambda path=path: f"{path} can't be read" in words(app, "#problem"))
            await app.press("escape")
            await app.until(lambda: not isinstance(app.app.screen, ImportScreen))


async def test_escape_stops_and_what_was_imported_stays_as_one_step(running, root, tmp_path, monkeypatch):
    (tmp_path / "a.jsonl").write_text("".join(f'{{"first_name": "P{number}"}}\n' for number in range(2_000)))
    before = len(names_on_disk(root))
    async with running() as app:
        await opened(app, tmp_path / "a.jsonl")
        await looked(app)
        screen = app.app.screen
        went_on = screen._went_on

        def stop_after_some(done):
            screen.action_leave()
            return went_on(done)

        monkeypatch.setattr(screen, "_went_on", stop_after_some)
        await app.press("enter")
        await app.until(lambda: "until it was stopped" in words(app, "#notice"))
        assert before < len(names_on_disk(root)) < before + 2_000
        await app.press("escape")
        await app.until(lambda: "P0" in app.names)
        await app.press("z")
        await app.until(lambda: "P0" not in app.names)
        assert len(names_on_disk(root)) == before
