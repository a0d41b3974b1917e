"""The one hash function in use, BLAKE2b, had without loading OpenSSL as ``hashlib`` does: that takes 3 ms."""

from __future__ import annotations

try:
    from _blake2 import blake2b  # what hashlib.blake2b is
except ImportError:
    from hashlib import blake2b

__all__ = ["blake2b"]
