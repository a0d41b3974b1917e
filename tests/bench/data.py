"""Stores of any size, the same on every machine: invented people as our own writer puts them into files."""

from random import Random

from contacts_store.document.decoding import Limits
from contacts_store.initialise import initialise
from contacts_store.model.contact import Contact, Email, PhoneNumber
from contacts_store.model.identity import derived_id
from contacts_store.model.timestamp import parse_timestamp
from contacts_store.records.codec import Codec
from contacts_store.records.decoding import Context
from contacts_tui.demo.people import CUSTOMER, EPOCH, people
from contacts_tui.demo.tags import demo_tags

CREATED = parse_timestamp("2026-02-07T14:45:59.038962Z")


def codec():
    """Return what reads and writes files without a store around it."""
    return Codec(Context("GB", "bench"), lambda _: "", Limits(), "flat")


def make_store(root, count):
    """Write a store of ``count`` contacts; return how many bytes they have."""
    initialise(root, region="GB", customer_id=CUSTOMER)
    writer = codec()
    size = 0
    for record in (*demo_tags(CUSTOMER, EPOCH), *contacts(count)):
        text = writer.new_text(record)
        (root / writer.path_for(record)).write_bytes(text)
        size += len(text)
    return size


def contacts(count):
    """Invent contacts with 1.5 numbers and 1.2 addresses each, on average."""
    pool = list(people())
    chance = Random(count)
    for number in range(count):
        one, other = chance.choice(pool), chance.choice(pool)
        yield Contact(
            id=derived_id("bench", str(number)),
            customer_id=CUSTOMER,
            first_name=one.first_name,
            last_name=f"{other.last_name} {number}",
            company=other.company,
            job_title=one.job_title,
            source="import",
            external_id=f"sf_{number:09}",
            phone_numbers=tuple(_phones(number, 1 + chance.randrange(2))),
            emails=tuple(_emails(number, 1 + (chance.random() < 0.2))),
            tag_ids=one.tag_ids,
            notes=one.notes,
            tm_create=CREATED,
            tm_update=CREATED,
        )


def _phones(number, count):
    for index in range(count):
        digits = f"+4420{(number * 3 + index) % 10**8:08}"
        yield PhoneNumber(
            id=derived_id("bench", "phone", digits),
            number=f"{digits[:3]} {digits[3:5]} {digits[5:9]} {digits[9:]}",
            number_e164=digits,
            type=("mobile", "work")[index],
            is_primary=index == 0,
            tm_create=CREATED,
        )


def _emails(number, count):
    for index in range(count):
        address = f"person{number}.{index}@example.com"
        yield Email(id=derived_id("bench", address), address=address, type="work", tm_create=CREATED)
