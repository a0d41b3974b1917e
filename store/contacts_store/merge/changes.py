"""What changed between two states of a record: one vocabulary for journal, dry run, toasts and merge."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from contacts_store.merge.items import aligned
from contacts_store.merge.values import ABSENT, ITEM_LISTS, field_names, is_blank, key_path, plain, value_of
from contacts_store.merge.wording import CHANGED, deed, describe, one_line, subject_of_many
from contacts_store.model.contact import Contact, shown_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from contacts_store.merge.items import Item
    from contacts_store.model.tag import Tag

Pair: TypeAlias = "tuple[Contact | Tag | None, Contact | Tag | None]"
"""A record before and after; None where it does not exist."""

_MOST_SUBJECTS = 3
_NOTHING = "nothing changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that differs, as plain values.

    ``field`` is ``company``, ``emails[a@x.org].is_primary``, ``phone_numbers[+442079460018]`` (a whole
    item came or went), ``phone_numbers (order)``, ``tag_ids[<id>]``, ``tag_ids (order)``, ``extra.birthday``.
    An item is named as it was before: a corrected number is ``phone_numbers[<old>].number``.
    ``old`` and ``new`` are what JSON can hold; None where there is no value.
    """

    field: str
    old: Any
    new: Any

    def __str__(self) -> str:
        """One line: ``company: Acme → Initech``, ``phone +44 20 7946 0018 added``."""
        return describe(self.field, self.old, self.new)


def field_changes(before: Contact | Tag | None, after: Contact | Tag | None) -> tuple[FieldChange, ...]:
    """List what differs between two states, in the model's order; ``tm_update`` is left out.

    Args:
        before: the earlier state, None when the record did not exist.
        after: the later state, None when the record no longer exists.
    """
    known = after or before
    if known is None or before is after:
        return ()
    found: list[FieldChange] = []
    for name in field_names(type(known)):
        if name == "tm_update":
            continue
        old, new = value_of(before, name), value_of(after, name)
        if old == new:
            continue
        if name in ITEM_LISTS:
            found += _items_changed(name, old or (), new or ())
        elif name == "tag_ids":
            found += _tags_changed(old or (), new or ())
        elif name == "extra":
            found += _keys_changed(name, old or {}, new or {})
        elif not (ABSENT in (old, new) and is_blank(old) and is_blank(new)):
            found.append(FieldChange(name, plain(old), plain(new)))
    return tuple(found)


def _items_changed(field: str, before: Sequence[Item], after: Sequence[Item]) -> Iterator[FieldChange]:
    old, new, _ = aligned(before, after, ())
    for name in {**old, **new}:
        path = f"{field}[{name}]"
        if name in old and name in new:
            yield from _item_changed(path, old[name], new[name])
        else:
            yield FieldChange(path, plain(old.get(name)), plain(new.get(name)))
    if [name for name in old if name in new] != [name for name in new if name in old]:
        yield FieldChange(f"{field} (order)", list(old), list(new))


def _item_changed(name: str, before: Item, after: Item) -> Iterator[FieldChange]:
    for key in field_names(type(before)):
        old, new = getattr(before, key), getattr(after, key)
        if key == "extra":
            yield from _keys_changed(f"{name}.extra", old, new)
        elif old != new:
            yield FieldChange(f"{name}.{key}", plain(old), plain(new))


def _tags_changed(before: Sequence[str], after: Sequence[str]) -> Iterator[FieldChange]:
    for tag in before:
        if tag not in after:
            yield FieldChange(f"tag_ids[{tag}]", tag, None)
    for tag in after:
        if tag not in before:
            yield FieldChange(f"tag_ids[{tag}]", None, tag)
    if [tag for tag in before if tag in after] != [tag for tag in after if tag in before]:
        yield FieldChange("tag_ids (order)", list(before), list(after))


