"""Whatever format it came in: what was imported is found by lookup and search, and in an export."""

from contextlib import closing
from pathlib import Path

import pytest

from contacts_store.initialise import initialise
from contacts_store.interchange.exporting import export_contacts
from contacts_store.interchange.importing import import_contacts
from contacts_store.interchange.payload import source_of
from contacts_store.query.query import parse
from contacts_store.snapshot.view import View
from contacts_store.store import Store

HERE = Path(__file__).parent
CORPUS = sorted([*(HERE / "vcards").iterdir(), *(HERE / "csvs").iterdir()])


def imported(root, path):
    initialise(root, region="DE")
    store = Store.open(root)
    store.load()
    with path.open("rb") as file:
        report = import_contacts(store, [source_of(path.name, file)])
    assert report.created
    assert not report.failed
    store.refresh()
    return closing(store)


def people(store):
    return {row.id: store.read(row).contact for row in store.snapshot.rows}


def assert_found(store):
    for id_, contact in people(store).items():
        handles = [phone.number_e164 for phone in contact.phone_numbers]
        handles += [email.address for email in contact.emails]
        for handle in handles:
            assert id_ in {row.id for row in store.snapshot.lookup(handle)}, handle
        names = [contact.first_name, contact.last_name, contact.company]
        for word in filter(None, [*handles, *names]):
            found = store.snapshot.select(View.all(), parse(f'"{word}"'))
            assert id_ in {row.id for row in found}, word


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_what_was_imported_is_found_and_exported_whole(tmp_path, path):
    with imported(tmp_path / "first", path) as store:
        assert_found(store)
        before = people(store)
        contacts = [(store.read(row).contact, row.path) for row in store.snapshot.rows]
    for format_, suffix in (("json", "json"), ("jsonl", "jsonl"), ("yaml", "yaml")):
        copy = tmp_path / f"all.{suffix}"
        copy.write_text("".join(export_contacts(contacts, format_)), encoding="utf-8")
        with imported(tmp_path / format_, copy) as store:
            assert_found(store)
            assert people(store).keys() == before.keys()
            assert [store.read(row).contact for row in store.snapshot.rows] == [each for each, _ in contacts]
