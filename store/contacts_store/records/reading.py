"""Reading a contact or a tag: short forms, derived ids and numbers, and what is off with each value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from contacts_store.document.nodes import Mapping, Node, Scalar, Sequence, plain_of, resolved
from contacts_store.finding import Degree, Finding
from contacts_store.model.contact import EMAIL_TYPES, PHONE_TYPES, SOURCES, Contact
from contacts_store.model.identity import derived_id, is_id
from contacts_store.model.phone import E164, agrees, read_number
from contacts_store.model.tag import Tag
from contacts_store.records.decoding import Context, Data, Findings, Loc, fields_of, text_of
from contacts_store.records.layout import CONTACT_TEXTS, ITEM_TEXTS, ITEM_VALUE, LISTS, TAG_TEXTS
from contacts_store.records.problems import problems_of

if TYPE_CHECKING:
    from contacts_store.document.document import Document

_Model = TypeVar("_Model", Contact, Tag)
_TYPES = {"phone_numbers": PHONE_TYPES, "emails": EMAIL_TYPES}


@dataclass(frozen=True, slots=True)
class Reading(Generic[_Model]):
    """A record as read from its file.

    ``record`` is None when something is an error; ``data`` is what could be made out all the same.
    """

    record: _Model | None
    data: Data
    findings: tuple[Finding, ...]


def read_contact(document: Document, path: str, context: Context) -> Reading[Contact]:
    """Read the contact in a document.

    Args:
        document: the file.
        path: where the file is, for findings and for the id of a contact that has none.
        context: what reading needs to know of the store.
    """
    findings = Findings(path, document)
    data = _contact_data(document.root, findings)
    if "id" not in data:
        data["id"] = derived_id(context.owner, path)
    if data.get("source") and data["source"] not in SOURCES:
        findings.warning(
            ("source",), f"unknown source {data['source']!r}", f"use one of {', '.join(SOURCES)}"
        )
    for index, item in enumerate(data["phone_numbers"]):
        _complete_phone(item, ("phone_numbers", index), context, findings)
    for index, item in enumerate(data["emails"]):
        _complete_email(item, ("emails", index), findings)
    _give_ids(data["phone_numbers"], "phone_numbers", (data["id"], "phone"), findings)
    _give_ids(data["emails"], "emails", (data["id"], "email"), findings)
    data["tag_ids"] = _tag_ids(data["tag_ids"], context, findings)
    return _validated(Contact, data, findings)


def read_tag(document: Document, path: str, context: Context) -> Reading[Tag]:
    """Read the tag in a document. Arguments as for ``read_contact``."""
    findings = Findings(path, document)
    data, extra = fields_of(document.root, TAG_TEXTS, (), findings)
    data["extra"] = extra
    if "id" not in data:
        data["id"] = derived_id(context.owner, path)
    return _validated(Tag, data, findings)


def _validated(model: type[_Model], data: Data, findings: Findings) -> Reading[_Model]:
    from pydantic import ValidationError

    record: _Model | None = None
    try:
        record = model.model_validate(data)
    except ValidationError as error:
        for loc, message, remedy in problems_of(error):
            place = loc or _second_primary(data)
            findings.error(place, message, remedy if loc else "leave is_primary: true on one of them")
    is_good = not any(finding.degree is Degree.ERROR for finding in findings.found)
    return Reading(record if is_good else None, data, tuple(findings.found))


def _contact_data(root: Mapping, findings: Findings) -> Data:
    data: Data = {"extra": {}, "phone_numbers": [], "emails": [], "tag_ids": []}
    for key, value in root.entries():
        name = key.value or ""
        if name in CONTACT_TEXTS:
            text = text_of(value, (name,), findings)
            if text:
                data[name] = text
        elif name in LISTS:
            data[name] = _list(name, value, findings)
        else:
            data["extra"][name] = plain_of(value)
    return data


def _list(name: str, node: Node, findings: Findings) -> list[Data]:
    value = resolved(node)
    if isinstance(value, Scalar) and value.value is None:
        return []
    if not isinstance(value, Sequence):
        findings.error(
            (name,), "a list is wanted here", "write each entry on a line of its own, after a dash"
        )
        return []
    read = _tag_ref if name == "tag_ids" else _item
    entries = (read(name, index, item, findings) for index, item in enumerate(value.items))
    return [entry for entry in entries if entry is not None]


def _item(name: str, index: int, node: Node, findings: Findings) -> Data | None:
    value = resolved(node)
    loc = (name, index)
    if isinstance(value, Mapping):
        data, extra = fields_of(value, ITEM_TEXTS[name], loc, findings)
        return {**data, "extra": extra}
    if isinstance(value, Scalar) and value.value is not None:
        return {ITEM_VALUE[name]: value.value}
    findings.error(
        loc, f"neither a {ITEM_VALUE[name]} nor a mapping", f"write {ITEM_VALUE[name]}: …, or remove the dash"
    )
    return None


def _tag_ref(name: str, index: int, node: Node, findings: Findings) -> Data | None:
    value = resolved(node)
    if isinstance(value, Scalar) and value.value:
        return {"ref": value.value}
    findings.error((name, index), "not a tag", "write a tag's name or its id, or remove the dash")
    return None


def _give_ids(items: list[Data], name: str, origin: tuple[str, str], findings: Findings) -> None:
    """Derive the ids that entries lack; an id that stands twice is the first entry's."""
    taken: set[str] = set()
    for index, item in enumerate(items):
        given = item.get("id", "").lower()
        if not given or given in taken:
            if given:
                findings.warning((name, index, "id"), "the id stands twice in the list", "remove this line")
            value = item.get(ITEM_VALUE[name], "").lower()
            item["id"] = derived_id(*origin, value)
            if item["id"] in taken:
                item["id"] = derived_id(*origin, value, str(index))
        taken.add(item["id"].lower())


