"""What ends a watch, or hides changes from it, costs time and nothing else, and the state says so."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest

from contacts_store.live.follower import Rhythm

STORE_SOURCES = str(Path(__file__).parents[3] / "store")


def test_folder_removed_and_made_again_recovers(scene):
    for number in range(30):
        scene.write(number)
    scene.start()
    shutil.rmtree(scene.root / "contacts")
    scene.wait_for(lambda: scene.states and "contacts is missing" in scene.states[-1])
    scene.wait_for(lambda: scene.store.snapshot.findings)
    assert len(scene.store.snapshot.rows) == 30
    for number in range(40):
        scene.write(number, "Difference Engines")
    scene.wait_for(lambda: all(scene.company(number) == "Difference Engines" for number in range(40)))
    scene.wait_for(lambda: scene.states[-1] == "" and not scene.store.snapshot.findings)
    scene.write(7, "Babbage")
    scene.wait_for(lambda: scene.company(7) == "Babbage")


def test_all_files_gone_and_back_lose_nobody(scene, tmp_path):
    for number in range(30):
        scene.write(number)
    scene.start()
    away = tmp_path / "away"
    away.mkdir()
    for path in (scene.root / "contacts").iterdir():
        path.rename(away / path.name)
    scene.wait_for(lambda: scene.store.snapshot.findings)
    scene.look_again()
    scene.wait_for(lambda: scene.states and "30 contact files are missing at once" in scene.states[-1])
    for path in away.iterdir():
        path.rename(scene.root / "contacts" / path.name)
    scene.wait_for(lambda: not scene.store.snapshot.findings and scene.states[-1] == "")
    assert not any(changes.removed for changes in scene.changes)


def test_whole_store_moved_away_and_back_is_watched_again(scene, tmp_path):
    scene.write(1)
    scene.start()
    scene.root.rename(tmp_path / "elsewhere")
    time.sleep(0.05)
    (tmp_path / "elsewhere").rename(scene.root)
    time.sleep(0.8)
    scene.write(1, "Difference Engines")
    scene.wait_for(lambda: scene.company(1) == "Difference Engines")


def test_changes_without_events_are_found_by_the_sweep(scene, tmp_path):
    target = tmp_path / "elsewhere.yaml"
    target.write_text(scene.text(1), encoding="utf-8")
    (scene.root / "contacts/p1.yaml").symlink_to(target)
    scene.start(Rhythm(sweep=(0.3, 0.3)))
    target.write_text(scene.text(1, "Difference Engines"), encoding="utf-8")
    scene.wait_for(lambda: scene.company(1) == "Difference Engines")


def test_changes_made_before_the_start_are_found(scene):
    from contacts_store.live.live import LiveStore
    from contacts_store.store import Store

    scene.write(1)
    store = Store.open(scene.root)
    store.load()
    scene.write(1, "Difference Engines")
    seen = []
    live = LiveStore(store, seen.append, lambda state: None)
    live.start()
    scene.wait_for(lambda: seen)
    live.stop()
    store.close()
    assert store.snapshot.rows[0].company == "Difference Engines"


def test_callback_that_fails_is_said_and_survived(scene, monkeypatch, caplog):
    def fail(_changes):
        raise ValueError("Ada Lovelace's number")

    scene.write(1)
    monkeypatch.setattr(scene, "_on_change", fail)
    scene.start()
    scene.write(1, "Difference Engines")
    scene.wait_for(lambda: any("ValueError" in state for state in scene.states))
    scene.wait_for(lambda: scene.states[-1] == "")
    assert "Ada" not in caplog.text
    scene.write(1, "Babbage")
    scene.wait_for(lambda: scene.company(1) == "Babbage")


def test_file_that_never_stands_still_is_said_not_shown(scene):
    path = scene.write(1)
    scene.start()
    until = time.monotonic() + 3.0
    while time.monotonic() < until:
        with path.open("a", encoding="utf-8") as file:
            file.write("# more\n")
        time.sleep(0.005)
    scene.wait_for(lambda: "1 file is still being written" in scene.states)
    scene.wait_for(lambda: scene.states[-1] == "")


FOLLOW = dedent("""
    import sys, time
    from pathlib import Path
    from contacts_store.live.follower import Rhythm
    from contacts_store.live.live import LiveStore
    from contacts_store.store import Store

    store = Store.open(Path(sys.argv[1]))
    store.load()
    say = lambda text: print(text, flush=True)
    rhythm = Rhythm(sweep=(1.0, 1.0), poll=(0.3, 0.3), retry=0.3)
    live = LiveStore(store, lambda changes: say(f"rows {len(store.snapshot.rows)}"), lambda state: say(f"state {state}"), rhythm)
    live.start()
    say("ready")
    sys.stdin.read()
    live.stop()
""")


@pytest.fixture
def follow(scene):
    """Start a process that follows the scene's store and prints what it is told."""
    processes = []

    def start(*prefix: str) -> subprocess.Popen[str]:
        command = [*prefix, sys.executable, "-c", FOLLOW, str(scene.root)]
        environment = {**os.environ, "PYTHONPATH": STORE_SOURCES}
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        with process:
            process.kill()


def read_until(process: subprocess.Popen[str], wanted: str) -> None:
    for line in process.stdout:
        if wanted in line:
            return
    raise AssertionError(f"it never said {wanted!r}")


def may_unshare() -> bool:
    command = ["unshare", "-Ur", "sh", "-c", "echo 1 > /proc/sys/user/max_inotify_watches"]
    return (
        bool(shutil.which("unshare"))
        and subprocess.run(command, capture_output=True, check=False).returncode == 0
    )


@pytest.mark.skipif(not may_unshare(), reason="user namespaces are not allowed here")
@pytest.mark.parametrize(
    ("limit", "words"),
    [("max_inotify_watches", "limit of watched folders"), ("max_inotify_instances", "limit of watchers")],
)
def test_without_watches_the_store_is_polled_and_watched_again_when_possible(scene, follow, limit, words):
    scene.write(1)
    setting = f"/proc/sys/user/{limit}"
    free = scene.root / "free"
    lift = f"(while [ ! -e {free} ]; do sleep 0.1; done; echo 1000 > {setting}) & "
    process = follow("unshare", "-Ur", "sh", "-c", f'echo 0 > {setting}; {lift} exec "$@"', "sh")
    read_until(process, f"live reload by polling every 0.3 s: the system's {words}")
    scene.write(2)
    read_until(process, "rows 2")
    free.touch()
    read_until(process, "state \n")


def test_events_lost_while_the_process_was_stopped_are_made_up_for(scene, follow):
    """More events than the queue holds; the file written after the last one is seen, too."""
    scene.write(0)
    one, other = scene.root / "contacts/one.tmp", scene.root / "contacts/other.tmp"
    one.touch()
    process = follow()
    read_until(process, "ready")
    time.sleep(0.5)
    process.send_signal(signal.SIGSTOP)
    for _ in range(5_000):
        one.rename(other)
        other.rename(one)
    scene.write(1)
    process.send_signal(signal.SIGCONT)
    read_until(process, "rows 2")


def test_large_stores_have_their_own_pace(scene):
    from contacts_store.live.follower import Follower
    from contacts_store.live.watcher import Watcher
    from contacts_store.store import Store

    scene.write(1)
    store = Store.open(scene.root)
    store.load()
    rhythm = replace(Rhythm(), large=0)
    jobs = []
    follower = Follower(store, Watcher(scene.root, print), lambda changes: None, jobs.append, rhythm)
    follower.turn()
    follower.take(jobs.pop()())
    assert follower.pause() > rhythm.sweep[0]
    store.close()
