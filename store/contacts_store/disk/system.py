"""The system calls that touch contact files, under one roof, so that a test can make any single one fail.

The other modules of this package call them as ``system.fsync(…)`` and never through ``os``.
"""

from __future__ import annotations

import sys
from fcntl import flock
from os import (
    access,
    close,
    fchmod,
    fchown,
    fstat,
    fsync,
    link,
    listdir,
    lstat,
    mkdir,
    pread,
    read,
    rename,
    scandir,
    stat,
    unlink,
    write,
)
from os import open as open_file
from os.path import islink, realpath

from contacts_store.disk.renameat2 import rename_exchange, rename_new

if sys.platform == "linux":
    from os import getxattr, listxattr, setxattr

__all__ = [
    "access",
    "close",
    "fchmod",
    "fchown",
    "flock",
    "fstat",
    "fsync",
    "getxattr",
    "islink",
    "link",
    "listdir",
    "listxattr",
    "lstat",
    "mkdir",
    "open_file",
    "pread",
    "read",
    "realpath",
    "rename",
    "rename_exchange",
    "rename_new",
    "scandir",
    "setxattr",
    "stat",
    "unlink",
    "write",
]
