"""Edits of a text, each checked: the new text must mean the old meaning with the edit made, no less.

Ways are tried from the gentlest on: replacing characters, rewriting the smallest collection around,
a round trip through ruamel.yaml. A way whose result reads differently is dropped; when none is
left, the edit is refused and the text stays.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from contacts_store.document.draft import Draft, comments
from contacts_store.document.edit import Edit, Put, applied, value_at
from contacts_store.document.error import DocumentError, EditRefused
from contacts_store.document.lines import line_end, line_start, spliced
from contacts_store.document.nodes import Mapping, plain_of
from contacts_store.document.reader import read_tree
from contacts_store.document.refine import alias_paths, grounded, refined, restorations
from contacts_store.document.surgery import enclosing_rewritten, slot_at, surgical

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contacts_store.document.decoding import Limits
    from contacts_store.document.emit import KeyOrder
    from contacts_store.document.nodes import Plain


class Editor:
    """Makes edits in a text, in one manner for all: the order of keys and the limits."""

    def __init__(self, order: KeyOrder, limits: Limits) -> None:
        self._order = order
        self._limits = limits

    def edited(self, draft: Draft, edits: Sequence[Edit]) -> Draft:
        """Return the text with edits made one after the other.

        Raises:
            EditRefused: An edit can't be made without changing something else.
        """
        for edit in edits:
            for step in refined(draft.root, edit):
                draft = self._made(draft, step)
        return draft

    def _made(self, draft: Draft, edit: Edit) -> Draft:
        before = plain_of(draft.root)
        expected = applied(before, edit)
        if expected == before:
            return draft
        expendable = _comments_of(draft, edit)
        for text in _attempts(draft, grounded(draft.root, edit), self._order):
            candidate = self._read(text, expected)
            if candidate is not None and not _lost(draft, candidate, expendable):
                return candidate
        detached = self._detached(draft, edit)
        if detached is not draft:
            return self._made(detached, edit)
        place = slot_at(draft, edit.path)
        mark = place.node.start if place is not None else draft.root.start
        raise EditRefused(
            "this can't be changed without touching something else",
            "change it in a text editor",
            mark.line + 1,
            mark.column + 1,
        )

    def _read(self, text: str, expected: Plain) -> Draft | None:
        """Return a changed text as a draft if it means what is expected, else None."""
        try:
            root = read_tree(text, self._limits)
            if not isinstance(root, Mapping):
                return None
            draft = Draft(text, root)
            for restoration in list(restorations(root, expected)):
                draft = self._made(draft, restoration)
        except DocumentError:
            return None
        return draft if plain_of(draft.root) == expected else None

    def _detached(self, draft: Draft, edit: Edit) -> Draft:
        """Return the text with the values of aliases outside the edited place written out."""
        plain = plain_of(draft.root)
        for path in list(alias_paths(draft.root)):
            if path[: len(edit.path)] != edit.path:
                for splices in surgical(draft, Put(path, value_at(plain, path)), self._order):
                    candidate = self._read(spliced(draft.text, splices), plain)
                    if candidate is not None:
                        draft = candidate
                        break
        return draft


def _attempts(draft: Draft, edit: Edit, order: KeyOrder) -> Iterator[str]:
    for splices in surgical(draft, edit, order):
        yield spliced(draft.text, splices)
    for splices in enclosing_rewritten(draft, edit):
        yield spliced(draft.text, splices)
    from contacts_store.document.rewrite import rewritten

    text = rewritten(draft, edit)
    if text is not None:
        yield text


def _comments_of(draft: Draft, edit: Edit) -> Counter[str]:
    """Return the comments that go with the value that an edit replaces or removes."""
    slot = slot_at(draft, edit.path)
    if slot is None:
        return Counter()
    start = line_start(draft.text, (slot.key or slot.node).start.index)
    return Counter(comments(draft, start, line_end(draft.text, slot.node.end.index)))


def _lost(old: Draft, new: Draft, expendable: Counter[str]) -> bool:
    return bool(Counter(comments(old)) - Counter(comments(new)) - expendable)
