"""Importing into real stores, and exporting from them."""

import io
import json
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contacts_store.initialise import initialise
from contacts_store.interchange.exporting import export_contacts
from contacts_store.interchange.importing import Options, import_contacts
from contacts_store.interchange.payload import FORMATS, Draft, Source, source_of
from contacts_store.interchange.shapes import contact_as_json
from contacts_store.locations import state_dir
from contacts_store.operations.change import Change
from contacts_store.store import Store

OWNER = "5e4d7c1a-2b3f-4c6d-8e9f-0a1b2c3d4e5f"
ID = "0f8fad5b-d9cb-469f-a165-70867728950e"


def opened(root):
    store = Store.open(root)
    store.load()
    return store


@pytest.fixture
def store(tmp_path):
    initialise(tmp_path / "store", region="GB", customer_id=OWNER)
    with closing(opened(tmp_path / "store")) as store:
        yield store


def source(name, data):
    return source_of(name, io.BytesIO(data))


def imported(store, sources, mode="create", **options):
    report = import_contacts(store, sources, Options(mode, **options))
    store.refresh()
    return report


def take(store, rows, mode="create", **options):
    return imported(store, [source("rows.json", json.dumps(rows).encode())], mode, **options).as_dict()


def counts(report):
    return [report[name] for name in ("created", "updated", "unchanged", "skipped")] + [len(report["failed"])]


def contacts(store):
    return [store.read(row).contact for row in store.snapshot.rows]


def test_a_new_contact_is_completed(store):
    row = {
        "first_name": "Ada",
        "phone_numbers": ["020 7946 0018"],
        "emails": ["Ada@Example.com"],
        "birthday": 1815,
    }
    assert counts(take(store, row)) == [1, 0, 0, 0, 0]
    (ada,) = contacts(opened(store.root))
    assert (ada.source, ada.customer_id) == ("import", OWNER)
    assert ada.phone_numbers[0].number_e164 == "+442079460018"
    assert ada.emails[0].address == "ada@example.com"
    assert ada.tm_create is not None
    assert ada.phone_numbers[0].tm_create == ada.tm_create
    assert ada.extra == {"birthday": "1815"}


def test_a_payloads_own_identity_source_and_times_stay(store):
    row = {
        "id": ID,
        "source": "sync",
        "customer_id": ID,
        "tm_create": "2020-01-02T03:04:05Z",
        "first_name": "Ada",
    }
    take(store, row)
    (ada,) = contacts(store)
    assert (ada.id, ada.source, ada.customer_id, ada.tm_create.year) == (ID, "sync", ID, 2020)


def test_a_number_that_needs_a_region_keeps_the_payloads_e164(tmp_path):
    initialise(tmp_path)
    store = opened(tmp_path)
    take(store, {"phone_numbers": [{"number": "020 7946 0018", "number_e164": "+442079460018"}]})
    assert contacts(store)[0].phone_numbers[0].number_e164 == "+442079460018"


def test_tags_are_found_by_name_and_unknown_ones_kept(store):
    store.add_tag("VIP")
    take(store, {"first_name": "Ada", "tag_ids": ["vip", "sailing"]})
    assert contacts(store)[0].tag_ids == (store.snapshot.tag("VIP").id, "sailing")


def test_importing_is_one_undo_step(store):
    take(store, [{"first_name": "A"}, {"first_name": "B"}])
    store.undo()
    assert not store.snapshot.rows


def test_a_dry_run_tells_and_changes_nothing(store):
    assert counts(take(store, [{"first_name": "A"}], dry_run=True)) == [1, 0, 0, 0, 0]
    assert not list((store.root / "contacts").iterdir())


KNOWN = {
    "first_name": "Ada",
    "external_id": "sf_1",
    "phone_numbers": ["+442079460018"],
    "emails": ["a@example.com"],
}


