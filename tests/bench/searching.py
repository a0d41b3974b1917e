"""What a key in the search bar costs, as the app computes it."""

import time
from random import Random

from tests.bench.measure import FRAME, Measure, seconds

from contacts_store.query.query import parse
from contacts_store.snapshot.view import View
from contacts_store.store import Store
from contacts_tui.app.panes.selection import Selection

WORDS = 40
LONGEST = 8


def searching(root, _rounds):
    """Measure each key while words that are in the store are typed, one after the other."""
    store = Store.open(root)
    snapshot = store.load()
    frame = {"floor": (FRAME,), "floor_name": "a frame, 16.7 ms", "quantile": 0.99}
    whole = Selection().on(snapshot, View.all(), parse(""))
    taken, hits = [], 0
    for word in _words(snapshot.rows):
        selection = whole
        for end in range(1, len(word) + 1):
            before, query = selection, parse(word[:end])
            taken.append(seconds(lambda b=before, q=query: b.on(snapshot, View.all(), q), time.thread_time))
            selection = before.on(snapshot, View.all(), query)
        hits += len(selection.rows)
    assert hits, "the words are in the store"
    # One selection gives the first hits and the exact count: the stricter aim holds for both.
    yield Measure("search: a key, CPU until hits and count", tuple(taken), **frame, target=0.5)
    store.close()


def _words(rows):
    """Choose words of names, numbers and addresses, and one that is nowhere."""
    chance = Random(0)
    words = ["zzzzzzzz"]
    while len(words) < WORDS:
        row = chance.choice(rows)
        texts = [*row.name.split(), *row.company.split(), row.phone, row.email, *row.numbers]
        word = chance.choice(texts)[:LONGEST].strip()
        if word:
            words.append(word)
    return words
