"""What can be wrong with the text of a file, with the place and the remedy."""

from __future__ import annotations

from contacts_store.errors import StoreError


class DocumentError(StoreError):
    """The text of a file can't be used.

    Attributes:
        message: What is wrong, in plain words.
        remedy: What to do about it.
        line: The line, from 1; 0 means the file as a whole.
        column: The column, from 1, in characters; 0 means the file as a whole.
    """

    def __init__(self, message: str, remedy: str = "", line: int = 0, column: int = 0) -> None:
        """Take what is wrong, what to do, and where."""
        place = f"line {line}, column {column}: " if line else ""
        super().__init__(place + message + (f" ({remedy})" if remedy else ""))
        self.message = message
        self.remedy = remedy
        self.line = line
        self.column = column


class EditRefused(DocumentError):
    """No way was found to change the text that changes nothing else; the text stays as it was."""