@pytest.mark.parametrize(
    "row",
    [
        {"external_id": "sf_1", "company": "Analytical"},
        {"id": ID, "company": "Analytical"},
        {"first_name": "ADA", "phone_numbers": ["020 7946 0018"], "company": "Analytical"},
        {"emails": ["A@example.com"], "phone_numbers": ["+442079469999"], "company": "Analytical"},
    ],
    ids=["external id", "id", "number", "address"],
)
def test_a_known_contact_is_updated_by_field(store, row):
    take(store, KNOWN | {"id": ID})
    named = row | {"first_name": "Ada"}
    assert counts(take(store, named, "update")) == [0, 1, 0, 0, 0]
    (ada,) = contacts(store)
    assert (ada.id, ada.first_name, ada.company, ada.external_id) == (ID, "Ada", "Analytical", "sf_1")
    assert "+442079460018" in [phone.number_e164 for phone in ada.phone_numbers]
    assert counts(take(store, named, "update")) == [0, 0, 1, 0, 0]


def test_the_same_external_id_of_another_source_is_another_contact(store):
    take(store, {"first_name": "Ada", "external_id": "1"})
    assert counts(take(store, {"first_name": "Bob", "external_id": "1", "source": "sync"})) == [1, 0, 0, 0, 0]


def test_people_who_share_a_number_stay_two(store):
    rows = [{"first_name": name, "phone_numbers": ["020 7946 0018"]} for name in ("Ada", "Bob")]
    assert counts(take(store, rows)) == [2, 0, 0, 0, 0]
    assert counts(take(store, rows)) == [0, 0, 2, 0, 0]


def test_without_a_mode_a_known_contact_that_differs_fails_and_stays(store):
    take(store, KNOWN)
    report = take(store, KNOWN | {"company": "Other"})
    assert counts(report) == [0, 0, 0, 0, 1]
    assert report["failed"][0]["source"] == "rows.json"
    assert report["failed"][0]["row"] == 1
    assert contacts(store)[0].company == ""


def test_existing_contacts_can_be_skipped(store):
    take(store, KNOWN)
    assert counts(take(store, [KNOWN | {"company": "Other"}, {"first_name": "Bob"}], "skip_existing")) == [
        1,
        0,
        0,
        1,
        0,
    ]


def test_a_contact_in_the_trash_is_neither_doubled_nor_brought_back(store):
    take(store, KNOWN | {"id": ID})
    store.delete([ID])
    assert counts(take(store, KNOWN | {"id": ID}, "update")) == [0, 0, 0, 1, 0]
    assert contacts(store)[0].is_deleted


def test_the_same_contact_twice_in_one_payload_is_one(store):
    later = KNOWN | {"job_title": "Countess", "phone_numbers": [{"number": "+442079460018", "type": "home"}]}
    assert counts(take(store, [KNOWN, later], "update")) == [1, 1, 0, 0, 0]
    (ada,) = contacts(store)
    assert (ada.job_title, ada.phone_numbers[0].type) == ("Countess", "home")


def test_a_new_primary_clears_the_old_one(store):
    take(store, {"id": ID, "emails": [{"address": "a@example.com", "is_primary": True}]})
    take(store, {"id": ID, "emails": [{"address": "b@example.com", "is_primary": True}]}, "update")
    assert [(mail.address, mail.is_primary) for mail in contacts(store)[0].emails] == [
        ("a@example.com", False),
        ("b@example.com", True),
    ]


def test_a_corrected_number_of_the_same_id_is_corrected(store):
    phone = {"id": ID, "number": "020 7946 0018"}
    take(store, {"first_name": "Ada", "external_id": "1", "phone_numbers": [phone]})
    corrected = phone | {"number": "020 7946 0019"}
    take(store, {"first_name": "Ada", "external_id": "1", "phone_numbers": [corrected]}, "update")
    (number,) = contacts(store)[0].phone_numbers
    assert (number.id, number.number_e164) == (ID, "+442079460019")


