"""From a draft's fields to a new contact, completed with what the draft leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contacts_store.model.contact import Contact
from contacts_store.model.identity import new_id
from contacts_store.model.phone import E164, e164
from contacts_store.records.decoding import loc_text
from contacts_store.records.problems import problems_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from contacts_store.interchange.drafting import Fields


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


def _completed(item: Fields, created: Any) -> Fields:
    return {"id": new_id(), "tm_create": created} | item


def _e164_of(item: Fields, defaults: Defaults) -> Fields:
    """Derive the E.164 form; the payload's own stands where the number alone doesn't tell."""
    derived = e164(item.get("number", ""), defaults.default_region)
    given = item.get("number_e164", "")
    return {"number_e164": derived or (given if E164.fullmatch(given) else "")}
