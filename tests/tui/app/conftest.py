"""Real stores in a folder, and the real app on them."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from contacts_store.settings import read_settings
from contacts_tui.app.app import ContactsApp
from contacts_tui.app.panes.contacts import ContactsPane
from contacts_tui.app.panes.details import DetailsPane
from contacts_tui.app.panes.tags import TagsPane
from contacts_tui.app.widgets.status_line import StatusLine

_PATIENCE = 30
"""Seconds that a busy machine may take for what takes milliseconds."""
_BRIEF = {"select", "count", "read", "rescan", "load"}
"""The groups of workers that end by themselves, or when a later one takes their place."""
VIP = "11111111-0000-4000-8000-000000000001"
SCIENCE = "11111111-0000-4000-8000-000000000002"

ADA = f"""\
id: 00000000-0000-4000-8000-000000000001
first_name: Ada
last_name: Lovelace
company: Analytical Engines
job_title: Mathematician
source: manual
phone_numbers:
  - id: 20000000-0000-4000-8000-000000000001
    number: 020 7946 0018
    number_e164: "+442079460018"
    type: work
  - id: 20000000-0000-4000-8000-000000000002
    number: "+44 7700 900123"
    number_e164: "+447700900123"
    type: mobile
    is_primary: true
emails:
  - id: 30000000-0000-4000-8000-000000000001
    address: ada@analytical.example.com
    type: work
    is_primary: true
tag_ids:
  - {VIP}  # vip
  - {SCIENCE}  # science
notes: |
  First programmer.
  Likes poetry.
birthday: 1815-12-10
tm_create: "2026-01-02T09:00:00.000000Z"
tm_update: "2026-02-07T14:45:59.000000Z"
"""
GRACE = """\
id: 00000000-0000-4000-8000-000000000002
first_name: Grace
last_name: Hopper
company: Navy
phone_numbers:
  - number: "+1 202 555 0143"
tag_ids: [science]
"""
ALAN = """\
id: 00000000-0000-4000-8000-000000000003
first_name: Alan
last_name: Turing
emails: [alan@bletchley.example.org]
"""
OLD = """\
id: 00000000-0000-4000-8000-000000000004
first_name: Charles
last_name: Babbage
tm_delete: "2026-03-01T10:00:00.000000Z"
"""
BROKEN = """\
id: 00000000-0000-4000-8000-000000000005
first_name: Half
last_name: Written
emails: [not an address]
"""
FILES = {
    "contacts-tui.yaml": "format: 1\ndefault_region: GB\n",
    "contacts/ada.yaml": ADA,
    "contacts/grace.yaml": GRACE,
    "contacts/alan.yaml": ALAN,
    "contacts/old.yaml": OLD,
    "contacts/broken.yaml": BROKEN,
    "tags/vip.yaml": f'id: {VIP}\nname: vip\ncolor: "#ffb000"\n',
    "tags/science.yaml": f"id: {SCIENCE}\nname: science\ncolor: teal\n",
}


@pytest.fixture
def root(tmp_path):
    return make_store(tmp_path / "people", FILES)


def make_store(root, files):
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


class Running:
    """The app under a pilot, with short names for what tests look at."""

    def __init__(self, app, pilot):
        self.app = app
        self.pilot = pilot
        self.main = app.screen_stack[0] if len(app.screen_stack) == 1 else app.screen_stack[1]
        self.contacts = self.main.query_one(ContactsPane)
        self.tags = self.main.query_one(TagsPane)
        self.details = self.main.query_one(DetailsPane)

    async def press(self, *keys):
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self):
        """Wait until every worker that ends by itself has ended, and all is drawn."""
        await self.pilot.pause(0.06)  # longer than the cursor must rest before a contact is read
        await self.until(lambda: _BRIEF.isdisjoint(worker.group for worker in self.app.workers))
        await self.pilot.pause(0.01)

    async def until(self, condition):
        """Wait until something is so."""
        async with asyncio.timeout(_PATIENCE):
            while not condition():
                await self.pilot.pause(0.02)

    @property
    def names(self):
        return [row.name for row in self.contacts.items]

    @property
    def status(self):
        return self.main.query_one(StatusLine).status

    @property
    def toasts(self):
        return [notification.message for notification in self.app._notifications]

    def told(self):
        return bool(self.toasts)

    def text(self, widget):
        """Return what a widget that draws by the line shows, as plain lines."""
        lines = range(widget.scrollable_content_region.height)
        return "\n".join(widget.render_line(y).text for y in lines)


@pytest.fixture
def running(root):
    """Run the app on a store: ``async with running() as app``."""

    @asynccontextmanager
    async def run(root=root, size=(120, 40), **app_options):
        app = ContactsApp(root, read_settings(root), **app_options)
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            running = Running(app, pilot)
            await running.until(
                lambda: app.store and app.store.snapshot.is_complete and running.contacts.items
            )
            await running.settle()
            yield running

    return run