def test_a_bad_value_costs_its_row_and_names_every_field(store):
    bad = {
        "first_name": "x" * 101,
        "emails": ["nobody"],
        "phone_numbers": [{"number": "1", "is_primary": "maybe"}],
    }
    report = take(store, [bad, {"first_name": "Ada"}])
    assert counts(report) == [1, 0, 0, 0, 1]
    for word in ("line 1", "first_name", "emails[0].address", "phone_numbers[0].is_primary"):
        assert word in report["failed"][0]["reason"]


def test_a_file_that_is_broken_is_not_written_to(store):
    take(store, {"id": ID, "external_id": "1", "first_name": "Ada"})
    path = store.root / store.snapshot.row(ID).path
    path.write_text(f"id: {ID}\nfirst_name: Ada\nemails: 5\n")
    store.refresh()
    report = take(store, {"id": ID, "company": "Other"}, "update")
    assert counts(report) == [0, 0, 0, 0, 1]
    assert "Other" not in path.read_text()


def test_what_cant_be_saved_fails_with_the_systems_reason(store):
    (store.root / "contacts").rmdir()
    (store.root / "contacts").write_text("in the way")
    report = take(store, [{"first_name": "Ada"}, {"first_name": "Bob"}])
    assert counts(report) == [0, 0, 0, 0, 2]
    assert [failure["row"] for failure in report["failed"]] == [1, 2]
    assert "not saved" in report["failed"][0]["reason"]
    assert (store.root / "contacts").read_text() == "in the way"


def test_several_sources_are_told_apart(store):
    sources = [
        source("a.json", b'[{"first_name": "A"}, 1]'),
        source("b.yaml", b"emails: 5\n"),
        source("c", b"{"),
    ]
    report = imported(store, sources)
    assert [(each.source, each.row) for each in report.failed] == [("a.json", 2), ("b.yaml", 1), ("c", 1)]
    assert report.created == 1


def people(number):
    return [{"first_name": f"P{n}", "emails": [f"p{n}@example.com"]} for n in range(number)]


def test_rows_are_read_as_they_are_written(store):
    read = []

    def rows():
        for number, row in enumerate(people(600), start=1):
            read.append(number)
            yield Draft(number, 0, row | {"phone_numbers": [], "emails": [], "tag_ids": [], "extra": {}})

    seen = []

    def progress(done):
        seen.append((done, len(read), len(list((store.root / "contacts").iterdir()))))
        return len(seen) < 2

    report = import_contacts(store, [Source("rows", rows())], Options(on_progress=progress))
    assert seen == [(256, 256, 256), (512, 512, 512)]
    assert report.created == 512
    store.refresh()
    store.undo()
    assert not list((store.root / "contacts").iterdir())


def test_an_import_that_was_stopped_is_done_again_without_doubles(store):
    take(store, people(600), on_progress=lambda done: False)
    assert counts(take(store, people(600))) == [344, 0, 256, 0, 0]


def test_the_same_contact_in_two_batches_is_one(store):
    rows = [*people(300), {"first_name": "P0", "emails": ["p0@example.com"], "company": "Late"}]
    expected = [300, 1, 0, 0, 0]
    assert counts(take(store, rows, "update", dry_run=True)) == expected
    assert counts(take(store, rows, "update")) == expected


def test_a_contact_that_is_only_a_name_is_not_doubled(store):
    rows = [{"first_name": "Mum", "notes": "one"}, {"first_name": "Mum", "notes": "two"}]
    assert counts(take(store, rows)) == [2, 0, 0, 0, 0]
    assert counts(take(store, rows)) == [0, 0, 2, 0, 0]


def test_rows_without_a_source_get_the_imports(store):
    take(store, [KNOWN, {"first_name": "Bob", "source": "api"}], source="sync")
    assert sorted(each.source for each in contacts(store)) == ["api", "sync"]
    assert counts(take(store, KNOWN, source="sync")) == [0, 0, 1, 0, 0]


def edit(store, **fields):
    (row,) = store.snapshot.rows
    loaded = store.read(row)
    store.apply([Change.of(loaded, loaded.contact.with_changes(**fields))])


