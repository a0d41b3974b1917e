"""Making a store: the folder, its marker and the files that editors and git look for.

Nothing that exists is overwritten, so a folder that already holds contact files becomes a store too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_store.disk.failures import AlreadyExists
from contacts_store.disk.files import create
from contacts_store.errors import InvalidData, StoreUnusable, WriteFailed
from contacts_store.settings import FORMAT, MARKER

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = ("contacts", "tags")

# Without a configured driver of that name git merges as text, so the attributes are safe on any machine.
_ATTRIBUTES = """\
contacts/**/*.yaml text eol=lf merge=contact diff=contact
contacts/**/*.yml text eol=lf merge=contact diff=contact
tags/**/*.yaml text eol=lf merge=contact diff=contact
distinct.yaml text eol=lf merge=union
"""
_IGNORED = """\
# half-written files of ours and of editors; copies that sync tools and merges leave
.*.tmp
*~
.*.sw?
\\#*#
.merge_file_*
"""


def initialise(
    root: Path, *, region: str = "", customer_id: str | None = None, git: bool = False
) -> tuple[str, ...]:
    """Make a store.

    Args:
        root: the store's folder; it is made when missing, private to its owner.
        region: the region (ISO 3166, two letters) of numbers typed without a country code; may be empty.
        customer_id: the customer who owns new contacts, a UUID; may be None.
        git: also make a git repository of the folder.

    Returns:
        The files that were made, relative to ``root``.

    Raises:
        InvalidData: the region or the customer id is none.
        StoreUnusable: the folder is a store already, or can't be made.
    """
    region = region.upper()
    _check(region, customer_id)
    if (root / MARKER).exists():
        raise StoreUnusable(f"{root}: is a store already (its settings are in {MARKER})")
    try:
        for folder in (root, *(root / name for name in FOLDERS)):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = tuple(name for name, text in _files(region, customer_id).items() if _created(root, name, text))
    except OSError as problem:
        raise StoreUnusable(f"{root}: can't make a store here: {problem.strerror or problem}") from problem
    except WriteFailed as problem:
        raise StoreUnusable(f"{root}: can't make a store here: {problem}") from problem
    if git:
        from contacts_store.git import init_repository

        init_repository(root)
    return made


def _check(region: str, customer_id: str | None) -> None:
    from contacts_store.model.identity import is_id

    if region:
        from contacts_store.model.region import is_region

        if not is_region(region):
            raise InvalidData(f"{region!r} is no region: give its two letters (ISO 3166), like GB or DE")
    if customer_id and not is_id(customer_id):
        raise InvalidData(f"{customer_id!r} is no customer id: give a UUID")


def _files(region: str, customer_id: str | None) -> dict[str, str]:
    """Return the text of each file, the marker last: a store is one when it is complete."""
    from contacts_store.schema import SCHEMA_FILE, schema_text

    return {
        SCHEMA_FILE: schema_text(),
        ".gitattributes": _ATTRIBUTES,
        ".gitignore": _IGNORED,
        MARKER: _settings(region, customer_id),
    }


def _settings(region: str, customer_id: str | None) -> str:
    from contacts_store.document.scalar import scalar_text

    lines = ["# This file marks the folder as a contacts-tui store.", f"format: {FORMAT}"]
    if region:
        lines.append(f"default_region: {scalar_text(region)}")
    else:
        lines.append("# default_region: GB  # the country of numbers typed without a country code")
    if customer_id:
        lines.append(f"customer_id: {customer_id.lower()}")
    return "\n".join(lines) + "\n"


def _created(root: Path, name: str, text: str) -> bool:
    """Write a file unless there is one; tell whether it was written."""
    try:
        create(root, name, text.encode())
    except AlreadyExists:
        return False
    return True