def _keys_changed(parent: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[FieldChange]:
    for key in {**before, **after}:
        name, old, new = key_path(parent, key), before.get(key, ABSENT), after.get(key, ABSENT)
        if isinstance(old, dict) and isinstance(new, dict):
            yield from _keys_changed(name, old, new)
        elif old != new:
            yield FieldChange(name, plain(old), plain(new))


def summary(
    before: Contact | Tag | None, after: Contact | Tag | None, tag_names: Mapping[str, str] | None = None
) -> str:
    """Say in one line what became of a record: ``Ada Lovelace: company, job title changed``.

    Args:
        before: the earlier state, None when the record did not exist.
        after: the later state, None when the record no longer exists.
        tag_names: tags' names by id; a tag without one is called by its id.
    """
    record = after or before
    if record is None:
        return _NOTHING
    return f"{_name(record)}: {_deeds(before, after, tag_names) or 'unchanged'}"


def summary_of_many(pairs: Iterable[Pair], tag_names: Mapping[str, str] | None = None) -> str:
    """Say in one line what became of several records: ``12 contacts: tag vip added``.

    Args:
        pairs: the states before and after, as for ``summary``; unchanged records don't count.
        tag_names: as for ``summary``.
    """
    changed = [(before, after) for before, after in pairs if field_changes(before, after)]
    if not changed:
        return _NOTHING
    if len(changed) == 1:
        return summary(*changed[0], tag_names)
    return _of_several(changed, tag_names)


def _of_several(changed: Sequence[Pair], tag_names: Mapping[str, str] | None) -> str:
    count = f"{len(changed)} {_noun(changed)}"
    fates = Counter(_fate(before, after) for before, after in changed)
    if len(fates) > 1:
        return f"{count}: " + ", ".join(f"{number} {fate}" for fate, number in fates.items())
    if CHANGED not in fates:
        return f"{count} {next(iter(fates))}"
    deeds = {_deeds(before, after, tag_names) for before, after in changed}
    if len(deeds) == 1:
        return f"{count}: {deeds.pop()}"
    subjects = [subject_of_many(change.field) for pair in changed for change in field_changes(*pair)]
    return f"{count}: {_listed(subjects)} {CHANGED}"


def _fate(before: Contact | Tag | None, after: Contact | Tag | None) -> str:
    """Say what became of the record as a whole."""
    if before is None:
        return "created"
    if after is None:
        return "purged"
    if before.is_deleted != after.is_deleted:
        return "moved to trash" if after.is_deleted else "restored"
    return CHANGED


def _deeds(
    before: Contact | Tag | None, after: Contact | Tag | None, tag_names: Mapping[str, str] | None
) -> str:
    """Say what was done to a record, subjects gathered by verb; nothing when it did not change."""
    if before is None or after is None:
        return _fate(before, after)
    changes = field_changes(before, after)
    fields = {change.field for change in changes}
    subjects: dict[str, list[str]] = {}
    for change in changes:
        if _goes_without_saying(change, fields, after):
            continue
        subject, verb = deed(change.field, change.old, change.new, tag_names)
        subjects.setdefault(verb, []).append(subject)
    return "; ".join(f"{_listed(names)} {verb}".strip() for verb, names in subjects.items())


def _goes_without_saying(change: FieldChange, fields: set[str], after: Contact | Tag) -> bool:
    """Tell whether another change implies it: a number its E.164 form, the new primary the old one."""
    field = change.field
    if field.endswith("].number_e164"):
        return field.removesuffix("_e164") in fields
    if field.endswith("].is_primary") and not change.new and isinstance(after, Contact):
        items = after.phone_numbers if field.startswith("phone_numbers") else after.emails
        return any(item.is_primary for item in items)
    return False


def _listed(subjects: Iterable[str]) -> str:
    names = list(dict.fromkeys(subjects))
    more = len(names) - _MOST_SUBJECTS
    return ", ".join(names) if more <= 0 else f"{', '.join(names[:_MOST_SUBJECTS])} and {more} more"


def _noun(changed: Sequence[Pair]) -> str:
    are_contacts = {isinstance(after or before, Contact) for before, after in changed}
    return "records" if len(are_contacts) > 1 else "contacts" if True in are_contacts else "tags"


def _name(record: Contact | Tag) -> str:
    return one_line(shown_name(record) if isinstance(record, Contact) else f"tag {record.name}")
