"""list, show, lookup, locate, schema: what is read."""

from __future__ import annotations

import json

import pytest

ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
FIELDS = [
    "id", "customer_id", "first_name", "last_name", "display_name", "company", "job_title", "source",
    "external_id", "phone_numbers", "emails", "tag_ids", "notes", "tm_create", "tm_update", "tm_delete",
    "path", "extra",
]  # fmt: skip


def test_list_as_json_has_every_field_always(run, store):
    ada, bo = run("list", "--json").json
    assert list(ada) == list(bo) == FIELDS
    assert (bo["company"], bo["emails"], bo["tm_delete"], bo["extra"]) == ("", [], None, {})
    assert ada["extra"] == {"birthday": "1815-12-10"}
    assert ada["path"] == "contacts/ada.yaml"
    assert set(ada["phone_numbers"][0]) >= {"id", "number", "number_e164", "type", "is_primary", "tm_create"}


def test_list_query_without_match_ends_with_1(run, store):
    assert (run("list", "nobody").code, run("list", "nobody").out) == (1, "")
    assert (run("list", "nobody", "--json").code, run("list", "nobody", "--json").json) == (1, [])


def test_an_empty_store_is_no_failure(run, machine):
    run("init")
    assert run("list").code == 0
    assert run("list", "--json").json == []


def test_list_words_are_one_query(run, store):
    assert [row["first_name"] for row in run("list", "engines", "ada", "--json").json] == ["Ada"]


def test_fields_choose_the_columns(run, store):
    (store / "contacts/ada.yaml").write_text("first_name: Ada\nnotes: |\n  one\n  two\njob_title: Poet\n")
    lines = run("list", "ada", "--fields", "job-title,notes,path").out.splitlines()
    assert lines == ["JOB TITLE  NOTES     PATH", "Poet       one⏎two⏎  contacts/ada.yaml"]


def test_columns_align_by_display_width(run, store):
    (store / "contacts/wide.yaml").write_text("display_name: 山田 太郎\ncompany: 会社\n")
    (store / "contacts/mark.yaml").write_text("display_name: A\u030angstro\u0308m\ncompany: Lab\n")
    lines = run("list", "--fields", "name,company").out.splitlines()
    assert "A\u030angstro\u0308m      Lab" in lines
    assert "山田 太郎     会社" in lines
    assert "Ada Lovelace  Analytical Engines" in lines


@pytest.mark.parametrize(
    ("order", "names"), [("name", ["Ada", "Bo"]), ("-name", ["Bo", "Ada"]), ("company", ["Ada", "Bo"])]
)
def test_sort(run, store, order, names):
    lines = run("list", "--sort", order, "--fields", "name").out.splitlines()[1:]
    assert [line.split()[0] for line in lines] == names


def test_sort_puts_empty_values_last_either_way(run, store):
    for order in ("company", "-company"):
        assert run("list", "--sort", order, "--fields", "name").out.splitlines()[-1].startswith("Bo")


def test_limit(run, store):
    assert len(run("list", "--limit", "1", "--json").json) == 1


def test_a_broken_file_hides_nobody_and_is_mentioned(run, store):
    (store / "contacts/broken.yaml").write_text("first_name: [\n")
    done = run("list")
    assert done.code == 0
    assert "Ada Lovelace" in done.out
    assert "contacts-tui check" in done.err
    done = run("list", "--json")
    assert len(done.json) == 2
    assert "broken.yaml" in done.err


@pytest.mark.parametrize(
    "who", [ID, ID.upper(), ID[:8], "ada lovelace", "contacts/ada.yaml", "+442079460018"]
)
def test_who(run, store, who):
    assert run("show", who, "--json").json["id"] == ID


def test_who_by_a_path_from_here(run, store, monkeypatch):
    monkeypatch.chdir(store / "contacts")
    assert run("show", "ada.yaml", "--json").json["id"] == ID


def test_who_that_matches_nobody_ends_with_1(run, store):
    done = run("show", "nobody")
    assert (done.code, done.out) == (1, "")


def test_who_that_matches_several_ends_with_5_and_names_them(run, store):
    (store / "contacts/second.yaml").write_text("first_name: Ada\nlast_name: Byron\n")
    done = run("show", "ada")
    assert (done.code, done.out) == (5, "")
    assert f"{ID}  Ada Lovelace" in done.err
    assert "Ada Byron" in done.err


def test_show_tells_everything(run, store):
    text = run("show", "ada").out
    for part in (
        "Analytical Engines",
        "020 7946 0018",
        "+442079460018",
        "work",
        "ada@example.org",
        "birthday",
        ID,
    ):
        assert part in text


def test_show_yaml_is_the_file(run, store):
    assert run("show", "ada", "--yaml").out == (store / "contacts/ada.yaml").read_text()


def test_show_of_a_broken_file_says_where_and_ends_with_4(run, store):
    (store / "contacts/broken.yaml").write_text("first_name: Eve\nphone_numbers: 5\n")
    done = run("show", "contacts/broken.yaml")
    assert (done.code, done.out) == (4, "")
    assert "contacts/broken.yaml:2:" in done.err


@pytest.mark.parametrize(
    "wanted", ["+44 20 7946-0018", "020 7946 0018", "tel:+442079460018", "ADA@example.org"]
)
def test_lookup_in_any_notation(run, store, wanted):
    done = run("lookup", wanted, "--json", "--fast")
    assert (done.code, [contact["id"] for contact in done.json]) == (0, [ID])


def test_lookup_of_nobody_ends_with_1(run, store):
    assert (run("lookup", "+442079460019").code, run("lookup", "+442079460019").out) == (1, "")
    assert run("lookup", "x@example.org", "--json").json == []


def test_lookup_leaves_the_trash_out(run, store):
    run("rm", "ada")
    assert run("lookup", "ada@example.org").code == 1


def test_lookup_does_not_trust_a_file_with_errors(run, store):
    (store / "contacts/bo.yaml").write_text("display_name: Bo\nemails: [bo@example.org]\nphone_numbers: 5\n")
    assert run("lookup", "bo@example.org").code == 1
    assert run("lookup", "ada@example.org").code == 0


def test_lookup_names_the_primary_one_first(run, store):
    number = "phone_numbers: [{number: 020 7946 0018, is_primary: true}]\n"
    (store / "contacts/third.yaml").write_text(f"display_name: Third\ntm_create: 2026-01-01\n{number}")
    (store / "contacts/second.yaml").write_text(f"display_name: Second\ntm_create: 2025-01-01\n{number}")
    lines = run("lookup", "+442079460018").out.splitlines()[1:]
    assert [line.split()[0] for line in lines] == ["Second", "Third", "Ada"]


def test_locate(run, store):
    assert run("locate").out == f"{store}\n"
    assert run("locate", "ada").out == f"{store}/contacts/ada.yaml\n"
    assert run("locate", "ada", "--json").json == {"path": f"{store}/contacts/ada.yaml"}


def test_schema_needs_no_store(run):
    assert json.loads(run("schema").out)["properties"]["phone_numbers"]
