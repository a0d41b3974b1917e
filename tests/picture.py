"""Draws README's picture: ``python -m tests.picture``. The app itself draws it, on the demo store."""

import asyncio
import os
import re
import tempfile
from pathlib import Path

from contacts_store.settings import read_settings
from contacts_store.snapshot.view import View
from contacts_tui.app.app import ContactsApp
from contacts_tui.demo.build import build_demo

PICTURE = Path(__file__).parents[1] / ".github" / "contacts-tui.svg"
SIZE = (120, 36)
SHOWN = "Wolfgang Schäfer"
BELOW = 14
"""Rows to show below the one under the cursor."""


async def draw():
    """Return the picture as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
            os.environ[f"XDG_{kind}_HOME"] = folder
        os.environ["TZ"] = "UTC"
        os.environ["COLORTERM"] = "truecolor"  # otherwise the theme is the one of 16 colours
        root = Path(folder) / "demo"
        build_demo(root)
        app = ContactsApp(root, read_settings(root))
        async with app.run_test(size=SIZE) as pilot:
            await settled(app, pilot)
            names = [row.name for row in app.store.snapshot.select(View.all())]
            await pilot.press(*["down"] * (names.index(SHOWN) + BELOW), *["up"] * BELOW)
            await pilot.pause(1)
            picture = app.export_screenshot(title="contacts-tui")
    # a picture in a README must not fetch fonts from anywhere
    return re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)


async def settled(app, pilot):
    """Wait until the whole store is on the screen."""
    while app.store is None or not app.store.snapshot.is_complete:
        await pilot.pause(0.1)
    await app.workers.wait_for_complete()
    await pilot.pause(1)


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(asyncio.run(draw()), encoding="utf-8")
