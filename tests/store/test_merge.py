"""The rules of a merge at their edges: unknown keys, order, items without a base, duplicates, choices, tags."""

import pytest

from contacts_store.merge.threeway import FieldConflict, decided, merge
from contacts_store.model.contact import Contact, Email, PhoneNumber
from contacts_store.model.tag import Tag
from contacts_store.model.timestamp import parse_timestamp

EARLY, LATE = map(parse_timestamp, ("2026-02-02", "2026-02-03"))


def new_id(number):
    return f"00000000-0000-4000-8000-{number:012}"


def contact(**fields):
    return Contact(id=new_id(1), **fields)


def phone(number, identity, **fields):
    return PhoneNumber(id=new_id(identity), number=number, **fields)


def fields_of(merged):
    return [conflict.field for conflict in merged.conflicts]


def test_unknown_maps_are_merged_inside():
    base = contact(extra={"social": {"irc": "ada", "mastodon": "a"}})
    ours = contact(extra={"social": {"irc": "countess", "mastodon": "a"}})
    theirs = contact(extra={"social": {"irc": "ada", "mastodon": "a", "web": "x.org"}})
    merged = merge(base, ours, theirs)
    assert merged.record.extra == {"social": {"irc": "countess", "mastodon": "a", "web": "x.org"}}
    assert merged.conflicts == ()


def test_a_conflict_inside_an_unknown_map_names_its_path():
    base, ours, theirs = (contact(extra={"a.b": {"irc": nick}}) for nick in "xyz")
    assert merge(base, ours, theirs).conflicts == (FieldConflict('extra."a.b".irc', "x", "y", "z"),)


def test_an_unknown_map_removed_here_and_edited_there_is_asked():
    base, theirs = contact(extra={"pet": {"name": "Puff"}}), contact(extra={"pet": {"name": "Tom"}})
    merged = merge(base, contact(), theirs)
    assert merged.conflicts == (FieldConflict("extra.pet", {"name": "Puff"}, None, {"name": "Tom"}),)
    assert decided(base, contact(), theirs, {"extra.pet": "theirs"}) == theirs


def test_an_unknown_list_of_texts_is_a_set():
    base = contact(extra={"likes": ["tea", "chess"]})
    ours, theirs = (
        contact(extra={"likes": ["tea", "chess", "cats"]}),
        contact(extra={"likes": ["chess", "looms"]}),
    )
    assert merge(base, ours, theirs).record.extra == {"likes": ["chess", "cats", "looms"]}


@pytest.mark.parametrize("extra", [["tea", "tea", "x"], [{"name": "Tom"}], "tea"])
def test_other_unknown_values_are_settled_as_a_whole(extra):
    base = contact(extra={"likes": "y"})
    merged = merge(base, contact(extra={"likes": ["a", "a"]}), contact(extra={"likes": extra}))
    assert merged.conflicts == (FieldConflict("extra.likes", "y", ["a", "a"], extra),)


def test_the_order_that_only_theirs_changed_is_kept_with_ours_additions():
    one, two, three = (phone(f"+44207946001{digit}", digit) for digit in (2, 3, 4))
    base = contact(phone_numbers=(one, two))
    merged = merge(base, contact(phone_numbers=(one, two, three)), contact(phone_numbers=(two, one)))
    assert merged.record.phone_numbers == (two, one, three)


def test_ours_order_leads_when_both_changed_it():
    base, ours, theirs = (
        contact(tag_ids=order) for order in (("a", "b", "c"), ("b", "a", "c"), ("c", "b", "a"))
    )
    assert merge(base, ours, theirs).record.tag_ids == ("b", "a", "c")


def test_two_extensions_of_one_switchboard_stay_two_numbers():
    seven, eight = (
        phone(f"+1 202 555 0143 ext {extension}", extension, number_e164="+12025550143")
        for extension in (7, 8)
    )
    merged = merge(contact(), contact(phone_numbers=(seven,)), contact(phone_numbers=(eight,)))
    assert merged.record.phone_numbers == (seven, eight)


