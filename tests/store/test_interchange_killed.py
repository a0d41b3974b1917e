"""An import as a process that is killed with SIGKILL, and done again."""

import signal
import subprocess
import sys
import time
from contextlib import closing

import pytest

from contacts_store.initialise import initialise
from contacts_store.interchange.importing import import_contacts
from contacts_store.interchange.payload import source_of
from contacts_store.store import Store

CARDS = 600
IMPORT = """
import sys
from pathlib import Path
from contacts_store.interchange.importing import import_contacts
from contacts_store.interchange.payload import source_of
from contacts_store.store import Store

store = Store.open(Path(sys.argv[1]))
store.load()
with open(sys.argv[2], "rb") as file:
    import_contacts(store, [source_of("cards.vcf", file)])
"""


def card(number):
    return (
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Person {number}\r\nN:{number};Person;;;\r\n"
        f"TEL;TYPE=CELL:+44207946{number:04}\r\nEMAIL:p{number}@example.com\r\nEND:VCARD\r\n"
    )


def killed(root, cards, files_made):
    """Import in a process of its own, and kill that as soon as so many files are there."""
    child = subprocess.Popen([sys.executable, "-c", IMPORT, root, cards])
    while len(list((root / "contacts").glob("*.yaml"))) < files_made:
        assert child.poll() is None
        time.sleep(0.002)
    child.send_signal(signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL


def opened(root):
    store = Store.open(root)
    store.load()
    return closing(store)


@pytest.mark.parametrize("files_made", [1, 100, 270])
def test_a_killed_import_is_done_again_without_doubles_and_taken_back(tmp_path, files_made):
    root, cards = tmp_path / "store", tmp_path / "cards.vcf"
    initialise(root, region="GB")
    cards.write_text("".join(map(card, range(CARDS))), newline="")
    killed(root, cards, files_made)
    with opened(root) as store:
        done = len(store.snapshot.rows)
        assert files_made <= done < CARDS
        with cards.open("rb") as file:
            report = import_contacts(store, [source_of("cards.vcf", file)])
        assert (report.created, report.unchanged, report.failed) == (CARDS - done, done, ())
    with opened(root) as store:
        assert len(store.snapshot.rows) == len({row.name for row in store.snapshot.rows}) == CARDS
        store.undo()
        assert len(store.snapshot.rows) == done
        store.undo()
        assert len(store.snapshot.rows) == 0
