"""What two people do to one contact, each on a branch of their own, and what becomes of it."""

import pytest

from contacts_store.merge.threeway import KEPT_BOTH, FieldConflict, merge
from contacts_store.model.contact import Contact, Email, PhoneNumber
from contacts_store.model.timestamp import parse_timestamp

MONDAY, TUESDAY, WEDNESDAY = map(parse_timestamp, ("2026-02-02", "2026-02-03", "2026-02-04"))
WORK, HOME = "+442079460018", "+442079460958"


def new_id(number):
    return f"00000000-0000-4000-8000-{number:012}"


def phone(number, identity, **fields):
    return PhoneNumber(id=new_id(identity), number=number, number_e164=number, tm_create=MONDAY, **fields)


@pytest.fixture
def ada():
    return Contact(
        id=new_id(1),
        first_name="Ada",
        last_name="Lovelace",
        company="Analytical Engines",
        job_title="Programmer",
        phone_numbers=(phone(WORK, 10, type="work", is_primary=True), phone(HOME, 11, type="home")),
        emails=(Email(id=new_id(20), address="ada@example.org", tm_create=MONDAY),),
        tag_ids=(new_id(30), new_id(31)),
        tm_create=MONDAY,
        tm_update=MONDAY,
    )


def tuesday(record, **changes):
    return record.with_changes(tm_update=TUESDAY, **changes)


def wednesday(record, **changes):
    return record.with_changes(tm_update=WEDNESDAY, **changes)


def edited(items, place, **changes):
    return tuple(item.with_changes(**changes) if at == place else item for at, item in enumerate(items))


def cleanly(base, ours, theirs):
    """Merge in both directions, which must ask nothing; return what ours leads to."""
    forth, back = merge(base, ours, theirs), merge(base, theirs, ours)
    assert forth.conflicts == back.conflicts == ()
    assert sorted(map(str, forth.record.phone_numbers)) == sorted(map(str, back.record.phone_numbers))
    assert set(forth.record.tag_ids) == set(back.record.tag_ids)
    assert forth.record.tm_update == back.record.tm_update == WEDNESDAY
    return forth.record


def test_both_only_saved_again(ada):
    assert cleanly(ada, tuesday(ada), wednesday(ada)) == wednesday(ada)


def test_two_fields_far_apart(ada):
    merged = cleanly(ada, tuesday(ada, first_name="Augusta"), wednesday(ada, notes="Met at the fair"))
    assert merged == wednesday(ada, first_name="Augusta", notes="Met at the fair")


def test_two_neighbouring_fields(ada):
    merged = cleanly(ada, tuesday(ada, company="Babbage & Co"), wednesday(ada, job_title="Countess"))
    assert merged == wednesday(ada, company="Babbage & Co", job_title="Countess")


def test_one_field_to_the_same_value(ada):
    merged = cleanly(ada, tuesday(ada, company="Babbage & Co"), wednesday(ada, company="Babbage & Co"))
    assert merged == wednesday(ada, company="Babbage & Co")


def test_one_field_to_two_values(ada):
    ours, theirs = tuesday(ada, company="Babbage & Co", notes="x"), wednesday(ada, company="Jacquard Looms")
    merged = merge(ada, ours, theirs)
    question = FieldConflict("company", "Analytical Engines", "Babbage & Co", "Jacquard Looms")
    assert merged.conflicts == (question,)
    assert merged.record == wednesday(ada, company="Babbage & Co", notes="x")


def test_a_field_emptied_and_changed_is_asked(ada):
    merged = merge(ada, tuesday(ada, company=""), wednesday(ada, company="Jacquard Looms"))
    assert [conflict.field for conflict in merged.conflicts] == ["company"]


def test_a_phone_here_and_an_email_there(ada):
    new_phone = phone("+493012345678", 12)
    new_email = Email(id=new_id(21), address="countess@example.org")
    ours = tuesday(ada, phone_numbers=(*ada.phone_numbers, new_phone))
    theirs = wednesday(ada, emails=(*ada.emails, new_email))
    merged = cleanly(ada, ours, theirs)
    assert merged.phone_numbers == (*ada.phone_numbers, new_phone)
    assert merged.emails == (*ada.emails, new_email)


def test_two_phones_added(ada):
    one, two = phone("+493012345678", 12), phone("+33142685300", 13)
    ours = tuesday(ada, phone_numbers=(*ada.phone_numbers, one))
    theirs = wednesday(ada, phone_numbers=(*ada.phone_numbers, two))
    assert cleanly(ada, ours, theirs).phone_numbers == (*ada.phone_numbers, one, two)


def test_the_same_phone_added_twice_keeps_the_older_identity(ada):
    older = PhoneNumber(
        id=new_id(13), number="+33 1 42 68 53 00", number_e164="+33142685300", tm_create=MONDAY
    )
    newer = PhoneNumber(id=new_id(12), number="0033142685300", number_e164="+33142685300", tm_create=TUESDAY)
    ours = tuesday(ada, phone_numbers=(*ada.phone_numbers, newer))
    theirs = wednesday(ada, phone_numbers=(*ada.phone_numbers, older))
    assert cleanly(ada, ours, theirs).phone_numbers == (*ada.phone_numbers, older)


def test_one_phone_removed_and_another_edited(ada):
    ours = tuesday(ada, phone_numbers=ada.phone_numbers[:1])
    theirs = wednesday(ada, phone_numbers=edited(ada.phone_numbers, 0, type="mobile"))
    assert cleanly(ada, ours, theirs).phone_numbers == edited(ada.phone_numbers, 0, type="mobile")[:1]


