"""Writing the demo store: once; a store that is there is left as it is."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from contacts_store.model.contact import Contact
    from contacts_store.model.tag import Tag
    from contacts_store.records.codec import Codec


def default_demo() -> Path:
    """Return where the demo lives when no folder is named: beside the default store."""
    from pathlib import Path

    from contacts_store.locations import default_store

    return Path(default_store()).with_name("demo")


def build_demo(root: Path) -> bool:
    """Make the demo store in a folder.

    Args:
        root: the folder; made when missing.

    Returns:
        Whether it was made; False when the folder is a store already, which stays as it is.

    Raises:
        StoreUnusable: the folder holds something else, or can't be written.
        WriteFailed: the system refused to write a file.
    """
    from contacts_store.errors import StoreUnusable
    from contacts_store.settings import MARKER

    if (root / MARKER).is_file():
        return False
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise StoreUnusable(f"{root} holds something else: name a new folder, as in 'contacts-tui demo DIR'")
    try:
        _build(root.absolute())
    except OSError as problem:
        raise StoreUnusable(f"{root}: can't make the demo here: {problem.strerror or problem}") from problem
    return True


def _build(root: Path) -> None:
    """Write everything beside the folder, then move it there: a demo that was cut short is no store."""
    from contacts_store.disk.files import create
    from contacts_store.initialise import initialise
    from contacts_tui.demo.people import CUSTOMER

    unfinished = root.with_name(f".{root.name}.unfinished")
    if unfinished.exists():
        shutil.rmtree(unfinished)
    initialise(unfinished, region="GB", customer_id=CUSTOMER)
    for path, text in demo_files().items():
        create(unfinished, path, text)
    unfinished.replace(root)


def demo_files() -> dict[str, bytes]:
    """Return the text of each contact and tag file by its path."""
    from contacts_tui.demo.by_hand import FILES
    from contacts_tui.demo.people import CUSTOMER, EPOCH, people
    from contacts_tui.demo.tags import demo_tags

    tags = demo_tags(CUSTOMER, EPOCH)
    codec = _codec({tag.id: tag.name for tag in tags})
    records: tuple[Contact | Tag, ...] = (*tags, *people())
    written = {codec.path_for(record): codec.new_text(record) for record in records}
    return written | {f"contacts/{name}": text.encode() for name, text in FILES.items()}


def _codec(tag_names: dict[str, str]) -> Codec:
    from contacts_store.document.limits import Limits
    from contacts_store.records.codec import Codec
    from contacts_store.records.decoding import Context

    return Codec(Context(), lambda ref: tag_names.get(ref, ""), Limits(), "flat")
