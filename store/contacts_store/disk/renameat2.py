"""Swapping two files, and renaming without overwriting, in one step: ``renameat2``, which Python lacks."""

from __future__ import annotations

import errno
import os
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_AT_FDCWD = -100
_RENAME_NOREPLACE = 1
_RENAME_EXCHANGE = 2

UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM})
"""Errors that mean "not on this system or file system". Sandboxes answer EPERM to calls they don't know."""


@cache
def _renameat2() -> Callable[[int, bytes, int, bytes, int], int] | None:
    try:
        import ctypes
    except ImportError:  # some builds of Python lack it
        return None
    function = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if function is None:
        return None
    function.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint]
    function.restype = ctypes.c_int
    return function  # type: ignore[no-any-return]


def _rename(old: str, new: str, flags: int) -> None:
    function = _renameat2()
    if function is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), old)
    import ctypes

    if function(_AT_FDCWD, os.fsencode(old), _AT_FDCWD, os.fsencode(new), flags) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), old, None, new)


def rename_exchange(one: str, other: str) -> None:
    """Swap what two names stand for, in one step.

    Raises:
        OSError: with an errno of ``UNSUPPORTED`` where the system or the file system can't.
    """
    _rename(one, other, _RENAME_EXCHANGE)


def rename_new(old: str, new: str) -> None:
    """Rename a file to a name that nothing has yet.

    Raises:
        FileExistsError: the name is taken.
        OSError: with an errno of ``UNSUPPORTED`` where the system or the file system can't.
    """
    _rename(old, new, _RENAME_NOREPLACE)
