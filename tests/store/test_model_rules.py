"""The rules of the data model, each seen from outside: a file goes in, the store shows or writes what is meant."""

import json

import pytest
import yaml

from contacts_store.errors import InvalidData, WriteFailed
from contacts_store.model.contact import make_primary, primary_first
from contacts_store.model.identity import is_id
from contacts_store.store import Change

ANN = "0f8fad5b-d9cb-469f-a165-70867728950e"
BOB = "1f8fad5b-d9cb-469f-a165-70867728950e"
CUSTOMER = "2f8fad5b-d9cb-469f-a165-70867728950e"
PHONE = "3f8fad5b-d9cb-469f-a165-70867728950e"
VIP = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
PATH = "contacts/ann.yaml"


@pytest.fixture
def person(disk):
    """Return a function that writes one contact file and says what the store makes of it."""

    def load(text, settings="default_region: GB"):
        disk.write("contacts-tui.yaml", f"format: 1\n{settings}\n")
        disk.write(PATH, text)
        store = disk.open()
        store.load()
        return store, store.read(store.snapshot.row_at(PATH))

    return load


def findings(loaded):
    return [(str(finding.degree), finding.field) for finding in loaded.findings]


def save(store, loaded, **fields):
    store.apply([Change.of(loaded, loaded.contact.with_changes(**fields))])
    return store.read(loaded.contact.id)


# Contact


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("display_name: Annie\nfirst_name: Ann\ncompany: Acme\n", "Annie"),
        ("first_name: Ann\nlast_name: Lee\ncompany: Acme\n", "Ann Lee"),
        ("last_name: Lee\ncompany: Acme\n", "Lee"),
        ("company: Acme\nemails: [a@x.org]\n", "Acme"),
        (
            "phone_numbers: ['+15551234567']\nemails: [a@x.org, {address: b@x.org, is_primary: true}]\n",
            "b@x.org",
        ),
        ("phone_numbers: [0171 234567, {number: '+15551234567', is_primary: yes}]\n", "+15551234567"),
        ("notes: nameless\n", "ann.yaml"),
    ],
)
def test_the_shown_name(person, text, name):
    store, _ = person(text)
    assert store.snapshot.row_at(PATH).name == name


def test_the_shown_name_is_never_written(person, disk):
    store, loaded = person(f"id: {ANN}\nfirst_name: Ann\n")
    save(store, loaded, company="Acme")
    assert "display_name" not in disk.read(PATH)


def test_the_id_is_made_once_and_never_changed(person):
    store, loaded = person(f"id: {ANN.upper()}\nfirst_name: Ann\n")
    assert loaded.contact.id == ANN
    with pytest.raises(WriteFailed):
        save(store, loaded, id=BOB)
    assert save(store, loaded, company="Acme").contact.id == ANN


def test_a_new_contact_gets_the_stores_customer_and_says_how_it_came_to_be(person, disk):
    store, _ = person("first_name: Ann\n", f"customer_id: {CUSTOMER.upper()}")
    assert store.draft().customer_id == CUSTOMER
    assert store.draft().source == "api"
    assert disk.open("app").draft().source == "manual"
    assert store.draft(source="import", customer_id=None).source == "import"


@pytest.mark.parametrize(
    ("field", "limit"),
    [("first_name", 100), ("last_name", 100), ("display_name", 200), ("company", 200), ("job_title", 100), ("external_id", 255)],
)  # fmt: skip
def test_texts_have_limits_counted_in_characters(person, field, limit):
    _, loaded = person(f"{field}: {'é' * limit}\n")
    assert getattr(loaded.contact, field) == "é" * limit
    with pytest.raises(InvalidData) as caught:
        person(f"{field}: {'é' * (limit + 1)}\n")
    assert caught.value.findings[0].field == field
    assert str(limit) in caught.value.findings[0].message


