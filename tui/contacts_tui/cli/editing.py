"""Applying assignments to a contact: what ``add`` and ``set`` share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contacts_store.errors import NotFound
from contacts_store.model.contact import EMAIL_TYPES, PHONE_TYPES, Email, PhoneNumber, make_primary
from contacts_store.model.phone import e164, read_number
from contacts_store.records.problems import invalid_as_data
from contacts_tui.cli.entries import Entry, known_type, read_entry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contacts_store.model.contact import Contact
    from contacts_store.operations.change import Saved
    from contacts_store.store import Store
    from contacts_tui.cli.assignments import Assignment
    from contacts_tui.cli.session import Session
    from contacts_tui.cli.tags import TagNames

Item = PhoneNumber | Email
ITEM_TYPES = {"phone_numbers": PHONE_TYPES, "emails": EMAIL_TYPES}


class Editor:
    """Makes the changed contact that assignments ask for; writes nothing."""

    def __init__(self, store: Store, tags: TagNames) -> None:
        """Take the store whose rules new numbers follow, and what turns tags' names into ids."""
        self._store = store
        self._tags = tags

    def edited(self, contact: Contact, assignments: Iterable[Assignment]) -> Contact:
        """Return the contact with the assignments applied in order.

        Raises:
            InvalidData: a value breaks a rule of the model.
            NotFound: the contact has no such number or address.
            click.UsageError: a tag is unknown, or a type is.
        """
        with invalid_as_data():
            for assignment in assignments:
                contact = self._applied(contact, assignment)
        return contact

    def _applied(self, contact: Contact, assignment: Assignment) -> Contact:
        field = assignment.field
        if field == "tag_ids":
            return contact.with_changes(tag_ids=self._tag_ids(contact.tag_ids, assignment))
        if assignment.part:
            return contact.with_changes(**{field: self._with_part(getattr(contact, field), assignment)})
        if field in ITEM_TYPES:
            return contact.with_changes(**{field: self._items(getattr(contact, field), assignment)})
        return contact.with_changes(**{field: assignment.value})

    def _tag_ids(self, ids: tuple[str, ...], assignment: Assignment) -> tuple[str, ...]:
        value = assignment.value.strip()
        if assignment.operator == "-=":
            gone = self._tags.removable(value, ids)
            return tuple(id_ for id_ in ids if id_ != gone)
        kept = ids if assignment.operator == "+=" else ()
        return (*kept, self._tags.assignable(value)) if value else kept

    def _items(self, items: tuple[Item, ...], assignment: Assignment) -> tuple[Item, ...]:
        if not assignment.value.strip():
            return ()
        entry = read_entry(assignment.value, ITEM_TYPES[assignment.field])
        found = [item for item in items if self._is_meant(item, entry.value)]
        if assignment.operator == "-=":
            return tuple(item for item in items if item not in found)
        added = [_typed(item, entry) for item in found] or [self._made(assignment.field, entry)]
        if assignment.operator == "=":
            return tuple(added[:1])
        if not found:
            return (*items, *added)
        return tuple(_typed(item, entry) if item in found else item for item in items)

    def _made(self, field: str, entry: Entry) -> Item:
        make = self._store.new_phone if field == "phone_numbers" else self._store.new_email
        return make(entry.value, entry.type or "other")

    def _with_part(self, items: tuple[Any, ...], assignment: Assignment) -> tuple[Any, ...]:
        meant = next((item for item in items if self._is_meant(item, assignment.item)), None)
        if meant is None:
            raise NotFound(f"{assignment.field} holds no {assignment.item!r}")
        changed: Any = self._changed(meant, assignment)
        replaced = tuple(changed if item is meant else item for item in items)
        return make_primary(replaced, changed.id) if changed.is_primary else replaced

    def _changed(self, item: Item, assignment: Assignment) -> Item:
        if assignment.part == "number":
            made = self._store.new_phone(assignment.value)
            return item.with_changes(number=made.number, number_e164=made.number_e164)
        if assignment.part == "type":
            return item.with_changes(type=known_type(assignment.value, ITEM_TYPES[assignment.field]))
        return item.with_changes(**{assignment.part: assignment.value})

    def _is_meant(self, item: Item, text: str) -> bool:
        if isinstance(item, Email):
            return text.lower() in {item.address.lower(), item.id}
        wanted = e164(text, self._store.settings.default_region)
        return text in {item.number, item.id} or bool(wanted and wanted == item.number_e164)


def warn_of_unread_numbers(session: Session, store: Store, saved: Iterable[Saved]) -> None:
    """Say on stderr which of the numbers that came in with a change have no E.164 form, and why."""
    for each in saved:
        known = {phone.number for phone in getattr(each.before, "phone_numbers", ())}
        for phone in getattr(each.after, "phone_numbers", ()):
            if not phone.number_e164 and phone.number not in known:
                reason = read_number(phone.number, store.settings.default_region).reason
                session.out.warning(f"{phone.number!r} is kept as typed: {reason}")


def _typed(item: Item, entry: Entry) -> Item:
    return item.with_changes(type=entry.type) if entry.type else item
