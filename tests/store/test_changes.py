"""What changed between two states of a record, as values and in words."""

import pytest

from contacts_store.merge.changes import FieldChange, field_changes, summary, summary_of_many
from contacts_store.model.contact import Contact, Email, PhoneNumber
from contacts_store.model.tag import Tag
from contacts_store.model.timestamp import parse_timestamp

NOW = parse_timestamp("2026-02-07T14:45:59.038962Z")
WORK, HOME = "+442079460018", "+442079460958"
VIP = "00000000-0000-4000-8000-0000000000aa"


def new_id(number):
    return f"00000000-0000-4000-8000-{number:012}"


@pytest.fixture
def ada():
    return Contact(
        id=new_id(1),
        first_name="Ada",
        last_name="Lovelace",
        company="Acme",
        phone_numbers=(
            PhoneNumber(id=new_id(10), number=WORK, number_e164=WORK, type="work", is_primary=True),
            PhoneNumber(id=new_id(11), number=HOME, number_e164=HOME, type="home"),
        ),
        emails=(Email(id=new_id(20), address="ada@example.org"),),
        tag_ids=("a", "b"),
    )


def with_phone(record, place, **changes):
    phones = list(record.phone_numbers)
    phones[place] = phones[place].with_changes(**changes)
    return record.with_changes(phone_numbers=phones)


def test_a_changed_field_has_both_values(ada):
    (change,) = field_changes(ada, ada.with_changes(company="Initech", tm_update=NOW))
    assert change == FieldChange("company", "Acme", "Initech")
    assert str(change) == "company: Acme → Initech"


def test_times_are_texts(ada):
    (change,) = field_changes(ada, ada.with_changes(tm_delete=NOW))
    assert change == FieldChange("tm_delete", None, "2026-02-07T14:45:59.038962Z")
    assert str(change) == "moved to trash"


def test_an_item_added_or_removed_is_whole(ada):
    fewer = ada.with_changes(phone_numbers=ada.phone_numbers[:1])
    (removed,) = field_changes(ada, fewer)
    (added,) = field_changes(fewer, ada)
    assert removed.field == added.field == f"phone_numbers[{HOME}]"
    assert removed.old == added.new == ada.phone_numbers[1].model_dump(mode="json")
    assert removed.new is added.old is None
    assert str(added) == "phone +44 20 7946 0958 added"
    assert str(removed) == "phone +44 20 7946 0958 removed"


def test_a_field_of_an_item_is_named_by_the_item(ada):
    (change,) = field_changes(ada, with_phone(ada, 0, type="mobile"))
    assert change == FieldChange(f"phone_numbers[{WORK}].type", "work", "mobile")
    assert str(change) == "phone +44 20 7946 0018 type: work → mobile"


def test_a_corrected_number_is_named_as_it_was(ada):
    corrected = with_phone(ada, 1, number="+44 20 7946 0959", number_e164="+442079460959")
    assert field_changes(ada, corrected) == (
        FieldChange(f"phone_numbers[{HOME}].number", HOME, "+44 20 7946 0959"),
        FieldChange(f"phone_numbers[{HOME}].number_e164", HOME, "+442079460959"),
    )
    assert summary(ada, corrected) == "Ada Lovelace: phone +44 20 7946 0958 number changed"


def test_items_of_other_ids_are_matched_by_what_they_are(ada):
    (change,) = field_changes(
        ada, ada.with_changes(emails=(Email(id=new_id(21), address="ada@example.org"),))
    )
    assert change == FieldChange("emails[ada@example.org].id", new_id(20), new_id(21))


def test_a_moved_primary_is_two_changes_and_one_phrase(ada):
    moved = with_phone(with_phone(ada, 0, is_primary=False), 1, is_primary=True)
    changes = field_changes(ada, moved)
    assert [(change.field, change.new) for change in changes] == [
        (f"phone_numbers[{WORK}].is_primary", False),
        (f"phone_numbers[{HOME}].is_primary", True),
    ]
    assert summary(ada, moved) == "Ada Lovelace: phone +44 20 7946 0958 made primary"
    unmarked = with_phone(ada, 0, is_primary=False)
    assert summary(ada, unmarked) == "Ada Lovelace: phone +44 20 7946 0018 no longer primary"


def test_another_order_is_one_change(ada):
    phones, tags = field_changes(
        ada, ada.with_changes(phone_numbers=ada.phone_numbers[::-1], tag_ids=("b", "a"))
    )
    assert phones == FieldChange("phone_numbers (order)", [WORK, HOME], [HOME, WORK])
    assert tags == FieldChange("tag_ids (order)", ["a", "b"], ["b", "a"])
    assert str(phones) == "phones reordered"


def test_tags_come_and_go_by_id(ada):
    changed = ada.with_changes(tag_ids=("a", VIP))
    assert field_changes(ada, changed) == (
        FieldChange("tag_ids[b]", "b", None),
        FieldChange(f"tag_ids[{VIP}]", None, VIP),
    )
    assert summary(ada, changed, {VIP: "vip"}) == "Ada Lovelace: tag b removed; tag vip added"


