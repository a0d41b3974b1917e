"""Laws that every merge and every list of changes obeys, on pairs of records made to collide."""

from hypothesis import given
from hypothesis import strategies as st

from contacts_store.merge.changes import field_changes, summary
from contacts_store.merge.items import match_key
from contacts_store.merge.threeway import decided, merge
from contacts_store.model.contact import Contact, Email, PhoneNumber
from contacts_store.model.timestamp import parse_timestamp

CONTACT_ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
IDS = [f"00000000-0000-4000-8000-00000000000{digit}" for digit in range(4)]
NUMBERS = [
    ("+44 20 7946 0018", "+442079460018"),
    ("+442079460018", "+442079460018"),
    ("020 7946 0018", "+442079460018"),
    ("+1 202 555 0143 ext 7", "+12025550143"),
    ("+1 202 555 0143", "+12025550143"),
    ("anonymous", ""),
    ("0171 234567", ""),
]
WORDS = ["", "Ada", "Grace"]
SCALARS = ("first_name", "last_name", "company", "job_title", "notes", "external_id")

moments = st.sampled_from([None, *map(parse_timestamp, ("2026-01-01", "2026-02-02", "2026-03-03"))])
words = st.sampled_from(WORDS)
leaves = st.sampled_from([None, "", "x", "y"]) | st.lists(st.sampled_from(["a", "b", "c"]), max_size=3)
extras = st.dictionaries(
    st.sampled_from(["birthday", "a.b", "social"]),
    leaves | st.dictionaries(st.sampled_from(["mastodon", "irc"]), leaves, max_size=2),
    max_size=2,
)


@st.composite
def phones(draw):
    number, e164 = draw(st.sampled_from(NUMBERS))
    return PhoneNumber(
        id=draw(st.sampled_from(IDS)),
        number=number,
        number_e164=e164,
        type=draw(st.sampled_from(["work", "home"])),
        tm_create=draw(moments),
        extra=draw(st.dictionaries(st.just("note"), leaves, max_size=1)),
    )


emails = st.builds(
    Email,
    id=st.sampled_from(IDS),
    address=st.sampled_from(["a@x.org", "b@x.org", "c@x.org"]),
    type=st.sampled_from(["work", "personal"]),
    tm_create=moments,
)


@st.composite
def lists_of(draw, items, unique=None):
    drawn = draw(st.lists(items, max_size=3, unique_by=unique))
    primary = draw(st.integers(0, 3))
    return tuple(item.with_changes(is_primary=place == primary) for place, item in enumerate(drawn))


@st.composite
def contacts(draw, unique=None):
    return Contact(
        id=CONTACT_ID,
        **{name: draw(words) for name in SCALARS},
        phone_numbers=draw(lists_of(phones(), unique)),
        emails=draw(lists_of(emails, unique)),
        tag_ids=draw(st.lists(st.sampled_from(IDS), unique=True, max_size=3)),
        extra=draw(extras),
        tm_create=draw(moments),
        tm_update=draw(moments),
        tm_delete=draw(moments),
    )


tame = contacts((lambda item: item.id, match_key))
"""Contacts that hold no id and no number twice, as all that we write ourselves."""


def without_order(record):
    """The record as plain data with sorted lists, and without keys that say nothing."""

    def sort(value):
        if isinstance(value, dict):
            pruned = {key: sort(part) for key, part in value.items()}
            return {key: part for key, part in pruned.items() if part not in (None, "", [], {})}
        if isinstance(value, list):
            return sorted((sort(part) for part in value), key=repr)
        return value

    return sort(record.model_dump(mode="json"))


def mirrored(conflict):
    return conflict.field, repr(conflict.base), repr(conflict.theirs), repr(conflict.ours)


def as_seen(conflict):
    return conflict.field, repr(conflict.base), repr(conflict.ours), repr(conflict.theirs)


@given(st.none() | contacts(), contacts(), contacts())
def test_the_result_is_valid_whatever_meets(base, ours, theirs):
    record = merge(base, ours, theirs).record
    assert Contact.model_validate(record.model_dump()) == record


@given(st.none() | tame, tame, tame)
def test_swapped_sides_ask_the_same_questions(base, ours, theirs):
    forth, back = merge(base, ours, theirs), merge(base, theirs, ours)
    assert sorted(map(as_seen, forth.conflicts)) == sorted(map(mirrored, back.conflicts))
    assert forth.notes == back.notes or forth.conflicts


