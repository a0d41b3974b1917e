"""From a draft's fields to a contact: new ones completed, known ones updated field by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from contacts_store.model.contact import Contact, Email, PhoneNumber, make_primary
from contacts_store.model.identity import new_id
from contacts_store.model.phone import E164, e164
from contacts_store.records.decoding import loc_text
from contacts_store.records.problems import problems_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from contacts_store.interchange.drafting import Fields

_Item = TypeVar("_Item", PhoneNumber, Email)

_OVERWRITTEN = (
    "customer_id", "first_name", "last_name", "display_name", "company", "job_title", "external_id", "notes",
)  # fmt: skip


class Unfit(Exception):
    """A draft whose values break the model's rules; the message names each field and why."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a draft leaves out and the store knows."""

    default_region: str
    customer_id: str | None
    source: str
    now: datetime
    resolve_tag: Callable[[str], str]
    """From a tag's id or name to its id; an unknown reference stays as it is."""


def made(fields: Fields, defaults: Defaults) -> Contact:
    """Return the contact that a draft describes, with ids, times, source and E.164 numbers filled in.

    Raises:
        Unfit: a value breaks a rule of the model.
    """
    from pydantic import ValidationError

    created = fields.get("tm_create") or defaults.now
    given: Fields = {"id": new_id(), "customer_id": defaults.customer_id, "source": defaults.source} | fields
    given |= {
        "tm_create": created,
        "phone_numbers": [
            _completed(item, created) | _e164_of(item, defaults) for item in fields["phone_numbers"]
        ],
        "emails": [_completed(item, created) for item in fields["emails"]],
        "tag_ids": [defaults.resolve_tag(ref) for ref in fields["tag_ids"]],
    }
    try:
        return Contact.model_validate(given)
    except ValidationError as error:
        problems = [(loc_text(loc), message) for loc, message, _ in problems_of(error)]
        raise Unfit("; ".join(f"{place}: {message}" for place, message in problems)) from None


def updated(before: Contact, draft: Contact, fields: Fields) -> Contact:
    """Return a known contact with what the draft says of it; nothing that it leaves out is cleared.

    Texts that the draft gives replace the old ones. Numbers and addresses are added, or take the
    draft's type and primary mark; tags and unknown keys are added. Identity, source and times stay.

    Args:
        before: the contact as it is.
        draft: the contact that ``made`` made of the draft.
        fields: the draft's own fields.
    """
    texts = {name: getattr(draft, name) for name in _OVERWRITTEN if name in fields}
    return before.with_changes(
        **texts,
        phone_numbers=_joined(before.phone_numbers, draft.phone_numbers, fields["phone_numbers"]),
        emails=_joined(before.emails, draft.emails, fields["emails"]),
        tag_ids=(*before.tag_ids, *draft.tag_ids),
        extra=before.extra | draft.extra,
    )


def _completed(item: Fields, created: Any) -> Fields:
    return {"id": new_id(), "tm_create": created} | item


def _e164_of(item: Fields, defaults: Defaults) -> Fields:
    """Derive the E.164 form; the payload's own stands where the number alone doesn't tell."""
    derived = e164(item.get("number", ""), defaults.default_region)
    given = item.get("number_e164", "")
    return {"number_e164": derived or (given if E164.fullmatch(given) else "")}


def _joined(known: tuple[_Item, ...], drafted: tuple[_Item, ...], fields: list[Fields]) -> tuple[_Item, ...]:
    items = list(known)
    primary = ""
    for item, given in zip(drafted, fields, strict=True):
        place = next((place for place, old in enumerate(items) if _same(old, item, given)), len(items))
        if place < len(items):
            items[place] = _refreshed(items[place], item, given)
        else:
            items.append(item)
        if item.is_primary:
            primary = items[place].id
    return make_primary(tuple(items), primary) if primary else tuple(items)


def _same(old: PhoneNumber | Email, new: PhoneNumber | Email, given: Fields) -> bool:
    return ("id" in given and old.id == new.id) or _value(old) == _value(new)


def _value(item: PhoneNumber | Email) -> str:
    return item.address if isinstance(item, Email) else item.number_e164 or item.number


def _refreshed(old: _Item, new: _Item, given: Fields) -> _Item:
    names = ["type"] if "type" in given else []
    if _value(old) != _value(new):
        names += ("address",) if "address" in given else ("number", "number_e164")
    return old.with_changes(extra=old.extra | new.extra, **{name: getattr(new, name) for name in names})
