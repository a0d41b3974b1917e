"""Edits of a text, each checked: the new text must mean the old meaning with the edit made, no less.

Ways are tried from the gentlest on: replacing characters, rewriting the smallest collection around,
a round trip through ruamel.yaml. A way whose result reads differently is dropped; when none is
left, the edit is refused and the text stays.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from contacts_store.document.draft import Draft, comments
from contacts_store.document.edit import Arrange, Edit, Put, applied, value_at
from contacts_store.document.error import DocumentError, EditRefused
from contacts_store.document.lines import are_disjoint, line_end, line_start, spliced
from contacts_store.document.nodes import Mapping, Sequence, plain_of
from contacts_store.document.reader import read_tree
from contacts_store.document.refine import aliases, grounded, refined, restorations
from contacts_store.document.rewrite import rewritten
from contacts_store.document.surgery import enclosing_rewritten, slot_at, surgical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contacts_store.document.edit import Path
    from contacts_store.document.emit import KeyOrder
    from contacts_store.document.limits import Limits
    from contacts_store.document.lines import Splice
    from contacts_store.document.nodes import Plain


class Editor:
    """Makes edits in a text, in one manner for all: the order of keys and the limits."""

    def __init__(self, order: KeyOrder, limits: Limits) -> None:
        self._order = order
        self._limits = limits

    def edited(self, draft: Draft, edits: Iterable[Edit]) -> Draft:
        """Return the text with edits made one after the other.

        Raises:
            EditRefused: An edit can't be made without changing something else.
        """
        wished = list(edits)
        together = self._made_together(draft, wished)
        if together is not None:
            return together
        for edit in wished:
            for step in refined(draft.root, edit):
                draft = self._made(draft, step)
        return draft

    def _made_together(self, draft: Draft, edits: list[Edit]) -> Draft | None:
        """Return the text with all edits made in place and read once; None where that does not do."""
        expected = plain_of(draft.root)
        splices: list[Splice] = []
        leaving: Counter[str] = Counter()
        try:
            for step in (step for edit in edits for step in refined(draft.root, edit)):
                before, expected = expected, applied(expected, step)
                if expected != before:
                    splices += _gentlest(draft, step, self._order)
                    leaving += _comments_of(draft, step)
            if not are_disjoint(splices):
                return None
            text = spliced(draft.text, splices)
            root = read_tree(text, self._limits)
        except DocumentError:
            return None
        if not isinstance(root, Mapping) or plain_of(root) != expected:
            return None
        made = Draft(text, root)
        return None if _loses(draft, made, leaving) else made

    def _made(self, draft: Draft, edit: Edit) -> Draft:
        before = plain_of(draft.root)
        expected = applied(before, edit)
        if expected == before:
            return draft
        step = grounded(draft.root, edit)
        for text in _in_place(draft, step, self._order):
            candidate = self._accepted(draft, text, edit, expected)
            if candidate is not None:
                return candidate
        detached = self._detached(draft, edit)
        if detached is not draft:
            return self._made(detached, edit)
        written = rewritten(draft, step)
        candidate = None if written is None else self._accepted(draft, written, edit, expected)
        if candidate is None:
            raise _refused(draft, edit)
        return candidate

    def _accepted(self, old: Draft, text: str, edit: Edit, expected: Plain) -> Draft | None:
        """Return a changed text as a draft if it means what is expected and no comment is lost, else None."""
        candidate = self._read(text, expected, edit.path)
        return None if candidate is None or _loses(old, candidate, _comments_of(old, edit)) else candidate

    def _read(self, text: str, expected: Plain, changed: Path) -> Draft | None:
        """Return a changed text as a draft if it means what is expected, else None.

        Args:
            text: The changed text.
            expected: What it has to mean.
            changed: The path that was edited: other places may follow by alias, and are restored.
        """
        try:
            root = read_tree(text, self._limits)
            if not isinstance(root, Mapping):
                return None
            draft = Draft(text, root)
            for restoration in list(restorations(root, expected)):
                if restoration.path != changed:
                    draft = self._made(draft, restoration)
        except DocumentError:
            return None
        return draft if plain_of(draft.root) == expected else None

    def _detached(self, draft: Draft, edit: Edit) -> Draft:
        """Return the text with aliases of what stands in the edited place written out."""
        slot = slot_at(draft, edit.path)
        if slot is None:
            return draft
        plain, anchored = plain_of(draft.root), range(slot.node.start.index, slot.node.end.index)
        for path, alias in list(aliases(draft.root)):
            if alias.target.start.index in anchored and path[: len(edit.path)] != edit.path:
                for splices in surgical(draft, Put(path, value_at(plain, path)), self._order):
                    candidate = self._read(spliced(draft.text, splices), plain, path)
                    if candidate is not None:
                        draft = candidate
                        break
        return draft


def _in_place(draft: Draft, edit: Edit, order: KeyOrder) -> Iterator[str]:
    """Yield the text with an edit made in ways that leave the rest of the text as it is."""
    for splices in surgical(draft, edit, order):
        yield spliced(draft.text, splices)
    for splices in enclosing_rewritten(draft, edit):
        yield spliced(draft.text, splices)


def _gentlest(draft: Draft, edit: Edit, order: KeyOrder) -> list[Splice]:
    """Return the first way to make an edit that does not depend on others.

    Raises:
        EditRefused: There is none.
    """
    if not isinstance(edit, Arrange):
        for splices in surgical(draft, grounded(draft.root, edit), order):
            return splices
    raise _refused(draft, edit)


def _loses(old: Draft, new: Draft, leaving: Counter[str]) -> bool:
    """Tell whether comments are missing from a changed text other than those that are meant to go."""
    return bool(Counter(comments(old)) - Counter(comments(new)) - leaving)


def _refused(draft: Draft, edit: Edit) -> EditRefused:
    slot = slot_at(draft, edit.path)
    mark = (slot.node if slot is not None else draft.root).start
    return EditRefused(
        "this can't be changed without touching something else",
        "change it in a text editor",
        mark.line + 1,
        mark.column + 1,
    )


def _comments_of(draft: Draft, edit: Edit) -> Counter[str]:
    """Return the comments that go with the collection that an edit replaces or the part that it removes."""
    slot = slot_at(draft, edit.path)
    if slot is None or isinstance(edit, Arrange):
        return Counter()
    if isinstance(edit, Put) and not isinstance(slot.node, Mapping | Sequence):
        return Counter()
    start = line_start(draft.text, (slot.key or slot.node).start.index)
    return Counter(comments(draft, start, line_end(draft.text, slot.node.end.index)))
