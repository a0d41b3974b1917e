"""What a key costs: CPU time of the app in a real terminal, threads and drawing included, from key to rest."""

import os
import time

from tests.bench.measure import FRAME, Measure
from tests.bench.opening import prime
from tests.bench.screens import Terminal

ENTER, ESCAPE = b"\r", b"\x1b"
PAGE_DOWN = b"\x1b[6~"
STEPS = (
    ("down", (b"j",) * 12),
    ("page down", (PAGE_DOWN,) * 12),
    ("mark and move on", (b" ",) * 8),
    ("last, first", (b"G", b"g") * 3),
    ("another view, and back", (b"1", b"j", b"k", b"2") * 3),
    ("begin a search, leave it", (b"/", ENTER) * 6),
    ("begin to type", (b"/",)),
    ("a typed character", tuple(bytes([code]) for code in b"last1 first")),
    ("a deleted character", (b"\x7f",) * 11),
    ("back to the list", (ESCAPE,) * 2),
    ("contact form", (b"e",)),
    ("leave it", (ESCAPE,)),
    ("contact form, second time", (b"e",)),
    ("leave it, second time", (ESCAPE,)),
    ("help", (b"?",)),
    ("leave it, help", (ESCAPE,)),
)
"""A name, and the keys of which the median is judged."""
MANY, LIMIT_OF_MANY = 50_000, 0.050
"""From so many contacts on a key may take so many seconds."""
REST = 0.3
"""Seconds without output after which a key is done with; a contact is read when the cursor rests."""


def keys(root, _rounds, steps=STEPS):
    """Measure keys, one after the other, each until the app is at rest again."""
    prime(root)
    count = sum(1 for path in (root / "contacts").rglob("*.y*ml"))
    limit = (
        {"floor": (LIMIT_OF_MANY,), "floor_name": "50 ms"}
        if count >= MANY
        else {"floor": (FRAME,), "floor_name": "one frame"}
    )
    terminal = Terminal("-m", "contacts_tui", "--store", str(root))
    try:
        terminal.seen(b"Contacts")
        terminal.drain(quiet=2)
        for name, pressed in steps:
            taken = tuple(_cost(terminal, key) for key in pressed)
            yield Measure(f"key: {name}", taken, **limit, target=1)
    finally:
        terminal.close()


def _cost(terminal, key):
    before = _cpu(terminal._pid)
    os.write(terminal._descriptor, key)
    time.sleep(REST)
    terminal.drain(quiet=0.05)
    return _cpu(terminal._pid) - before


def _cpu(pid):
    """Return the CPU seconds of all threads of a process, also of those that have ended (Linux)."""
    return time.clock_gettime((~pid << 3) | 2)  # CPUCLOCK_SCHED of that process, see clock_getcpuclockid(3)
