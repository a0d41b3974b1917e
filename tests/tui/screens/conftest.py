"""A real store in a folder, and a small app that shows one screen over it."""

from contextlib import asynccontextmanager

import pytest
from textual.app import App

from contacts_store.initialise import initialise
from contacts_store.store import Store
from contacts_tui.app.themes import ThemeCatalogue, variable_defaults

ADA_ID = "aaaaaaaa-1111-4111-8111-111111111111"
ADA = f"""\
# kept as it is
id: {ADA_ID}
first_name: Ada   # the first programmer
last_name: Lovelace
company: Analytical Engines
phone_numbers:
  - number: 020 7946 0018
    type: work
    is_primary: true
  - number: "+44 7700 900123"
    type: pager
emails:
  - address: ada@example.org
    type: personal
tag_ids: [vip]
birthday: 1815-12-10
notes: |
  Met at the Royal Society.
  Likes mathematics.
"""
GRACE_ID = "bbbbbbbb-1111-4111-8111-111111111111"
GRACE = f"id: {GRACE_ID}\nfirst_name: Grace\nlast_name: Hopper\ntag_ids: [work]\n"
VIP_ID = "11111111-1111-4111-8111-111111111111"
WORK_ID = "22222222-1111-4111-8111-111111111111"


class Folder:
    """A store, the files behind it, and the texts that tests begin from."""

    ADA = ADA
    ADA_ID = ADA_ID
    GRACE_ID = GRACE_ID
    VIP_ID = VIP_ID
    WORK_ID = WORK_ID

    def __init__(self, root):
        initialise(root, region="GB")
        self.root = root
        self.ada = root / "contacts" / "ada.yaml"
        self.write("tags/vip.yaml", f'id: {VIP_ID}\nname: vip\ncolor: "#f0b866"\n')
        self.write("tags/work.yaml", f"id: {WORK_ID}\nname: work\n")
        self.write("contacts/ada.yaml", ADA)
        self.write("contacts/grace.yaml", GRACE)
        self.store = Store.open(root, "app")
        self.store.load()

    def write(self, path, text):
        (self.root / path).write_text(text, encoding="utf-8")

    def read(self, id_=ADA_ID):
        return self.store.read(id_).contact


@pytest.fixture
def folder(tmp_path):
    folder = Folder(tmp_path / "store")
    yield folder
    folder.store.close()


class Host(App):
    """Shows one screen and keeps its result."""

    def __init__(self, screen, theme="ink"):
        super().__init__()
        self.shown = screen
        self.wanted_theme = theme
        self.results = []

    def get_theme_variable_defaults(self):
        return variable_defaults()

    def on_mount(self):
        catalogue = ThemeCatalogue()
        catalogue.load()
        catalogue.install(self)
        self.theme = self.wanted_theme
        self.push_screen(self.shown, self.results.append)


class Stage:
    """The running app as a test drives it."""

    def __init__(self, app, pilot, folder):
        self.app = app
        self.pilot = pilot
        self.folder = folder

    @property
    def screen(self):
        return self.app.screen

    @property
    def results(self):
        return self.app.results

    async def press(self, *keys):
        await self.pilot.press(*keys)

    async def type(self, text):
        await self.press(*("space" if char == " " else char for char in text))

    async def fill(self, selector, text):
        self.app.screen.query_one(selector).value = text
        await self.settle()

    async def settle(self):
        await self.pilot.pause()

    async def until(self, condition):
        """Wait for what a thread brings."""
        for _ in range(500):
            if condition():
                break
            await self.pilot.pause(0.02)
        assert condition(), self.text()
        await self.pilot.pause()

    async def change(self, path, text):
        """Change a file as another program would, and let the screen know as the live store would."""
        if text is None:
            (self.folder.root / path).unlink()
        else:
            self.folder.write(path, text)
        changeset = self.folder.store.refresh([path])
        self.app.shown.store_changed(changeset)
        await self.settle()

    def text(self):
        """Return what is painted, line by line."""
        lines = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text for strip in lines)


@pytest.fixture
def on_stage(folder):
    @asynccontextmanager
    async def show(screen, size=(100, 40), theme="ink"):
        app = Host(screen, theme)
        async with app.run_test(size=size) as pilot:
            stage = Stage(app, pilot, folder)
            await stage.settle()
            yield stage

    return show