def test_texts_are_kept_as_typed(person):
    store, loaded = person(f"id: {ANN}\nfirst_name: '  Ann '\n")
    assert loaded.contact.first_name == "  Ann "
    assert save(store, loaded, last_name="  O'Neil  ").contact.last_name == "  O'Neil  "


def test_notes_have_several_lines(person, disk):
    store, loaded = person(f"id: {ANN}\n")
    again = save(store, loaded, notes="one\n\n  two\n# three")
    assert again.contact.notes == "one\n\n  two\n# three"
    assert "notes: |-\n  one\n\n    two\n  # three\n" in disk.read(PATH)


def test_any_other_key_is_kept_and_never_touched(person, disk):
    more = "birthday: 1980-01-02\npets:\n- {name: Rex, age: 007}\n- ~\n'odd key': [[a], {b: }]\n"
    store, loaded = person(f"id: {ANN}\n{more}")
    assert loaded.contact.extra["pets"] == [{"name": "Rex", "age": "007"}, None]
    save(store, loaded, company="Acme", tag_ids=(VIP,))
    assert more in disk.read(PATH)
    assert "rex" in store.snapshot.row(ANN).folded


def test_the_time_of_change_moves_with_every_change_of_whatever_part(person):
    store, loaded = person(f"id: {ANN}\nphone_numbers: ['+15551234567']\ntm_update: 2026-01-01\n")
    last = loaded.contact.tm_update
    phone = loaded.contact.phone_numbers[0]
    for fields in (
        {"company": "Acme"},
        {"phone_numbers": (phone.with_changes(type="work"),)},
        {"tag_ids": (VIP,)},
        {"extra": {"pet": "Rex"}},
        {"emails": (store.new_email("a@x.org"),)},
    ):
        loaded = save(store, loaded, **fields)
        assert loaded.contact.tm_update > last
        last = loaded.contact.tm_update


def test_deletion_sets_both_times_to_one_instant_and_is_not_repeated(person):
    store, _ = person(f"id: {ANN}\n")
    deleted = store.delete([ANN]).saved[0].after
    assert deleted.tm_delete == deleted.tm_update is not None
    assert not store.delete([ANN]).saved
    restored = store.restore([ANN]).saved[0].after
    assert restored.tm_delete is None
    assert restored.tm_update > deleted.tm_update


# Phone numbers


@pytest.mark.parametrize(
    ("number", "region", "e164", "warned"),
    [
        ("+44 20 7946 0018", "", "+442079460018", False),
        ("(020) 7946-0018", "GB", "+442079460018", False),
        ("+44 (0)20 7946 0018", "GB", "+442079460018", False),
        ("0044 20 7946 0018", "GB", "+442079460018", False),
        ("+15551234567", "", "+15551234567", False),
        ("+1 202 555 0143 ext 7", "", "+12025550143", False),
        ("+49 ٣٠ ١٢٣٤٥٦", "", "+4930123456", False),
        ("020 7946 0018", "", "", True),
        ("anonymous", "GB", "", True),
        ("112", "GB", "", True),
        ("+1-800-MYFAX", "US", "", True),
    ],
)  # fmt: skip
def test_numbers_are_normalised_and_kept_as_typed(person, number, region, e164, warned):
    settings = f"default_region: {region}" if region else ""
    store, loaded = person(f"id: {ANN}\nphone_numbers: ['{number}']\n", settings)
    phone = loaded.contact.phone_numbers[0]
    assert (phone.number, phone.number_e164) == (number, e164)
    assert findings(loaded) == ([("warning", "phone_numbers[0].number")] if warned else [])
    assert store.new_phone(number).number_e164 == e164
    assert save(store, loaded, company="Acme").contact.phone_numbers == loaded.contact.phone_numbers


def test_a_number_that_is_possible_but_not_valid_is_a_hint(person):
    store, _ = person("phone_numbers: ['+15551234567']\n")
    assert not store.snapshot.findings
    assert [str(finding.degree) for finding in store.check()] == ["hint"]


