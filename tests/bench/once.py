"""One load of a store in a fresh process, as JSON: ``python -m tests.bench.once STORE [STORE …]``.

Every store is loaded in turn; what is told is of the last. A small one before it takes the imports out
of its time. What is timed is the process's own: the samples of a parent would share its warm memory.
"""

import importlib
import json
import os
import sys
import time
from pathlib import Path

from tests.bench import floors

PAGE = os.sysconf("SC_PAGE_SIZE")
BEFORE = "CONTACTS_BENCH_IMPORTS"
"""Modules, with commas, that are imported before anything is measured."""


def resident():
    """Return the megabytes of memory that this process has now (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 1e6


def load(root):
    """Load a store; return the seconds of processor time until every row was there, every file verified, the index written."""
    from contacts_store.settings import read_settings
    from contacts_store.store import Store

    listed = None

    def progress(part):
        nonlocal listed
        if listed is None and len(part.rows) == part.total:
            listed = time.process_time() - start

    start = time.process_time()
    store = Store(root, read_settings(root))
    store.load(progress)
    complete = time.process_time() - start
    store.write_index()
    return store, {"listed": listed or complete, "complete": complete, "written": time.process_time() - start}


def main():
    """Load each store and tell of the last."""
    for module in filter(None, os.environ.get(BEFORE, "").split(",")):
        importlib.import_module(module)
    *others, root = map(Path, sys.argv[1:])
    for other in others:
        load(other)
    before = resident()
    store, taken = load(root)
    grown = resident() - before
    scan, read = floors.scan_and_read(root)
    told = taken | {"scan": scan, "read": read, "grown": grown}
    print(json.dumps(told | {"rows": len(store.snapshot.rows)}))


if __name__ == "__main__":
    main()
