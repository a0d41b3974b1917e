"""The one door for text of foreign origin: what a terminal would obey or misdraw becomes visible characters.

Values and keys of files, file names, git's output and messages of exceptions pass through here before
they are drawn or printed. Only what is shown changes; comparing, copying and exporting use the raw text.
"""

from __future__ import annotations

from functools import cache

_TAB_COLUMNS = 4


@cache
def _visible(*, multiline: bool) -> dict[int, int | str]:
    """Return what is drawn instead of each character. Made on first need: most texts are plain."""
    pictures = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}  # U+2400: control pictures
    named = {
        code: f"<U+{code:04X}>"
        for code in (
            *range(0x80, 0xA0),  # C1 controls: U+009B starts an escape sequence
            *range(0xD800, 0xE000),  # lone surrogates: not encodable, drawn five columns wide
            *range(0x202A, 0x202F),  # bidirectional embeddings and overrides reorder what follows
            *range(0x2066, 0x206A),  # bidirectional isolates
            0x2028,  # line and paragraph separators
            0x2029,
            0xFEFF,  # byte order mark: invisible
        )
    }
    signs: dict[int, int | str] = pictures | named | {0x0A: "⏎", 0x09: "→"}
    if multiline:
        del signs[0x0A]
    return signs


def shown(text: str, *, multiline: bool = False) -> str:
    """Make a foreign text safe to draw, every character of it visible.

    Joiners, variation selectors, combining marks and LRM/RLM stay: names need them.

    Args:
        text: any text, hostile or not.
        multiline: keep line breaks and expand tabs, for places that show several lines; otherwise
            they become ``⏎`` and ``→``.

    Returns:
        Text without C0, DEL, C1, lone surrogates, U+2028, U+2029, U+FEFF and bidirectional controls;
        with ``multiline`` the line feed is the only control left.
    """
    if text.isprintable():  # nothing that we replace is printable
        return text
    if multiline:
        return text.replace("\r\n", "\n").expandtabs(_TAB_COLUMNS).translate(_visible(multiline=True))
    return text.translate(_visible(multiline=False))
