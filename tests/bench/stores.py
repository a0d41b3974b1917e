"""Stores of any size, the same on every machine: invented people as our own writer and their owners write them.

Of a hundred files three were typed in by hand, one in a thousand is broken. Nothing is flushed to the
disk on the way, and a template for each kind of person is filled in, so that 100,000 take seconds.
"""

import shutil
from random import Random
from uuid import UUID

from contacts_store.document.limits import Limits
from contacts_store.initialise import initialise
from contacts_store.model.contact import Email, PhoneNumber
from contacts_store.query.folding import fold
from contacts_store.records.codec import Codec
from contacts_store.records.decoding import Context
from contacts_store.records.naming import file_name, slug
from contacts_tui.demo.people import CUSTOMER, EPOCH, people
from contacts_tui.demo.tags import demo_tags

VERSION = 1
"""Moves when the same size gives another store: what was kept of it is made anew."""

NUMBERS = (
    "+44 20 79## ####",
    "+44 7700 9#####",
    "+1 212 55# ####",
    "+1-415-55#-####",
    "+49 30 23####",
    "+49 176 0406####",
    "+33 1 99 ## ## ##",
    "+46 8 465 0## ##",
    "+36 1 55# ####",
    "+61 2 55## ####",
    "+81 3 55## ####",
    "+86 10 55## ####",
    "+91 22 55## ####",
    "+82 2 555# ####",
    "+48 22 55# ## ##",
    "+90 212 55# ## ##",
)
"""How numbers of sixteen regions are written; each # is any digit."""

BY_HAND = (
    """\
# copied from the old address book
first_name: {first}
last_name: {last}   # as on the card

phone_numbers:
  - {number}        # let it ring
tag_ids: [family, vip]
birthday: 1938-04-02
""",
    """\
{{"first_name": "{first}", "last_name": "{last}", "emails": ["{address}"], "open": "day and night"}}
""",
    """\
first_name: {first}
last_name: '{last}'
company: 1e5
phone_numbers:
- number: {number} ext 7
  type:   work
emails:
-   address: {address}
notes: |
  Bins go out on Wednesday.

  Spare key: under the third flowerpot.
""",
    """\
display_name: {first} {last}
phone_numbers: ["{number}", anonymous]
emails:
  - X.{address}
""",
)
"""The last one has two warnings."""

BROKEN = """\
first_name: {first}
<<<<<<< HEAD
last_name: {last}
=======
last_name: {first}
>>>>>>> theirs
"""

MOST_PHONES, MOST_EMAILS = 3, 2
_PHONES = tuple((UUID(int=0x10 + n), f"+1 999 000 000{n}", f"+1999000000{n}") for n in range(MOST_PHONES))
_EMAILS = tuple((UUID(int=0x20 + n), f"mark{n}@example.com") for n in range(MOST_EMAILS))
_ID, _FIRST, _LAST, _EXTERNAL = str(UUID(int=1)), "Markfirst", "Marklast", "markexternal"


def codec(layout="flat"):
    """Return what reads and writes files without a store around it."""
    names = {tag.id: tag.name for tag in demo_tags(CUSTOMER, EPOCH)}
    return Codec(Context("GB", "bench"), names.get, Limits(), layout)


def make_store(root, count, layout="flat"):
    """Write a store of ``count`` contacts into a new folder."""
    initialise(root, region="GB", customer_id=CUSTOMER)
    if layout != "flat":
        with (root / "contacts-tui.yaml").open("a") as settings:
            settings.write(f"layout: {layout}\n")
        for number in range(256):
            (root / "contacts" / f"{number:02x}").mkdir()
    writer = codec(layout)
    for tag in demo_tags(CUSTOMER, EPOCH):
        (root / writer.path_for(tag)).write_bytes(writer.new_text(tag))
    for path, text in files(count, layout):
        (root / path).write_text(text)


def kept_store(folder, count, layout="flat"):
    """Return a store in a folder where it may be from an earlier run; made whole or not at all."""
    root = folder / f"{layout}-{count}-v{VERSION}"
    if not root.exists():
        part = root.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        make_store(part, count, layout)
        part.rename(root)
    return root


def files(count, layout="flat"):
    """Yield the path and the text of each contact's file."""
    chance = Random(count)
    texts = [(person, _template(person)) for person in people()]
    for number in range(count):
        person, text = chance.choice(texts)
        first, last = person.first_name, chance.choice(texts)[0].last_name
        id_ = _new_id(chance)
        folder = f"contacts/{id_[:2]}" if layout == "id2" else "contacts"
        name = f"{last} {first}" if person.display_name else f"{first} {last}"
        values = {_ID: id_, _FIRST: first, _LAST: last, _EXTERNAL: f"sf_{number:09}"}
        yield f"{folder}/{file_name(name, id_)}", _filled(text, values, chance, number)


def _filled(text, values, chance, number):
    first, last = values[_FIRST], values[_LAST]
    written = [_number(chance) for _ in _PHONES]
    mailbox = f"{slug(fold(f'{first}.{last}')) or 'person'}.{number}"
    if number % 1000 == 500:
        return BROKEN.format(first=first, last=last)
    if number % 33 == 0:
        form = BY_HAND[number // 33 % len(BY_HAND)]
        return form.format(first=first, last=last, number=written[0], address=f"{mailbox}@example.org")
    for (id_, as_typed, e164), fresh in zip(_PHONES, written, strict=True):
        values |= {
            str(id_): _new_id(chance),
            as_typed: fresh,
            e164: f"+{''.join(filter(str.isdigit, fresh))}",
        }
    for (id_, address), domain in zip(_EMAILS, ("com", "net"), strict=True):
        values |= {str(id_): _new_id(chance), address: f"{mailbox}@example.{domain}"}
    for mark, value in values.items():
        text = text.replace(mark, value)
    return text


def _template(person):
    """Return the text of a person's file, with marks where people differ."""
    phones = [
        PhoneNumber(
            id=str(id_), number=number, number_e164=e164, type=old.type, is_primary=old.is_primary,
            tm_create=old.tm_create,
        )
        for old, (id_, number, e164) in zip(person.phone_numbers, _PHONES, strict=False)
    ]  # fmt: skip
    emails = [
        Email(id=str(id_), address=address, type=old.type, is_primary=old.is_primary, tm_create=old.tm_create)
        for old, (id_, address) in zip(person.emails, _EMAILS, strict=False)
    ]
    marked = person.with_changes(
        id=_ID,
        first_name=_FIRST,
        last_name=_LAST,
        display_name=f"{_LAST} {_FIRST}" if person.display_name else "",
        external_id=_EXTERNAL if person.external_id else "",
        phone_numbers=tuple(phones),
        emails=tuple(emails),
    )
    return codec().new_text(marked).decode()


def _number(chance):
    return "".join(chance.choice("23456789") if char == "#" else char for char in chance.choice(NUMBERS))


def _new_id(chance):
    return str(UUID(int=chance.getrandbits(128), version=4))
