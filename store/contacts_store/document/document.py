"""One file as a value: its bytes, its text, and the tree that the text describes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contacts_store.document.decoding import decode
from contacts_store.document.draft import Draft
from contacts_store.document.error import DocumentError
from contacts_store.document.limits import DEFAULT_LIMITS, Limits
from contacts_store.document.nodes import Mapping, Plain, plain_of
from contacts_store.document.reader import read_tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contacts_store.document.edit import Edit
    from contacts_store.document.emit import KeyOrder
    from contacts_store.document.nodes import Node


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one YAML file with the positions of its parts.

    Attributes:
        data: The file's bytes.
        text: Its text without byte order mark; positions count in it.
        has_bom: Whether the file begins with a byte order mark.
        root: The mapping that the file holds.
    """

    data: bytes
    text: str
    has_bom: bool
    root: Mapping

    @classmethod
    def read(cls, data: bytes, limits: Limits = DEFAULT_LIMITS) -> Document:
        """Read the bytes of a file.

        Raises:
            DocumentError: The file is empty, not UTF-8, not YAML, not a mapping, or beyond the limits.
        """
        text, has_bom = decode(data, limits)
        return cls(data, text, has_bom, _mapping(read_tree(text, limits)))

    def plain(self) -> dict[str, Plain]:
        """Return the file's content as texts, None, lists and dicts."""
        plain: dict[str, Plain] = plain_of(self.root)
        return plain

    def edited(
        self, edits: Sequence[Edit], order: KeyOrder | None = None, limits: Limits = DEFAULT_LIMITS
    ) -> Document:
        """Return the document with edits made one after the other; all else stays byte for byte.

        Args:
            edits: What to change.
            order: The order of keys, which says where a new key goes.
            limits: As for reading.

        Raises:
            EditRefused: An edit can't be made without changing something else.
            DocumentError: The result is beyond the limits, or holds what a file can't.
        """
        from contacts_store.document.editing import Editor

        draft = Editor(order or {}, limits).edited(Draft(self.text, self.root), edits)
        if draft.text == self.text:
            return self
        data = (("\ufeff" if self.has_bom else "") + draft.text).encode()
        decode(data, limits)
        return Document(data, draft.text, self.has_bom, draft.root)


def _mapping(root: Node | None) -> Mapping:
    if root is None:
        raise DocumentError("empty file", "write the contact into it, or delete it")
    if not isinstance(root, Mapping):
        raise DocumentError(
            "the file holds no 'key: value' lines",
            "write one field a line, as in first_name: Ann",
            root.start.line + 1,
            root.start.column + 1,
        )
    return root
