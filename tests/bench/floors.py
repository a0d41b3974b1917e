"""The floors: what the same work costs with nothing of ours in it."""

import os
import tempfile
from pathlib import Path


def scan(root):
    """List and stat every file."""
    found, folders = [], [root / "contacts"]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    folders.append(entry.path)
                else:
                    found.append((entry.path, entry.stat()))
    return found


def read(paths):
    """Read every file's bytes."""
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        os.read(descriptor, 1 << 20)
        os.close(descriptor)


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
