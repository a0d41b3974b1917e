"""The floors: what the same work costs with nothing of ours in it."""

import os
import statistics
import tempfile
import time
from pathlib import Path

ENOUGH_FILES = 10_000

EMPTY_APP = """
from textual.app import App
from textual.widgets import Label
class Empty(App):
    def compose(self):
        yield Label("painted")
Empty().run()
"""

SCAN = """
import os, sys
folders = [sys.argv[1]]
while folders:
    with os.scandir(folders.pop()) as entries:
        for entry in entries:
            entry.stat()
            if entry.is_dir():
                folders.append(entry.path)
"""
"""A program of nothing but scandir and stat."""

FIVE_STRINGS = """
import os
def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
before = resident()
rows = [tuple(f"{word} {number}" for word in ("id", "name", "phone", "email", "tag")) for number in range(%d)]
print(resident() - before)
"""


def scan(root):
    """List and stat every file below ``contacts``."""
    found, folders = [], [root / "contacts"]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    folders.append(entry.path)
                else:
                    found.append((entry.path, entry.stat()))
    return [path for path, _ in found]


def read(paths):
    """Read every file's bytes."""
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        os.read(descriptor, 1 << 16)  # a larger buffer would be mapped anew for every file
        os.close(descriptor)


def scan_and_read(root):
    """Return the seconds of processor time of a scan, and those of reading what it found.

    Small stores are gone through several times: less than some 10,000 files would be noise.
    """
    scans, reads, done = [], [], 0
    while done < ENOUGH_FILES:
        start = time.process_time()
        paths = scan(root)
        scanned = time.process_time()
        read(paths)
        scans.append(scanned - start)
        reads.append(time.process_time() - scanned)
        done += len(paths)
    return statistics.median(scans), statistics.median(reads)


def save(path, data):
    """Replace a file safely: temporary file, fsync, rename, fsync of the folder."""
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    os.write(descriptor, data)
    os.fsync(descriptor)
    os.close(descriptor)
    Path(name).replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