def test_unknown_keys_are_named_by_their_path(ada):
    before = ada.with_changes(extra={"birthday": "1815-12-10", "social": {"irc": "ada", "a.b": "x"}})
    after = ada.with_changes(extra={"social": {"irc": "countess"}, "likes": ["tea"]})
    assert field_changes(before, after) == (
        FieldChange("extra.birthday", "1815-12-10", None),
        FieldChange("extra.social.irc", "ada", "countess"),
        FieldChange('extra.social."a.b"', "x", None),
        FieldChange("extra.likes", None, ["tea"]),
    )


def test_a_created_record_has_a_change_for_all_that_it_holds():
    tag = Tag(id=VIP, name="vip", color="teal")
    assert field_changes(None, tag) == (
        FieldChange("id", None, VIP),
        FieldChange("name", None, "vip"),
        FieldChange("color", None, "teal"),
    )
    assert field_changes(tag, None)[1] == FieldChange("name", "vip", None)
    assert field_changes(None, None) == ()


def test_a_created_contact_lists_its_items(ada):
    fields = [change.field for change in field_changes(None, ada)]
    assert f"phone_numbers[{WORK}]" in fields
    assert "tag_ids[a]" in fields
    assert "notes" not in fields


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (FieldChange("notes", "", "one\ntwo\x85three"), "notes: (none) → one two three"),
        (FieldChange("notes", "x" * 99, None), f"notes: {'x' * 59}… → (none)"),
        (FieldChange("extra.likes", None, ["tea"]), 'likes: (none) → ["tea"]'),
        (FieldChange("phone_numbers[anonymous].type", "work", "fax"), "phone anonymous type: work → fax"),
        (
            FieldChange(f"phone_numbers[{WORK}].number_e164", "", WORK),
            f"phone +44 20 7946 0018 E.164 form: (none) → {WORK}",
        ),
        (FieldChange("emails[a@x.org].extra.note", None, "n"), "e-mail a@x.org note: (none) → n"),
        (FieldChange("emails (primary)", None, "a@x.org"), "primary e-mail: (none) → a@x.org"),
        (FieldChange('extra."likes (order)"', "tea", "chess"), '"likes (order)": tea → chess'),
        (FieldChange("tm_delete", "2026-02-07T00:00:00.000000Z", None), "restored"),
    ],
)
def test_a_change_is_worded_on_one_line(change, words):
    assert str(change) == words


def test_the_summary_gathers_fields_by_what_was_done(ada):
    changed = ada.with_changes(company="Initech", job_title="Countess", emails=())
    assert summary(ada, changed) == "Ada Lovelace: company, job title changed; e-mail ada@example.org removed"


def test_the_summary_counts_what_is_too_much_to_name(ada):
    changed = ada.with_changes(first_name="A", last_name="L", company="I", job_title="C", notes="n")
    assert summary(ada, changed) == "A L: first name, last name, company and 2 more changed"


def test_the_summary_names_the_fate_of_a_record(ada):
    deleted = ada.with_changes(tm_delete=NOW)
    assert summary(None, ada) == "Ada Lovelace: created"
    assert summary(ada, None) == "Ada Lovelace: purged"
    assert summary(ada, deleted) == "Ada Lovelace: moved to trash"
    assert summary(deleted, ada) == "Ada Lovelace: restored"
    assert summary(ada, ada) == "Ada Lovelace: unchanged"
    assert summary(ada, deleted.with_changes(company="x")) == "Ada Lovelace: company changed; moved to trash"


def test_the_summary_of_a_tag_names_the_tag():
    before, after = Tag(id=VIP, name="vip"), Tag(id=VIP, name="important\nones")
    assert summary(before, after) == "tag important ones: name changed"


def people(*companies):
    return [
        Contact(id=new_id(place), first_name=f"P{place}", company=name)
        for place, name in enumerate(companies)
    ]


def test_the_same_deed_to_several_is_told_once():
    pairs = [(person, person.with_changes(tag_ids=(VIP,))) for person in people("x", "y", "z")]
    assert summary_of_many(pairs, {VIP: "vip"}) == "3 contacts: tag vip added"


def test_the_same_fate_of_several_is_told_once():
    pairs = [(person, person.with_changes(tm_delete=NOW)) for person in people("x", "y")]
    assert summary_of_many(pairs) == "2 contacts moved to trash"
    assert summary_of_many([(None, person) for person in people("x", "y")]) == "2 contacts created"


def test_different_fates_are_counted():
    one, two, three = people("x", "y", "z")
    pairs = [(None, one), (two, two.with_changes(company="w")), (three, three.with_changes(company="w"))]
    assert summary_of_many(pairs) == "3 contacts: 1 created, 2 changed"


def test_different_edits_are_gathered_by_field():
    one, two = people("x", "y")
    phone = PhoneNumber(id=new_id(5), number=WORK, number_e164=WORK)
    pairs = [(one, one.with_changes(company="w")), (two, two.with_changes(phone_numbers=(phone,)))]
    assert summary_of_many(pairs) == "2 contacts: company, phones changed"


def test_the_unchanged_do_not_count():
    one, two = people("x", "y")
    assert summary_of_many([(one, one), (two, two.with_changes(company="w"))]) == "P1: company changed"
    assert summary_of_many([(one, one)]) == summary(None, None) == "nothing changed"


def test_tags_and_contacts_together_are_records():
    tags = [(None, Tag(id=VIP, name="vip")), (None, Tag(id=new_id(8), name="old"))]
    assert summary_of_many(tags) == "2 tags created"
    assert summary_of_many([*tags, (None, people("x")[0])]) == "3 records created"