def test_a_national_number_in_a_store_without_region_says_what_would_help(person):
    _, loaded = person("phone_numbers: [020 7946 0018]\n", "")
    assert "default_region" in loaded.findings[0].message


def test_a_disagreeing_e164_shows_both_and_is_used_until_it_is_fixed(person):
    store, loaded = person(
        f"id: {ANN}\nphone_numbers:\n- {{number: 020 7946 0018, number_e164: '+442079460019'}}\n"
    )
    message = loaded.findings[0].message
    assert "+442079460019" in message
    assert "+442079460018" in message
    assert [row.id for row in store.snapshot.lookup("+442079460019")] == [ANN]
    store.fix()
    assert [row.id for row in store.snapshot.lookup("+442079460018")] == [ANN]
    assert not store.snapshot.findings


@pytest.mark.parametrize("number", ["", "1" * 31])
def test_numbers_have_a_length(person, number):
    with pytest.raises(InvalidData):
        person(f"phone_numbers:\n- number: '{number}'\n")


# E-mails


@pytest.mark.parametrize("address", ["a@x.org", "jörg@müller.de", "a+b@sub.x.co", "用户@例子.广告"])
def test_addresses_are_accepted_and_not_rewritten(person, address):
    _, loaded = person(f"emails: ['{address}']\n")
    assert loaded.contact.emails[0].address == address


@pytest.mark.parametrize(
    "address",
    [
        "a@localhost",
        "a..b@x.com",
        "Ann <ann@x.org>",
        "",
        "a@x",
        '"a b"@x.org',
        "a@x.test",
        f"{'a' * 250}@x.org",
    ],
)
def test_bad_addresses_are_errors_in_files_and_refused_in_forms(person, address):
    with pytest.raises(InvalidData) as caught:
        person(f"emails:\n  - address: '{address}'\n")
    assert caught.value.findings[0].field == "emails[0].address"
    store, _ = person("first_name: Ann\n")
    with pytest.raises(ValueError, match="address"):
        store.new_email(address)


def test_an_address_in_capitals_is_a_warning_found_all_the_same_and_fixed(person, disk):
    store, loaded = person(f"id: {ANN}\nemails:\n- address: Ann@X.org  # home\n")
    assert findings(loaded) == [("warning", "emails[0].address")]
    assert [row.id for row in store.snapshot.lookup("ANN@x.org")] == [ANN]
    assert store.new_email("Ann@X.org").address == "ann@x.org"
    store.fix()
    assert "address: ann@x.org  # home" in disk.read(PATH)


# Both lists


def test_making_one_primary_clears_its_siblings_of_that_list_only(person):
    text = "phone_numbers: ['+15551234567', {number: '+15551234568', is_primary: true}]\nemails: [{address: a@x.org, is_primary: true}]\n"
    store, loaded = person(f"id: {ANN}\n{text}")
    phones = loaded.contact.phone_numbers
    again = save(store, loaded, phone_numbers=make_primary(phones, phones[0].id))
    assert [phone.is_primary for phone in again.contact.phone_numbers] == [True, False]
    assert again.contact.emails[0].is_primary


def test_removing_the_primary_promotes_nobody(person):
    store, loaded = person(
        f"id: {ANN}\nphone_numbers: [{{number: '+15551234567', is_primary: true}}, '+15551234568']\n"
    )
    again = save(store, loaded, phone_numbers=loaded.contact.phone_numbers[1:])
    assert [phone.is_primary for phone in again.contact.phone_numbers] == [False]


def test_the_primary_is_shown_first_then_file_order(person):
    store, loaded = person("emails: [b@x.org, c@x.org, {address: a@x.org, is_primary: TRUE}]\n")
    assert [email.address for email in primary_first(loaded.contact.emails)] == [
        "a@x.org",
        "b@x.org",
        "c@x.org",
    ]
    assert store.snapshot.row_at(PATH).addresses == ("a@x.org", "b@x.org", "c@x.org")


