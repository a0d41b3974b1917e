"""From text that was copied somewhere to the fields of one contact: a signature, an address, a payload.

Guessing is fine here, because a person looks at the result in a form. Losing is not: what is not
understood goes to the notes, word for word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contacts_store.interchange.signature import signature_fields

if TYPE_CHECKING:
    from contacts_store.interchange.drafting import Fields
    from contacts_store.interchange.payload import Format

_MOST = 64 << 10
"""Characters; longer text is no signature and is kept as notes."""
_OUR_KEYS = re.compile(
    r"^(?:- )?(?:first_name|last_name|display_name|company|phone_numbers|emails|addresses)\s*:", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a text says of a contact."""

    fields: Fields
    """As drafts have them; not validated."""
    is_payload: bool = False
    """Whether the text was made by a program: JSON, YAML or vCard."""
    others: int = 0
    """How many more contacts the text holds."""

    @property
    def is_several(self) -> bool:
        """Whether there is more in the text than the value of one field."""
        handles = len(self.fields["phone_numbers"]) + len(self.fields["emails"])
        texts = sum(isinstance(value, str) for value in self.fields.values())
        return self.is_payload or (handles > 0 and handles + texts > 1)


def draft_from_text(text: str, region: str = "") -> Pasted:
    """Read what was copied: a payload in our shape, else a signature or addresses. Raises nothing.

    Args:
        text: whatever it is.
        region: the store's ``default_region``, to know national numbers.
    """
    if len(text) > _MOST:
        return Pasted(signature_fields("", region) | {"notes": text})
    return _payload(text) or Pasted(signature_fields(text, region))


def _payload(text: str) -> Pasted | None:
    from contacts_store.interchange.payload import Draft, read_payload

    payload_format = _format_of(text.lstrip())
    if payload_format is None:
        return None
    rows = list(read_payload(text.encode("utf-8", errors="surrogatepass"), payload_format))
    drafts = [row.fields for row in rows if isinstance(row, Draft)]
    if len(drafts) < len(rows) or not drafts or not _says_something(drafts[0]):
        return None
    return Pasted(drafts[0], is_payload=True, others=len(drafts) - 1)


def _format_of(text: str) -> Format | None:
    if text.startswith(("{", "[")):
        return "json"
    if text[:11].upper() == "BEGIN:VCARD":
        return "vcard"
    return "yaml" if _OUR_KEYS.search(text) else None


def _says_something(fields: Fields) -> bool:
    return any(value for name, value in fields.items() if name != "extra")
