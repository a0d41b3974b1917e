"""Commands as whole processes, beside a bare interpreter, a bare scan, and the imports that they need."""

import re
import resource
import subprocess
import sys

from tests.bench.floors import SCAN
from tests.bench.measure import Measure, interleaved

from contacts_store.store import Store

PROGRAM = ("-c", "from contacts_tui.__main__ import main; main()")
"""As the installed program runs; ``-m`` would take some milliseconds for itself."""
TELLING_MODULES = """
import atexit, sys
from contacts_tui.__main__ import main
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
main()
"""
"""Runs the program, and tells at its end what was imported."""
OURS = re.compile(r"contacts_(?:store|tui)\b|__|_distutils_hack|sitecustomize\b")


def commands(root, rounds):
    """Measure a lookup verified against the disk, one that is not, the completion of mail addresses."""
    number, address = _someone(root)
    store = ("--store", str(root))
    fast = (*PROGRAM, "lookup", "--fast", number, *store)
    libraries = f"import importlib\nfor name in {_libraries(*fast[2:])}: importlib.import_module(name)"
    works = {
        "bare": ("-c", "pass"),
        "libraries": ("-c", libraries),
        "scan": ("-c", SCAN, str(root / "contacts")),
        "version": (*PROGRAM, "--version"),
        "lookup": (*PROGRAM, "lookup", number, *store),
        "fast": fast,
        "national": (*PROGRAM, "lookup", "--fast", number.replace("+44", "0"), *store),
        "email": (*PROGRAM, "email", address[:6], "-p", *store),
        "email fast": (*PROGRAM, "email", address[:6], "-p", "--fast", *store),
        "phone fast": (*PROGRAM, "phone", address[:6], "-p", "--fast", *store),
        "list": (*PROGRAM, "list", "--limit", "5", *store),
    }
    works = {name: argv for name, argv in works.items() if _run(*argv).returncode == 0}
    samples = interleaved(2 * rounds, *(lambda argv=argv: _seconds(*argv) for argv in works.values()))
    taken = dict(zip(works, samples, strict=True))
    imports = {"floor": taken["libraries"], "floor_name": "Python + the libraries used"}
    scan = {"floor": taken["scan"], "floor_name": "Python + scandir + stat"}
    bare = {"floor": taken["bare"], "floor_name": "python -c pass"}
    rows = (
        ("version", "contacts-tui --version", bare),
        ("lookup", "contacts-tui lookup", {**scan, "target": 3}),
        ("fast", "contacts-tui lookup --fast", {**imports, "target": 2}),
        # Beside the libraries alone, a needless import would raise the floor unseen.
        ("fast", "contacts-tui lookup --fast, beside bare", bare),
        ("national", "contacts-tui lookup --fast, a national number", bare),
        ("email", "contacts-tui email -p", {**scan, "target": 3}),
        ("email fast", "contacts-tui email -p --fast", {**imports, "target": 2}),
        ("phone fast", "contacts-tui phone -p --fast", {**imports, "target": 2}),
        ("list", "contacts-tui list --limit 5", scan),
    )
    for name, stage, beside in rows:
        if name in taken:
            yield Measure(stage, taken[name], **beside)


def _someone(root):
    """Return a number of the store's own country and an address."""
    store = Store.open(root)
    rows = store.load().rows
    store.close()
    row = next(
        row
        for row in (*rows[len(rows) // 2 :], *rows)
        if row.addresses and not row.is_deleted and row.numbers and row.numbers[0].startswith("+44")
    )
    return row.numbers[0], row.addresses[0]


def _libraries(*argv):
    """Return the modules, none of ours among them, that a command imports."""
    return [name for name in _run("-c", TELLING_MODULES, *argv).stderr.split() if not OURS.match(name)]


def _run(*argv):
    return subprocess.run([sys.executable, *argv], capture_output=True, text=True, check=False)


def _seconds(*argv):
    """Return the processor time of a program: what others do meanwhile does not count."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *argv], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
