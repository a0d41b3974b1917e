"""Two contacts become one: nothing that either had is lost unasked, and the way back is one step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts_store.errors import InvalidData, NotFound, Undecided
from contacts_store.merge.items import match_key
from contacts_store.model.contact import Contact, Email, PhoneNumber
from contacts_store.operations.change import Loaded
from contacts_store.operations.merging import Joining, joining

OLD, NEW, LAST = (f"{letter * 8}-0000-4000-8000-000000000000" for letter in "abc")
ADA = f"""\
# mine
id: {OLD}
first_name: Ada
company: Engines   # the first
phone_numbers:
  - number: 020 7946 0018
    number_e164: "+442079460018"
    is_primary: true
notes: Met in London.
tm_create: 2026-01-01T00:00:00Z
"""
LOVELACE = f"""\
id: {NEW}
first_name: Ada
last_name: Lovelace
company: Analytical
phone_numbers:
  - number: "+44 20 7946 0018"
    number_e164: "+442079460018"
    type: work
  - number: "+447700900123"
    number_e164: "+447700900123"
    is_primary: true
emails: [ada@x.org]
tag_ids: [VIP]
birthday: 1815-12-10
notes: Likes maths.
tm_create: 2026-02-01T00:00:00Z
"""


@pytest.fixture
def store(disk):
    disk.write("contacts/old.yaml", ADA)
    disk.write("contacts/new.yaml", LOVELACE)
    disk.contact(LAST, "Ada", "phone_numbers: ['+442079460018']\ntm_create: 2026-03-01\n")
    store = disk.open()
    store.load()
    return store


def test_the_elder_takes_in_what_the_younger_has(disk, store):
    applied = store.merge(OLD, NEW, {"company": "theirs"})
    assert applied.summary == "Ada Lovelace merged into Ada"
    ada, gone = store.read(OLD).contact, store.read(NEW).contact
    assert (ada.last_name, ada.company, ada.extra) == ("Lovelace", "Analytical", {"birthday": "1815-12-10"})
    assert [(one.number_e164, one.type, one.is_primary) for one in ada.phone_numbers] == [
        ("+442079460018", "work", True), ("+447700900123", "other", False),
    ]  # fmt: skip
    assert ada.notes == "Met in London.\n\nLikes maths."
    assert [one.address for one in ada.emails] == ["ada@x.org"]
    assert len(ada.tag_ids) == 1
    assert gone.is_deleted
    assert gone.extra == {"birthday": "1815-12-10", "merged_into": OLD}
    assert "# mine\n" in disk.read("contacts/old.yaml")
    assert "company: Analytical   # the first" in disk.read("contacts/old.yaml")


def test_it_is_taken_back_as_one_step(disk, store):
    store.merge(OLD, NEW, {"company": "ours"})
    store.undo()
    assert (disk.read("contacts/old.yaml"), disk.read("contacts/new.yaml")) == (ADA, LOVELACE)


def test_what_both_have_differently_is_asked_and_nothing_is_written_before(disk, store):
    with pytest.raises(Undecided) as refused:
        store.merge(OLD, NEW, {})
    assert [each.field for each in refused.value.fields] == ["company"]
    assert disk.read("contacts/old.yaml") == ADA


def test_what_changed_on_disk_meanwhile_is_merged_too(disk, store):
    disk.write("contacts/new.yaml", LOVELACE.replace("birthday: 1815-12-10", "birthday: 1815-12-11"))
    store.merge(OLD, NEW, {"company": "ours"})
    assert store.read(OLD).contact.extra == {"birthday": "1815-12-11"}


def test_a_loser_that_broke_meanwhile_leaves_both_as_they_are(disk, store):
    disk.write("contacts/new.yaml", "first_name: [\n")
    with pytest.raises(InvalidData):
        store.merge(OLD, NEW, {"company": "ours"})
    assert disk.read("contacts/old.yaml") == ADA


def test_a_contact_in_two_files_is_not_merged(disk, store):
    disk.write("contacts/twin.yaml", LOVELACE)
    store.refresh()
    with pytest.raises(InvalidData):
        store.merge(OLD, NEW, {"company": "ours"})
    assert (disk.read("contacts/old.yaml"), disk.read("contacts/new.yaml")) == (ADA, LOVELACE)


@pytest.mark.parametrize(("one", "other"), [(OLD, OLD), (OLD, NEW)])
def test_neither_itself_nor_the_trash_can_be_merged(store, one, other):
    store.delete([NEW])
    with pytest.raises(InvalidData):
        store.merge(one, other, {})


def test_the_elder_survives_by_default(store):
    assert joining(store.read(NEW), store.read(OLD)).survivor.contact.id == OLD


def test_the_old_id_leads_to_the_end_of_the_chain(store):
    store.merge(OLD, NEW, {"company": "ours"})
    store.merge(LAST, OLD, {})
    assert store.find(NEW).id == LAST
    assert store.find(NEW[:8]).id == LAST
    assert store.find(NEW, follow=False).id == NEW
    assert store.find("contacts/new.yaml").id == NEW
    store.restore([NEW])
    assert store.find(NEW).id == NEW
    assert store.read(NEW).contact.extra == {"birthday": "1815-12-10"}


@pytest.mark.parametrize("target", [NEW, OLD, "nobody", "[a]", "99999999-0000-4000-8000-000000000000"])
def test_a_chain_that_goes_round_or_nowhere_ends(disk, store, target):
    deleted = "tm_delete: 2026-04-01\nmerged_into:"
    disk.write("contacts/old.yaml", f"{ADA}{deleted} {NEW}\n")
    disk.write("contacts/new.yaml", f"{LOVELACE}{deleted} {target}\n")
    store.refresh()
    assert store.find(OLD).id == NEW


def test_a_purged_survivor_ends_the_chain(store):
    store.merge(OLD, NEW, {"company": "ours"})
    store.delete([OLD])
    assert store.find(NEW).id == OLD
    store.purge([OLD])
    assert store.find(NEW).id == NEW
    with pytest.raises(NotFound):
        store.find(OLD)


IDS = [f"00000000-0000-4000-8000-00000000000{digit}" for digit in range(6)]
NUMBERS = [("020 7946 0018", "+442079460018"), ("+442079460018", "+442079460018"), ("+1 202 555 0143 ext 7", ""),
           ("anonymous", ""), ("+447700900123", "+447700900123")]  # fmt: skip
words = st.sampled_from(["", "Ada", "Grace"])
phones = st.tuples(
    st.sampled_from(IDS), st.sampled_from(NUMBERS), st.sampled_from(["other", "work", "home"])
).map(lambda drawn: PhoneNumber(id=drawn[0], number=drawn[1][0], number_e164=drawn[1][1], type=drawn[2]))
emails = st.tuples(st.sampled_from(IDS), st.sampled_from(["a@x.org", "b@x.org"])).map(
    lambda drawn: Email(id=drawn[0], address=drawn[1])
)


def drawn_contact(id_):
    return st.builds(
        Contact,
        id=st.just(id_),
        first_name=words,
        company=words,
        job_title=words,
        external_id=words,
        notes=st.sampled_from(["", "x", "x\n", "x\n\ny", "z", "  "]),
        phone_numbers=st.lists(phones, max_size=3, unique_by=match_key),
        emails=st.lists(emails, max_size=2, unique_by=match_key),
        tag_ids=st.lists(st.sampled_from(IDS), max_size=3),
        extra=st.dictionaries(
            st.sampled_from(["a", "b"]), st.sampled_from(["1", "2", ["1", "2"]]), max_size=2
        ),
    )


def joined(one, other):
    return Joining(Loaded(one, "a", b"", (), ""), Loaded(other, "b", b"", (), ""))


@given(drawn_contact(OLD), drawn_contact(NEW), st.data())
def test_nothing_is_lost_but_what_a_person_chose_to_drop(one, other, data):
    pair = joined(one, other)
    choices = {each.field: data.draw(st.sampled_from(["ours", "theirs"])) for each in pair.conflicts}
    result = pair.outcome(choices)
    dropped = {each.field: getattr(each, side) for each, side in pair.dropped(choices)}
    numbers = {match_key(phone) for phone in result.phone_numbers}
    by_id = {value for field, value in dropped.items() if field.endswith("].number")}
    for contact in (one, other):
        assert all(match_key(phone) in numbers or phone.number in by_id for phone in contact.phone_numbers)
        kept = {email.address for email in result.emails}
        assert all(email.address in kept or email.address in dropped.values() for email in contact.emails)
        assert set(contact.tag_ids) <= set(result.tag_ids)
        assert contact.notes.strip() in result.notes
        for name in ("first_name", "company", "job_title", "external_id"):
            value = getattr(contact, name)
            assert value in ("", getattr(result, name), dropped.get(name))
        for key, value in contact.extra.items():
            found = result.extra[key]
            assert value in (found, dropped.get(f"extra.{key}")) or set(value) <= set(found)
    assert result.id == OLD


@given(drawn_contact(OLD), drawn_contact(NEW))
def test_merging_again_changes_nothing(one, other):
    once = joined(one, other).outcome({})
    again = joined(once, other)
    assert again.outcome({}) == once


@given(drawn_contact(OLD))
def test_a_copy_brings_nothing(one):
    pair = joined(one, one.with_changes(id=NEW))
    assert pair.conflicts == ()
    assert pair.outcome({}) == one
