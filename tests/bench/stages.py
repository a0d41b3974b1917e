"""The stages of opening, searching and saving, each timed beside its floor."""

import gc
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench import floors
from tests.bench.data import codec

from contacts_store.document.document import Document
from contacts_store.query.query import parse
from contacts_store.snapshot.view import View
from contacts_store.store import Change, Store

SAVES = 30
TYPED = ("s", "so", "sof", "+4420", "müller", "example.com", "kestrel b", "no such person")


@dataclass(frozen=True)
class Timing:
    """One stage: seconds, the seconds of its floor, and the ratio aimed at."""

    stage: str
    seconds: float
    floor: float | None = None
    target: float | None = None

    @property
    def ratio(self):
        """How many times the floor the stage takes."""
        return self.seconds / self.floor if self.floor else None


def timed(work, rounds):
    """Return the median of the seconds that the work takes, and its last result."""
    taken, result = [], None
    for _ in range(rounds):
        gc.collect()
        start = time.perf_counter()
        result = work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken), result


def opening(root, rounds):
    """Time each step from the files to the snapshot."""
    scan, found = timed(lambda: floors.scan(root), rounds)
    paths = [path for path, _ in found]
    read, _ = timed(lambda: floors.read(paths), rounds)
    floor = scan + read
    yield Timing("scan and stat (floor)", scan)
    yield Timing("read every byte (floor)", read)

    texts = {path: Path(path).read_bytes() for path in paths}
    parsed, _ = timed(lambda: _each(Document.read, texts.values()), rounds)
    yield Timing("parse, with positions", parsed, floor)
    yield Timing("decode and validate", _decoding(texts, rounds), floor)

    load, store = timed(lambda: _loaded(root), rounds)
    yield Timing("load: all rows", load, floor, 6)
    sweep, _ = timed(store.refresh, rounds)
    yield Timing("sweep: every file verified", sweep, scan, 3)


def _decoding(texts, rounds):
    """Return the seconds from nodes to validated contacts, the parsing left out."""
    reader = codec()
    taken = []
    for _ in range(rounds):
        seconds = 0.0
        for path, text in texts.items():
            document = Document.read(text)
            start = time.perf_counter()
            reader.read(document, path)
            seconds += time.perf_counter() - start
        taken.append(seconds)
    return statistics.median(taken)


def _each(work, values):
    for value in values:
        work(value)


def searching(root, rounds):
    """Time what happens for one key in the search bar."""
    store = _loaded(root)
    frame = 1 / 60

    def first(text):
        # a fresh snapshot: nothing may be left over from the key before
        return store.snapshot.select(View.all(), parse(text))

    select, _ = timed(lambda: store.snapshot.select(View.all()), rounds)
    yield Timing("select the whole list", select, frame, 1)
    keys = [timed(lambda text=text: first(text), rounds)[0] for text in TYPED]
    yield Timing("search, median key", statistics.median(keys), frame, 0.5)
    yield Timing("search, slowest key", max(keys), frame, 1)


def saving(root, _rounds):
    """Time saves of one field beside a safe replacement of the same file."""
    store = _loaded(root)
    row = store.snapshot.rows[0]
    path = root / row.path
    data = path.read_bytes()
    floor, _ = timed(lambda: floors.save(path, data), SAVES)
    store.refresh()
    numbers = iter(range(SAVES))

    def save():
        loaded = store.read(row.id)
        store.apply([Change.of(loaded, loaded.contact.with_changes(company=f"Company {next(numbers)}"))])

    save_, _ = timed(save, SAVES)
    yield Timing("save (floor)", floor)
    yield Timing("save one field, journal included", save_, floor, 2)


def _loaded(root):
    store = Store.open(root)
    store.load()
    return store
