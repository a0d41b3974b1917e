"""An edit as the smallest edits that mean the same, so that comments and order inside values stay."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from dataclasses import replace
from typing import TYPE_CHECKING

from contacts_store.document.draft import node_at
from contacts_store.document.edit import Arrange, Drop, Edit, Path, Put, applied, nested, plain_value, put
from contacts_store.document.emit import Value, is_list
from contacts_store.document.nodes import MERGE_KEY, Alias, Mapping, Node, Scalar, Sequence, plain_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence as AnySequence

    from contacts_store.document.nodes import Plain


def refined(root: Node, edit: Edit) -> Iterator[Edit]:
    """Yield the edits, to be made one after the other, that an edit consists of.

    A mapping put over a mapping becomes edits of its keys; a list put over a list becomes removals,
    replacements, additions and one new order, items that stay keeping their lines.
    """
    node = node_at(root, edit.path)
    if isinstance(edit, Put) and isinstance(node, Mapping) and isinstance(edit.value, AnyMapping):
        wished = edit.value
        yield from (Drop((*edit.path, key)) for key in plain_of(node) if key not in wished)
        for key, value in wished.items():
            yield from refined(root, Put((*edit.path, key), value))
    elif isinstance(edit, Put) and isinstance(node, Sequence) and is_list(edit.value):
        yield from _refined_list(root, edit.path, plain_of(node), edit.value)
    else:
        yield edit


def grounded(root: Node, edit: Edit) -> Edit:
    """Return the same edit, made where the text has a place for it.

    What lies behind an alias or a merge key, or in a collection that is missing, is put as a whole
    at the last place that is the path's own.
    """
    node = root
    for depth, step in enumerate(edit.path):
        if isinstance(node, Scalar) and isinstance(edit, Put):
            return Put(edit.path[:depth], nested(edit.path[depth:], edit.value))
        child = node_at(node, (step,))
        if child is not None and not isinstance(child, Alias):
            node = child
            continue
        rest = edit.path[depth + 1 :]
        if not rest and not isinstance(edit, Arrange):
            return edit
        inherited = node.get(step) if isinstance(node, Mapping) and isinstance(step, str) else child
        base = plain_of(inherited)
        if isinstance(edit, Put):
            return Put(edit.path[: depth + 1], put(base, rest, edit.value))
        return Put(edit.path[: depth + 1], applied(base, replace(edit, path=rest)))
    return edit


def restorations(node: Node, expected: Plain, path: Path = ()) -> Iterator[Put]:
    """Yield the edits that give aliases and inherited keys the values they are to have.

    Needed when the value that they stand for has changed and theirs has not.
    """
    if isinstance(node, Alias):
        if plain_of(node) != expected:
            yield Put(path, expected)
    elif isinstance(node, Mapping) and isinstance(expected, dict):
        own = {name.value: value for name, value in node.pairs}
        for key, value in expected.items():
            if key in own:
                yield from restorations(own[key], value, (*path, key))
            elif MERGE_KEY in own and plain_of(node.get(key)) != value:
                yield Put((*path, key), value)
    elif isinstance(node, Sequence) and isinstance(expected, list):
        for index, (item, value) in enumerate(zip(node.items, expected, strict=False)):
            yield from restorations(item, value, (*path, index))


def aliases(node: Node, path: Path = ()) -> Iterator[tuple[Path, Alias]]:
    """Yield the aliases below a node with their paths; those behind merge keys as inherited values."""
    if isinstance(node, Alias):
        yield path, node
    elif isinstance(node, Mapping):
        for key, value in node.entries():
            yield from aliases(value, (*path, key.value or ""))
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from aliases(item, (*path, index))


def _refined_list(root: Node, path: Path, old: list[Plain], wished: AnySequence[Value]) -> Iterator[Edit]:
    sources = _sources(old, [plain_value(item) for item in wished])
    kept = sorted(source for source in sources if source is not None)
    yield from (Drop((*path, index)) for index in reversed(range(len(old))) if index not in kept)
    places = []
    added = len(kept)
    for value, source in zip(wished, sources, strict=True):
        if source is None:
            places.append(added)
            yield Put((*path, added), value)
            added += 1
            continue
        place = kept.index(source)
        places.append(place)
        if plain_value(value) != old[source]:
            moved = refined(root, Put((*path, source), value))
            yield from (replace(edit, path=(*path, place, *edit.path[len(path) + 1 :])) for edit in moved)
    if places != sorted(places):
        yield Arrange(path, tuple(places))


def _sources(old: list[Plain], new: list[Plain]) -> list[int | None]:
    """Return for each new item the old item that it is: an equal one, else a changed one at its place."""
    free = list(range(len(old)))
    sources: list[int | None] = []
    for item in new:
        equal = next((index for index in free if old[index] == item), None)
        if equal is not None:
            free.remove(equal)
        sources.append(equal)
    for place, source in enumerate(sources):
        if source is None and place in free:
            free.remove(place)
            sources[place] = place
    return sources
