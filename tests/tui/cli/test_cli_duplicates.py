"""``dupes`` and ``merge``: what scripts and people see, and what is in the files afterwards."""

import pytest

OLD, NEW = "0f8fad5b-d9cb-469f-a165-70867728950e", "aaaaaaaa-1111-4111-8111-111111111111"


@pytest.fixture
def twice(store):
    (store / "contacts/new.yaml").write_text(
        f"id: {NEW}\nfirst_name: Ada\nlast_name: Lovelace\ncompany: Engines Ltd\n"
        "phone_numbers: ['+44 20 7946 0018']\nemails: [countess@example.org]\n"
        "tm_create: 2026-02-01T00:00:00Z\n"
    )
    ada = store / "contacts/ada.yaml"
    ada.write_text(ada.read_text() + "tm_create: 2026-01-01T00:00:00Z\n")
    return store


def test_pairs_are_listed_with_reasons(run, twice):
    done = run("dupes")
    assert done.code == 0
    heading, line = done.out.splitlines()
    assert heading.split() == ["SCORE", "NAME", "ID", "AND", "ID", "BECAUSE"]
    assert line.split("  ")[0] == "90"
    assert "same number +44 20 7946 0018, same name" in line
    (pair,) = run("dupes", "lovelace", "--json").json
    assert [contact["id"] for contact in pair["contacts"]] == [OLD, NEW]
    assert pair["reasons"][0] == {
        "kind": "number", "value": "+442079460018", "text": "same number +44 20 7946 0018",
    }  # fmt: skip


def test_nothing_found_is_an_answer(run, twice):
    assert run("dupes", "--json", "--min-score", "99").json == []
    assert run("dupes", "lindqvist").code == 1
    assert run("dupes", "--limit", "0").code == 2


def test_who_is_told_apart_is_not_listed_until_undo(run, twice):
    done = run("dupes", "--distinct", OLD, NEW)
    assert (done.code, done.out) == (0, "Ada Lovelace and Ada Lovelace are not the same person\n")
    assert run("dupes").out == ""
    assert run("dupes", "--distinct", NEW, OLD).err == "nothing to change\n"
    assert run("undo").code == 0
    assert len(run("dupes", "--json").json) == 1


def test_a_field_that_both_have_differently_has_to_be_chosen(run, twice):
    before = (twice / "contacts/ada.yaml").read_text()
    done = run("merge", NEW, OLD)
    assert (done.code, done.out) == (5, "")
    assert "company: Engines Ltd (a) or Analytical Engines (b)? Say --take company=a" in done.err
    assert (twice / "contacts/ada.yaml").read_text() == before


@pytest.mark.parametrize(
    ("takes", "company"), [(("company=a",), "Analytical Engines"), (("b",), "Engines Ltd"),
                           (("b", "company=a"), "Analytical Engines")]
)  # fmt: skip
def test_two_become_one_and_the_old_id_finds_it(run, twice, takes, company):
    done = run("merge", OLD, NEW, *(word for take in takes for word in ("--take", take)))
    assert (done.code, done.out) == (0, "Ada Lovelace merged into Ada Lovelace\n")
    assert "dropped of" in done.err
    shown = run("show", NEW, "--json")
    assert "was merged into" in shown.err
    assert (shown.json["id"], shown.json["company"]) == (OLD, company)
    assert [email["address"] for email in shown.json["emails"]] == ["ada@example.org", "countess@example.org"]
    assert run("dupes").out == ""
    assert [one["extra"]["merged_into"] for one in run("trash", "--json").json] == [OLD]
    assert run("undo").code == 0
    assert len(run("list", "--json").json) == 3


def test_restoring_ends_the_forwarding(run, twice):
    run("merge", OLD, NEW, "--take", "a")
    assert run("restore", NEW).code == 0
    assert run("show", NEW, "--json").json["extra"] == {}


def test_who_stays_can_be_chosen(run, twice):
    assert run("merge", OLD, NEW, "--take", "a", "--keep", "b").code == 0
    shown = run("show", OLD, "--json").json
    assert (shown["id"], shown["company"]) == (NEW, "Analytical Engines")


def test_a_dry_run_shows_each_field_and_writes_nothing(run, twice):
    done = run("merge", OLD, NEW, "--dry-run", "--take", "company=b")
    assert done.code == 0
    assert "  company: Analytical Engines → Engines Ltd" in done.out.splitlines()
    assert "  dropped of a: company: Analytical Engines" in done.out.splitlines()
    asked = run("merge", OLD, NEW, "--dry-run", "--json")
    assert asked.code == 5
    assert asked.json["conflicts"] == [{"field": "company", "a": "Analytical Engines", "b": "Engines Ltd"}]
    assert len(run("list", "--json").json) == 3


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("merge", OLD, NEW, "--take", "compny=a"), "did you mean 'company'"),
        (("merge", OLD, NEW, "--take", "company"), "FIELD=a"),
        (("dupes", "ada", "--distinct", OLD, NEW), "no QUERY"),
    ],
)
def test_usage_errors_name_the_remedy(run, twice, words, expected):
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert expected in done.err


def test_one_contact_is_not_merged_with_itself(run, twice):
    assert run("merge", OLD, OLD).code == 4


def test_on_a_terminal_it_asks_first(terminal, twice):
    code, screen = terminal("merge", OLD, NEW, "--take", "a", typed="n\n")
    assert code == 0
    assert "go on?" in screen
    assert "tm_delete" not in (twice / "contacts/new.yaml").read_text()
