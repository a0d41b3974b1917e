"""What is wrong with a file, as a value: a finding never hides the other contacts."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Degree(StrEnum):
    """How much a finding matters, worst first."""

    ERROR = "error"
    """The contact can't be trusted; nothing of ours writes to its file."""
    WARNING = "warning"
    """It loads and works, but something is off."""
    HINT = "hint"
    """Worth knowing."""


_RANK = {Degree.ERROR: 0, Degree.WARNING: 1, Degree.HINT: 2}


class Finding(NamedTuple):
    """One thing that is off, where it is, and what to do about it.

    ``line`` and ``column`` count from 1 (characters, not bytes); 0 means "the file as a whole".
    ``path`` is relative to the store, with ``/``. ``field`` is written as in a change
    (``phone_numbers[0].number``), empty when no single field is meant.
    """

    degree: Degree
    path: str
    line: int
    column: int
    field: str
    message: str
    remedy: str

    def at(self, path: str) -> Finding:
        """Return the same finding for another file."""
        return self._replace(path=path)

    @property
    def place(self) -> str:
        """``file:line:column``, as editors and compilers write it."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path

    def __str__(self) -> str:
        """One line: place, degree, field, what is wrong, what to do."""
        field = f"{self.field}: " if self.field else ""
        remedy = f" ({self.remedy})" if self.remedy else ""
        return f"{self.place}: {self.degree}: {field}{self.message}{remedy}"

    def as_dict(self) -> dict[str, str | int]:
        """Return the JSON shape of a finding (design, "the command line")."""
        return {
            "degree": str(self.degree),
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "field": self.field,
            "message": self.message,
            "remedy": self.remedy,
        }


def sort_key(finding: Finding) -> tuple[int, str, int, int]:
    """Order findings: errors first, then by file and position."""
    return _RANK[finding.degree], finding.path, finding.line, finding.column


def has_errors(findings: tuple[Finding, ...]) -> bool:
    """Tell whether any finding is an error."""
    return any(finding.degree is Degree.ERROR for finding in findings)
