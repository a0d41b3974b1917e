"""Probable duplicates: who is suggested, why, who is not, and what holds of any two contacts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts_store.duplicates.candidates import candidates, groups
from contacts_store.duplicates.likeness import likeness
from contacts_store.duplicates.lookalikes import Lookalikes
from contacts_store.duplicates.profile import profile_of
from contacts_store.model.contact import Contact, Email, PhoneNumber


def id_of(number):
    return f"{number:08d}-0000-4000-8000-000000000000"


class People:
    """Contacts in files, numbered in the order of their creation."""

    def __init__(self, disk):
        self.disk = disk
        self.count = 0

    def add(self, first="", last="", **fields):
        self.count += 1
        lines = [f"id: {id_of(self.count)}", f"tm_create: 2026-01-01T00:00:{self.count % 60:02d}Z"]
        fields = {"first_name": first, "last_name": last} | fields
        lines += [f"{key}: {value}" for key, value in fields.items() if value]
        self.disk.write(f"contacts/{self.count:05d}.yaml", "\n".join(lines) + "\n")
        return id_of(self.count)

    def found(self, **options):
        store = self.disk.open()
        store.load()
        return candidates(store.snapshot, **options)

    def reasons(self, **options):
        return [(one.likeness.words, one.likeness.score) for one in self.found(**options)]


@pytest.fixture
def people(disk):
    return People(disk)


ADA = ("Ada", "Lovelace")


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (
            {"phone_numbers": "['020 7946 0018']"},
            {"phone_numbers": "['+44 (0)20 7946 0018']"},
            "same number +44 20 7946 0018, same name",
        ),
        ({"emails": "[ada@x.org]"}, {"emails": "[ada@x.org]"}, "same address ada@x.org, same name"),
        (
            {"external_id": "sf_0031", "source": "sync", "emails": "[a@x.org]"},
            {"external_id": "sf_0031", "source": "sync", "emails": "[b@x.org]"},
            "same external id sf_0031, same name",
        ),
        ({"company": "Acme"}, {"company": "ACME"}, "same name, same company"),
    ],
)
def test_what_two_have_in_common_is_the_reason(people, one, other, words):
    people.add(*ADA, **one)
    people.add(*ADA, **other)
    assert [each for each, _ in people.reasons()] == [words]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Lovelace Ada", "same name, other order"),
        ("ÁDA LOVELACE", "same name"),
        ("A. Lovelace", "one name is short for the other"),
        ("Ada King Lovelace", "one name is short for the other"),
        ("Ada Lovelase", "similar names"),
        ("Adda Lovelace", "similar names"),
    ],
)
def test_names_need_not_be_written_alike(people, name, words):
    people.add(*ADA, company="Acme")
    people.add(display_name=f'"{name}"', company="Acme")
    assert [each for each, _ in people.reasons()] == [f"{words}, same company"]


@pytest.mark.parametrize("name", ["Ada Byron", "Ian Lovelace", "Ada", "Lovelace 2", "O'Lovelace"])
def test_other_names_in_one_company_are_other_people(people, name):
    people.add(*ADA, company="Acme")
    people.add(display_name=f'"{name}"', company="Acme")
    assert people.reasons() == []


def test_figures_in_a_name_are_no_slip(people):
    people.add(display_name="Meeting Room 12", company="Acme")
    people.add(display_name="Meeting Room 13", company="Acme")
    assert people.reasons() == []


def test_one_external_id_of_two_sources_says_nothing(people):
    people.add("Ada", external_id="0031", source="sync")
    people.add("Grace", external_id="0031", source="import")
    assert people.reasons(least=1) == []


def test_a_family_with_one_number_is_not_suggested_but_can_be_asked_for(people):
    people.add("Ada", "Lovelace", phone_numbers="['+442079460018']")
    people.add("William", "King", phone_numbers="['+442079460018']")
    assert people.reasons() == []
    assert len(people.reasons(least=30)) == 1


def test_a_number_without_a_name_is_whoever_has_it(people):
    people.add("Ada", "Lovelace", phone_numbers="['+442079460018']")
    people.add(phone_numbers="['+442079460018']")
    assert [score > 70 for _, score in people.reasons()] == [True]


def test_a_switchboard_suggests_nobody_but_those_of_one_name(people):
    for number in range(40):
        people.add(f"Person{chr(97 + number % 26)}{chr(97 + number // 26)}", "Zed", emails="[desk@x.org]")
    people.add(*ADA, emails="[desk@x.org]", company="Acme")
    people.add(*ADA, emails="[desk@x.org]", company="Acme")
    assert [(each.elder.name, each.younger.name) for each in people.found()] == [("Ada Lovelace",) * 2]


def test_the_deleted_and_the_broken_are_left_out(people):
    people.add(*ADA, emails="[ada@x.org]")
    people.add(*ADA, emails="[ada@x.org]", tm_delete="2026-02-02")
    people.add(*ADA, emails="[ada@x.org]", phone_numbers="5")
    assert people.reasons() == []


def test_more_than_two_are_a_group_the_eldest_first(people):
    ids = [people.add(*ADA, emails="[ada@x.org]") for _ in range(3)]
    people.add("Grace", "Hopper", emails="[grace@x.org]")
    people.add("Grace", "Hopper", emails="[grace@x.org]")
    found = groups(people.found())
    assert sorted(len(group.rows) for group in found) == [2, 3]
    assert [[row.id for row in group.rows] for group in found if len(group.rows) == 3] == [ids]


def test_the_search_tells_how_far_it_is_and_can_be_ended(people):
    people.add(*ADA, emails="[ada@x.org]")
    people.add(*ADA, emails="[ada@x.org]")
    shares = []
    people.found(on_progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1

    def enough(_share):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        people.found(on_progress=enough)


def test_a_draft_is_recognised_while_it_is_typed(people):
    ada = people.add(*ADA, company="Acme", phone_numbers="['+442079460018']")
    people.add("Grace", "Hopper")
    store = people.disk.open()
    alike = Lookalikes(store.load())
    phone = store.new_phone("020 7946 0018")
    assert [one.row.id for one in alike.of(store.draft(phone_numbers=(phone,)))] == [ada]
    (one,) = alike.of(store.draft(first_name="lovelace", last_name="ada", company="acme"))
    assert (one.row.id, one.likeness.words) == (ada, "same name, other order, same company")
    assert alike.of(store.read(ada).contact) == []
    assert alike.of(store.draft(first_name="Someone")) == []


NAMES = ["", "Ada", "Lovelace", "A", "Lovelase", "King", "O'Shea", "山田", "7"]
HANDLES = ["a@x.org", "b@x.org", "c@x.org"]
contacts = st.builds(
    lambda number, first, last, company, emails: Contact(
        id=id_of(number), first_name=first, last_name=last, company=company,
        emails=tuple(Email(id=id_of(at), address=address) for at, address in enumerate(emails)),
    ),
    st.integers(0, 99_999_999), st.sampled_from(NAMES), st.sampled_from(NAMES),
    st.sampled_from(["", "Acme"]), st.lists(st.sampled_from(HANDLES), max_size=2, unique=True),
)  # fmt: skip


@given(contacts, contacts)
def test_likeness_does_not_ask_who_comes_first(one, other):
    left, right = profile_of(one), profile_of(other)
    there, back = likeness(left, right), likeness(right, left)
    assert there == back
    assert 0 <= there.score <= 100
    assert (there.score > 0) == bool(there.reasons)


@given(contacts)
def test_nobody_is_more_like_one_than_oneself(one):
    profile = profile_of(one)
    assert likeness(profile, profile).score >= likeness(profile, profile_of(Contact(id=id_of(1)))).score


@given(st.lists(contacts, max_size=8, unique_by=lambda one: one.id))
def test_no_pair_comes_twice_and_every_likely_pair_with_a_common_handle_is_found(drawn):
    from contacts_store.records.rows import row_of
    from contacts_store.snapshot.row import NO_STAMP
    from contacts_store.snapshot.snapshot import Snapshot

    snapshot = Snapshot([row_of(one, f"contacts/{one.id}.yaml", (), b"", NO_STAMP) for one in drawn])
    found = candidates(snapshot)
    pairs = [each.pair for each in found]
    assert len(set(pairs)) == len(pairs)
    assert [each.likeness.score for each in found] == sorted(
        (each.likeness.score for each in found), reverse=True
    )
    by_id = {one.id: one for one in drawn}
    likely = {
        (one, other)
        for one in by_id
        for other in by_id
        if one < other
        and {email.address for email in by_id[one].emails} & {email.address for email in by_id[other].emails}
        and likeness(profile_of(by_id[one]), profile_of(by_id[other])).score >= 50
    }
    assert likely <= set(pairs)
    assert sorted(row.id for group in groups(found) for row in group.rows) == sorted(
        {id_ for pair in pairs for id_ in pair}
    )


def test_a_number_as_typed_is_no_external_id():
    from contacts_store.duplicates.external_ids import pairs_by_external_id
    from contacts_store.records.rows import row_of
    from contacts_store.snapshot.row import NO_STAMP

    phone = PhoneNumber(id=id_of(1), number="02079460018", number_e164="+442079460018")
    rows = [
        row_of(Contact(id=id_of(at), phone_numbers=(phone,)), f"contacts/{at}.yaml", (), b"", NO_STAMP)
        for at in (1, 2)
    ]
    asked = []
    assert pairs_by_external_id(rows, asked.append) == {}
    assert asked == []
