"""The demo store: the same every time, shows what it is meant to show, and belongs to who uses it."""

import unicodedata

import pytest

from contacts_store.duplicates.candidates import candidates
from contacts_store.errors import StoreUnusable
from contacts_store.finding import Degree
from contacts_store.snapshot.view import View
from contacts_store.store import Store
from contacts_tui.demo.build import build_demo, default_demo, demo_files


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    root = tmp_path_factory.mktemp("demo") / "store"
    assert build_demo(root)
    return root


@pytest.fixture
def snapshot(demo):
    return Store.open(demo).load()


def test_is_the_same_every_time():
    assert demo_files() == demo_files()


def test_has_people_of_many_scripts_tags_a_trash_and_a_few_slips(snapshot):
    assert len(snapshot.rows) > 250
    scripts = {
        unicodedata.name(char).split()[0] for row in snapshot.rows for char in row.name if char.isalpha()
    }
    assert {
        "LATIN",
        "GREEK",
        "CYRILLIC",
        "ARMENIAN",
        "GEORGIAN",
        "HEBREW",
        "ARABIC",
        "DEVANAGARI",
        "THAI",
    } <= scripts
    assert {"CJK", "HANGUL", "HIRAGANA"} <= scripts
    tags = [tag for tag in snapshot.tags if not tag.is_deleted]
    assert len(tags) >= 12
    assert all(tag.color and snapshot.count(View.tag(tag.id)) for tag in tags)
    assert 3 < snapshot.count(View.trash()) < 40
    degrees = [finding.degree for finding in snapshot.findings]
    assert 0 < degrees.count(Degree.ERROR) <= 5
    assert 0 < degrees.count(Degree.WARNING) <= 10


def test_only_the_files_meant_to_be_broken_are(snapshot):
    broken = {row.path for row in snapshot.rows if row.is_broken}
    assert broken == {"contacts/broken/merge-left-over.yaml", "contacts/broken/two-of-a-kind.yaml"}


def test_three_people_are_there_twice(snapshot):
    assert len(candidates(snapshot)) == 3
    assert len(snapshot.duplicates) == 6


def test_nobody_real_can_be_called_or_written_to(snapshot):
    domains = {address.rpartition("@")[2] for row in snapshot.rows for address in row.addresses}
    assert all(domain.split(".")[-2] == "example" for domain in domains)
    assert all(number.startswith("+") for row in snapshot.rows for number in row.numbers)


def test_what_people_change_in_it_stays(tmp_path):
    root = tmp_path / "demo"
    assert build_demo(root)
    (root / "contacts" / "grandma.yaml").write_text("first_name: Gran\n")
    assert not build_demo(root)
    assert (root / "contacts" / "grandma.yaml").read_text() == "first_name: Gran\n"


def test_a_demo_that_was_cut_short_is_made_again(tmp_path):
    (tmp_path / ".demo.unfinished" / "contacts").mkdir(parents=True)
    assert build_demo(tmp_path / "demo")
    assert not (tmp_path / ".demo.unfinished").exists()


def test_a_folder_with_other_things_is_left_alone(tmp_path):
    (tmp_path / "thesis.tex").write_text("x")
    with pytest.raises(StoreUnusable, match="name a new folder"):
        build_demo(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.tex"]


def test_lives_in_the_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_demo().is_relative_to(tmp_path)


def test_hints_are_few_enough_to_read(demo):
    store = Store.open(demo)
    store.load()
    hints = [finding for finding in store.check() if finding.degree is Degree.HINT]
    assert 0 < len(hints) <= 30
