"""What the details pane says about a contact: sections of labelled values, before any layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from textual.content import Content

from contacts_tui.app.drawable import drawable
from contacts_tui.app.panes.tag_dot import tag_dot

if TYPE_CHECKING:
    from datetime import datetime

    from contacts_store.finding import Finding
    from contacts_store.model.contact import Contact, Email, PhoneNumber
    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.snapshot import Snapshot

STAR = "★"
_FINDING_STYLE = {"error": "$finding-error", "warning": "$finding-warning", "hint": "$finding-hint"}


@dataclass(frozen=True, slots=True)
class ItemRef:
    """A number or an address of the contact, as commands name it."""

    list_name: Literal["phone_numbers", "emails"]
    id: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A labelled value."""

    label: str
    value: Content
    ref: ItemRef | None = None
    """Set when the cursor can stand on it."""
    flow: tuple[Content, ...] = ()
    """Parts in place of the value, as many on a line as fit, none of them broken."""


@dataclass(frozen=True, slots=True)
class Section:
    """Entries under a heading; an empty heading is none."""

    heading: str
    entries: tuple[Entry, ...]


def contact_card(
    contact: Contact, name: str, path: str, findings: Sequence[Finding], snapshot: Snapshot
) -> tuple[Section, ...]:
    """Lay a contact out.

    Args:
        contact: the whole contact.
        name: the name that lists show for it.
        path: its file, relative to the store.
        findings: what is off in its file.
        snapshot: where the names and colours of its tags are.
    """
    sections = (
        Section("", tuple(_head(contact, name, snapshot))),
        Section("", tuple(map(_finding, findings))),
        Section("Phone", tuple(_phones(contact))),
        Section("E-mail", tuple(_emails(contact))),
        Section(
            "Notes",
            (Entry("", drawable(contact.notes.rstrip("\n"), multiline=True)),)
            if contact.notes.strip()
            else (),
        ),
        Section("More", tuple(_more(contact))),
        Section("Record", tuple(_record(contact, path))),
    )
    return tuple(section for section in sections if section.entries)


def broken_card(row: Row, findings: Sequence[Finding]) -> tuple[Section, ...]:
    """Lay out what is left of a contact whose file can't be trusted: why, and its last good values."""
    name = "" if row.path.endswith(row.name) else row.name  # nothing was ever read: the file's own name
    last_good = (("name", name), ("company", row.company), ("phone", row.phone), ("e-mail", row.email))
    known = tuple(Entry(label, drawable(value)) for label, value in last_good if value)
    sections = (
        Section("", (Entry("", drawable(row.name).stylize("bold $broken")),)),
        Section("What is wrong", tuple(map(_finding, findings))),
        Section("Last good state", known),
        Section("Record", (Entry("file", drawable(row.path).stylize("$muted")),)),
    )
    return tuple(section for section in sections if section.entries)


def _head(contact: Contact, name: str, snapshot: Snapshot) -> Iterator[Entry]:
    yield Entry("", drawable(name).stylize("bold"))
    full_name = f"{contact.first_name} {contact.last_name}".strip()
    if full_name and full_name != name:
        yield Entry("", drawable(full_name))
    work = [text for text in (contact.job_title, contact.company) if text and text != name]
    if work:
        yield Entry("", drawable(" · ".join(work)).stylize("$muted"))
    if contact.tag_ids:
        tags = (
            Content.assemble(tag_dot(snapshot.tag(ref)), " ", drawable(snapshot.tag_name(ref)))
            for ref in contact.tag_ids
        )
        yield Entry("", Content(""), flow=tuple(tags))
    if contact.tm_delete is not None:
        yield Entry("", Content(f"in the trash since {_local(contact.tm_delete)}").stylize("$deleted italic"))


def _finding(finding: Finding) -> Entry:
    style = _FINDING_STYLE[finding.degree]
    field = f"{finding.field}: " if finding.field else ""
    return Entry(
        "",
        Content.assemble(
            Content.styled(f"! {finding.degree}", f"bold {style}"),
            drawable(f" {finding.place}").stylize(style),
            "\n",
            drawable(f"{field}{finding.message}"),
            drawable(f"\n→ {finding.remedy}", multiline=True).stylize("$muted") if finding.remedy else "",
        ),
    )


def _phones(contact: Contact) -> Iterator[Entry]:
    from contacts_store.model.contact import primary_first

    for phone in primary_first(contact.phone_numbers):
        value = _starred(drawable(phone.number), phone)
        if not phone.number_e164:
            value += Content.styled("\nno E.164 form: lookup can't find it", "$muted")
        elif phone.number_e164 != phone.number:
            value += Content.assemble("\n", drawable(phone.number_e164).stylize("$muted"))
        yield Entry(phone.type, value, ItemRef("phone_numbers", phone.id))


def _emails(contact: Contact) -> Iterator[Entry]:
    from contacts_store.model.contact import primary_first

    for email in primary_first(contact.emails):
        yield Entry(email.type, _starred(drawable(email.address), email), ItemRef("emails", email.id))


def _starred(value: Content, item: PhoneNumber | Email) -> Content:
    return Content.assemble(value, Content.styled(f" {STAR}", "$star")) if item.is_primary else value


def _more(contact: Contact) -> Iterator[Entry]:
    yield from _unknown_keys("", contact.extra)
    for phone in contact.phone_numbers:
        yield from _unknown_keys(phone.number, phone.extra)
    for email in contact.emails:
        yield from _unknown_keys(email.address, email.extra)


def _unknown_keys(where: str, value: Any) -> Iterator[Entry]:
    """Flatten nested data: ``social.site``, ``children[0]``."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _unknown_keys(f"{where}.{key}" if where else str(key), inner)
    elif isinstance(value, (list, tuple)):
        for index, inner in enumerate(value):
            yield from _unknown_keys(f"{where}[{index}]", inner)
    else:
        yield Entry(where, drawable("" if value is None else str(value), multiline=True))


def _record(contact: Contact, path: str) -> Iterator[Entry]:
    values = (
        ("source", contact.source),
        ("external", contact.external_id),
        ("customer", contact.customer_id or ""),
        ("created", _local(contact.tm_create)),
        ("updated", _local(contact.tm_update)),
        ("file", path),
    )
    return (Entry(label, drawable(value).stylize("$muted")) for label, value in values if value)


def _local(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone().strftime("%Y-%m-%d %H:%M")
