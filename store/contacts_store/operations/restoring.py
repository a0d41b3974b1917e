"""Putting back what a contact was before a step of the journal: one field, or the whole of it."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from contacts_store.document.error import DocumentError
from contacts_store.errors import InvalidData, NotFound
from contacts_store.merge.items import aligned
from contacts_store.merge.values import ITEM_LISTS, key_path
from contacts_store.model.contact import Contact, make_primary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contacts_store.journal.step import Step
    from contacts_store.merge.items import Item
    from contacts_store.operations.bulk import Edit
    from contacts_store.records.codec import Codec

_MEMBER = re.compile(r"(?P<list>\w+)\[(?P<name>.*)\](?:\.(?P<part>.+))?", re.DOTALL)


def putting_back(step: Step | None, codec: Codec, field: str = "") -> Edit:
    """Return the edit that brings a contact to what it was before a step.

    Args:
        step: with its entry about that contact and the texts in it; None when the journal has dropped it.
        codec: reads the texts.
        field: named as in the entry's changes, and all else stays; empty puts back the whole contact.

    Raises:
        NotFound: there is no such step, or the contact was made by it. The edit raises it when the step
            did not change this field.
        InvalidData: the text of then can't be read as a contact.
    """
    if step is None or not step.entries:
        raise NotFound("the journal no longer has this step")
    entry = step.entries[-1]
    before, after = (_contact_in(text, entry.path, codec) for text in (entry.before, entry.after))
    if before is None:
        raise NotFound("there is no state before: the contact was made by this step")
    return partial(_with_old, before, after, field)


def _with_old(before: Contact, after: Contact | None, field: str, current: Contact) -> Contact:
    if not field:
        return before.with_changes(tm_create=current.tm_create, tm_update=current.tm_update)
    member = _MEMBER.fullmatch(field)
    name = member["list"] if member else field.partition(" ")[0].partition(".")[0]
    if name == "extra":
        return _with_key(current, before, after, field)
    if name not in Contact.model_fields:
        raise NotFound(f"no field is called {field}")
    if name == "tag_ids":
        return current.with_changes(tag_ids=_tags(current.tag_ids, before.tag_ids, member and member["name"]))
    if name not in ITEM_LISTS:
        return current.with_changes(**{name: getattr(before, name)})
    present, old = getattr(current, name), getattr(before, name)
    if member is None:
        return current.with_changes(**{name: tuple(_in_order_of(old, present))})
    new = getattr(after, name) if after else ()
    return current.with_changes(**{name: _with_item(present, old, new, member["name"], member["part"])})


def _contact_in(text: bytes | None, path: str, codec: Codec) -> Contact | None:
    if text is None:
        return None
    try:
        record, findings = codec.read(codec.document(text), path)
    except DocumentError as problem:
        raise InvalidData(f"the text of then can't be read: {problem.message}") from problem
    if not isinstance(record, Contact):
        raise InvalidData("the text of then holds no contact without errors", findings)
    return record


def _with_key(current: Contact, before: Contact, after: Contact | None, field: str) -> Contact:
    """Put back an unknown key of the top level, with all that is in it."""
    for key in {**before.extra, **(after.extra if after else {})}:
        path = key_path("extra", key)
        if field == path or field.startswith(f"{path}."):
            kept = {name: value for name, value in current.extra.items() if name != key}
            if key not in before.extra:
                return current.with_changes(extra=kept)
            return current.with_changes(extra={**current.extra, key: before.extra[key]})
    raise NotFound(f"no key is called {field}")


def _tags(current: tuple[str, ...], before: tuple[str, ...], tag: str | None) -> tuple[str, ...]:
    if tag is None:
        return (*(ref for ref in before if ref in current), *(ref for ref in current if ref not in before))
    if tag in before:
        return current if tag in current else (*current, tag)
    return tuple(ref for ref in current if ref != tag)


def _in_order_of(old: Sequence[Item], items: Sequence[Item]) -> list[Item]:
    places = {item.id: place for place, item in enumerate(old)}
    return sorted(items, key=lambda item: places.get(item.id, len(places)))


def _with_item(
    current: Sequence[Any], before: Sequence[Any], after: Sequence[Any], name: str, part: str | None
) -> tuple[Any, ...]:
    """Return a list with one number or address, or one field of it, as it was."""
    olds, news, _ = aligned(before, after, ())
    old = olds.get(name)
    if old is None:
        if name not in news:
            raise NotFound(f"no entry is called {name}")
        return tuple(item for item in current if item.id != news[name].id)
    ids = [item.id for item in current]
    if old.id not in ids:
        earlier = [item.id for item in before[: before.index(old)]]
        place = max((ids.index(id_) + 1 for id_ in earlier if id_ in ids), default=0)
        items = (*current[:place], old, *current[place:])
    else:
        items = tuple(_as_before(item, old, part) if item.id == old.id else item for item in current)
    if old.is_primary and part in {None, "is_primary"}:
        return make_primary(items, old.id)
    return items


def _as_before(item: Any, old: Any, part: str | None) -> Any:
    if part is None:
        return old
    if part.startswith("extra."):
        return item.with_changes(extra=old.extra)
    parts = ("number", "number_e164") if part.startswith("number") else (part,)
    return item.with_changes(**{each: getattr(old, each) for each in parts})
