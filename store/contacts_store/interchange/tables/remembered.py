"""What a person said once of a table's columns, kept in the store's state folder for its next table."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from contacts_store.interchange.tables.columns import BadColumn, read_column
from contacts_store.locations import make_private, state_dir

if TYPE_CHECKING:
    from contacts_store.interchange.tables.columns import Column
    from contacts_store.interchange.tables.dialects import Heading

_FILE = "columns.json"


def remembered(root: Path, heading: Heading) -> dict[str, Column]:
    """Return what was said of the columns of such a table; nothing when that is unknown or unreadable."""
    said = _read(root).get(heading.fingerprint)
    if not isinstance(said, dict):
        return {}
    try:
        return {str(name): read_column(str(text)) for name, text in said.items()}
    except BadColumn:
        return {}


def remember(root: Path, heading: Heading, columns: dict[str, Column]) -> None:
    """Keep what was said of a table's columns.

    Raises:
        OSError: it can't be written.
    """
    file = Path(state_dir(root)) / _FILE
    make_private(file.parent)
    kept = _read(root) | {heading.fingerprint: {name: str(column) for name, column in columns.items()}}
    unfinished = file.with_name(f"{_FILE}.{os.getpid()}.tmp")
    unfinished.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    unfinished.replace(file)


def _read(root: Path) -> dict[str, object]:
    try:
        kept = json.loads((Path(state_dir(root)) / _FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}
