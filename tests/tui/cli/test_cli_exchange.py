"""init, demo, check, import, export: whole stores and files."""

from __future__ import annotations

import json
import subprocess

import pytest


def test_init_makes_a_private_store_once(run, machine):
    done = run("init", "people", "--region", "de", "--customer-id", "0f8fad5b-d9cb-469f-a165-70867728950e")
    assert done.code == 0
    assert (machine / "people").stat().st_mode & 0o777 == 0o700
    assert run("list", "--store", "people").code == 0
    settings = (machine / "people/contacts-tui.yaml").read_bytes()
    assert run("init", "people").code == 3
    assert (machine / "people/contacts-tui.yaml").read_bytes() == settings


def test_init_without_a_folder_makes_the_store_that_is_looked_for(run, machine):
    assert run("init", "--json").json["store"] == str(machine / "data/contacts-tui/store")
    assert run("list", "--json").json == []


def test_init_with_git(run, machine):
    assert run("init", "people", "--git").code == 0
    done = subprocess.run(["git", "-C", "people", "rev-parse", "--git-dir"], capture_output=True, check=False)
    assert done.stdout == b".git\n"


@pytest.mark.parametrize("words", [("--region", "XX"), ("--customer-id", "me")])
def test_init_with_values_that_can_not_be(run, machine, words):
    assert run("init", "people", *words).code == 4
    assert not (machine / "people").exists()


def test_demo_is_made_once_and_kept(run, machine):
    assert run("demo", "--no-app", "--json").json["made"] is True
    root = str(machine / "data/contacts-tui/demo")
    assert len(run("list", "--json", "--store", root).json) > 100
    run("add", "--company", "Mine", "--store", root)
    assert run("demo", "--no-app", "--json").json == {"store": root, "made": False}
    assert run("list", "Mine", "--store", root).code == 0


def test_check_names_place_and_remedy_and_ends_with_4_on_errors(run, store):
    assert run("check").code == 0
    (store / "contacts/eve.yaml").write_text("first_name: Eve\nemails: [Eve@Example.org]\n")
    (store / "contacts/bad.yaml").write_text("first_name: X\nphone_numbers: 5\n")
    done = run("check")
    assert done.code == 4
    assert done.out.splitlines()[0].startswith("contacts/bad.yaml:2:")
    assert ": error: " in done.out.splitlines()[0]
    findings = run("check", "--json").json
    assert list(findings[0]) == ["degree", "path", "line", "column", "field", "message", "remedy"]


def test_check_of_single_files(run, store, monkeypatch):
    (store / "contacts/bad.yaml").write_text("first_name: X\nphone_numbers: 5\n")
    assert run("check", "contacts/ada.yaml").code == 0
    monkeypatch.chdir(store / "contacts")
    assert run("check", "bad.yaml").code == 4
    assert run("check", "contacts").code == run("check", ".").code == 4
    assert run("check", "tags").code == 0


def test_check_fix_mends_what_needs_no_decision(run, store):
    path = store / "contacts/eve.yaml"
    path.write_text("first_name: Eve  # neighbour\nemails: [Eve@Example.org]\n")
    done = run("check", "--fix")
    assert (done.code, done.out) == (0, "")
    assert "eve@example.org" in path.read_text()
    assert "# neighbour" in path.read_text()
    assert run("undo").code == 0
    assert "Eve@Example.org" in path.read_text()


ROWS = [
    {"first_name": "Ada", "last_name": "L", "external_id": "sf_1", "source": "sync"},
    {"company": "Acme", "phone_numbers": [{"number": "020 7946 0958", "type": "work"}]},
]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", json.dumps(ROWS)),
        ("a.json", json.dumps({"result": ROWS, "next_page_token": "x"})),
        ("a.jsonl", "".join(json.dumps(row) + "\n" for row in ROWS)),
        ("a.yaml", json.dumps(ROWS, indent=1)),
    ],
)
def test_import_twice_makes_no_doubles(run, store, machine, name, text):
    (machine / name).write_text(text)
    first = run("import", name, "--json")
    assert (first.code, first.json) == (
        0,
        {"created": 2, "updated": 0, "unchanged": 0, "skipped": 0, "failed": []},
    )
    assert run("import", name).out == "2 unchanged\n"
    assert len(run("list", "--json").json) == 4


def test_import_dry_run_changes_nothing(run, store):
    done = run("import", "-", "--format", "json", "--dry-run", stdin=json.dumps(ROWS))
    assert done.out.splitlines() == [
        "stdin: row 1: new: Ada L",
        "stdin: row 2: new: Acme",
        "would be: 2 created",
    ]
    assert len(run("list", "--json").json) == 2


def test_import_dry_run_tells_changes_by_field(run, store):
    run("import", "-", stdin=json.dumps(ROWS))
    changed = json.dumps(ROWS[0] | {"company": "Acme"})
    done = run("import", "-", "--update", "--dry-run", stdin=changed)
    assert "stdin: row 1: Ada L: company: (none) → Acme" in done.out
    assert run("import", "-", "--update", "--dry-run", stdin=changed).out == done.out