def _complete_phone(item: Data, loc: Loc, context: Context, findings: Findings) -> None:
    number = item.get("number", "")
    _check_type(item, loc, findings)
    given = item.get("number_e164", "")
    if not given and number:
        reading = read_number(number, context.default_region)
        item["number_e164"] = reading.e164
        if not reading.e164:
            findings.warning((*loc, "number"), reading.reason, "until then it is found by its digits only")
    elif E164.fullmatch(given) and not agrees(number, given, context.default_region):
        derived = read_number(number, context.default_region).e164 or "no E.164 number"
        message = f"number_e164 is {given}, but {number!r} reads as {derived}"
        findings.warning((*loc, "number_e164"), message, "correct one of them, or run check --fix")


def _complete_email(item: Data, loc: Loc, findings: Findings) -> None:
    address = item.get("address", "")
    _check_type(item, loc, findings)
    if address != address.lower():
        findings.warning(
            (*loc, "address"), "the address has capital letters", "write it in lower case, or run check --fix"
        )


def _check_type(item: Data, loc: Loc, findings: Findings) -> None:
    known = _TYPES[str(loc[0])]
    if item.get("type", "other") not in known:
        findings.warning((*loc, "type"), f"unknown type {item['type']!r}", f"use one of {', '.join(known)}")


def _tag_ids(entries: list[Data], context: Context, findings: Findings) -> list[str]:
    ids: list[str] = []
    for index, entry in enumerate(entries):
        ref = entry["ref"].lower() if is_id(entry["ref"]) else entry["ref"]
        if not context.knows_tag(ref):
            findings.warning(
                ("tag_ids", index), f"no tag is called {ref!r}", "create the tag, or correct the name"
            )
        ids.append(context.resolve_tag(ref))
    return ids


def _second_primary(data: Data) -> Loc:
    for name in ("phone_numbers", "emails"):
        primaries = [
            index
            for index, item in enumerate(data[name])
            if item.get("is_primary", "").lower() in {"true", "yes"}
        ]
        if len(primaries) > 1:
            return (name, primaries[1], "is_primary")
    return ()
