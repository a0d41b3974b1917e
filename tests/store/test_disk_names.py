"""Which files of a folder are contacts, and which belong to editors and sync tools."""

import os

import pytest

from contacts_store.disk import names


@pytest.mark.parametrize(
    "name",
    [
        "ada.yaml",
        "ada.yml",
        "Ada Löwe.yaml",
        "-rf.yaml",
        "a\nb.yaml",
        "#1.yaml",
        "config.yaml",
        "con.yaml",
        "4913.yaml",
    ],
)
def test_any_name_with_the_ending_is_a_record(name):
    assert names.is_record_name(name)
    assert not names.is_conflict_copy(name)
    assert not names.is_dropping(name)


@pytest.mark.parametrize(
    "name",
    [
        ".ada.yaml",
        ".yaml",
        ".#ada.yaml",
        ".ada.yaml.swp",
        "ada.yaml~",
        "#ada.yaml#",
        "ada.yaml.tmp",
        "4913",
        "ada.swx",
        ".git",
        "x\ny.tmp",
    ],
)
def test_droppings_of_editors_are_no_records(name):
    assert names.is_dropping(name)
    assert not names.is_record_name(name)


@pytest.mark.parametrize("name", ["README.md", "ada.yaml.orig", "ada.json", "yaml", "ada.YAML.bak"])
def test_other_files_are_neither(name):
    assert not names.is_record_name(name)
    assert not names.is_dropping(name)


@pytest.mark.parametrize(
    "name",
    [
        "ada.sync-conflict-20260101-120000-ABCDEFG.yaml",
        "ada (Bob's conflicted copy 2026-01-01).yaml",
        "ada (Conflicted Copy).yaml",
        "ada_conf(bob).yaml",
        "ada (SFConflict bob@example.org 2026-01-01-10-00-00).yaml",
    ],
)
def test_copies_of_sync_tools_are_reported_and_not_read(name):
    assert names.is_conflict_copy(name)
    assert not names.is_record_name(name)


def test_our_temporary_files_are_hidden_short_and_name_their_process():
    name = names.temporary_name(os.getpid())
    assert names.is_dropping(name)
    assert names.temporary_owner(name) == os.getpid()
    assert len(name) <= 40


@pytest.mark.parametrize(
    "name", ["ada.yaml", ".ct-.tmp", ".ct-12-zz.tmp", ".ct-12-ab.tmp.yaml", "x.ct-12-ab.tmp"]
)
def test_no_other_file_is_taken_for_a_temporary_of_ours(name):
    assert names.temporary_owner(name) is None
