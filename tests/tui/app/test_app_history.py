"""What was done to a contact, and putting it back, by keys and on real files."""

from contacts_store.store import Change, Store
from contacts_tui.app.screens.history import HistoryList, HistoryScreen

ADA = "00000000-0000-4000-8000-000000000001"


def changed(root, **fields):
    """Change Ada as another program of ours would."""
    store = Store.open(root, "cli")
    store.load()
    loaded = store.read(ADA)
    store.apply([Change.of(loaded, loaded.contact.with_changes(**fields))])
    store.close()


def text_of(root):
    return (root / "contacts" / "ada.yaml").read_text(encoding="utf-8")


def lines(app):
    return app.text(app.app.screen.query_one(HistoryList))


async def opened(app):
    await app.press("h")
    await app.until(lambda: isinstance(app.app.screen, HistoryScreen))


async def test_steps_are_listed_newest_first_with_their_fields(running, root):
    changed(root, company="Initech", tag_ids=())
    changed(root, job_title="[red]Cook\x1b[2J")
    async with running() as app:
        await opened(app)
        await app.until(lambda: "Initech" in lines(app))
        shown = lines(app)
        assert "just now" in shown
        assert "cli" in shown
        assert shown.index("[red]Cook␛[2J") < shown.index("company: Analytical Engines → Initech")
        assert "tag vip removed" in shown


async def test_one_field_is_put_back_and_that_can_be_undone(running, root):
    changed(root, company="Initech", job_title="Cook")
    async with running() as app:
        await opened(app)
        await app.until(lambda: "Initech" in lines(app))
        await app.press("down", "enter")
        await app.until(lambda: "company: Analytical Engines" in text_of(root))
        assert "job_title: Cook" in text_of(root)
        await app.until(lambda: any("takes it back" in toast for toast in app.toasts))
        await app.press("z")
        await app.until(lambda: "company: Initech" in text_of(root))


async def test_the_whole_contact_is_put_back_from_the_line_of_a_step(running, root):
    changed(root, company="Initech")
    changed(root, job_title="Cook")
    async with running() as app:
        await opened(app)
        await app.until(lambda: "Initech" in lines(app))
        await app.press("down", "down", "enter")
        await app.until(lambda: "company: Analytical Engines" in text_of(root))
        assert "job_title: Mathematician" in text_of(root)


async def test_what_is_so_already_and_an_empty_history_are_said(running, root):
    async with running() as app:
        await opened(app)
        await app.until(lambda: "Nothing was changed" in lines(app))
        changed(root, company="Initech")
        changed(root, company="Analytical Engines")
        await app.until(lambda: lines(app).count("Initech") == 2)
        await app.press("G", "enter")
        await app.until(lambda: "already" in str(app.app.screen.query_one("#problem").render()))
        await app.press("escape")
        await app.until(lambda: not isinstance(app.app.screen, HistoryScreen))
