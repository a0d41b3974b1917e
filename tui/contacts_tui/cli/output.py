"""Printing: results on stdout, everything else on stderr, and no raw control character on either.

Texts of foreign origin pass ``shown`` here, once, so that no command has to remember it.
"""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, Literal, TextIO

from contacts_tui.cli.width import columns, cut, padded
from contacts_tui.text import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from contacts_store.finding import Finding

ColorMode = Literal["auto", "always", "never"]

_GAP = "  "
_STYLES = {"heading": "1", "error": "31", "warning": "33", "hint": "36"}


class Output:
    """Where a command's words go, and whether they are coloured."""

    def __init__(self) -> None:
        self.color: ColorMode = "auto"

    def line(self, text: str = "") -> None:
        """Print one line of a result."""
        sys.stdout.write(shown(text) + "\n")

    def text(self, pieces: Iterable[str]) -> None:
        """Print a text of many lines: exactly to a pipe or file, harmless to a terminal."""
        _speak_utf8()
        is_terminal = sys.stdout.isatty()
        sys.stdout.writelines(shown(piece, multiline=True) if is_terminal else piece for piece in pieces)

    def json(self, value: Any) -> None:
        """Print one value as JSON."""
        from contacts_store.interchange.json_text import dump

        _speak_utf8()
        sys.stdout.write(dump(value, indent=2) + "\n")

    def json_array(self, values: Iterable[Any]) -> None:
        """Print values as one JSON array, each as soon as it comes."""
        from contacts_store.interchange.json_text import dump

        _speak_utf8()
        opening = "[\n"
        for value in values:
            sys.stdout.write(opening + dump(value, indent=2))
            opening = ",\n"
        sys.stdout.write("[]\n" if opening == "[\n" else "\n]\n")

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Print rows under headings, aligned; cut to the terminal's width if there is one."""
        cells = [[shown(cell) for cell in row] for row in rows]
        widths = [max(columns(cell) for cell in column) for column in zip(headings, *cells, strict=True)]
        limit = _terminal_columns() if sys.stdout.isatty() else sys.maxsize
        sys.stdout.write(self.styled(_row(headings, widths, limit), "heading", sys.stdout) + "\n")
        sys.stdout.writelines(_row(row, widths, limit) + "\n" for row in cells)

    def finding(self, finding: Finding, *, to_stderr: bool = False) -> None:
        """Print a finding as one line: place, degree, field, what is wrong, what to do."""
        stream = sys.stderr if to_stderr else sys.stdout
        degree = self.styled(finding.degree, finding.degree, stream)
        line = shown(str(finding)).replace(f": {finding.degree}: ", f": {degree}: ", 1)
        stream.write(line.removeprefix(": ") + "\n")  # what was typed here has no place

    def note(self, text: str) -> None:
        """Say something beside the result."""
        sys.stderr.write(shown(text) + "\n")

    def warning(self, text: str) -> None:
        """Say that something is off although the command went on."""
        self._marked("warning", text)

    def error(self, text: str) -> None:
        """Say what went wrong."""
        self._marked("error", text)

    def _marked(self, degree: str, text: str) -> None:
        sys.stderr.write(f"{self.styled(degree, degree, sys.stderr)}: {shown(text)}\n")

    def styled(self, text: str, style: str, stream: TextIO) -> str:
        """Return the text in a style if this stream is to be coloured."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self._is_colored(stream) else text

    def _is_colored(self, stream: TextIO) -> bool:
        if self.color != "auto":
            return self.color == "always"
        return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def survive_narrow_encodings() -> None:
    """Let a character that the terminal's encoding lacks be written as an escape, not fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _speak_utf8() -> None:
    """What programs read is UTF-8, whatever the locale: JSON by RFC 8259, YAML by habit."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def _terminal_columns() -> int:
    import shutil

    return shutil.get_terminal_size().columns


def _row(cells: Sequence[str], widths: Sequence[int], limit: int) -> str:
    line = _GAP.join(padded(cell, width) for cell, width in zip(cells, widths, strict=True))
    return cut(line.rstrip(), limit)


def plural(number: int, noun: str) -> str:
    """Return a number of things in words: ``1 contact``, ``2 contacts``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
