"""Putting back one field, or all, of what a contact was before a step of the journal."""

import pytest

from contacts_store.errors import NotFound
from contacts_store.store import Change

ANN = "aaaaaaaa-1111-4111-8111-111111111111"
TEXT = f"""\
id: {ANN}
first_name: Ann  # as she says it
company: Acme
phone_numbers:
  - id: 11111111-2222-4111-8111-111111111111
    number: '+15551234567'
    number_e164: '+15551234567'
    type: work
    is_primary: true
    tm_create: '2026-01-02T03:04:05.000000Z'
  - id: 22222222-2222-4111-8111-111111111111
    number: '+442079460018'
    number_e164: '+442079460018'
    tm_create: '2026-01-02T03:04:05.000000Z'
tag_ids: [friend]
pet: Rex
"""


@pytest.fixture
def store(disk):
    disk.write("contacts/ann.yaml", TEXT)
    store = disk.open()
    store.load()
    return store


def changed(store, **fields):
    """Save some fields as one step and return its id."""
    loaded = store.read(ANN)
    store.apply([Change.of(loaded, loaded.contact.with_changes(**fields))])
    return next(store.steps(ANN)).id


def ann(store):
    return store.read(ANN).contact


def test_a_field_comes_back_and_what_was_changed_since_stays(store, disk):
    step = changed(store, company="Initech", first_name="Anna")
    changed(store, job_title="Cook")
    applied = store.put_back(ANN, step, "company")
    assert (ann(store).company, ann(store).first_name, ann(store).job_title) == ("Acme", "Anna", "Cook")
    assert "company" in applied.summary
    assert "# as she says it" in disk.read("contacts/ann.yaml")
    store.undo()
    assert ann(store).company == "Initech"


def test_the_whole_contact_comes_back(store):
    before = ann(store)
    step = changed(store, company="Initech", phone_numbers=(), extra={})
    changed(store, job_title="Cook")
    store.put_back(ANN, step)
    after = ann(store)
    assert after.with_changes(tm_update=None) == before.with_changes(tm_update=None)
    assert after.tm_update is not None


def fields_of(store):
    return [change["field"] for change in next(store.steps(ANN)).entries[0].changes]


@pytest.mark.parametrize(
    "change",
    [
        lambda ann: {"phone_numbers": ann.phone_numbers[1:]},
        lambda ann: {"phone_numbers": (ann.phone_numbers[0].with_changes(type="fax"), ann.phone_numbers[1])},
        lambda ann: {
            "phone_numbers": (
                ann.phone_numbers[0].with_changes(number="+15557654321"),
                ann.phone_numbers[1],
            )
        },
        lambda ann: {"phone_numbers": ann.phone_numbers[::-1]},
        lambda ann: {"tag_ids": ()},
        lambda ann: {"tag_ids": ("friend", "cook")},
        lambda ann: {"extra": {"pet": "Tom"}},
        lambda ann: {"extra": {}},
        lambda ann: {"extra": {"pet": "Rex", "dotted.key": {"deep": "1"}}},
        lambda ann: {"notes": "a line"},
    ],
)
def test_every_field_that_a_step_names_comes_back(store, change):
    before = ann(store)
    step = changed(store, **change(before))
    for field in fields_of(store):
        store.put_back(ANN, step, field)
    assert ann(store).with_changes(tm_update=None) == before.with_changes(tm_update=None)


def test_a_number_that_the_step_added_goes(store):
    loaded = store.read(ANN)
    fresh = store.new_phone("+491711234567")
    step = changed(store, phone_numbers=(*loaded.contact.phone_numbers, fresh))
    store.put_back(ANN, step, "phone_numbers[+491711234567]")
    assert ann(store).phone_numbers == loaded.contact.phone_numbers


def test_one_primary_number_is_enough(store):
    numbers = ann(store).phone_numbers
    step = changed(store, phone_numbers=(numbers[1],))
    changed(store, phone_numbers=(numbers[1].with_changes(is_primary=True),))
    store.put_back(ANN, step, "phone_numbers[+15551234567]")
    assert [phone.number for phone in ann(store).phone_numbers if phone.is_primary] == ["+15551234567"]


def test_what_is_not_there_is_named(store):
    step = changed(store, company="Initech")
    for wrong_step, field in (
        (step + 7, ""),
        (step, "phone_numbers[1]"),
        (step, "extra.none"),
        (step, "nose"),
    ):
        with pytest.raises(NotFound):
            store.put_back(ANN, wrong_step, field)


def test_nothing_was_before_the_step_that_made_the_contact(store):
    draft = store.draft(first_name="Bo")
    store.apply([Change.create(draft)])
    with pytest.raises(NotFound, match="made by this step"):
        store.put_back(draft.id, next(store.steps(draft.id)).id)
