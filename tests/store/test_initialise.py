"""Making a store in real folders."""

import shutil
import stat
import subprocess

import pytest

from contacts_store.errors import InvalidData, StoreUnusable
from contacts_store.initialise import initialise
from contacts_store.settings import read_settings

OWNER = "0F8FAD5B-D9CB-469F-A165-70867728950E"


def test_makes_a_private_store_with_its_files(tmp_path):
    root = tmp_path / "deep" / "people"
    made = initialise(root, region="gb", customer_id=OWNER)
    assert sorted(made) == [".gitattributes", ".gitignore", "contact.schema.json", "contacts-tui.yaml"]
    for folder in (root, root / "contacts", root / "tags"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((root / "contacts-tui.yaml").stat().st_mode) == 0o600
    settings = read_settings(root)
    assert (settings.default_region, settings.customer_id) == ("GB", OWNER.lower())


def test_without_a_region_there_is_none(tmp_path):
    initialise(tmp_path)
    assert read_settings(tmp_path).default_region == ""


def test_norway_stays_a_text_for_every_reader(tmp_path):
    import yaml

    initialise(tmp_path, region="NO")
    assert yaml.safe_load((tmp_path / "contacts-tui.yaml").read_text())["default_region"] == "NO"
    assert read_settings(tmp_path).default_region == "NO"


def test_a_folder_with_files_becomes_a_store_and_keeps_every_byte(tmp_path):
    (tmp_path / "contacts").mkdir()
    mine = {"contacts/ada.yaml": "first_name: Ada\n", ".gitignore": "secret\n", "notes.txt": "hello\n"}
    for name, text in mine.items():
        (tmp_path / name).write_text(text)
    made = initialise(tmp_path)
    assert ".gitignore" not in made
    assert {name: (tmp_path / name).read_text() for name in mine} == mine


def test_a_store_is_not_made_twice(tmp_path):
    initialise(tmp_path, region="DE")
    before = (tmp_path / "contacts-tui.yaml").read_bytes()
    with pytest.raises(StoreUnusable, match="is a store already"):
        initialise(tmp_path, region="GB")
    assert (tmp_path / "contacts-tui.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("region", "owner", "word"), [("XX", None, "region"), ("Britain", None, "region"), ("", "me", "UUID")]
)
def test_refuses_bad_settings_before_anything_is_made(tmp_path, region, owner, word):
    with pytest.raises(InvalidData, match=word):
        initialise(tmp_path / "new", region=region, customer_id=owner)
    assert not (tmp_path / "new").exists()


def test_a_file_in_the_way_is_told(tmp_path):
    (tmp_path / "taken").write_text("x")
    with pytest.raises(StoreUnusable, match="can't make a store here"):
        initialise(tmp_path / "taken")
    assert (tmp_path / "taken").read_text() == "x"


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_tracks_the_store_and_ignores_what_is_half_written(tmp_path):
    initialise(tmp_path, git=True)
    (tmp_path / "contacts" / "ada.yaml").write_text("first_name: Ada\n")
    (tmp_path / "contacts" / ".ada.yaml.123.tmp").write_text("first")
    (tmp_path / "contacts" / "ada.yaml~").write_text("old")
    status = subprocess.run(
        ["git", "status", "--porcelain", "-uall"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    names = {line[3:] for line in status.splitlines()}
    assert names == {
        ".gitattributes",
        ".gitignore",
        "contact.schema.json",
        "contacts-tui.yaml",
        "contacts/ada.yaml",
    }
    attributes = subprocess.run(
        ["git", "check-attr", "merge", "eol", "--", "contacts/ada.yaml", "contacts/a/b.yaml"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert attributes.count("merge: contact") == 2
    assert attributes.count("eol: lf") == 2
