"""Opening a store: cold, cold with the index being built, warm to the list, warm and verified; and its memory."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import once
from tests.bench.floors import FIVE_STRINGS
from tests.bench.measure import Measure, interleaved
from tests.bench.stores import make_store

from contacts_store.store import Store

RACY_SECONDS = 2.5
"""A file that changed less before it was read is read again the next time (git's rule)."""
SMALL = 600
"""Contacts of the store that is loaded before the one that counts, so that all imports are done."""
WIDELY_USED = "textual.app,textual.widgets,contacts_tui.app.app,contacts_store.store"


def prime(root):
    """Make the store's index, and have it trust every entry."""
    newest = max(path.stat().st_ctime for path in (root / "contacts").rglob("*"))
    time.sleep(max(0, newest + RACY_SECONDS - time.time()))
    store = Store.open(root)
    store.load()
    store.close()


def opening(root, rounds):
    """Measure loads, each in a process of its own, beside the raw scan and read in the same processes."""
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "small"
        make_store(small, SMALL)

        def building():
            with tempfile.TemporaryDirectory(dir=folder) as cache:
                return _loaded(small, root, XDG_CACHE_HOME=cache)

        cold, built, warm = interleaved(
            rounds,
            lambda: _loaded(small, root, CONTACTS_TUI_INDEX="off"),
            building,
            lambda: _loaded(small, root),
        )
    scan = _each((*cold, *built, *warm), "scan")
    both = tuple(told["scan"] + told["read"] for told in (*cold, *built, *warm))
    whole = {"floor": both, "floor_name": "stat + read every file"}
    yield Measure("cold open, no index", _each(cold, "complete"), **whole, target=6)
    yield Measure("cold open, index to be written", _each(built, "complete"), **whole, target=6)
    yield Measure("cold open, until the index is written", _each(built, "written"), **whole)
    listable = 1 if warm[0]["rows"] <= 1000 else 0.5
    yield Measure("warm: list and search complete", _each(warm, "listed"), **whole, target=listable)
    verified = {"floor": scan, "floor_name": "scandir + stat", "target": 3}
    yield Measure("warm: every file verified", _each(warm, "complete"), **verified)


def memory(root, rounds):
    """Measure what a loaded store adds to a process that has the app's modules."""
    count = sum(1 for path in (root / "contacts").rglob("*.yaml"))
    models = f"{WIDELY_USED},contacts_store.model.contact,phonenumbers"

    def floor():
        return float(_run("-c", FIVE_STRINGS % count))

    warm, warm_models, cold, strings = interleaved(
        min(rounds, 3),
        lambda: _loaded(root, **{once.BEFORE: WIDELY_USED})["grown"],
        lambda: _loaded(root, **{once.BEFORE: models})["grown"],
        lambda: _loaded(root, **{once.BEFORE: WIDELY_USED}, CONTACTS_TUI_INDEX="off")["grown"],
        floor,
    )
    beside = {"floor": strings, "floor_name": "five short strings a contact", "unit": "MB"}
    # 130 MB at 100,000, where the floor is 47.
    target = 130 / 47 if count > 50_000 else None
    yield Measure("memory: warm, with what it imports", warm, **beside, target=target)
    yield Measure("memory: warm, models imported before", warm_models, **beside, target=target)
    yield Measure("memory: cold, with what it imports", cold, **beside, target=target)


def _loaded(*roots, **environment):
    return json.loads(_run("-m", "tests.bench.once", *map(str, roots), **environment))


def _run(*argv, **environment):
    environment = os.environ | environment
    done = subprocess.run(
        [sys.executable, *argv], env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


def _each(told, name):
    return tuple(one[name] for one in told)