def test_a_phone_removed_and_its_number_corrected(ada):
    corrected = edited(ada.phone_numbers, 1, number="+442079460959", number_e164="+442079460959")
    ours, theirs = tuesday(ada, phone_numbers=ada.phone_numbers[:1]), wednesday(ada, phone_numbers=corrected)
    forth, back = merge(ada, ours, theirs), merge(ada, theirs, ours)
    (question,) = forth.conflicts
    assert question.field == f"phone_numbers[{HOME}]"
    assert question.base["number"] == HOME
    assert question.ours is None
    assert question.theirs["number"] == "+442079460959"
    assert back.record.phone_numbers == corrected


def test_the_type_of_a_phone_and_the_primary_moved(ada):
    moved = edited(edited(ada.phone_numbers, 0, is_primary=False), 1, is_primary=True)
    ours = tuesday(ada, phone_numbers=edited(ada.phone_numbers, 0, type="mobile"))
    merged = cleanly(ada, ours, wednesday(ada, phone_numbers=moved))
    assert merged.phone_numbers == edited(moved, 0, type="mobile")


def test_the_primary_moved_to_two_phones(ada):
    fax = phone("+442079460777", 12)
    base = ada.with_changes(phone_numbers=(*ada.phone_numbers, fax))
    none = edited(base.phone_numbers, 0, is_primary=False)
    ours = tuesday(base, phone_numbers=edited(none, 1, is_primary=True))
    theirs = wednesday(base, phone_numbers=edited(none, 2, is_primary=True))
    merged = merge(base, ours, theirs)
    assert merged.conflicts == (FieldConflict("phone_numbers (primary)", WORK, HOME, "+442079460777"),)
    assert merged.record.phone_numbers == ours.phone_numbers


def test_a_tag_added_on_both_sides(ada):
    ours = tuesday(ada, tag_ids=(*ada.tag_ids, new_id(32)))
    theirs = wednesday(ada, tag_ids=(*ada.tag_ids, new_id(33)))
    assert cleanly(ada, ours, theirs).tag_ids == (*ada.tag_ids, new_id(32), new_id(33))


def test_a_tag_added_and_another_removed(ada):
    ours = tuesday(ada, tag_ids=(*ada.tag_ids, new_id(32)))
    theirs = wednesday(ada, tag_ids=ada.tag_ids[1:])
    assert cleanly(ada, ours, theirs).tag_ids == (new_id(31), new_id(32))


def test_moved_to_trash_and_edited_keeps_both_and_says_so(ada):
    ours, theirs = tuesday(ada, tm_delete=TUESDAY), wednesday(ada, company="Babbage & Co")
    assert cleanly(ada, ours, theirs) == wednesday(ada, company="Babbage & Co", tm_delete=TUESDAY)
    assert merge(ada, ours, theirs).notes == merge(ada, theirs, ours).notes == (KEPT_BOTH,)


def test_moved_to_trash_and_only_saved_again_needs_no_words(ada):
    merged = merge(ada, tuesday(ada, tm_delete=TUESDAY), wednesday(ada))
    assert merged.record.is_deleted
    assert merged.notes == ()


def test_moved_to_trash_twice_keeps_the_earlier_time(ada):
    merged = cleanly(ada, wednesday(ada, tm_delete=WEDNESDAY), tuesday(ada, tm_delete=TUESDAY))
    assert merged.tm_delete == TUESDAY


def test_a_new_name_and_an_edit(ada):
    ours = tuesday(ada, last_name="King", display_name="Ada King")
    merged = cleanly(ada, ours, wednesday(ada, job_title="Countess"))
    assert merged == wednesday(ada, last_name="King", display_name="Ada King", job_title="Countess")


def test_undo_of_an_older_change_after_a_later_one(ada):
    changed = tuesday(ada, company="Babbage & Co")
    later = wednesday(changed, job_title="Countess")
    assert merge(changed, later, ada).record == wednesday(ada, job_title="Countess")


def test_a_key_written_by_hand_and_an_edit(ada):
    ours = ada.with_changes(extra={"birthday": "1815-12-10"})
    merged = cleanly(ada, ours, wednesday(ada, company="Babbage & Co"))
    assert merged == wednesday(ada, company="Babbage & Co", extra={"birthday": "1815-12-10"})


def test_written_in_another_style_and_an_edit(ada):
    in_another_style = ada.with_changes(extra={"nickname": None})
    base = ada.with_changes(extra={"nickname": ""})
    merged = cleanly(base, in_another_style, wednesday(base, company="Babbage & Co"))
    assert merged.company == "Babbage & Co"
    assert merged.extra == {"nickname": None}


@pytest.mark.parametrize("has_base", [True, False])
def test_two_people_under_one_file_name_are_never_mixed(ada, has_base):
    grace = wednesday(ada, id=new_id(2), first_name="Grace", last_name="Hopper")
    merged = merge(ada if has_base else None, tuesday(ada), grace)
    assert merged.record == tuesday(ada)
    assert [conflict.field for conflict in merged.conflicts] == ["id"]
    assert merged.conflicts[0].theirs == grace.id


def test_a_base_of_another_person_is_no_base(ada):
    grace = ada.with_changes(id=new_id(2), first_name="Grace")
    merged = merge(grace, tuesday(ada), wednesday(ada))
    assert [conflict.field for conflict in merged.conflicts] == ["id"]
