"""tag …: by name or id, as steps that can be undone."""

from __future__ import annotations

import pytest


@pytest.fixture
def vip(run, store):
    return run("tag", "add", "vip", "teal", "--detail", "Answers at once").out.strip()


def tags(run):
    return {tag["name"]: tag for tag in run("tag", "list", "--json").json}


def test_add_prints_the_id_of_a_tag_with_a_file(run, store, vip):
    tag = tags(run)["vip"]
    assert (tag["id"], tag["color"], tag["detail"], tag["contacts"]) == (vip, "teal", "Answers at once", 0)
    assert len(list((store / "tags").glob("*.yaml"))) == 1


@pytest.mark.parametrize(("words", "code"), [(("add", "VIP"), 4), (("add", ""), 4), (("add", "x", "12"), 4)])
def test_what_can_not_be_a_tag(run, vip, words, code):
    done = run("tag", *words)
    assert (done.code, done.out) == (code, "")
    assert list(tags(run)) == ["vip"]


def test_assign_and_unassign(run, vip):
    assert run("tag", "assign", "VIP", "ada", "bo").code == 0
    assert tags(run)["vip"]["contacts"] == 2
    assert run("tag", "unassign", vip, "ada").code == 0
    assert tags(run)["vip"]["contacts"] == 1
    assert run("undo").code == 0
    assert tags(run)["vip"]["contacts"] == 2


def test_rename_leaves_the_contacts_alone(run, store, vip):
    run("tag", "assign", "vip", "ada")
    before = (store / "contacts/ada.yaml").read_bytes()
    assert run("tag", "rename", "vip", "very important").code == 0
    assert (store / "contacts/ada.yaml").read_bytes() == before
    assert tags(run)["very important"]["contacts"] == 1


def test_color(run, vip):
    assert run("tag", "color", "vip", "#e11d48").code == 0
    assert tags(run)["vip"]["color"] == "#e11d48"
    assert run("tag", "color", "vip", "").code == 0
    assert tags(run)["vip"]["color"] == ""


def test_merge(run, vip):
    run("tag", "add", "important")
    run("tag", "assign", "vip", "ada")
    assert run("tag", "merge", "vip", "vip").code == 2
    assert run("tag", "merge", "vip", "important").code == 0
    assert [(name, tag["contacts"]) for name, tag in tags(run).items()] == [("important", 1)]


def test_a_deleted_tag_is_still_shown_and_can_not_be_assigned(run, vip):
    run("tag", "assign", "vip", "ada")
    assert run("tag", "rm", "vip").code == 0
    assert tags(run) == {}
    assert "vip (deleted)" in run("tag", "list", "--deleted").out
    done = run("tag", "assign", "vip", "bo")
    assert done.code == 2
    assert "deleted" in done.err


def test_an_unknown_tag_names_the_nearest(run, vip):
    done = run("tag", "rm", "vpi")
    assert done.code == 2
    assert "did you mean 'vip'" in done.err