def test_what_was_edited_here_survives_an_update(store):
    take(store, KNOWN | {"company": "Acme", "job_title": "Clerk", "tag_ids": ["vip"]})
    edit(store, company="Acme Ltd", emails=(), tag_ids=())
    changed = KNOWN | {"company": "Acme", "job_title": "Head", "tag_ids": ["vip", "new"]}
    assert counts(take(store, changed, "update", dry_run=True)) == [0, 1, 0, 0, 0]
    assert counts(take(store, changed, "update")) == [0, 1, 0, 0, 0]
    (ada,) = contacts(store)
    assert (ada.company, ada.job_title, ada.emails, ada.tag_ids) == ("Acme Ltd", "Head", (), ("new",))
    assert counts(take(store, changed, "update")) == [0, 0, 1, 0, 0]


def test_what_both_sides_changed_stays_as_it_is_here_and_is_told(store):
    take(store, KNOWN | {"company": "Acme"})
    edit(store, company="Acme Ltd")
    report = take(store, KNOWN | {"company": "Acme Inc"}, "update")
    assert contacts(store)[0].company == "Acme Ltd"
    (remark,) = report["remarks"]
    assert "Acme Inc" in remark["reason"]


def test_without_the_memory_of_imports_the_source_counts(store):
    take(store, KNOWN | {"company": "Acme"})
    Path(state_dir(store.root), "imports.sqlite").write_bytes(b"not a database")
    assert counts(take(store, KNOWN | {"company": "Acme Inc"}, "update")) == [0, 1, 0, 0, 0]
    assert contacts(store)[0].company == "Acme Inc"


def test_each_row_is_told_with_what_becomes_of_it(store):
    told = []
    take(store, [KNOWN, KNOWN, 5], "skip_existing", listener=told.append)
    assert [(each.row, each.outcome) for each in told] == [(1, "created"), (2, "skipped"), (3, "failed")]
    report = take(store, KNOWN, "skip_existing")
    (remark,) = report["remarks"]
    assert remark["row"] == 1
    assert "known" in remark["reason"]


TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
PHONES = st.lists(
    st.integers(0, 999).map(lambda n: {"number": f"+44 20 7946 0{n:03}", "type": "work"}),
    max_size=3,
    unique_by=lambda item: item["number"],
)
ROW = st.fixed_dictionaries(
    {"external_id": st.uuids().map(str), "first_name": TEXT, "notes": TEXT, "phone_numbers": PHONES},
    optional={"birthday": TEXT, "social": st.dictionaries(TEXT.filter(bool), TEXT, max_size=2)},
)


@settings(
    max_examples=settings.default.max_examples // 3,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(ROW, max_size=4, unique_by=lambda row: row["external_id"]), st.sampled_from(FORMATS))
def test_what_was_exported_imports_as_the_same_and_a_second_time_changes_nothing(
    tmp_path_factory, rows, format_
):
    first, second = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    for root in (first, second):
        initialise(root, region="GB")
    with closing(opened(first)) as origin, closing(opened(second)) as copy:
        assert counts(take(origin, rows)) == [len(rows), 0, 0, 0, 0]
        loaded = [origin.read(row) for row in origin.snapshot.rows]
        text = "".join(export_contacts(((each.contact, each.path) for each in loaded), format_))

        def exported():
            return source(f"all.{format_}", text.encode())

        assert imported(copy, [exported()]).created == len(rows)

        def shapes(store):
            found = [contact_as_json(contact, "") | {"tm_update": None} for contact in contacts(store)]
            return sorted(found, key=lambda shape: shape["id"])

        assert shapes(copy) == shapes(origin)
        again = imported(copy, [exported()], "update")
        assert counts(again.as_dict()) == [0, 0, len(rows), 0, 0]


@pytest.mark.parametrize(("format_", "text"), [("json", "[]\n"), ("jsonl", ""), ("yaml", "[]\n")])
def test_nothing_exports_as_an_empty_list(format_, text):
    assert "".join(export_contacts((), format_)) == text