def test_short_forms_have_ids_that_hold_until_they_are_written_down(person, disk):
    store, loaded = person("first_name: Ann\nphone_numbers:\n  - '+15551234567'  # desk\n")
    phone = loaded.contact.phone_numbers[0]
    assert phone.type == "other"
    assert is_id(phone.id)
    again = disk.open()
    again.load()
    assert again.read(loaded.contact.id).contact == loaded.contact
    kept = save(store, loaded, company="Acme").contact
    assert (kept.id, kept.phone_numbers) == (loaded.contact.id, loaded.contact.phone_numbers)
    assert f"id: {phone.id}" in disk.read(PATH)
    assert "# desk" in disk.read(PATH)


@pytest.mark.parametrize(
    "text",
    [
        "phone_numbers: ['+15551234567', '+15551234567', '+15551234567']\n",
        f"phone_numbers:\n- {{id: {PHONE}, number: '+15551234567'}}\n- {{id: {PHONE}, number: '+15551234568'}}\n",
        f"emails:\n- {{id: {PHONE}, address: a@x.org}}\n- {{id: {PHONE.upper()}, address: a@x.org}}\n",
    ],
)
def test_entries_that_repeat_an_id_or_a_value_are_told_apart(person, text):
    store, loaded = person(f"id: {ANN}\n{text}")
    name = text.split(":")[0]
    items = getattr(loaded.contact, name)
    assert len({item.id for item in items}) == len(items)
    assert bool(findings(loaded)) == (PHONE in text)
    again = save(store, loaded, **{name: items[::-1]})
    assert getattr(again.contact, name) == items[::-1]
    assert not again.findings
    again = save(store, again, **{name: items[1:]})
    assert getattr(again.contact, name) == items[1:]


# Tags


def test_tag_names_are_unique_without_regard_to_case(person):
    store, _ = person("first_name: Ann\n")
    for name in ("vip", "VIP", "Vip"):
        with pytest.raises(InvalidData, match="already"):
            store.add_tag(name)
    store.add_tag("Straße")
    with pytest.raises(InvalidData, match="already"):
        store.change_tag("vip", name="STRASSE")
    store.change_tag("vip", name="vip")
    assert store.snapshot.tag_name(VIP) == "vip"


def test_an_unknown_tag_is_kept_and_a_warning(person, disk):
    store, loaded = person(f"id: {ANN}\ntag_ids: [{BOB}]\n")
    assert findings(loaded) == [("warning", "tag_ids[0]")]
    assert store.snapshot.row(ANN).tags == (BOB,)
    save(store, loaded, company="Acme")
    assert f"tag_ids: [{BOB}]" in disk.read(PATH)


def test_a_deleted_tag_is_still_named_and_not_newly_assigned(person):
    store, _ = person(f"id: {ANN}\n")
    store.assign("vip", [ANN])
    store.delete_tag("vip")
    assert store.snapshot.tag_name(VIP) == "VIP"
    assert store.snapshot.tag(VIP).is_deleted
    assert not store.read(ANN).findings
    with pytest.raises(InvalidData, match="deleted"):
        store.assign(VIP, [ANN])
    with pytest.raises(InvalidData, match="can't be merged"):
        store.merge_tags("vip", "vip")


def test_a_tag_by_name_counts_at_once_and_becomes_its_id_when_the_list_is_written(person, disk):
    store, _ = person(f"id: {ANN}\ntag_ids:\n  - ViP  # friend\n  - lead\n")
    assert store.snapshot.row(ANN).tags == (VIP, "lead")
    store.add_tag("Gold")
    store.assign("gold", [ANN])
    gold = store.snapshot.tag("gold").id
    text = disk.read(PATH)
    assert f"- {VIP}  # VIP  # friend\n  - lead\n  - {gold}  # Gold\n" in text
    store.change_tag("gold", name="Silver")
    assert disk.read(PATH) == text


