"""A mapping whose next state costs what changes in it, not what is in it: a large layer and a small one."""

from __future__ import annotations

from collections.abc import Iterator, KeysView, Mapping, ValuesView
from typing import Generic, TypeVar

Value = TypeVar("Value")

_MOST = 2_000
"""Up to so many changes lie over the large layer; then the two become one."""


class Layered(Mapping[str, Value], Generic[Value]):
    """An immutable mapping from texts. ``changed`` makes the next state; the large layer is shared."""

    __slots__ = ("_base", "_length", "_over")

    def __init__(self, base: dict[str, Value]) -> None:
        """Take a dict, which must not change any more."""
        self._base = base
        self._over: dict[str, Value | None] = {}
        self._length = len(base)

    def changed(self, changes: Mapping[str, Value | None]) -> Layered[Value]:
        """Return the mapping with other values; None takes a key away."""
        over = {**self._over, **changes}
        if len(over) <= _MOST:
            after = Layered(self._base)
            after._over = over
            new = sum(value is not None for value in changes.values())
            after._length = self._length + new - sum(key in self for key in changes)
            return after
        whole = self._base | {key: value for key, value in over.items() if value is not None}
        for key, value in over.items():
            if value is None:
                whole.pop(key, None)
        return Layered(whole)

    def get(self, key: str, default: Value | None = None) -> Value | None:  # type: ignore[override]  # no other default is asked for
        """Return the value of a key, else the default."""
        if self._over and key in self._over:
            value = self._over[key]
            return default if value is None else value
        return self._base.get(key, default)

    def __getitem__(self, key: str) -> Value:
        value = self.get(key)
        if value is None:
            raise KeyError(key)
        return value

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def __iter__(self) -> Iterator[str]:
        if not self._over:
            return iter(self._base)
        return self._live_keys()

    def keys(self) -> KeysView[str]:
        """Return the keys: of one layer, at the speed of a dict."""
        return super().keys() if self._over else self._base.keys()

    def values(self) -> ValuesView[Value]:
        """Return the values: of one layer, at the speed of a dict."""
        return super().values() if self._over else self._base.values()

    def __len__(self) -> int:
        return self._length

    def _live_keys(self) -> Iterator[str]:
        yield from (key for key in self._base if key not in self._over)
        yield from (key for key, value in self._over.items() if value is not None)
