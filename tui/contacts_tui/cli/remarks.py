"""Remarks that stand above a text while it is edited: what is wrong with it. They never get into the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_tui.text import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contacts_store.finding import Finding

_BOM = b"\xef\xbb\xbf"
_MARK = b"#! "
_ADVICE = "These lines go away by themselves. Leave the text as it is to give up."


def with_remarks(text: bytes, findings: Sequence[Finding]) -> bytes:
    """Return the text with a comment for each finding above it, and a word of advice."""
    if not findings:
        return text
    above = len(findings) + 1
    lines = [
        *(f"{_place(finding, above)}{finding.message} ({finding.remedy})" for finding in findings),
        _ADVICE,
    ]
    bom, body = (_BOM, text[len(_BOM) :]) if text.startswith(_BOM) else (b"", text)
    return bom + b"".join(_MARK + shown(line).encode() + b"\n" for line in lines) + body


def without_remarks(text: bytes) -> bytes:
    """Return the text without the remarks at its beginning."""
    bom, body = (_BOM, text[len(_BOM) :]) if text.startswith(_BOM) else (b"", text)
    while body.startswith(_MARK):
        body = body.partition(b"\n")[2]
    return bom + body


def _place(finding: Finding, remarks: int) -> str:
    """Name the line as the editor counts it, below the remarks."""
    return f"line {finding.line + remarks}, column {finding.column}: " if finding.line else ""
