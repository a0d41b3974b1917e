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
_BLOCK_INDENT = "  "
_BLOCK_ENDS = {"|": "\n", "|-": ""}
"""What a block scalar's text ends with, by its header."""
_NOT_PLAIN = frozenset("-?:,[]{}#&*!|>%@`\"' ")
"""What a plain scalar does not begin with (YAML 1.2, 7.3.3), some harmless cases among it."""
_NULLS = frozenset({"~", "null", "Null", "NULL"})

Flat = dict[str, Any]


class _Unusual(Exception):
    pass


def read_canonical(text: str) -> Flat | None:
    """Return the plain data of a text in canonical form, None for any other text.

    Args:
        text: the text, without byte order mark.

    Returns:
        Texts, None, lists of texts and lists of mappings from texts to texts or None.
    """
    if text[-1:] != "\n" or " \n" in text or not text.replace("\n", "").isprintable():
        return None
    try:
        lines = text[:-1].split("\n")
        blocks: Flat = {}
        if ": |" in text:
            lines, blocks = _cut_blocks(lines)
        root = _read(lines) | blocks
    except _Unusual:
        return None
    return None if [] in root.values() else root


def _read(lines: list[str]) -> Flat:
    root: Flat = {}
    items: list[Any] | None = None
    item: Flat | None = None
    for line in lines:
        start, target, body = line[:4], item, line[4:]
        if start == _LIST_DASH:
            if items is None:
                raise _Unusual
            if ": " not in body:
                items.append(_bare(body))
                item = None
                continue
            target = item = {}
            items.append(item)
        elif start != _ITEM_INDENT:
            target, body, items, item = root, line, None, None
            if line[-1:] == ":":
                root[_new_key(root, line[:-1])] = items = []
                continue
        key, _, written = body.partition(": ")
        if target is None or not written or key in target or not key.isidentifier():
            raise _Unusual
        target[key] = _value(written)
    return root


def _cut_blocks(lines: list[str]) -> tuple[list[str], Flat]:
    """Return the lines with empty texts in place of block scalars, and the blocks' texts by key."""
    rest: list[str] = []
    blocks: dict[str, tuple[str, list[str]]] = {}
    block: list[str] | None = None
    for line in lines:
        if block is not None and (not line or line.startswith(_BLOCK_INDENT)):
            block.append(line[len(_BLOCK_INDENT) :])
            continue
        block = None
        key, _, header = line.partition(": ")
        if header in _BLOCK_ENDS and line[0] != " ":
            block = []
            blocks[key] = _BLOCK_ENDS[header], block
            rest.append(f"{key}: ''")
        else:
            rest.append(line)
    return rest, {key: _block_text(block) + end for key, (end, block) in blocks.items()}


def _block_text(lines: list[str]) -> str:
    """Return a block scalar's text without the line breaks at its end."""
    # The first line says how far a block is indented: it must be our own two blanks.
    if not lines or not lines[0] or lines[0][0] == " ":
        raise _Unusual
    return "\n".join(lines).rstrip("\n")


def _new_key(root: Flat, key: str) -> str:
    if key in root or not key.isidentifier():
        raise _Unusual
    return key


def _value(written: str) -> str | None:
    if written[0] in _NOT_PLAIN:
        return _unquoted(written)
    if ": " in written or " #" in written or written[-1] == ":":
        raise _Unusual
    return None if written in _NULLS else written


def _bare(written: str) -> str:
    """Return the text of a list item; a comment behind it is left out."""
    value, _, _ = written.partition(_COMMENT)
    text = _value(value) if value else None
    if text is None or value[-1] == " ":
        raise _Unusual
    return text


def _unquoted(written: str) -> str:
    quote, inner = written[0], written[1:-1]
    if len(written) == 1 or written[-1] != quote:
        raise _Unusual
    if quote == "'":
        plain = inner.replace("''", "\0")
        if "'" not in plain:
            return plain.replace("\0", "'")
    elif quote == '"' and '"' not in inner and "\\" not in inner:
        return inner
    raise _Unusual
