"""The floors: what the same work costs with nothing of ours in it."""

import os
import tempfile
from pathlib import Path


def scan(root):
    """List and stat every file, as the standard library does it fastest."""
    found = []
    for folder, _, names in os.walk(root / "contacts"):
        with os.scandir(folder) as entries:
            found += [(entry.path, entry.stat()) for entry in entries if entry.name in names]
    return found


def read(paths):
    """Read every file's bytes."""
    total = 0
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        total += len(os.read(descriptor, 1 << 20))
        os.close(descriptor)
    return total


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
