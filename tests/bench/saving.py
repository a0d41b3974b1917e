"""Saving one field, and taking in one file that another program changed."""

import itertools

from tests.bench import floors
from tests.bench.measure import Measure, interleaved, seconds

from contacts_store.store import Change, Store

SAVES = 100


def saving(root, _rounds):
    """Measure saves beside safe replacements of the same file, and refreshes of one file."""
    store = Store.open(root)
    store.load()
    rows = store.snapshot.rows
    row = next(row for row in rows[len(rows) // 2 :] if row.tm_create)  # in our own form
    path = root / row.path
    data = path.read_bytes()
    numbers = itertools.count()

    def save():
        loaded = store.read(row.id)
        change = Change.of(loaded, loaded.contact.with_changes(company=f"Company {next(numbers)}"))
        return seconds(lambda: store.apply([change]))

    def edit():
        path.write_bytes(data + f"seen: {next(numbers)}\n".encode())
        return seconds(lambda: store.refresh({row.path}))

    def floor():
        text = path.read_bytes()
        return seconds(lambda: floors.save(path, text))

    save(), edit()  # the first ones import what they need
    try:
        saved, replaced, refreshed = interleaved(SAVES, save, floor, edit)
    finally:
        path.write_bytes(data)
        store.refresh({row.path})
        store.close()
    beside = {"floor": replaced, "floor_name": "tmp, fsync, rename, fsync", "target": 2}
    yield Measure("save one field, undo journal included", saved, **beside, is_flat=True)
    yield Measure("take in one file that was edited", refreshed, is_flat=True)
