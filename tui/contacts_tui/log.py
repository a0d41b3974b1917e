"""The log in the state folder: what went differently from usual. No contact data is in it."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from pathlib import Path

from contacts_store.errors import StoreError
from contacts_store.locations import log_file, make_private

_OURS = ("contacts_store", "contacts_tui")
_FORM = "%(asctime)s %(process)d %(levelname)s %(message)s"
_PRIVATE = 0o600


def keep_log() -> None:
    """Write our warnings to the log from here on, instead of onto the terminal."""
    for logger in map(logging.getLogger, _OURS):
        if not any(isinstance(handler, _LogFile) for handler in logger.handlers):
            logger.addHandler(_LogFile())


class _LogFile(logging.Handler):
    """Appends to the log, which its first message makes; one that can't be written is done without."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(logging.Formatter(_FORM))

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError, StoreError):
            file = Path(log_file())
            make_private(file.parent)
            descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, _PRIVATE)
            with os.fdopen(descriptor, "w", encoding="utf-8") as log:
                log.write(self.format(record) + "\n")
