"""The contact form's state as a value, and the contact that comes of it.

A widget may say something else than it was given (a text area turns odd line breaks into plain ones).
So a field is written back only when it differs from what the form said right after loading, never
because it differs from the file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from contacts_tui.app.forms.notes import PHONE_LIMIT, Note, address_note, limit_note, phone_note
from contacts_tui.app.forms.typed_text import restored, typable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from contacts_store.model.contact import Contact, Email, PhoneNumber


class TextField(NamedTuple):
    """A one-line field of the form; ``limit`` is the model's, in characters."""

    name: str
    label: str
    limit: int


TEXT_FIELDS = (
    TextField("first_name", "First name", 100),
    TextField("last_name", "Last name", 100),
    TextField("display_name", "Display name", 200),
    TextField("company", "Company", 200),
    TextField("job_title", "Job title", 100),
    TextField("external_id", "External id", 255),
)
NOTES = "notes"
"""The one field of several lines."""
EXTRA = "extra."
"""Before the key in the names of fields for unknown keys, ``extra.birthday``."""

_Item = TypeVar("_Item", "PhoneNumber", "Email")


@dataclass(frozen=True, slots=True)
class ItemState:
    """A row of the phones or the e-mails. ``id`` is empty until the store has seen the item."""

    value: str = ""
    type: str = "other"
    is_primary: bool = False
    id: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is typed: such a row is left out when saving."""
        return not self.value.strip()


@dataclass(frozen=True, slots=True)
class ContactState:
    """Everything that stands in the form."""

    texts: Mapping[str, str] = field(default_factory=dict)
    """The text fields, the notes, and unknown keys that hold text, by field name."""
    phones: tuple[ItemState, ...] = ()
    emails: tuple[ItemState, ...] = ()
    tag_ids: tuple[str, ...] = ()
    others: Mapping[str, object] = field(default_factory=dict)
    """Unknown keys that hold lists and the like: shown, not typed."""


def state_of(contact: Contact) -> ContactState:
    """Return what the form shows of a contact."""
    texts = {field.name: typable(getattr(contact, field.name)) for field in TEXT_FIELDS}
    texts[NOTES] = typable(contact.notes, multiline=True)
    simple = {key: value for key, value in contact.extra.items() if isinstance(value, str)}
    return ContactState(
        texts | {EXTRA + key: typable(value) for key, value in simple.items()},
        tuple(
            ItemState(typable(item.number), item.type, item.is_primary, item.id)
            for item in contact.phone_numbers
        ),
        tuple(ItemState(item.address, item.type, item.is_primary, item.id) for item in contact.emails),
        contact.tag_ids,
        {key: value for key, value in contact.extra.items() if key not in simple},
    )


class ItemMaker(Protocol):
    """How new items come to be; a store is one."""

    def new_phone(self, number: str, type: str = ..., *, is_primary: bool = ...) -> PhoneNumber:  # noqa: A002
        """Make a phone number as typed."""

    def new_email(self, address: str, type: str = ..., *, is_primary: bool = ...) -> Email:  # noqa: A002
        """Make an e-mail as typed."""


def edited_contact(contact: Contact, loaded: ContactState, state: ContactState, make: ItemMaker) -> Contact:
    """Return the contact with what the person changed in the form, and nothing else.

    Args:
        contact: what the form was opened on.
        loaded: what the form said right after that.
        state: what it says at present.
        make: how new phones and e-mails come to be.

    Raises:
        pydantic.ValidationError: a value breaks the model's rules; ``problems`` names it beforehand.
    """
    changes: dict[str, object] = {
        name: restored(getattr(contact, name), text, multiline=name == NOTES)
        for name, text in state.texts.items()
        if not name.startswith(EXTRA) and text != loaded.texts[name]
    }
    if state.phones != loaded.phones:
        changes["phone_numbers"] = _items(contact.phone_numbers, loaded.phones, state.phones, _phone, make)
    if state.emails != loaded.emails:
        changes["emails"] = _items(contact.emails, loaded.emails, state.emails, _email, make)
    if state.tag_ids != loaded.tag_ids:
        changes["tag_ids"] = state.tag_ids
    extra = _extra(contact, loaded, state)
    if extra != contact.extra:
        changes["extra"] = extra
    return contact.with_changes(**changes) if changes else contact


def _extra(contact: Contact, loaded: ContactState, state: ContactState) -> dict[str, object]:
    """Return the unknown keys: those of the contact in their order; without what was emptied."""
    extra = {
        key: value for key, value in contact.extra.items() if isinstance(value, str) or key in state.others
    }
    extra |= state.others
    for name, text in state.texts.items():
        key = name.removeprefix(EXTRA)
        if key == name or text == loaded.texts.get(name, ""):
            continue
        if text.strip():
            extra[key] = restored(str(contact.extra.get(key, "")), text)
        else:
            extra.pop(key, None)
    return extra


def _items(
    items: tuple[_Item, ...],
    loaded: tuple[ItemState, ...],
    state: tuple[ItemState, ...],
    make_item: Callable[[_Item | None, ItemState | None, ItemState, ItemMaker], _Item],
    make: ItemMaker,
) -> tuple[_Item, ...]:
    known = {item.id: item for item in items}
    before = {row.id: row for row in loaded}
    made = []
    for row in state:
        if row == before.get(row.id) and row.id in known:
            made.append(known[row.id])
        elif not row.is_blank:
            made.append(make_item(known.get(row.id), before.get(row.id), row, make))
    return tuple(made)


def _phone(
    known: PhoneNumber | None, before: ItemState | None, row: ItemState, make: ItemMaker
) -> PhoneNumber:
    if known is None or before is None:
        return make.new_phone(row.value, row.type, is_primary=row.is_primary)
    number = known.number if row.value == before.value else restored(known.number, row.value)
    return known.with_changes(number=number, type=row.type, is_primary=row.is_primary)


def _email(known: Email | None, before: ItemState | None, row: ItemState, make: ItemMaker) -> Email:
    if known is None or before is None:
        return make.new_email(row.value.strip(), row.type, is_primary=row.is_primary)
    address = known.address if row.value == before.value else row.value.strip()
    return known.with_changes(address=address, type=row.type, is_primary=row.is_primary)


def probe(contact: Contact, state: ContactState, make: ItemMaker) -> Contact:
    """Return the contact that half-typed fields make, for comparing: what breaks a rule is left out."""
    fields = ("display_name", "first_name", "last_name", "company")
    limits = {field.name: field.limit for field in TEXT_FIELDS}
    return contact.with_changes(
        **{name: state.texts[name][: limits[name]] for name in fields},
        phone_numbers=tuple(
            make.new_phone(row.value)
            for row in state.phones
            if not row.is_blank and len(row.value) <= PHONE_LIMIT
        ),
        emails=tuple(
            make.new_email(row.value.strip())
            for row in state.emails
            if not row.is_blank and address_note(row.value).degree != "error"
        ),
    )


def first_problem(state: ContactState, region: str = "") -> str:
    """Return in one line why a state can't be saved, or ``""``."""
    for label, note in _notes(state, region):
        if note.degree == "error":
            return f"{label}: {note.text}"
    texts = (*state.texts.values(), *(row.value for row in (*state.phones, *state.emails)))
    return (
        ""
        if any(text.strip() for text in texts)
        else "nothing to save yet: type a name, a number or an address"
    )


def _notes(state: ContactState, region: str) -> Iterator[tuple[str, Note]]:
    for text_field in TEXT_FIELDS:
        yield text_field.label, limit_note(state.texts.get(text_field.name, ""), text_field.limit)
    for row in state.phones:
        yield f"Phone {row.value}", phone_note(row.value, region)
    for row in state.emails:
        yield f"E-mail {row.value}", address_note(row.value)
