"""The form in which we write a contact's file ourselves, as patterns: the model's keys in the model's order.

What a pattern takes is exactly what the YAML parser would find there; whatever it does not take is
left to the parser. All repetitions are possessive, so that no text takes longer than its length.
"""

from __future__ import annotations

import re

from contacts_store.model.address import PLAIN_ADDRESS

_ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_TIME = r"'([0-8][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z)'"
# A plain scalar (YAML 1.2, 7.3.3), but for some harmless ones; ": " and " #" would end it, null is no text.
_PLAIN = (
    r"""(?!(?:null|Null|NULL)\n)[^-?:,\[\]{}#&*!|>%@`"'~ \n]"""
    r"[^:#\n]*+(?:(?::(?![ \n])|(?<! )#)[^:#\n]*+)*+(?<! )"
)
_QUOTED = r"""'[^'\n]*+(?:''[^'\n]*+)*+'|"[^"\\\n]*+\""""
_TEXT = f"({_PLAIN}|{_QUOTED})"
_BLOCK = r"\|(-?)\n(  [^ \n][^\n]*+\n(?:  [^\n]++\n|\n)*+)"


def _entry(key: str, value: str) -> str:
    return rf"(?:{key}: {value}\n)?+"


_ITEM_END = _entry("    is_primary", "(true|false)") + _entry("    tm_create", _TIME)

TEXT_KEYS = ("first_name", "last_name", "display_name", "company", "job_title", "external_id")
HEAD = re.compile(
    rf"id: ({_ID})\n"
    + _entry("customer_id", _ID)
    + "".join(_entry(key, _TEXT) for key in TEXT_KEYS[:-1])
    + _entry("source", "(?:manual|import|api|sync)")
    + _entry(TEXT_KEYS[-1], _TEXT)
)
"""The id and the texts of ``TEXT_KEYS`` as written."""

PHONES = "phone_numbers:\n"
PHONE = re.compile(
    rf"  - id: ({_ID})\n"
    rf"    number: (?:'(\+[1-9][0-9 -]{{5,24}}+)'|{_TEXT})\n"
    r"    number_e164: '(\+[1-9][0-9]{1,14}+)'\n"
    + _entry("    type", "(?:mobile|work|home|fax|other)")
    + _ITEM_END
)
"""The id; the number without its quotes if digits, blanks and hyphens follow its plus, else as written; the
E.164 form; whether it is primary; its time."""

EMAILS = "emails:\n"
EMAIL = re.compile(
    rf"  - id: ({_ID})\n    address: (?:({PLAIN_ADDRESS})|{_TEXT})\n"
    + _entry("    type", "(?:work|personal|other)")
    + _ITEM_END
)
"""The id; the address if it is good for certain, else as written; whether it is primary; its time."""

TAGS = "tag_ids:\n"
TAG = re.compile(rf"  - ({_ID}|{_TEXT[1:-1]})(?:  # ([^\n]++))?+\n")
"""The reference as written, and the comment."""

TAIL = re.compile(
    rf"(?:notes: (?:{_BLOCK}|{_TEXT}\n))?+"
    + _entry("tm_create", _TIME)
    + _entry("tm_update", _TIME)
    + _entry("tm_delete", _TIME)
)
"""The hyphen and the lines of the notes if they stand in a block, else the notes as written; three times."""

EXTRA = re.compile(rf"([a-zA-Z_][a-zA-Z0-9_]{{0,99}}+): {_TEXT}\n")
"""A key of the person's own, and its text as written."""


def text_of(written: str) -> str:
    """Return the text that a scalar on one line stands for."""
    if written[:1] == "'":
        return written[1:-1].replace("''", "'")
    return written[1:-1] if written[:1] == '"' else written


def block_text(hyphen: str, lines: str) -> str:
    """Return the text that the lines of a block scalar stand for; with a hyphen, no line break ends it."""
    text = lines[2:].replace("\n  ", "\n").rstrip("\n")
    return text if hyphen else f"{text}\n"
