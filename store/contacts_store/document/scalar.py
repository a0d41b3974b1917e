"""The one owner of quoting: how a text is written so that every YAML reader gives the same text back.

A text stays plain only where YAML 1.1 and 1.2 agree that it is text; whatever either would resolve
to a number, a date, a boolean or null is quoted (hazards: phone numbers lose their plus sign).
"""

from __future__ import annotations

import re

from contacts_store.document.error import EditRefused

_RETYPED_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "=", "<<"})
_RETYPED_START = re.compile(r"[-+.0-9]")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")
"""Begins like a number as often as not, and no reader takes it for one."""
_INDICATOR_START = re.compile(r"[?:,\[\]{}#&*!|>'\"%@`=<~]")
_STRUCTURE = re.compile(r": |:\Z| #")
_FLOW_STRUCTURE = re.compile(r"[,\[\]{}:#?]")
_NEEDS_ESCAPE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]",
)
"""What can't stand inside quotes as it is: not allowed in YAML, or a line break there."""
_SHORT_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def scalar_text(value: str, style: str = "", *, in_flow: bool = False) -> str:
    """Return a text as a scalar on one line, in the wished style where it can hold the text.

    Args:
        value: The text.
        style: ``""`` (plain where safe, else single quotes), ``'`` or ``"``. Double quotes are
            taken whenever nothing else can hold the text.
        in_flow: Whether it will stand inside brackets, where more characters mean something.

    Raises:
        EditRefused: The text holds half a character (a lone surrogate).
    """
    if style == '"' or _NEEDS_ESCAPE.search(value):
        return _double_quoted(value)
    if not style and is_plain_safe(value, in_flow=in_flow):
        return value
    return "'" + value.replace("'", "''") + "'"


def is_plain_safe(value: str, *, in_flow: bool = False) -> bool:
    """Tell whether a text without quotes is the same text to YAML 1.1 and 1.2."""
    if not value or value != value.strip() or value.lower() in _RETYPED_WORDS:
        return False
    if _INDICATOR_START.match(value) or _STRUCTURE.search(value) or _NEEDS_ESCAPE.search(value):
        return False
    if _RETYPED_START.match(value) and not _UUID.match(value):
        return False
    return not (in_flow and _FLOW_STRUCTURE.search(value))


def block_scalar(value: str, indent: int, newline: str, style: str = "|") -> tuple[str, str] | None:
    """Return header and content of a text as a block scalar, None where a block is not exact.

    Args:
        value: The text.
        indent: The column of the content.
        newline: The file's line break.
        style: ``|``, or ``>`` where the text has one line only.

    Returns:
        The header (``|``, ``|-``, ``|+``) and the content, beginning with a line break and without
        the last one.
    """
    body = value.rstrip("\n")
    ends = len(value) - len(body)
    if body != body.rstrip() or _NEEDS_ESCAPE.search(re.sub("[\n\t]", "", body)):
        return None
    if body.lstrip("\n")[:1] in {"", " ", "\t"}:
        return None
    lines = body.split("\n") + [""] * (ends - 1)
    content = "".join(newline + (" " * indent + line if line else "") for line in lines)
    marker = style if "\n" not in body else "|"
    return marker + ("-" if ends == 0 else "" if ends == 1 else "+"), content


def comment_text(comment: str) -> str:
    """Return a comment as it stands behind a value: two blanks, the hash sign, one line of text."""
    shown = _NEEDS_ESCAPE.sub(" ", comment).strip()
    return f"  # {shown}" if shown else ""


def _double_quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _NEEDS_ESCAPE.sub(_escaped, escaped) + '"'


def _escaped(found: re.Match[str]) -> str:
    """Return an escape that YAML and JSON share."""
    character = found.group()
    if "\ud800" <= character <= "\udfff":
        raise EditRefused("the text holds half a character", "type it again")
    return _SHORT_ESCAPES.get(character) or f"\\u{ord(character):04x}"
