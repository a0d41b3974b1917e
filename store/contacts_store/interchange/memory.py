"""What each source gave of each contact last time, so that a repeated import tells news from local edits.

Kept are not the values but their fingerprints: enough to see that a value is the one that was given.
They lie in the state folder and not in the contacts' files, which stay what people and sources
wrote. On another computer, or without the state folder, a source's values count as news.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from contacts_store.locations import make_private, state_dir
from contacts_store.model.contact import Email

if TYPE_CHECKING:
    from contacts_store.interchange.drafting import Fields
    from contacts_store.model.contact import Contact, PhoneNumber

Facts = frozenset[bytes]

TEXTS = (
    "customer_id", "first_name", "last_name", "display_name", "company", "job_title", "external_id", "notes",
)  # fmt: skip
"""The texts of a contact that an update may replace."""
_SIZE = 8
_TABLE = """
CREATE TABLE IF NOT EXISTS given (
    contact TEXT, origin BLOB, facts BLOB NOT NULL, PRIMARY KEY (contact, origin)
) WITHOUT ROWID
"""


def fact(name: str, *values: object) -> bytes:
    """Return the fingerprint of a field's value."""
    text = json.dumps([name, *values], ensure_ascii=False, default=str)
    return blake2b(text.encode(errors="surrogatepass"), digest_size=_SIZE).digest()


def facts_of(draft: Contact, fields: Fields) -> Facts:
    """Return the fingerprints of all that a draft says; ``fields`` are the draft's own."""
    facts = {fact(name, getattr(draft, name)) for name in TEXTS if name in fields}
    items: tuple[PhoneNumber | Email, ...] = (*draft.phone_numbers, *draft.emails)
    for item in items:
        value = value_of(item)
        facts |= {fact("item", value), fact("type", value, item.type)}
        facts |= {fact("primary", value)} if item.is_primary else set()
    facts |= {fact("tag", ref) for ref in draft.tag_ids}
    return frozenset(facts | {fact("extra", key, held) for key, held in draft.extra.items()})


def value_of(item: PhoneNumber | Email) -> str:
    """Return by what a number or an address is the same."""
    return item.address if isinstance(item, Email) else item.number_e164 or item.number


def origin_of(draft: Contact, fields: Fields) -> bytes:
    """Return a fingerprint of where a draft comes from: its source, and the record there if it has a name."""
    return fact("origin", draft.source, draft.external_id or fields.get("id", ""))


class Memory:
    """The fingerprints of one store, by contact and origin. Without a usable file it knows nothing."""

    def __init__(self, root: Path, *, is_dry: bool = False) -> None:
        """Take the store's folder; ``is_dry``: forget at the end what was noted."""
        self._is_dry = is_dry
        self._connection = self._opened(Path(state_dir(root)) / "imports.sqlite")

    def given(self, contact_id: str) -> dict[bytes, Facts]:
        """Return what each origin gave of a contact last time."""
        found = self._connection.execute("SELECT origin, facts FROM given WHERE contact = ?", (contact_id,))
        return {
            origin: frozenset(facts[start : start + _SIZE] for start in range(0, len(facts), _SIZE))
            for origin, facts in found
        }

    def note(self, contact_id: str, origin: bytes, facts: Facts) -> None:
        """Remember what an origin gives of a contact."""
        held = b"".join(sorted(facts))
        self._connection.execute("INSERT OR REPLACE INTO given VALUES (?, ?, ?)", (contact_id, origin, held))

    def keep(self) -> None:
        """Make durable what was noted so far."""
        if not self._is_dry:
            self._connection.execute("COMMIT")
            self._connection.execute("BEGIN")

    def close(self) -> None:
        """Close the file; what was not kept is forgotten."""
        self._connection.close()

    def _opened(self, file: Path) -> sqlite3.Connection:
        try:
            if self._is_dry and not file.exists():
                return _prepared("")
            try:
                return _private(file)
            except sqlite3.DatabaseError as problem:
                if isinstance(problem, sqlite3.OperationalError):
                    raise
                file.unlink()
                return _private(file)
        except (OSError, sqlite3.Error) as problem:
            logging.getLogger(__name__).warning(
                "what sources gave before is not known: %s: %s", file, problem
            )
            return _prepared("")


def _private(file: Path) -> sqlite3.Connection:
    make_private(file.parent)
    connection = _prepared(str(file))
    file.chmod(0o600)
    return connection


def _prepared(file: str) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(_TABLE)
        connection.execute("BEGIN")
    except BaseException:
        connection.close()
        raise
    return connection