@given(st.none() | tame, tame, tame)
def test_swapped_sides_with_the_same_answers_give_the_same_record_but_for_order(base, ours, theirs):
    forth = merge(base, ours, theirs)
    answers = dict.fromkeys((conflict.field for conflict in forth.conflicts), "theirs")
    assert without_order(forth.record) == without_order(decided(base, theirs, ours, answers))


@given(contacts(), contacts())
def test_what_one_side_changed_is_the_result(base, changed):
    assert merge(base, changed, base).record == changed
    assert merge(base, base, changed).record == changed
    assert merge(base, changed, changed).record == changed
    assert not merge(base, changed, base).conflicts
    assert not merge(base, base, changed).conflicts


@given(st.none() | contacts(), contacts(), contacts())
def test_conflicts_have_names_of_their_own(base, ours, theirs):
    fields = [conflict.field for conflict in merge(base, ours, theirs).conflicts]
    assert len(fields) == len(set(fields))


@given(st.none() | tame, tame, tame)
def test_merging_the_result_with_a_side_once_more_changes_nothing(base, ours, theirs):
    merged = merge(base, ours, theirs)
    if not merged.conflicts:
        assert merge(base, merged.record, theirs).record == merged.record


@given(st.none() | contacts(), contacts(), contacts())
def test_a_changed_text_is_in_the_result_or_in_a_conflict(base, ours, theirs):
    merged = merge(base, ours, theirs)
    asked = {conflict.field: conflict for conflict in merged.conflicts}
    for name in SCALARS:
        before = getattr(base, name) if base else ""
        for side in (ours, theirs):
            value = getattr(side, name)
            if value == before:
                continue
            in_conflict = name in asked and value in (asked[name].ours, asked[name].theirs)
            assert getattr(merged.record, name) == value or in_conflict


@given(st.none() | contacts(), contacts(), contacts())
def test_tags_are_what_nobody_removed_and_anybody_added(base, ours, theirs):
    before, left, right = (set(side.tag_ids) if side else set() for side in (base, ours, theirs))
    if theirs not in (ours, base) and ours != base:
        expected = (before & left & right) | (left - before) | (right - before)
        assert set(merge(base, ours, theirs).record.tag_ids) == expected


@given(st.none() | contacts(), contacts(), contacts())
def test_an_item_goes_only_where_a_side_removed_it(base, ours, theirs):
    for name in ("phone_numbers", "emails"):
        before, left, right = (
            {item.id for item in getattr(side, name)} | {match_key(item) for item in getattr(side, name)}
            if side
            else set()
            for side in (base, ours, theirs)
        )
        result = merge(base, ours, theirs).record
        kept = {item.id for item in getattr(result, name)} | {
            match_key(item) for item in getattr(result, name)
        }
        for side in (ours, theirs):
            for item in getattr(side, name):
                marks = {item.id, match_key(item)}
                if not marks & before or (marks <= left and marks <= right):
                    assert marks & kept


@given(st.none() | tame, tame, tame)
def test_choosing_theirs_takes_their_value(base, ours, theirs):
    merged = merge(base, ours, theirs)
    answers = dict.fromkeys((conflict.field for conflict in merged.conflicts), "theirs")
    record = decided(base, ours, theirs, answers)
    for conflict in merged.conflicts:
        if conflict.field in SCALARS:
            assert getattr(record, conflict.field) == conflict.theirs


@given(st.none() | contacts(), contacts(), contacts(), st.data())
def test_any_choices_give_a_valid_record(base, ours, theirs, data):
    fields = [conflict.field for conflict in merge(base, ours, theirs).conflicts]
    choices = {field: data.draw(st.sampled_from(["base", "ours", "theirs"])) for field in fields}
    record = decided(base, ours, theirs, choices)
    assert Contact.model_validate(record.model_dump()) == record


@given(contacts(), contacts())
def test_there_are_changes_if_and_only_if_the_records_differ(before, after):
    differ = before.with_changes(tm_update=None) != after.with_changes(tm_update=None)
    assert bool(field_changes(before, after)) is differ
    assert field_changes(before, before) == ()


@given(contacts(), contacts())
def test_changes_have_names_of_their_own_and_are_worded_on_one_line(before, after):
    changes = field_changes(before, after)
    assert len({change.field for change in changes}) == len(changes)
    assert all(len(str(change).splitlines()) == 1 for change in changes)
    assert len(summary(before, after).splitlines()) == 1
