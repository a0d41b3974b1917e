"""Every theme is legible as painted: the colours of every cell of the real screens, not those of variables."""

import pytest

from contacts_tui.app.theme_files import shipped_folder

THEMES = sorted(path.stem for path in shipped_folder().glob("*.yaml"))


async def nothing(app):
    """The main screen, as it opens."""


async def marks_and_hits(app):
    """A marked row, hits, a toast, and the cursor on a row that is broken."""
    await app.press("space", "slash", "l", "enter", "G")
    app.app.notify("told", title="Title")
    app.app.notify("warned", severity="warning")
    app.app.notify("failed", severity="error")


async def bad_query(app):
    await app.press("slash", '"', "a")


async def trash(app):
    await app.press("T", "1")


async def details(app):
    await app.press("3", "down")


async def help_(app):
    await app.press("question_mark")


async def palette(app):
    await app.press("ctrl+p", "e", "d")
    await app.pilot.pause(0.3)
    await app.press("down")


@pytest.mark.parametrize(
    "reach",
    [nothing, marks_and_hits, bad_query, trash, details, help_, palette],
    ids=lambda reach: reach.__name__.strip("_"),
)
async def test_all_that_is_painted_can_be_made_out_in_every_theme(running, faint, reach):
    async with running() as app:
        await reach(app)
        await app.settle()
        too_faint = {}
        for theme in THEMES:
            app.app.theme = theme
            await app.pilot.pause()
            if texts := faint(app.app.screen):
                too_faint[theme] = texts
        assert not too_faint
