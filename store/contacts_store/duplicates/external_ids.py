"""Who shares an external id. Rows do not hold it apart, but their search text has it as a line of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contacts_store.duplicates.blocking import pairs_in, sharing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from contacts_store.duplicates.blocking import Places
    from contacts_store.model.contact import Contact
    from contacts_store.snapshot.row import Row

_LIKE_AN_ID = re.compile(r"^(?=[^\n]*[0-9])[^\s@+]+$", re.MULTILINE)
"""One word with a digit in it that is no address and no E.164 number."""
_TAIL = 6
"""So many last digits tell a number as typed from an id."""


def pairs_by_external_id(rows: Sequence[Row], read: Callable[[Row], Contact | None]) -> dict[Places, str]:
    """Return the external id of each pair that shares one, from one source.

    Args:
        rows: the contacts.
        read: returns a whole contact, None when its file can't be read; asked of those only whose
            search texts share a line that may be an external id.
    """
    blocks = sharing(_LIKE_AN_ID.findall(row.folded) for row in rows)
    suspects = {
        place
        for line, block in blocks.items()
        for place in block
        if not any(number.endswith(str(line)[-_TAIL:]) for number in rows[place].numbers)
    }
    known = {place: contact for place in suspects if (contact := read(rows[place]))}
    keys = {
        place: (contact.external_id, contact.source)
        for place, contact in known.items()
        if contact.external_id
    }
    places = list(keys)
    same = sharing([keys[place]] for place in places)
    return {
        (min(pair), max(pair)): keys[pair[0]][0]
        for pair in pairs_in([[places[member] for member in block] for block in same.values()])
    }
