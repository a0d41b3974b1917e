"""The theme that the person chose, written into ``config.yaml``: its line changes, all else stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_store.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path


class NotKept(StoreError):
    """The choice could not be written; the message says why and what to do."""


def keep_theme(path: Path, name: str) -> None:
    """Write the name of a theme into the configuration; makes the file if there is none.

    Args:
        path: see ``contacts_store.locations.config_file``.
        name: the theme's name.

    Raises:
        NotKept: the file can't be read, understood or written; it is as it was.
    """
    from contacts_store.disk.files import create, replace
    from contacts_store.disk.stamp import digest
    from contacts_store.document.document import Document
    from contacts_store.document.edit import Put
    from contacts_store.locations import make_private
    from contacts_tui.app.configuration import says_nothing

    try:
        before = path.read_bytes() if path.exists() else None
        text = before or b""
        if says_nothing(text):
            text += b"theme: any\n"
        after = Document.read(text).edited([Put(("theme",), name)]).data
        make_private(path.parent)
        if before is None:
            create(path.parent, path.name, after)
        elif after != before:
            replace(path.parent, path.name, after, expected=digest(before))
    except (OSError, StoreError) as problem:
        raise NotKept(f"the theme {name} is on, but not written into {path}: {problem}") from None
