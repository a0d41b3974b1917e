"""What the details pane says about a contact: sections of labelled values, before any layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual.content import Content

from contacts_store.model.timestamp import now
from contacts_tui.app.drawable import drawable
from contacts_tui.app.panes.entry import Entry, Section, Spot
from contacts_tui.app.panes.moments import age, local
from contacts_tui.app.panes.tag_dot import tag_dot

if TYPE_CHECKING:
    from datetime import datetime

    from contacts_store.finding import Finding
    from contacts_store.model.contact import Contact, Email, PhoneNumber
    from contacts_store.snapshot.row import Row
    from contacts_store.snapshot.snapshot import Snapshot

STAR = "★"
_MOST_OTHERS = 5
"""So many contacts with the same number are named; a switchboard may have hundreds."""
_FINDING_STYLE = {"error": "$finding-error", "warning": "$finding-warning", "hint": "$finding-hint"}


def contact_card(
    contact: Contact, name: str, path: str, findings: Sequence[Finding], snapshot: Snapshot
) -> tuple[Section, ...]:
    """Lay a contact out. Takes as long as a search through all rows: for a thread, not the event loop.

    Args:
        contact: the whole contact.
        name: the name that lists show for it.
        path: its file, relative to the store.
        findings: what is off in its file.
        snapshot: where its tags are, and who else has its numbers and addresses.
    """
    notes = contact.notes.rstrip("\n")
    noted = Entry("", drawable(notes, multiline=True), Spot("notes", notes))
    sections = (
        Section("", tuple(_head(contact, name, snapshot))),
        Section("", tuple(map(_finding, findings))),
        Section("Phone", tuple(_phones(contact, snapshot))),
        Section("E-mail", tuple(_emails(contact, snapshot))),
        Section("Notes", (noted,) if notes.strip() else ()),
        Section("More", tuple(_more(contact))),
        Section("Record", tuple(_record(contact, path))),
    )
    return tuple(section for section in sections if section.entries)


def broken_card(row: Row, findings: Sequence[Finding]) -> tuple[Section, ...]:
    """Lay out what is left of a contact whose file can't be trusted: why, and its last good values."""
    name = "" if row.path.endswith(row.name) else row.name  # nothing was ever read: the file's own name
    last_good = (("name", name), ("company", row.company), ("phone", row.phone), ("e-mail", row.email))
    known = tuple(Entry(label, drawable(value), Spot(label, value)) for label, value in last_good if value)
    sections = (
        Section("", (Entry("", drawable(row.name).stylize("bold $broken")),)),
        Section("What is wrong", tuple(map(_finding, findings))),
        Section("Last good state", known),
        Section("Record", (_file(row.path),)),
    )
    return tuple(section for section in sections if section.entries)


def _head(contact: Contact, name: str, snapshot: Snapshot) -> Iterator[Entry]:
    yield Entry("", drawable(name).stylize("bold"), Spot("name", name))
    full_name = f"{contact.first_name} {contact.last_name}".strip()
    if full_name and full_name != name:
        yield Entry("", drawable(full_name), Spot("full_name", full_name))
    work = " · ".join(text for text in (contact.job_title, contact.company) if text and text != name)
    if work:
        yield Entry("", drawable(work).stylize("$muted"), Spot("work", work))
    if contact.tag_ids:
        names = [snapshot.tag_name(ref) for ref in contact.tag_ids]
        tags = (
            Content.assemble(tag_dot(snapshot.tag(ref)), " ", drawable(tag))
            for ref, tag in zip(contact.tag_ids, names, strict=True)
        )
        yield Entry("", spot=Spot("tags", ", ".join(names)), flows=(tuple(tags),))
    if contact.tm_delete is not None:
        since = f"in the trash since {local(contact.tm_delete)} ({age(contact.tm_delete, now())})"
        yield Entry("", Content(since).stylize("$deleted italic"), Spot("tm_delete", since))
        yield from _merged_into(contact, snapshot)


def _merged_into(contact: Contact, snapshot: Snapshot) -> Iterator[Entry]:
    from contacts_store.operations.merging import MERGED_INTO

    heir = snapshot.row(str(contact.extra.get(MERGED_INTO)).lower())
    if heir is not None:
        words = drawable(f"merged into {heir.name}").stylize("$deleted italic")
        yield Entry("", words, Spot("heir", heir.name, "contact", heir.id))


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
        Spot(str(finding), str(finding), "file", finding.path, line=finding.line, column=finding.column),
    )


def _phones(contact: Contact, snapshot: Snapshot) -> Iterator[Entry]:
    from contacts_store.model.contact import primary_first

    for phone in primary_first(contact.phone_numbers):
        number = _starred(drawable(phone.number), phone)
        about = (drawable(text).stylize("$muted") for text in _about_number(phone))
        spot = Spot(f"phone.{phone.id}", phone.number, "number", phone.id, phone.number_e164)
        yield Entry(phone.type, spot=spot, flows=((number,), tuple(about)))
        yield from _also(contact, phone.number_e164, snapshot)


def _about_number(phone: PhoneNumber) -> list[str]:
    """Say what the number is in E.164, in which region, and how it is dialled there."""
    if not phone.number_e164:
        return ["no E.164 form: lookup can't find it"]
    from contacts_store.model.phone import national

    at_home, region = national(phone.number_e164)
    parts = [phone.number_e164, f"{region} {at_home}".strip()]
    return [part for part in parts if part not in {"", phone.number}]


def _emails(contact: Contact, snapshot: Snapshot) -> Iterator[Entry]:
    from contacts_store.model.contact import primary_first

    for email in primary_first(contact.emails):
        spot = Spot(f"email.{email.id}", email.address, "address", email.id)
        yield Entry(email.type, _starred(drawable(email.address), email), spot)
        yield from _also(contact, email.address, snapshot)


def _also(contact: Contact, handle: str, snapshot: Snapshot) -> Iterator[Entry]:
    """Name the other contacts that have the same number or address."""
    others = [row for row in snapshot.lookup(handle) if row.id != contact.id] if handle else []
    for row in others[:_MOST_OTHERS]:
        words = drawable(f"also used by {row.name}").stylize("$finding-hint")
        yield Entry("", words, Spot(f"also.{handle}.{row.id}", row.name, "contact", row.id))
    if len(others) > _MOST_OTHERS:
        yield Entry("", Content.styled(f"and by {len(others) - _MOST_OTHERS} more", "$finding-hint"))


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
        text = "" if value is None else str(value)
        yield Entry(where, drawable(text, multiline=True), Spot(f"more.{where}", text))


def _record(contact: Contact, path: str) -> Iterator[Entry]:
    values = (
        ("source", contact.source),
        ("external", contact.external_id),
        ("customer", contact.customer_id or ""),
        ("created", _dated(contact.tm_create)),
        ("updated", _dated(contact.tm_update)),
        ("id", contact.id),
    )
    for label, value in values:
        if value:
            yield Entry(label, drawable(value).stylize("$muted"), Spot(label, value))
    yield _file(path)


def _file(path: str) -> Entry:
    return Entry("file", drawable(path).stylize("$muted"), Spot("file", path, "file", path))


def _dated(moment: datetime | None) -> str:
    return "" if moment is None else f"{local(moment)} ({age(moment, now())})"
