"""Which file names are records, which are droppings of editors and sync tools, and which are ours."""

from __future__ import annotations

import os
import re

RECORD_ENDINGS = (".yaml", ".yml")
"""What the name of a contact's or a tag's file ends with."""
# Texts, as most scans meet no name that needs one of them, and compiling takes longer than many lookups.
_DROPPING = r"(?s:\..*|.*~|\#.*\#|.*\.tmp|4913|.*\.sw.)"
_CONFLICT_COPY = (
    r"(?i)\.sync-conflict-"  # Syncthing
    r"|conflicted copy"  # Dropbox, Nextcloud
    r"|_conf\("  # Synology Drive, FreeFileSync
    r"|\(SFConflict "  # Seafile
)
_TEMPORARY = r"\.ct-(\d+)-[0-9a-f]+\.tmp"

TEMPORARY_START = ".ct-"
TEMPORARY_PATTERN = ".ct-*.tmp"
"""Glob of our temporary files, for ignore lists. The name is short: any record's name leaves room for it."""


def is_conflict_copy(name: str) -> bool:
    """Tell whether a sync tool made this file because two machines had changed the same one."""
    # The plain test first: scanning asks this for every file.
    return "conf" in name.casefold() and re.search(_CONFLICT_COPY, name) is not None


def is_dropping(name: str) -> bool:
    """Tell whether a name is hidden, or an editor's swap, backup, probe or temporary file."""
    return re.fullmatch(_DROPPING, name) is not None


def is_record_name(name: str) -> bool:
    """Tell whether a file of this name (without its folder) is read as a contact or a tag."""
    # No other dropping than a hidden file can end like a record.
    return name.endswith(RECORD_ENDINGS) and name[0] != "." and not is_conflict_copy(name)


def temporary_name(pid: int) -> str:
    """Make up a name for a temporary file of a process."""
    return f".ct-{pid}-{os.urandom(4).hex()}.tmp"


def temporary_owner(name: str) -> int | None:
    """Return the process that made a temporary file of ours; None for any other name."""
    match = re.fullmatch(_TEMPORARY, name)
    return int(match[1]) if match else None
