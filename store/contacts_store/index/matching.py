"""Which contacts some typed words mean, best first, in one pass of the database's own code.

Mail programs ask this at every key, of a hundred thousand contacts: too many to make rows of first.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

from contacts_store.index import layout
from contacts_store.query.folding import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from contacts_store.index.index import Index
    from contacts_store.snapshot.row import Row

Kind = Literal["numbers", "addresses"]

_PHONE_LIKE = re.compile(r"[+(]*[0-9][0-9 ().\-/]*")
_NOT_DIGITS = re.compile(r"[^0-9]+")
_LONGEST_AREA = 3
_WILD = re.compile(r"[*?\[]")
_LAST = "\U0010ffff"
_SOUND = "traits & 3 = 0"
"""Neither in the trash nor with errors (``Trait``)."""
_DELETED = "traits & 1 = 1"
_BEGINNING_OF_ID = re.compile(r"[0-9a-f][0-9a-f-]*")
_NAMED = "sort_key >= :start AND sort_key < :end"
_RANK = """
    path NOT IN (SELECT path FROM handle WHERE value >= :start AND value < :end)
    AND NOT instr(sort_key, ' ' || :start)
"""


class Word(NamedTuple):
    """A typed word, folded. ``digits`` is filled when it may be a part of a phone number."""

    text: str
    digits: str


def read_words(text: str) -> tuple[Word, ...]:
    """Split what was typed into words; a phone number is one, whatever blanks are in it.

    Unlike in a query, every character means itself.
    """
    words = [text] if _PHONE_LIKE.fullmatch(text.strip()) else text.split()
    return tuple(word for word in dict.fromkeys(map(_word, words)) if word.text)


def _word(text: str) -> Word:
    text = text.strip()
    digits = _NOT_DIGITS.sub("", text) if _PHONE_LIKE.fullmatch(text) else ""
    # A trunk prefix of zeros is not part of the E.164 form.
    return Word(fold(text), digits.lstrip("0") if len(digits) > _LONGEST_AREA else "")


def matching(index: Index, words: Sequence[Word], kind: Kind, limit: int | None) -> list[Row]:
    """Return the contacts in whose shown fields every word is found, and that have a number or an address.

    Those whose name starts with the first word come first, then those with a word of the name, a
    number or an address that starts so, then all others; each group in list order. What lies in
    the trash is left out.

    Args:
        index: whom to ask.
        words: from ``read_words``; without any, everyone matches.
        kind: what the contact must have.
        limit: so many numbers or addresses are enough.
    """

    def work(db: sqlite3.Connection) -> list[Row]:
        found: list[Row] = []
        missing = limit
        for row in _found(db, words):
            if missing is not None and missing <= 0:
                break
            if values := getattr(row, kind):
                found.append(row)
                missing = None if missing is None else missing - len(values)
        return found

    return index.ask(work, [])


def people(index: Index, typed: str, limit: int, *, is_deleted: bool) -> list[Row]:
    """Return the contacts whose id begins as typed, then those in whose shown fields the words are found.

    Args:
        index: whom to ask.
        typed: the beginning of an id, or words; without any, everyone matches.
        limit: return so many at most.
        is_deleted: ask about those in the trash, and only them.
    """
    kind = _DELETED if is_deleted else _SOUND

    def work(db: sqlite3.Connection) -> list[Row]:
        start = typed.strip().lower()
        found = list(_with_id(db, start, kind, limit)) if _BEGINNING_OF_ID.fullmatch(start) else []
        ids = {row.id for row in found}
        others = (row for row in _found(db, read_words(typed), kind) if row.id not in ids)
        return [*found, *islice(others, limit - len(found))]

    return index.ask(work, [])


def _with_id(db: sqlite3.Connection, start: str, kind: str, limit: int) -> list[Row]:
    query = f"SELECT {layout.COLUMNS} FROM contact WHERE id >= ? AND id < ? AND {kind} LIMIT ?"  # noqa: S608 -- same
    return layout.rows_from(db.execute(query, (start, start + _LAST, limit)).fetchall())


def _found(db: sqlite3.Connection, words: Sequence[Word], kind: str = _SOUND) -> Iterator[Row]:
    start = words[0].text if words else ""
    values = {"start": start, "end": start + _LAST}
    conditions = [kind]
    for number, word in enumerate(words):
        patterns = {f"text{number}": word.text, f"digits{number}": word.digits}
        asked = {name: _pattern(text) for name, text in patterns.items() if text}
        conditions.append("(" + " OR ".join(f"folded GLOB :{name}" for name in asked) + ")")
        values |= asked
    condition = " AND ".join(conditions)
    columns, order = layout.COLUMNS, "ORDER BY sort_key, path"
    named = f"SELECT {columns} FROM contact WHERE {_NAMED} AND {condition} {order}"  # noqa: S608 -- constants
    for entry in db.execute(named, values):
        yield from layout.rows_from([entry])
    others = f"SELECT {_RANK}, path FROM contact WHERE NOT ({_NAMED}) AND {condition} {order}"  # noqa: S608 -- same
    ranked = sorted(db.execute(others, values), key=lambda entry: entry[0]) if words else []
    for _, path in ranked:
        one = f"SELECT {columns} FROM contact WHERE path = ?"  # noqa: S608 -- constants
        yield from layout.rows_from(db.execute(one, (path,)).fetchall())


def _pattern(text: str) -> str:
    """Return the pattern (SQLite's GLOB, four times as fast as ``instr``) of texts that hold this one."""
    literal = _WILD.sub(r"[\g<0>]", text)
    return f"*{literal}*"
