"""The edits that turn a file's present record into the wanted one, and touch nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from contacts_store.document.edit import Arrange, Drop, Edit, Path, Put
from contacts_store.document.lines import line_end
from contacts_store.document.nodes import Mapping, Scalar, resolved
from contacts_store.document.nodes import Sequence as SequenceNode
from contacts_store.model.contact import Contact, Email, PhoneNumber
from contacts_store.records.layout import CONTACT_ORDER, ITEM_ORDER, LISTS, TAG_ORDER
from contacts_store.records.plain import TagName, field_plain, item_plain, tag_plain_ref

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contacts_store.document.document import Document
    from contacts_store.document.nodes import Node
    from contacts_store.model.tag import Tag

_Item = TypeVar("_Item", PhoneNumber, Email)


def contact_edits(document: Document, before: Contact, after: Contact, tag_name: TagName) -> list[Edit]:
    """Return what must be done to a contact's file.

    Ids that the file left out are written down as well (model, "Both lists"), and E.164 numbers of
    entries that are written anyway.

    Args:
        document: the file as it is.
        before: the contact as read from that document.
        after: the contact as it shall be read from it afterwards.
        tag_name: the comment behind a tag's id.
    """
    edits = _id_edits(document.root, after.id)
    for name in CONTACT_ORDER:
        if name in ("id", *LISTS):
            continue
        edits += _text_edits(document, name, getattr(before, name), getattr(after, name))
    for name in ITEM_ORDER:
        edits += _ListEdits(document, name).edits(getattr(before, name), getattr(after, name))
    if before.tag_ids != after.tag_ids:
        edits += _tag_edits(document.root.get("tag_ids"), before.tag_ids, after.tag_ids, tag_name)
    return [*edits, *_extra_edits((), before.extra, after.extra)]


def tag_edits(document: Document, before: Tag, after: Tag) -> list[Edit]:
    """Return what must be done to a tag's file. Arguments as for ``contact_edits``."""
    edits = _id_edits(document.root, after.id)
    for name in TAG_ORDER:
        if name != "id":
            edits += _text_edits(document, name, getattr(before, name), getattr(after, name))
    return [*edits, *_extra_edits((), before.extra, after.extra)]


def _id_edits(root: Mapping, id_: str) -> list[Edit]:
    return [] if _text(root.get("id")) else [Put(("id",), id_)]


def _text_edits(document: Document, name: str, before: Any, after: Any) -> list[Edit]:
    if before == after:
        return []
    path: Path = (name,)
    text = field_plain(after)
    if text != "":
        return [Put(path, text)]
    # A comment behind the value stays, so the key must stay with it.
    node = document.root.get(name)
    return [Put(path, "")] if node is not None and _has_comment(document, node) else [Drop(path)]


def _extra_edits(path: Path, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Edit]:
    for key, value in after.items():
        if key not in before or before[key] != value:
            yield Put((*path, key), value)
    for key in before:
        if key not in after:
            yield Drop((*path, key))


class _ListEdits:
    """The edits of one list of phone numbers or e-mails. Indexes follow the edits as they are made."""

    def __init__(self, document: Document, name: str) -> None:
        self._document = document
        self._name = name
        node = document.root.get(name)
        value = None if node is None else resolved(node)
        self._nodes = value.items if isinstance(value, SequenceNode) else ()

    def edits(self, before: Sequence[_Item], after: Sequence[_Item]) -> list[Edit]:
        """Return the edits that turn one state of the list into the other."""
        if not self._nodes:
            return [Put((self._name,), [item_plain(self._name, item) for item in after])] if after else []
        wanted = {item.id: item for item in after}
        kept = [place for place, item in enumerate(before) if item.id in wanted]
        edits: list[Edit] = [
            Drop((self._name, place))
            for place in reversed(range(len(before)))
            if before[place].id not in wanted
        ]
        for index, place in enumerate(kept):
            edits += self._item_edits(index, place, before[place], wanted[before[place].id])
        known = {item.id for item in before}
        added = [item for item in after if item.id not in known]
        edits += (
            Put((self._name, len(kept) + n), item_plain(self._name, item)) for n, item in enumerate(added)
        )
        order = [before[place].id for place in kept] + [item.id for item in added]
        arranged = tuple(order.index(item.id) for item in after)
        if arranged != tuple(range(len(after))):
            edits.append(Arrange((self._name,), arranged))
        return edits

    def _item_edits(self, index: int, place: int, before: _Item, after: _Item) -> Iterator[Edit]:
        path: Path = (self._name, index)
        node = resolved(self._nodes[place])
        if not isinstance(node, Mapping):
            yield Put(path, item_plain(self._name, after))
            return
        is_incomplete = _text(node.get("id")).lower() != after.id
        if is_incomplete:
            yield Put((*path, "id"), after.id)
        for name in ITEM_ORDER[self._name][1:]:
            old, new = getattr(before, name), getattr(after, name)
            is_left_out = name == "number_e164" and new and not _text(node.get(name))
            if old != new or (is_left_out and (is_incomplete or before != after)):
                yield from self._field_edits((*path, name), node.get(name), new)
        yield from _extra_edits(path, before.extra, after.extra)

    def _field_edits(self, path: Path, node: Node | None, new: Any) -> Iterator[Edit]:
        value = field_plain(new)
        if value in ("", False):
            # A plain false keeps the line and its comment; an empty value takes the line away.
            if node is not None and value is False:
                yield Put(path, value=False)
            elif node is not None:
                yield Put(path, "") if _has_comment(self._document, node) else Drop(path)
        else:
            yield Put(path, value)


def _tag_edits(
    node: Node | None, before: tuple[str, ...], after: tuple[str, ...], tag_name: TagName
) -> list[Edit]:
    value = None if node is None else resolved(node)
    refs = [tag_plain_ref(ref, tag_name) for ref in after]
    if not isinstance(value, SequenceNode) or not value.items or len(value.items) != len(before):
        return [Put(("tag_ids",), refs)]
    kept = [place for place, ref in enumerate(before) if ref in after]
    edits: list[Edit] = [
        Drop(("tag_ids", place)) for place in reversed(range(len(before))) if place not in kept
    ]
    for index, place in enumerate(kept):
        written = resolved(value.items[place])
        if isinstance(written, Scalar) and (written.value or "").lower() != before[place]:
            edits.append(Put(("tag_ids", index), tag_plain_ref(before[place], tag_name)))
    order = [before[place] for place in kept]
    for ref in after:
        if ref not in before:
            edits.append(Put(("tag_ids", len(order)), tag_plain_ref(ref, tag_name)))
            order.append(ref)
    arranged = tuple(order.index(ref) for ref in after)
    return edits if arranged == tuple(range(len(after))) else [*edits, Arrange(("tag_ids",), arranged)]


def _text(node: Node | None) -> str:
    value = None if node is None else resolved(node)
    return (value.value or "") if isinstance(value, Scalar) else ""


def _has_comment(document: Document, node: Node) -> bool:
    rest = document.text[node.end.index : line_end(document.text, node.end.index)]
    return rest.lstrip().startswith("#") and rest[:1].isspace()
