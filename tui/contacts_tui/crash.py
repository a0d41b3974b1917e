"""An error that nobody foresaw: where it happened, without any text that could hold contact data."""

from __future__ import annotations

import os
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from contacts_store.errors import StoreError

if TYPE_CHECKING:
    from traceback import FrameSummary

_OURS = ("contacts_store", "contacts_tui")
_PRIVATE = 0o600


def describe(error: BaseException) -> str:
    """Say in one line what happened and where; the calls that led there go to the log.

    The error's own text is left out of both: it may quote a contact.
    """
    calls = traceback.extract_tb(error.__traceback__)
    kind = type(error).__name__
    log = _logged(kind, calls)
    more = f"; details in {log}" if log else ""
    return f"internal error: {kind} at {_place(calls)}{more}"


def _place(calls: list[FrameSummary]) -> str:
    ours = [call for call in calls if any(part in _OURS for part in Path(call.filename).parts)]
    return _words(ours[-1]) if ours else "start-up"


def _words(call: FrameSummary) -> str:
    parts = Path(call.filename).parts
    start = next((index for index, part in enumerate(parts) if part in _OURS), len(parts) - 1)
    return f"{'/'.join(parts[start:])}:{call.lineno}"


def _logged(kind: str, calls: list[FrameSummary]) -> Path | None:
    from contacts_store.locations import error_log, make_private

    heading = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {kind}"
    lines = [heading, *(f"  {_words(call)} {call.name}" for call in calls)]
    with suppress(OSError, StoreError):  # telling of the error matters more than the log
        path = Path(error_log())
        make_private(path.parent)
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, _PRIVATE)
        with os.fdopen(descriptor, "w", encoding="utf-8") as log:
            log.write("\n".join(lines) + "\n")
        return path
    return None
