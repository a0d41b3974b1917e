"""Importing as many vCards as the store has contacts, into an empty one: time, and memory on the way."""

import os
import resource
import tempfile
import time
from pathlib import Path

from tests.bench.measure import Measure, seconds

from contacts_store.document.emit import emit
from contacts_store.initialise import initialise
from contacts_store.interchange.importing import Options, import_contacts
from contacts_store.interchange.payload import read_stream, source_of
from contacts_store.records.layout import KEY_ORDERS
from contacts_store.store import Store

MB = 1 << 20


def importing(root, _rounds):
    """Measure one import beside reading the cards, and writing what they say as YAML, with nothing between."""
    count = sum(1 for _ in (root / "contacts").rglob("*.yaml"))
    with tempfile.TemporaryDirectory(dir=root.parent) as folder:
        cards = Path(folder) / "cards.vcf"
        with cards.open("w", newline="") as file:
            file.writelines(map(card, range(count)))
        floor = seconds(lambda: parse_and_write(cards, Path(folder) / "floor"), time.process_time)
        sizes = []
        taken = seconds(lambda: import_cards(cards, Path(folder) / "store", sizes), time.process_time)
    name = "reading the cards, writing YAML files"
    yield Measure("import vCards", (taken,), (floor,), name, target=3)
    early = sizes[len(sizes) // 10]
    yield Measure(
        "memory that an import adds after its first tenth", (max(sizes) - early,), unit="MB", is_flat=True
    )


def card(number):
    """Return one card as a telephone writes it."""
    return (
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:card-{number}\r\nN:Last{number};First{number};;;\r\n"
        f"FN:First{number} Last{number}\r\nORG:Company {number % 997}\r\nTITLE:Head of things\r\n"
        f"TEL;TYPE=CELL,PREF:+44 7700 9{number % 100000:05}\r\nEMAIL;TYPE=WORK:p{number}@example.com\r\n"
        "BDAY:1990-01-02\r\nNOTE:Likes tea\\, not coffee.\r\nEND:VCARD\r\n"
    )


def parse_and_write(cards, folder):
    """Do what an import can't do without: read every card, and write each as a file."""
    folder.mkdir()
    with cards.open("rb") as stream:
        for draft in read_stream(stream, "vcard"):
            text = emit(draft.fields, KEY_ORDERS)
            descriptor = os.open(folder / f"{draft.row}.yaml", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            os.write(descriptor, text.encode())
            os.fsync(descriptor)
            os.close(descriptor)


def import_cards(cards, folder, sizes):
    """Import the cards, and note the memory after each batch, in megabytes."""
    initialise(folder, region="GB")
    store = Store.open(folder)
    store.load()

    def progress(_done):
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        sizes.append(pages * resource.getpagesize() / MB)
        return True

    with cards.open("rb") as stream:
        report = import_contacts(store, [source_of(cards.name, stream)], Options(on_progress=progress))
    store.close()
    assert not report.failed