def test_a_tags_name_never_breaks_out_of_its_comment(person, disk):
    store, _ = person(f"id: {ANN}\nfirst_name: Ann\n")
    store.add_tag("a\nfirst_name: Eve\x1b[2J\u2028b")
    tag = next(tag for tag in store.snapshot.tags if tag.id != VIP)
    store.assign(tag.id, [ANN])
    assert store.read(ANN).contact.first_name == "Ann"
    assert store.snapshot.tag_name(tag.id) == tag.name


# Text is text


TEXTS = ["+15551234567", "0171", "12:30", "No", "1e5", "007", "null", "~", "=", "<<", "2026-01-01", "0x1F", "- a", "a: b", "a # b", "'", '"',
         "\\", " edge ", "\t", "a\nb", "\n", "two\n\n", "\r", "a\x00b", "\x1b[2J", "\x85", "\u2028", "\ufeff", "\u202e", "👩‍👩‍👧", "%a", "@a", "`", "&a", "*a",
         "!a", "{a", "[a", "|", ">", "?", "? a", ",", "---", "...", "#"]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    "style", ["", "first_name: x\n", "first_name: 'x'\n", 'first_name: "x"\n', "first_name: |-\n  x\n"]
)
def test_what_is_written_every_yaml_reader_reads_as_the_same_text(person, disk, text, style):
    store, loaded = person(f"id: {ANN}\n{style}company: x\n")
    assert save(store, loaded, first_name=text).contact.first_name == text
    assert yaml.safe_load(disk.read(PATH))["first_name"] == text
    created = store.apply([Change.create(store.draft(first_name=text, extra={"k": text}))]).saved[0]
    read = yaml.safe_load(disk.read(created.path))
    assert (read["first_name"], read["k"]) == (text, text)


@pytest.mark.parametrize(
    ("word", "value"), [("true", True), ("YES", True), ("False", False), ("no", False), ("", False)]
)
def test_booleans(person, word, value):
    _, loaded = person(f"emails:\n- address: a@x.org\n  is_primary: {word}\n")
    assert loaded.contact.emails[0].is_primary is value


def test_half_a_character_is_refused_before_anything_is_written(person, disk):
    store, loaded = person(f"id: {ANN}\n")
    with pytest.raises(ValueError, match="unicode"):
        loaded.contact.with_changes(first_name="\ud800")
    with pytest.raises(WriteFailed, match="half a character"):
        save(store, loaded, extra={"note": "\ud800"})
    with pytest.raises(WriteFailed, match="half a character"):
        store.apply([Change.create(store.draft(extra={"\ud800": "x"}))])
    assert disk.read(PATH) == f"id: {ANN}\n"


def test_unknown_data_has_a_depth(person):
    _, loaded = person(f"id: {ANN}\n")
    deep = "x"
    for _ in range(3000):
        deep = [deep]
    with pytest.raises(ValueError, match="deeper than"):
        loaded.contact.with_changes(extra={"deep": deep})


# The three degrees


def test_warnings_are_shown_as_they_stand(person):
    store, loaded = person(
        f"id: {ANN}\nsource: fax\nphone_numbers: [{{number: '+15551234567', type: pager}}]\n"
    )
    assert (loaded.contact.source, loaded.contact.phone_numbers[0].type) == ("fax", "pager")
    assert sorted(findings(loaded)) == [("warning", "phone_numbers[0].type"), ("warning", "source")]
    assert not store.snapshot.row(ANN).is_broken


def test_findings_are_json(person):
    store, _ = person("source: fax\n")
    finding = store.snapshot.findings[0]
    assert json.loads(json.dumps(finding.as_dict())) == {
        "degree": "warning", "path": PATH, "line": 1, "column": 9, "field": "source",
        "message": "unknown source 'fax'", "remedy": "use one of manual, import, api, sync",
    }  # fmt: skip
    assert str(finding).startswith(f"{PATH}:1:9: warning: source: ")
