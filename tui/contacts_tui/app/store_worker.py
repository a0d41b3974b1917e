"""The one place where blocking store calls leave the event loop, and where their errors become toasts.

A key never waits for the disk: actions are asynchronous workers which await ``in_thread`` here.
"""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from contacts_store.errors import StoreError
from contacts_tui.text import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.app import App
    from textual.notifications import SeverityLevel

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")

_ERROR_SECONDS = 10.0
"""Errors stay longer than the usual toast: they name a file and a remedy."""


async def in_thread(
    call: Callable[_Arguments, _Result], *args: _Arguments.args, **kwargs: _Arguments.kwargs
) -> _Result:
    """Run a blocking call in a thread and wait for it without blocking the loop.

    Raises:
        StoreError: and whatever else the call raises, in the caller.
    """
    return await asyncio.to_thread(call, *args, **kwargs)


@contextmanager
def told(app: App[None]) -> Iterator[None]:
    """Turn a store error inside the block into a toast with the store's own words."""
    try:
        yield
    except StoreError as problem:
        toast(app, str(problem), "error")


def toast(app: App[None], text: str, severity: SeverityLevel = "information") -> None:
    """Tell the person something that may hold foreign text."""
    timeout = _ERROR_SECONDS if severity == "error" else None
    app.notify(shown(text, multiline=True), severity=severity, timeout=timeout, markup=False)