def test_import_reports_each_bad_row_and_takes_the_others(run, store):
    done = run("import", "-", "--format", "json", stdin=json.dumps([{"emails": ["a@@b"]}, 5, *ROWS]))
    assert done.code == 4
    assert done.out == "2 created, 2 failed\n"
    assert [line.split(":")[1:3] for line in done.err.splitlines()] == [
        [" stdin", " row 1"],
        [" stdin", " row 2"],
    ]


def test_import_of_a_known_contact_needs_a_word(run, store):
    run("import", "-", stdin=json.dumps(ROWS))
    changed = json.dumps([ROWS[0] | {"company": "New"}])
    assert run("import", "-", stdin=changed).code == 4
    assert run("import", "-", "--skip-existing", stdin=changed).out == "1 skipped\n"
    assert run("import", "-", "--update", stdin=changed).out == "1 updated\n"
    assert run("list", "sf_1", "--json").json[0]["company"] == "New"


def test_import_of_a_file_that_is_not_there(run, store):
    assert run("import", "missing.json").code == 4


@pytest.mark.parametrize("format_", ["json", "jsonl", "yaml"])
def test_export_and_import_give_equal_contacts(run, store, machine, format_):
    target = f"out.{format_}"
    done = run("export", "-o", target)
    assert (done.code, done.out) == (0, "")
    assert run("export", "--format", format_).out == (machine / target).read_text()
    run("init", "copy")
    assert run("import", target, "--store", "copy").code == 0
    ours, theirs = (run("list", "--json", "--store", root).json for root in (str(store), "copy"))
    derived = ("path", "tm_create", "tm_update", "source")
    for here, there in zip(ours, theirs, strict=True):
        assert {key: here[key] for key in here if key not in (*derived, "phone_numbers", "emails")} == {
            key: there[key] for key in there if key not in (*derived, "phone_numbers", "emails")
        }
        assert [each["number"] for each in here["phone_numbers"]] == [
            each["number"] for each in there["phone_numbers"]
        ]


def test_export_of_a_query(run, store):
    assert [contact["first_name"] for contact in run("export", "ada").json] == ["Ada"]
    assert run("export", "nobody").code == 1


def test_export_never_writes_into_the_store(run, store):
    before = (store / "contacts/ada.yaml").read_bytes()
    done = run("export", "-o", str(store / "contacts/ada.yaml"))
    assert done.code == 2
    assert (store / "contacts/ada.yaml").read_bytes() == before


def test_export_that_fails_leaves_the_old_file(run, store, machine):
    (machine / "out").mkdir()
    done = run("export", "-o", "out")
    assert done.code == 4
    assert [path.name for path in machine.glob(".out*")] == []


def test_an_export_counts_what_it_wrote(run, store, machine):
    (store / "contacts/bo.yaml").write_text("emails: [")
    done = run("export", "-o", str(machine / "all.json"))
    assert "left out: contacts/bo.yaml" in done.err
    assert "1 contact written to" in done.err


CUSTOMERS = "Kunde;Mobil;Foo\nMeier;0171 1234567;x\n"


def test_a_table_that_nobody_knows_is_mapped_once(run, store):
    (store.parent / "kunden.csv").write_text(CUSTOMERS)
    file = str(store.parent / "kunden.csv")
    done = run("import", file)
    assert done.code == 2
    assert "--map Kunde=extra.Kunde,Mobil=phone:mobile,Foo=extra.Foo" in done.err
    assert run("list", "Meier", "--json").json == []
    assert run("import", file, "--map", "Kunde=boat").code == 2
    assert run("import", file, "--map", "Kunde=last_name,Foo=-").code == 0
    (meier,) = run("list", "Meier", "--json").json
    assert (meier["last_name"], meier["phone_numbers"][0]["type"], meier["extra"]) == ("Meier", "mobile", {})
    again = run("import", file)
    assert (again.code, again.out) == (0, "1 unchanged\n")
    assert "as last time" in again.err


def test_a_mapping_can_be_a_file(run, store):
    (store.parent / "kunden.csv").write_text(CUSTOMERS)
    (store.parent / "kunden.map").write_text("Kunde=last_name\nFoo=notes\n")
    assert (
        run("import", str(store.parent / "kunden.csv"), "--map", str(store.parent / "kunden.map")).code == 0
    )
    assert run("list", "Meier", "--json").json[0]["notes"] == "x"
    assert run("import", str(store.parent / "kunden.csv"), "--map", "no-such-file").code == 2


def test_our_table_goes_out_and_comes_back_unchanged(run, store):
    run(
        "add",
        "--first-name",
        "=cmd()",
        "--phone",
        "020 7946 0018:work",
        "--email",
        "a@x.org",
        "--tag",
        "vip",
        "--create-tags",
    )
    file = str(store.parent / "all.csv")
    assert run("export", "-o", file).code == 0
    assert "'=cmd()" in (store.parent / "all.csv").read_text()
    again = run("import", file)
    assert (again.code, again.out) == (0, "3 unchanged\n")
    assert '"=cmd()"' in run("export", "--format", "google-csv", "--raw").out
    assert run("import", file, "--json").json["unchanged"] == 3