def test_numbers_without_an_international_form_are_matched_by_digits():
    ours = contact(phone_numbers=(phone("0171 234567", 5, type="work"),))
    theirs = contact(phone_numbers=(phone("0171/234567", 6, type="work"),))
    assert merge(contact(), ours, theirs).record.phone_numbers == ours.phone_numbers


def test_an_international_form_goes_with_its_number():
    base = contact(phone_numbers=(phone("020 7946 0018", 5),))
    derived = contact(phone_numbers=(phone("020 7946 0018", 5, number_e164="+442079460018"),))
    corrected = contact(phone_numbers=(phone("020 7946 0019", 5, number_e164="+442079460019"),))
    assert merge(base, derived, corrected).record.phone_numbers == corrected.phone_numbers
    assert merge(base, corrected, derived).record.phone_numbers == corrected.phone_numbers


def test_an_international_form_derived_two_ways_is_asked():
    base, ours, theirs = (
        contact(phone_numbers=(phone("020 7946 0018", 5, number_e164=form),))
        for form in ("", "+442079460018", "+12079460018")
    )
    assert fields_of(merge(base, ours, theirs)) == ["phone_numbers[020 7946 0018].number_e164"]


def test_a_number_corrected_two_ways_is_one_question():
    base, ours, theirs = (
        contact(phone_numbers=(phone(number, 5, number_e164=number),))
        for number in ("+442079460018", "+442079460019", "+442079460017")
    )
    field = "phone_numbers[+442079460018].number"
    assert fields_of(merge(base, ours, theirs)) == [field]
    for side, record in {"base": base, "ours": ours, "theirs": theirs}.items():
        assert decided(base, ours, theirs, {field: side}) == record


def test_the_same_id_for_two_numbers_is_one_question_and_base_means_ours():
    ours, theirs = (
        contact(phone_numbers=(phone(number, 5, number_e164=number),))
        for number in ("+442079460018", "+442079460019")
    )
    field = "phone_numbers[+442079460018].number"
    assert fields_of(merge(None, ours, theirs)) == [field]
    assert decided(None, ours, theirs, {field: "base"}) == ours


def test_an_item_given_another_id_on_one_side_takes_it():
    base = contact(phone_numbers=(phone("+442079460018", 5, type="work"),))
    renumbered = contact(phone_numbers=(phone("+442079460018", 6, type="work"),))
    retyped = contact(phone_numbers=(phone("+442079460018", 5, type="home"),))
    expected = (phone("+442079460018", 6, type="home"),)
    assert merge(base, renumbered, retyped).record.phone_numbers == expected
    assert merge(base, retyped, renumbered).record.phone_numbers == expected


def test_removing_the_primary_promotes_nobody_and_yields_to_a_new_one():
    old, new = phone("+442079460018", 5, is_primary=True), phone("+442079460019", 6)
    base = contact(phone_numbers=(old, new))
    removed = contact(phone_numbers=(new,), company="x")
    assert merge(base, removed, contact(phone_numbers=(old, new), notes="y")).record.phone_numbers == (new,)
    moved = contact(phone_numbers=(old.with_changes(is_primary=False), new.with_changes(is_primary=True)))
    merged = merge(base, removed, moved)
    assert merged.record.phone_numbers == (new.with_changes(is_primary=True),)
    assert merged.conflicts == ()


def test_a_phone_made_primary_here_and_removed_there_is_asked():
    old, new = phone("+442079460018", 5, is_primary=True), phone("+442079460019", 6)
    base, ours = contact(phone_numbers=(old, new)), contact(phone_numbers=(old,))
    theirs = contact(phone_numbers=(old.with_changes(is_primary=False), new.with_changes(is_primary=True)))
    merged = merge(base, ours, theirs)
    assert fields_of(merged) == ["phone_numbers[+442079460019]"]
    assert merged.record == ours
    assert decided(base, ours, theirs, {"phone_numbers[+442079460019]": "theirs"}) == theirs


def test_equal_items_in_one_list_are_told_apart():
    twin = phone("+442079460018", 5, type="work")
    base = contact(phone_numbers=(twin, twin))
    ours = contact(phone_numbers=(twin, twin.with_changes(type="home")))
    theirs = contact(phone_numbers=(twin, twin.with_changes(type="fax")))
    assert fields_of(merge(base, ours, theirs)) == ["phone_numbers[+442079460018#2].type"]


