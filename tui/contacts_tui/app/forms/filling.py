"""What was pasted, spread over a form: empty fields are filled, others are kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from contacts_store.model.phone import read_number
from contacts_tui.app.forms.contact_state import EXTRA, NOTES, TEXT_FIELDS, ContactState, ItemState
from contacts_tui.app.forms.typed_text import typable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from contacts_store.interchange.drafting import Fields

_LABELS = {field.name: field.label.lower() for field in TEXT_FIELDS} | {NOTES: "notes"}


@dataclass(frozen=True, slots=True)
class Filled:
    """A form's state after a paste."""

    state: ContactState
    filled: tuple[str, ...]
    """The labels of what was filled, ``2 phones`` among them."""
    kept: tuple[str, ...]
    """The labels of fields that hold something else than what was pasted."""

    @property
    def words(self) -> str:
        """Say it in one line."""
        words = f"filled {', '.join(self.filled)}" if self.filled else "nothing to fill"
        return f"{words}; kept {', '.join(self.kept)}" if self.kept else words


def filled_with(
    state: ContactState, fields: Fields, region: str, resolve_tag: Callable[[str], str]
) -> Filled:
    """Fill a form's empty fields; notes, numbers, addresses and tags are added to those that are there.

    Args:
        state: what the form says.
        fields: a draft's fields.
        region: the store's ``default_region``: two notations of one number are one.
        resolve_tag: from a tag's id or name to its id.
    """
    given = _texts(fields)
    notes = given.pop(NOTES, "")
    fresh = {name: text for name, text in given.items() if not state.texts.get(name, "").strip()}
    kept = [name for name, text in given.items() if name not in fresh and text != state.texts[name]]
    old_notes = state.texts.get(NOTES, "")
    if notes and notes not in old_notes:
        fresh[NOTES] = f"{old_notes.rstrip()}\n\n{notes}" if old_notes.strip() else notes

    def same_number(text: str) -> str:
        return read_number(text, region).e164 or text

    phones = _joined(state.phones, _items(fields["phone_numbers"], "number"), same_number)
    emails = _joined(state.emails, _items(fields["emails"], "address"), str.lower)
    tags = tuple(dict.fromkeys((*state.tag_ids, *map(resolve_tag, fields["tag_ids"]))))
    others = {key: value for key, value in fields["extra"].items() if not isinstance(value, str)}
    after = replace(
        state,
        texts={**state.texts, **fresh},
        phones=phones,
        emails=emails,
        tag_ids=tags,
        others=others | dict(state.others),
    )
    return Filled(after, tuple(_filled_labels(state, after, fresh)), tuple(map(_label, kept)))


def _texts(fields: Fields) -> dict[str, str]:
    texts = {name: fields[name] for name in _LABELS if fields.get(name)}
    texts |= {EXTRA + key: value for key, value in fields["extra"].items() if isinstance(value, str)}
    return {name: typable(text, multiline=name == NOTES) for name, text in texts.items()}


def _items(drafts: Iterable[dict[str, Any]], value: str) -> list[ItemState]:
    return [
        ItemState(
            typable(draft.get(value, "")),
            draft.get("type", "other"),
            draft.get("is_primary") in ("true", "yes"),
        )
        for draft in drafts
    ]


def _joined(
    rows: Sequence[ItemState], drafts: Iterable[ItemState], same: Callable[[str], str]
) -> tuple[ItemState, ...]:
    joined = [row for row in rows if row.id or not row.is_blank]
    for draft in drafts:
        if all(same(row.value) != same(draft.value) for row in joined):
            has_primary = any(row.is_primary for row in joined)
            joined.append(replace(draft, is_primary=draft.is_primary and not has_primary))
    return tuple(joined)


def _filled_labels(before: ContactState, after: ContactState, fresh: Iterable[str]) -> Iterable[str]:
    yield from map(_label, fresh)
    for noun, old, new in (
        ("phone", before.phones, after.phones),
        ("e-mail", before.emails, after.emails),
        ("tag", before.tag_ids, after.tag_ids),
        ("other key", before.others, after.others),
    ):
        more = len(new) - sum(1 for one in old if one in new)
        if more > 0:
            yield f"{more} {noun}{'s' if more > 1 else ''}"


def _label(name: str) -> str:
    return _LABELS.get(name) or name.removeprefix(EXTRA)
