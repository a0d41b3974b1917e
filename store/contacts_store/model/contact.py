"""A contact, its phone numbers and e-mails: fields, limits and rules as the platform has them.

Models are frozen and complete in themselves. What needs more than one contact (shared numbers,
the same id twice) or the file (positions, warnings) is found elsewhere: ``records`` and ``snapshot``.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    model_validator,
)

from contacts_store.model.address import address_problem
from contacts_store.model.identity import is_id
from contacts_store.model.phone import E164
from contacts_store.model.timestamp import format_timestamp, parse_timestamp

PHONE_TYPES = ("mobile", "work", "home", "fax", "other")
"""The phone types offered for new entries; another text in a file is shown as it stands."""
EMAIL_TYPES = ("work", "personal", "other")
"""The e-mail types offered for new entries."""
SOURCES = ("manual", "import", "api", "sync")
"""How a contact can have come to be."""

_TRUE = {"true", "yes"}
_FALSE = {"false", "no"}


def _id(text: Any) -> Any:
    if isinstance(text, str):
        if not is_id(text):
            raise ValueError("not a UUID, which looks like 0f8fad5b-d9cb-469f-a165-70867728950e")
        return text.lower()
    return text


def _absent_when_empty(value: Any) -> Any:
    return None if value == "" else value


def _timestamp(value: Any) -> Any:
    if isinstance(value, str):
        return parse_timestamp(value)
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return value


def _boolean(value: Any) -> Any:
    if isinstance(value, str):
        word = value.lower()
        if word in _TRUE:
            return True
        if word in _FALSE or not word:
            return False
        raise ValueError("neither true nor false")
    return value


def _e164(text: str) -> str:
    if text and E164.fullmatch(text) is None:
        raise ValueError("not an E.164 number, which is a plus and up to 15 digits")
    return text


def _address(text: str) -> str:
    problem = address_problem(text)
    if problem:
        raise ValueError(problem)
    return text.lower()


def _text(value: Any) -> Any:
    return "" if value is None else value


def _sequence(value: Any) -> Any:
    return () if value is None else tuple(value) if isinstance(value, list) else value


def _each_once(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


Id = Annotated[str, BeforeValidator(_id)]
"""A UUID as lower-case canonical text."""
OptionalId = Annotated[Id | None, BeforeValidator(_absent_when_empty)]
Timestamp = Annotated[
    datetime | None,
    BeforeValidator(_timestamp),
    PlainSerializer(lambda moment: moment and format_timestamp(moment), when_used="json"),
]
"""An aware UTC time, or None when absent."""
Flag = Annotated[bool, BeforeValidator(_boolean)]
Text = Annotated[str, BeforeValidator(_text)]
Text100 = Annotated[str, Field(max_length=100), BeforeValidator(_text)]
Text200 = Annotated[str, Field(max_length=200), BeforeValidator(_text)]
Text255 = Annotated[str, Field(max_length=255), BeforeValidator(_text)]


_DEEPEST = 100
"""So deep may unknown data be nested in memory; files have a limit of their own, which is lower."""


def _plain_texts(value: Any) -> Any:
    """Return unknown data as a file will hold it: every scalar a text, or None."""
    return _plain_at(0, value) if value else value


def _plain_at(depth: int, value: Any) -> Any:
    if depth > _DEEPEST:
        raise ValueError(f"nested deeper than {_DEEPEST} levels")
    if isinstance(value, dict):
        return {str(key): _plain_at(depth + 1, inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain_at(depth + 1, inner) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if value is None else str(value)


Extra = Annotated[dict[str, Any], BeforeValidator(_plain_texts)]
"""Keys that are not ours: texts, None, lists and mappings of these, kept as they stand."""


class Record(BaseModel):
    """What all our models share: frozen, strict, and nothing unnamed but ``extra``."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", revalidate_instances="never")

    extra: Extra = Field(default_factory=dict)
    """Unknown keys of this mapping, in file order; never touched by us."""

    def with_changes(self, **changes: Any) -> Self:
        """Return a validated copy with these fields changed.

        Raises:
            pydantic.ValidationError: a new value breaks a rule of the model.
        """
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_validate(fields | changes)


class PhoneNumber(Record):
    """One telephone number of a contact."""

    id: Id
    number: Annotated[str, Field(min_length=1, max_length=30)]
    """As originally entered, extension and all; never changed by us."""
    number_e164: Annotated[Text, AfterValidator(_e164)] = ""
    """The E.164 form derived from ``number``; empty when it has none."""
    type: Text255 = "other"
    is_primary: Flag = False
    tm_create: Timestamp = None


class Email(Record):
    """One e-mail address of a contact."""

    id: Id
    address: Annotated[str, Field(min_length=1, max_length=255), AfterValidator(_address)]
    """Lower case."""
    type: Text255 = "other"
    is_primary: Flag = False
    tm_create: Timestamp = None


class Contact(Record):
    """One person or organisation, whole."""

    id: Id
    customer_id: OptionalId = None
    first_name: Text100 = ""
    last_name: Text100 = ""
    display_name: Text200 = ""
    """As the person chose it; never derived into the file. See ``shown_name``."""
    company: Text200 = ""
    job_title: Text100 = ""
    source: Text255 = ""
    """One of ``SOURCES``; set at creation. Another text in a file is shown as it stands."""
    external_id: Text255 = ""
    phone_numbers: Annotated[tuple[PhoneNumber, ...], BeforeValidator(_sequence)] = ()
    emails: Annotated[tuple[Email, ...], BeforeValidator(_sequence)] = ()
    tag_ids: Annotated[tuple[Text255, ...], BeforeValidator(_sequence), AfterValidator(_each_once)] = ()
    """Ids of tags, in order of assignment. Straight from a hand-written file: also names."""
    notes: Text = ""
    tm_create: Timestamp = None
    tm_update: Timestamp = None
    tm_delete: Timestamp = None

    @model_validator(mode="after")
    def _at_most_one_primary(self) -> Self:
        for noun, items in (("phone number", self.phone_numbers), ("e-mail address", self.emails)):
            if sum(item.is_primary for item in items) > 1:
                raise ValueError(f"more than one {noun} is primary")
        return self

    @property
    def is_deleted(self) -> bool:
        """Whether the contact lies in the trash."""
        return self.tm_delete is not None


_Item = TypeVar("_Item", PhoneNumber, Email)


def primary_first(items: tuple[_Item, ...]) -> tuple[_Item, ...]:
    """Return the items as shown: the primary one first, then in file order."""
    return tuple(sorted(items, key=lambda item: not item.is_primary))


def make_primary(items: tuple[_Item, ...], item_id: str) -> tuple[_Item, ...]:
    """Return the items with the named one primary and its siblings not (one list at a time)."""
    return tuple(item.with_changes(is_primary=item.id == item_id) for item in items)


def shown_name(contact: Contact, path: str = "") -> str:
    """Return the name that a screen shows for a contact.

    The display name, else "first last", else the company, else the first e-mail address, else
    the first number, else the file's name.
    """
    full = f"{contact.first_name} {contact.last_name}".strip()
    named = contact.display_name or full or contact.company
    if named:
        return named
    if contact.emails:
        return primary_first(contact.emails)[0].address
    if contact.phone_numbers:
        return primary_first(contact.phone_numbers)[0].number
    return path.rsplit("/", 1)[-1] or contact.id
