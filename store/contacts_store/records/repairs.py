"""What can be put right in a file without asking: derived values that disagree with what they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contacts_store.document.edit import Edit, Put
from contacts_store.document.nodes import Mapping, Node, Scalar, Sequence, resolved
from contacts_store.model.phone import e164

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contacts_store.document.document import Document


def repairs(document: Document, default_region: str) -> list[Edit]:
    """Return the edits that derive E.164 numbers anew and write e-mail addresses in lower case."""
    return [*_number_repairs(document.root, default_region), *_address_repairs(document.root)]


def _number_repairs(root: Mapping, default_region: str) -> Iterator[Edit]:
    for index, item in enumerate(_items(root, "phone_numbers")):
        if not isinstance(item, Mapping):
            continue
        number, given = _text(item.get("number")), _text(item.get("number_e164"))
        derived = e164(number, default_region) if number else ""
        if given and derived and derived != given:
            yield Put(("phone_numbers", index, "number_e164"), derived)


def _address_repairs(root: Mapping) -> Iterator[Edit]:
    for index, item in enumerate(_items(root, "emails")):
        address = _text(item.get("address") if isinstance(item, Mapping) else item)
        if address != address.lower():
            path = ("emails", index, "address") if isinstance(item, Mapping) else ("emails", index)
            yield Put(path, address.lower())


def _items(root: Mapping, name: str) -> list[Node]:
    node = root.get(name)
    value = None if node is None else resolved(node)
    return [resolved(item) for item in value.items] if isinstance(value, Sequence) else []


def _text(node: Node | None) -> str:
    value = None if node is None else resolved(node)
    return (value.value or "") if isinstance(value, Scalar) else ""
