"""The store's own settings, and which store is meant."""

from pathlib import Path

import phonenumbers
import pytest

from contacts_store.errors import StoreUnusable
from contacts_store.model.region import is_region
from contacts_store.settings import find_store, read_settings


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    folder = tmp_path / "store"
    folder.mkdir()
    return folder


def write(store, text):
    (store / "contacts-tui.yaml").write_text(text)


def test_settings_are_read(store):
    write(
        store,
        "format: 1\ndefault_region: gb\ncustomer_id: 0F8FAD5B-D9CB-469F-A165-70867728950E\nlayout: id2\nlimit_size: 5000\n",
    )
    settings = read_settings(store)
    assert settings.default_region == "GB"
    assert settings.customer_id == "0f8fad5b-d9cb-469f-a165-70867728950e"
    assert settings.layout == "id2"
    assert settings.limits.size == 5000


def test_a_folder_without_settings_says_how_to_make_a_store(store):
    with pytest.raises(StoreUnusable, match="contacts-tui init"):
        read_settings(store)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("format: 2\n", ":1:9: format"),
        ("default_region: XX\n", ":1:17: default_region"),
        ("format: 1\nlayout: deep\n", ":2:9: layout"),
        ("customer_id: 5\n", ":1:14: customer_id"),
        ("limit_size: many\n", ":1:13: limit_size"),
        ("a: [\n", "contacts-tui.yaml:"),
    ],
)
def test_bad_settings_name_the_place(store, text, place):
    write(store, text)
    with pytest.raises(StoreUnusable) as caught:
        read_settings(store)
    assert place in str(caught.value)


def test_which_store_is_meant(store, tmp_path):
    write(store, "format: 1\n")
    (store / "contacts").mkdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert find_store("/x/y", {"CONTACTS_TUI_STORE": "/z"}, str(store)) == "/x/y"
    assert find_store(None, {"CONTACTS_TUI_STORE": "/z"}, str(store)) == "/z"
    assert find_store(None, {}, str(store / "contacts")) == str(store)
    assert find_store(None, {}, str(elsewhere)) == str(tmp_path / "data/contacts-tui/store")
    config = tmp_path / "config" / "contacts-tui" / "config.yaml"
    config.parent.mkdir(parents=True)
    config.write_text("store: ~/people\n")
    assert find_store(None, {}, str(elsewhere)) == str(Path.home() / "people")
    config.write_text("store: [\n")
    with pytest.raises(StoreUnusable, match=r"config.yaml:"):
        find_store(None, {}, str(elsewhere))


def test_every_region_of_the_library_is_known():
    assert {
        text for text in phonenumbers.SUPPORTED_REGIONS if is_region(text)
    } == phonenumbers.SUPPORTED_REGIONS
    assert not is_region("XX")
