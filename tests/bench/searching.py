"""What a key in the search bar costs, as the app computes it: until a page of hits, and until the exact count."""

import time
from random import Random

from tests.bench.measure import FRAME, Measure, seconds

from contacts_store.query.query import parse
from contacts_store.snapshot.view import View
from contacts_store.store import Store

WORDS = 40
LONGEST = 8
PAGE = 200


def searching(root, _rounds):
    """Measure each key while words that are in the store are typed, one after the other."""
    store = Store.open(root)
    snapshot = store.load()
    snapshot.select(View.all())
    first, whole, hits = [], [], 0
    for word in _words(snapshot.rows):
        for end in range(1, len(word) + 1):
            search = None

            def page(typed=word[:end]):
                nonlocal search
                search = snapshot.search(View.all(), parse(typed), guesses=False)
                search.advance(hits=PAGE)
                return search.ranked

            first.append(seconds(page, time.thread_time))
            whole.append(
                first[-1] + seconds(lambda each=search: (each.advance(), each.ranked), time.thread_time)
            )
        hits += search.count
    assert hits, "the words are in the store"
    frame = {"floor": (FRAME,), "floor_name": "a frame, 16.7 ms", "quantile": 0.99}
    yield Measure("search: a key, CPU until a page of hits", tuple(first), **frame, target=0.5)
    yield Measure("search: a key, CPU until all hits and their count", tuple(whole), **frame, target=1)
    guess = snapshot.search(View.all(), parse("zzzzzzzz"))
    taken = seconds(guess.advance, time.thread_time)
    yield Measure("search: guesses where nothing matches, CPU in the thread", (taken,))
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
