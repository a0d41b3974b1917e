"""The form in which we write a contact's file ourselves, as patterns: the model's keys in the model's order.

What a pattern takes is exactly what the YAML parser would find there; whatever it does not take is
left to the parser. All repetitions are possessive, so that no text takes longer than its length.
"""

from __future__ import annotations

import re

from contacts_store.model.address import PLAIN_ADDRESS


class Unusual(ValueError):
    """The text, or what it says, is left to the parser and the models."""


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


def _list(key: str) -> str:
    return rf"(?:{key}:\n((?:  [^\n]++\n)++))?+"


def _items(item: str) -> re.Pattern[str]:
    ends = _entry("    is_primary", "(true|false)") + _entry("    tm_create", _TIME)
    return re.compile(rf"  - id: ({_ID})\n{item}{ends}|(?s:.++)")


CONTACT = re.compile(
    rf"id: ({_ID})\n"
    + _entry("customer_id", _ID)
    + _entry("first_name", _TEXT)
    + _entry("last_name", _TEXT)
    + _entry("display_name", _TEXT)
    + _entry("company", _TEXT)
    + _entry("job_title", _TEXT)
    + _entry("source", "(?:manual|import|api|sync)")
    + _entry("external_id", _TEXT)
    + _list("phone_numbers")
    + _list("emails")
    + _list("tag_ids")
    + rf"(?:notes: (?:{_BLOCK}|{_TEXT}\n))?+"
    + _entry("tm_create", _TIME)
    + _entry("tm_update", _TIME)
    + _entry("tm_delete", _TIME)
)
"""Groups: the id; six texts as written; the lines of three lists; the hyphen and the lines of the notes if
they stand in a block, else the notes as written; three times. Keys of the person's own may follow."""

PHONES = _items(
    rf"    number: (?:'(\+[1-9][0-9 -]{{5,24}}+)'|{_TEXT})\n    number_e164: '(\+[1-9][0-9]{{1,14}}+)'\n"
    + _entry("    type", "(?:mobile|work|home|fax|other)")
)
"""Groups: the id, empty for lines that are not an item; the number if only digits, blanks and hyphens follow
its plus, else as written; the E.164 form; whether it is primary; its time."""

EMAILS = _items(
    rf"    address: (?:({PLAIN_ADDRESS})|{_TEXT})\n" + _entry("    type", "(?:work|personal|other)")
)
"""Groups: the id, empty for lines that are not an item; the address if it is good for certain, else as
written; whether it is primary; its time."""

TAG_FILE = re.compile(
    rf"id: ({_ID})\n"
    + _entry("customer_id", f"({_ID})")
    + rf"name: {_TEXT}\n"
    + rf"(?:detail: (?:{_BLOCK}|{_TEXT}\n))?+"
    + _entry("color", _TEXT)
    + _entry("tm_create", _TIME)
    + _entry("tm_update", _TIME)
    + _entry("tm_delete", _TIME)
)
"""A whole tag. Groups: id, owner, name as written; the hyphen and the lines of the detail if they stand in a
block, else the detail as written; the colour as written; three times."""

TAG = re.compile(rf"  - ({_ID}|{_TEXT[1:-1]})(?:  # [^\n]++)?+\n")
"""The line of a tag. Group: the reference as written."""

EXTRA = re.compile(rf"([a-zA-Z_][a-zA-Z0-9_]{{0,99}}+): {_TEXT}\n")
"""A key of the person's own, and its text as written."""


def text_of(written: str) -> str:
    """Return the text that a scalar on one line stands for."""
    if written[:1] == "'":
        return written[1:-1].replace("''", "'")
    return written[1:-1] if written[:1] == '"' else written


def block_text(hyphen: str, lines: str) -> str:
    """Return the text that the lines of a block scalar stand for; with a hyphen, no line break ends it.

    Raises:
        Unusual: a line ends with a blank.
    """
    if " \n" in lines:
        raise Unusual
    text = lines[2:].replace("\n  ", "\n").rstrip("\n")
    return text if hyphen else f"{text}\n"


def require_printable(text: str) -> None:
    """Refuse characters that YAML or a reader may take for something else.

    Raises:
        Unusual: there is one.
    """
    if not text.isprintable():
        raise Unusual
