"""Settings as they are mostly written, ``key: value`` lines, read without any parser, to start at once.

What is read here means the same to YAML; whatever might mean anything else is left to the reader proper.
"""

from __future__ import annotations

_SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./+~-"
"""Characters that stand for themselves inside a plain scalar."""
_NULLS = ("", "~", "null", "Null", "NULL")
_INDENT = "  "


def flat_values(data: bytes) -> dict[str, str | dict[str, str]] | None:
    """Return the values of the top-level keys of a small file.

    Args:
        data: the file's bytes.

    Returns:
        By key, a text (empty for a null), or the texts of a section of indented pairs. None instead
        of all that when the file is in another form.
    """
    try:
        lines = data.decode().split("\n")
    except UnicodeDecodeError:
        return None
    values: dict[str, str | dict[str, str]] = {}
    section: dict[str, str] = {}
    heading = ""
    for line in lines:
        content = line.lstrip(" ")
        if not content or (content[0] == "#" and content.isprintable()):
            continue
        key, value = _pair(content) or ("", "")
        if key and line == content and key not in values:
            values[key] = value
            heading, section = "" if value else key, {}
        elif heading and value and line == _INDENT + content and key not in section:
            section[key] = value
            values[heading] = section
        else:
            return None
    return values or None


def _pair(content: str) -> tuple[str, str] | None:
    key, colon, rest = content.partition(":")
    written = rest.partition(" #")[0].strip(" ")
    if not (colon and key.isascii() and content.isprintable()) or key.strip(_SAFE) or key in _NULLS:
        return None
    if not key[0].isalpha():
        return None
    if not written:
        return (key, "") if not rest.strip(" ") else None
    if rest[0] != " ":
        return None
    quote = written[0] if len(written) > 1 and written[0] == written[-1] and written[0] in "'\"" else ""
    value = written[1:-1] if quote else written
    if value.strip(_SAFE + "#" if quote else _SAFE) or (not quote and written[0] == "-"):
        return None
    return key, value if quote or value not in _NULLS else ""
