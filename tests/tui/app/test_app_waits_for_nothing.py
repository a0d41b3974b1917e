"""The loop that draws and takes keys waits for no disk and no git: both may be as slow as they like."""

import threading

import pytest
from tests.tui.app.conftest import Running

from contacts_store import git
from contacts_store.disk import system
from contacts_store.settings import read_settings
from contacts_tui.app.app import ContactsApp


class Stuck:
    """Calls that come to no end before ``release``, except in the thread that made this: there they are noted."""

    def __init__(self):
        self.in_the_loop = []
        self.waiting = threading.Semaphore(0)
        self._loop_thread = threading.current_thread()
        self._released = threading.Event()

    def release(self):
        self._released.set()

    def wrap(self, name, real):
        def slow(*args, **kwargs):
            if threading.current_thread() is self._loop_thread:
                self.in_the_loop.append(name)
            elif not self._released.is_set():
                self.waiting.release()
                self._released.wait()
            return real(*args, **kwargs)

        return slow


@pytest.fixture
def stuck(monkeypatch):
    """Make a function of a module get stuck: ``stuck(module, name)``."""
    calls = Stuck()

    def get_stuck(module, *names):
        for name in names:
            monkeypatch.setattr(module, name, calls.wrap(name, getattr(module, name)))
        return calls

    yield get_stuck
    calls.release()


async def test_keys_work_while_the_first_file_is_being_read(root, stuck):
    app = ContactsApp(root, read_settings(root))
    disk = stuck(system, *system.__all__)
    async with app.run_test(size=(120, 40)) as pilot:
        running = Running(app, pilot)
        await running.until(lambda: disk.waiting.acquire(blocking=False))
        await pilot.press("slash", "a", "d", "a", "enter", "1", "j", "3", "2", "question_mark")
        assert app.screen is not running.main
        await pilot.press("escape")
        assert not running.contacts.items
        disk.release()
        await running.until(lambda: running.names == ["Ada Lovelace"])
        await running.settle()
    assert not disk.in_the_loop


async def test_keys_work_while_a_contact_is_being_read_or_written(running, root, stuck):
    async with running() as app:
        disk = stuck(system, *system.__all__)
        await app.pilot.press("j")
        await app.until(lambda: disk.waiting.acquire(blocking=False))
        await app.pilot.press("j", "space", "d", "k", "slash", "a")
        assert app.names == ["Ada Lovelace", "Alan Turing", "Grace Hopper", "Half Written"]
        assert "Ada Lovelace" in app.text(app.details)
        disk.release()
        await app.until(lambda: "Grace Hopper" not in app.names)
        assert "tm_delete" in (root / "contacts/grace.yaml").read_text()
        assert not disk.in_the_loop


async def test_keys_work_while_git_thinks(running, root, stuck):
    git.init_repository(root)
    slow = stuck(git, "branch_state")
    async with running() as app:
        await app.until(lambda: slow.waiting.acquire(blocking=False))
        await app.press("G")
        assert app.contacts.current.name == "Half Written"
        assert not app.status.branch
        slow.release()
        await app.until(lambda: app.status.branch)
    assert not slow.in_the_loop
