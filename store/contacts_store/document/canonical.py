"""Reading the form that we write ourselves, three times as fast as a YAML parser, and nothing else.

Anything unusual makes the reader give up: the caller then reads the text with ``read_tree``, which
knows all of YAML and every position. What is read here is exactly what ``read_tree`` would find;
a fuzz test holds the two against each other.
"""

from __future__ import annotations

from typing import Any

_LIST_DASH = "  - "
_ITEM_INDENT = "    "
_COMMENT = "  # "
_NOT_PLAIN = frozenset("-?:,[]{}#&*!|>%@`\"' ")
"""What a plain scalar does not begin with (YAML 1.2, 7.3.3), some harmless cases among it."""
_NULLS = frozenset({"~", "null", "Null", "NULL"})

Flat = dict[str, Any]


def read_canonical(text: str) -> Flat | None:
    """Return the plain data of a text in canonical form, None for any other text.

    Args:
        text: the text, without byte order mark.

    Returns:
        Texts, None, lists of texts and lists of mappings from texts to texts or None.
    """
    if text[-1:] != "\n" or " \n" in text or not text.replace("\n", "").isprintable():
        return None
    root: Flat = {}
    items: list[Any] | None = None
    item: Flat | None = None
    for line in text[:-1].split("\n"):
        start = line[:4]
        if start == _ITEM_INDENT:
            key, colon, written = line[4:].partition(": ")
            target = item
        elif start == _LIST_DASH:
            if items is None:
                return None
            key, colon, written = line[4:].partition(": ")
            if not colon:
                value = _bare(key)
                if value is None:
                    return None
                items.append(value)
                item = None
                continue
            target = item = {}
            items.append(item)
        else:
            key, colon, written = line.partition(": ")
            target, items, item = root, None, None
            if not colon:
                key, written = key[:-1], key[-1:]
                if written != ":" or key in root or not key.isidentifier():
                    return None
                root[key] = items = []
                continue
        if target is None or not written or key in target or not key.isidentifier():
            return None
        if written[0] in _NOT_PLAIN:
            unquoted = _unquoted(written)
            if unquoted is None:
                return None
            target[key] = unquoted
        elif ": " in written or " #" in written or written[-1] == ":":
            return None
        else:
            target[key] = None if written in _NULLS else written
    return None if [] in root.values() else root


def _bare(written: str) -> str | None:
    """Return the text of a list item, None when it is unusual; a comment behind it is left out."""
    value, _, _ = written.partition(_COMMENT)
    if not value or value in _NULLS or " #" in value or value[-1] in ": ":
        return None
    return _unquoted(value) if value[0] in _NOT_PLAIN else value


def _unquoted(written: str) -> str | None:
    """Return what stands in quotes, None when it is unusual."""
    quote, inner = written[0], written[1:-1]
    if len(written) < 2 or written[-1] != quote:  # noqa: PLR2004 -- two quotes
        return None
    if quote == "'":
        if "'" not in inner:
            return inner
        plain = inner.replace("''", "\0")
        return None if "'" in plain else plain.replace("\0", "'")
    return inner if quote == '"' and '"' not in inner and "\\" not in inner else None
