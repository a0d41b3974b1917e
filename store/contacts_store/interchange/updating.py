"""A known contact and what a source says of it: a three-way merge against what the source gave last time.

A value that was given before is no news: what stands in the contact holds, be it edited or removed.
A new value takes the place of one that a source gave, never of one that was edited here. What a
row leaves out is kept, unless its format gives whole records and the record has a name of its own
(a vCard with a UID): then it goes, if the source gave it and it was left alone here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from contacts_store.interchange.memory import TEXTS, fact, value_of
from contacts_store.merge.wording import describe
from contacts_store.model.contact import Email, PhoneNumber, make_primary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contacts_store.interchange.drafting import Fields
    from contacts_store.interchange.memory import Facts
    from contacts_store.interchange.payload import Draft
    from contacts_store.model.contact import Contact

_Item = TypeVar("_Item", PhoneNumber, Email)

_CLEARABLE = [name for name in TEXTS if not name.endswith("_id")]
_UNSAID = "other"
"""The type of an item whose type nobody said."""


@dataclass(slots=True)
class Update:
    """One draft taken into one known contact.

    Attributes:
        draft: the contact that ``made`` made of the draft.
        fields: the draft's own fields.
        given: what any source gave of the contact before.
        gone: what the draft's own source gave of this very record before, and gives no longer; nothing
            where a draft may be a part of its record.
        kept: a line for each value that was edited here and so holds against the source's.
    """

    draft: Contact
    fields: Fields
    given: Facts = frozenset()
    gone: Facts = frozenset()
    kept: list[str] = field(default_factory=list)

    @classmethod
    def of(
        cls, draft: Contact, row: Draft, given: Mapping[bytes, Facts], origin: bytes, facts: Facts
    ) -> Update:
        """Return the update that a draft is.

        Args:
            draft: the contact that ``made`` made of the draft.
            row: the draft itself.
            given: what each origin gave of the contact last time.
            origin: the draft's own.
            facts: what the draft says.
        """
        is_record = row.is_whole and bool(draft.external_id or "id" in row.fields)
        others = [held for place, held in given.items() if place != origin]
        gone = given.get(origin, frozenset()).difference(facts, *others) if is_record else frozenset()
        return cls(draft, row.fields, frozenset().union(*given.values()), gone)

    def after(self, before: Contact) -> Contact:
        """Return the contact with what is new in the draft. Identity, source and times stay."""
        texts = {
            name: self._chosen(name, getattr(before, name), getattr(self.draft, name), name)
            for name in TEXTS
            if name in self.fields
        }
        texts |= {
            name: ""
            for name in _CLEARABLE
            if name not in self.fields and fact(name, getattr(before, name)) in self.gone
        }
        return before.with_changes(
            **texts,
            phone_numbers=self._items(before.phone_numbers, self.draft.phone_numbers, "phone_numbers"),
            emails=self._items(before.emails, self.draft.emails, "emails"),
            tag_ids=self._tags(before.tag_ids),
            extra=self._extra(before.extra),
        )

    def _extra(self, known: dict[str, Any]) -> dict[str, Any]:
        said = self.draft.extra
        extra = {
            key: held
            for key, held in known.items()
            if key in said or fact("extra", key, held) not in self.gone
        }
        for key, held in said.items():
            if key in known or fact("extra", key, held) not in self.given:
                extra[key] = self._chosen(f"extra.{key}", known.get(key), held, "extra", key)
        return extra

    def _chosen(self, place: str, old: Any, new: Any, name: str, *key: str) -> Any:
        """Return which of two values holds; the fact of either is its name, its key and itself."""
        if old == new or fact(name, *key, new) in self.given:
            return old
        if not old or not self.given or fact(name, *key, old) in self.given:
            return new
        self.kept.append(f"edited here, and kept: {describe(place, new, old)}")
        return old

    def _items(self, known: tuple[_Item, ...], drafted: tuple[_Item, ...], name: str) -> tuple[_Item, ...]:
        items = [item for item in known if not self._is_gone(item, drafted)]
        primary = ""
        for item, said in zip(drafted, self.fields[name], strict=True):
            value = value_of(item)
            place = next((place for place, old in enumerate(items) if _same(old, item, said)), len(items))
            if place < len(items):
                items[place] = self._refreshed(items[place], item, said, f"{name}[{value}]")
            elif fact("item", value) in self.given:
                continue
            else:
                items.append(item)
            if item.is_primary and fact("primary", value) not in self.given:
                primary = items[place].id
        return make_primary(tuple(items), primary) if primary else tuple(items)

    def _is_gone(self, item: PhoneNumber | Email, drafted: tuple[Any, ...]) -> bool:
        value = value_of(item)
        facts = {fact("item", value), fact("type", value, item.type)}
        return facts <= self.gone and all(item.id != other.id for other in drafted)

    def _refreshed(self, old: _Item, new: _Item, said: Fields, place: str) -> _Item:
        value = value_of(new)
        changes: dict[str, Any] = {"extra": old.extra | new.extra}
        if "type" in said:
            was = "" if old.type == _UNSAID else old.type
            changes["type"] = self._chosen(f"{place}.type", was, new.type, "type", value) or old.type
        if value != value_of(old) and self._chosen(place, value_of(old), value, "item") == value:
            changes |= _value_fields(new)
        return old.with_changes(**changes)

    def _tags(self, known: tuple[str, ...]) -> tuple[str, ...]:
        drafted = self.draft.tag_ids
        kept = [ref for ref in known if fact("tag", ref) not in self.gone]
        return (*kept, *(ref for ref in drafted if ref not in kept and fact("tag", ref) not in self.given))


def _same(old: PhoneNumber | Email, new: PhoneNumber | Email, said: Fields) -> bool:
    return ("id" in said and old.id == new.id) or value_of(old) == value_of(new)


def _value_fields(item: PhoneNumber | Email) -> dict[str, str]:
    if isinstance(item, Email):
        return {"address": item.address}
    return {"number": item.number, "number_e164": item.number_e164}