def test_restored_here_and_deleted_anew_there_is_asked():
    base, ours, theirs = (contact(tm_delete=moment) for moment in (EARLY, None, LATE))
    merged = merge(base, ours, theirs)
    question = FieldConflict("tm_delete", "2026-02-02T00:00:00.000000Z", None, "2026-02-03T00:00:00.000000Z")
    assert merged.conflicts == (question,)
    assert merged.notes == ()


def test_a_time_of_creation_is_the_corrected_one_else_the_earlier():
    ours, theirs = contact(tm_create=LATE, company="x"), contact(tm_create=EARLY, notes="y")
    assert merge(None, ours, theirs).record.tm_create == EARLY
    assert merge(contact(tm_create=EARLY), ours, theirs).record.tm_create == LATE
    assert merge(contact(tm_create=LATE), ours, theirs).record.tm_create == EARLY


def test_added_on_both_sides_what_one_has_is_taken_and_what_differs_is_asked():
    ours = contact(
        first_name="Ada", company="x", emails=(Email(id=new_id(5), address="a@x.org", type="work"),)
    )
    theirs = contact(
        first_name="Ada", company="y", notes="z", emails=(Email(id=new_id(4), address="a@x.org"),)
    )
    merged = merge(None, ours, theirs)
    assert fields_of(merged) == ["company", "emails[a@x.org].type"]
    assert merged.record.notes == "z"
    assert merged.record.emails == (Email(id=new_id(4), address="a@x.org", type="work"),)


def test_duplicates_become_the_leading_record():
    ours = contact(first_name="Ada", source="manual", tag_ids=("vip",), tm_delete=EARLY)
    theirs = Contact(id=new_id(2), last_name="Lovelace", source="import", tag_ids=("old", "vip"))
    merged = merge(None, ours, theirs, duplicates=True)
    expected = contact(first_name="Ada", last_name="Lovelace", source="manual", tag_ids=("vip", "old"))
    assert merged.record == expected
    assert merged.conflicts == ()


def test_duplicates_that_are_both_deleted_stay_so():
    ours, theirs = contact(tm_delete=LATE), Contact(id=new_id(2), tm_delete=EARLY)
    assert merge(None, ours, theirs, duplicates=True).record.tm_delete == EARLY


def test_choices_settle_each_conflict_alone():
    base = contact(company="a", job_title="b", notes="c", customer_id=new_id(7))
    ours = contact(company="a1", job_title="b1", notes="c1", customer_id=new_id(8))
    theirs = contact(company="a2", job_title="b2", notes="c2", customer_id=new_id(9))
    record = decided(base, ours, theirs, {"company": "theirs", "job_title": "base", "elsewhere": "theirs"})
    assert record == contact(company="a2", job_title="b", notes="c1", customer_id=new_id(8))


@pytest.mark.parametrize("side", ["base", "ours", "theirs"])
def test_of_two_people_one_is_chosen_whole(side):
    sides = {name: Contact(id=new_id(place)) for place, name in enumerate(("base", "ours", "theirs"))}
    assert decided(**sides, choices={"id": side}) is sides[side]


def test_where_there_is_no_base_choosing_it_leaves_ours():
    ours, theirs = Tag(id=new_id(1), name="vip"), Tag(id=new_id(1), name="important")
    assert decided(None, ours, theirs, {"name": "base"}) == ours
    stranger = Tag(id=new_id(2), name="other")
    assert decided(None, ours, stranger, {"id": "base"}) == ours


def test_tags_merge_by_the_same_rules():
    base = Tag(id=new_id(1), name="vip", color="teal", tm_update=EARLY)
    ours, theirs = base.with_changes(name="VIP"), base.with_changes(color="#ff0000", tm_update=LATE)
    merged = merge(base, ours, theirs)
    assert merged.record == Tag(id=new_id(1), name="VIP", color="#ff0000", tm_update=LATE)
    assert merged.conflicts == ()
