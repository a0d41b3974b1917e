"""add, set, rm, restore, trash, purge, undo, redo, log: what is changed."""

from __future__ import annotations

import difflib

import pytest

ID = "0f8fad5b-d9cb-469f-a165-70867728950e"


def contact(run, who):
    return run("show", who, "--json").json


def test_add_prints_the_id_of_a_file_that_holds_it(run, store):
    done = run(
        "add",
        "--first-name",
        "Grace",
        "--phone",
        "+1 202 555 0143:mobile",
        "--primary-email",
        "G@Example.com:work",
    )
    made = contact(run, done.out.strip())
    assert made["source"] == "api"
    assert (store / made["path"]).is_file()
    assert [(each["number_e164"], each["type"], each["is_primary"]) for each in made["phone_numbers"]] == [
        ("+12025550143", "mobile", False)
    ]
    assert [(each["address"], each["type"], each["is_primary"]) for each in made["emails"]] == [
        ("g@example.com", "work", True)
    ]


def test_add_as_json_prints_the_whole_contact(run, store):
    made = run("add", "--company", "Acme", "--json").json
    assert made == contact(run, made["id"])


def test_add_nothing_is_a_usage_error(run, store):
    assert run("add").code == 2
    assert run("add", "-i", "-", "--company", "x", stdin="first_name: A").code == 2


def test_a_number_that_can_not_be_read_is_kept_and_mentioned(run, store):
    done = run("add", "--first-name", "X", "--phone", "anonymous")
    assert done.code == 0
    assert "'anonymous' is kept as typed" in done.err
    assert contact(run, done.out.strip())["phone_numbers"][0]["number_e164"] == ""


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (("--email", "a..b@x.com"), 4, "like ann@example.com"),
        (("--email", "a@example.com:wrk"), 2, "did you mean 'work'"),
        (("--phone", "+442079460018:mobil"), 2, "did you mean 'mobile'"),
        (("--first-name", "x" * 101), 4, "100"),
        (("--tag", "vpi"), 2, "did you mean 'vip'"),
        (("--customer-id", "me"), 4, "UUID"),
    ],
)
def test_add_refuses_and_leaves_no_file(run, store, words, code, expected):
    run("tag", "add", "vip")
    before = sorted(store.rglob("*.yaml"))
    done = run("add", "--company", "Acme", *words)
    assert (done.code, done.out) == (code, "")
    assert expected in done.err
    assert sorted(store.rglob("*.yaml")) == before


def test_add_creates_tags_when_asked(run, store):
    id_ = run("add", "--company", "Acme", "--tag", "vendor", "--tag", "Vendor", "--create-tags").out.strip()
    assert [(tag["name"], tag["contacts"]) for tag in run("tag", "list", "--json").json] == [("vendor", 1)]
    assert len(contact(run, id_)["tag_ids"]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "first_name: Grace\nphone_numbers: ['+1 202 555 0143']\ntag_ids: [vip]\nnickname: Amazing\n",
        '{"first_name": "Grace", "phone_numbers": [{"number": "+1 202 555 0143"}], "tag_ids": ["vip"], "nickname": "Amazing"}',
    ],
)
def test_add_from_yaml_or_json(run, store, text):
    run("tag", "add", "vip")
    first, second = (run("add", "-i", "-", stdin=text).out.strip() for _ in range(2))
    made, other = contact(run, first), contact(run, second)
    assert made["extra"] == {"nickname": "Amazing"}
    assert made["phone_numbers"][0]["number_e164"] == "+12025550143"
    assert made["source"] == "api"
    assert made["tm_create"]
    assert made["tag_ids"] == [run("tag", "list", "--json").json[0]["id"]]
    assert made["id"] != other["id"]
    assert made["phone_numbers"][0]["id"] != other["phone_numbers"][0]["id"]


def test_add_from_a_file_tells_all_mistakes_by_line(run, store, machine):
    (machine / "new.yaml").write_text("first_name: G\nemails: [a@@b]\nphone_numbers: 5\n")
    done = run("add", "-i", "new.yaml")
    assert (done.code, done.out) == (4, "")
    assert "new.yaml:2:" in done.err
    assert "new.yaml:3:" in done.err


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "first_name: [\n", "a: 1\na: 2\n", "\x00"])
def test_add_from_what_is_no_contact(run, store, text):
    done = run("add", "-i", "-", stdin=text)
    assert (done.code, done.out) == (4, "")
    assert "stdin" in done.err


def test_add_from_a_file_that_is_not_there(run, store):
    done = run("add", "-i", "missing.yaml")
    assert done.code == 4
    assert done.err.startswith("error: missing.yaml: ")


def test_set_is_a_one_line_diff(run, store):
    run("set", "ada", "company=Acme")  # writes down the ids that the file left out
    before = (store / "contacts/ada.yaml").read_text()
    assert run("set", "ada", "company=Initech").out == "Ada Lovelace: company changed\n"
    after = (store / "contacts/ada.yaml").read_text()
    changed = [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]
    assert [line for line in changed if "tm_update" not in line] == ["- company: Acme", "+ company: Initech"]


@pytest.mark.parametrize(
    ("words", "field", "expected"),
    [
        (["company="], "company", ""),
        (["notes=one=two\nthree"], "notes", "one=two\nthree"),
        (["first-name=Augusta"], "first_name", "Augusta"),
        (["phone-=+44 20 7946 0018"], "phone_numbers", []),
        (["phone="], "phone_numbers", []),
        (["email-=ADA@example.org"], "emails", []),
        (["customer_id=0F8FAD5B-D9CB-469F-A165-70867728950E"], "customer_id", ID),
    ],
)
def test_set_fields(run, store, words, field, expected):
    assert run("set", "ada", *words).code == 0
    assert contact(run, ID)[field] == expected


@pytest.mark.parametrize(
    "target", ["phone.02079460018", "phone[+44 20 7946 0018]", "phone_numbers[+442079460018]"]
)
def test_set_parts_of_a_number(run, store, target):
    assert run("set", "ada", f"{target}.type=home", f"{target}.primary=yes").code == 0
    (phone,) = contact(run, ID)["phone_numbers"]
    assert (phone["number"], phone["type"], phone["is_primary"]) == ("020 7946 0018", "home", True)


def test_only_one_number_is_primary(run, store):
    run("set", "ada", "phone+=+44 20 7946 0958:mobile", "phone.+442079460958.primary=yes")
    run("set", "ada", "phone.+442079460018.primary=yes")
    assert [phone["is_primary"] for phone in contact(run, ID)["phone_numbers"]] == [True, False]
    run("set", "ada", "phone.+442079460018.primary=no")
    assert [phone["is_primary"] for phone in contact(run, ID)["phone_numbers"]] == [False, False]


def test_a_corrected_number_gets_its_e164_form(run, store):
    run("set", "ada", "phone.+442079460018.number=020 7946 0958")
    (phone,) = contact(run, ID)["phone_numbers"]
    assert (phone["number"], phone["number_e164"], phone["type"]) == (
        "020 7946 0958",
        "+442079460958",
        "work",
    )


def test_a_corrected_address(run, store):
    run("set", "ada", "email.ada@example.org.address=Ada@example.com", "email.ada@example.com.type=work")
    assert [(each["address"], each["type"]) for each in contact(run, ID)["emails"]] == [
        ("ada@example.com", "work")
    ]


def test_adding_a_number_again_only_changes_its_type(run, store):
    run("set", "ada", "phone+=+442079460018:home")
    (phone,) = contact(run, ID)["phone_numbers"]
    assert (phone["number"], phone["type"]) == ("020 7946 0018", "home")


def test_tags_are_added_and_taken_by_name(run, store):
    run("tag", "add", "vip")
    run("set", "ada", "tag+=VIP")
    (tag_id,) = contact(run, ID)["tag_ids"]
    assert f"{tag_id}  # vip" in (store / "contacts/ada.yaml").read_text()
    run("set", "ada", "tag-=vip")
    assert contact(run, ID)["tag_ids"] == []


def test_a_part_of_a_number_that_is_not_there(run, store):
    assert run("set", "ada", "phone.+15550000.type=home").code == 1


@pytest.mark.parametrize(
    "word", ["id=x", "source=manual", "tm_create=2020-01-01", "tm_update=x", "tm_delete=x", "extra=x"]
)
def test_fields_that_are_not_to_be_set_say_why(run, store, word):
    done = run("set", "ada", word)
    assert done.code == 2
    assert "can't be set: " in done.err


def test_dry_run_says_what_would_change_and_changes_nothing(run, store):
    before = {path: path.read_bytes() for path in store.rglob("*.yaml")}
    words = (
        "set",
        "--where",
        "ada",
        "company=Initech",
        "phone.02079460018.type=home",
        "tag+=new",
        "--create-tags",
        "--dry-run",
    )
    (preview,) = run(*words, "--json").json
    assert (preview["id"], preview["path"]) == (ID, "contacts/ada.yaml")
    assert {"field": "company", "old": "Analytical Engines", "new": "Initech"} in preview["changes"]
    assert {"field": "phone_numbers[+442079460018].type", "old": "work", "new": "home"} in preview["changes"]
    assert "Initech" in run(*words).out
    assert {path: path.read_bytes() for path in store.rglob("*.yaml")} == before


def test_set_where_changes_all_matches_as_one_step(run, store):
    done = run("set", "--where", "", "company=Acme", "--json")
    assert {saved["path"] for saved in done.json["saved"]} == {"contacts/ada.yaml", "contacts/bo.yaml"}
    assert run("undo").code == 0
    assert [each["company"] for each in run("list", "--json").json] == ["Analytical Engines", ""]


def test_set_where_nobody_matches(run, store):
    assert run("set", "--where", "nobody", "company=x").code == 1


def test_set_what_is_so_already(run, store):
    before = (store / "contacts/ada.yaml").read_bytes()
    done = run("set", "ada", "company=Analytical Engines")
    assert (done.code, done.out, done.err) == (0, "", "nothing to change\n")
    assert (store / "contacts/ada.yaml").read_bytes() == before


def test_the_way_through_the_trash(run, store):
    assert run("rm", "ada", "bo").code == 0
    assert run("list", "--json").json == []
    assert len(run("trash", "--json").json) == len(run("list", "--deleted", "--json").json) == 2
    assert run("rm", ID).code == 1
    assert run("restore", "bo").code == 0
    assert run("restore", "bo").code == 1
    assert run("purge", "bo", "--yes").code == 1
    assert run("purge", "--older-than", "1d", "--yes").err == "nothing to purge\n"
    assert run("purge", "--all", "--yes").code == 0
    assert not (store / "contacts/ada.yaml").exists()
    assert run("undo").code == 0
    assert (store / "contacts/ada.yaml").exists()


def test_purge_older_than(run, store):
    (store / "contacts/old.yaml").write_text(
        "first_name: Old\ntm_update: 2020-01-01T00:00:00Z\ntm_delete: 2020-01-01T00:00:00Z\n"
    )
    run("rm", "ada")
    assert run("purge", "--older-than", "90d", "--yes").code == 0
    assert not (store / "contacts/old.yaml").exists()
    assert (store / "contacts/ada.yaml").exists()


def test_purge_never_asks_where_nobody_can_answer(process, store):
    process("rm", "ada")
    done = process("purge", "--all")
    assert (done.code, done.out) == (2, "")
    assert "--yes" in done.err
    assert (store / "contacts/ada.yaml").exists()


@pytest.mark.parametrize(("answer", "is_gone"), [("n\n", False), ("y\n", True)])
def test_purge_asks_on_a_terminal(run, terminal, store, answer, is_gone):
    run("rm", "ada")
    code, screen = terminal("purge", "--all", typed=answer)
    assert code == 0
    assert "Remove the files of 1 contact" in screen
    assert (store / "contacts/ada.yaml").exists() != is_gone


def test_undo_and_redo(run, store):
    before = (store / "contacts/ada.yaml").read_bytes()
    run("set", "ada", "company=Initech")
    after = (store / "contacts/ada.yaml").read_bytes()
    assert "undone" in run("undo").out
    assert (store / "contacts/ada.yaml").read_bytes() == before
    assert "redone" in run("redo").out
    assert (store / "contacts/ada.yaml").read_bytes() == after
    assert run("redo").code == 1


def test_undo_of_nothing_ends_with_1(run, store):
    done = run("undo")
    assert (done.code, done.out) == (1, "")


def test_undo_over_a_later_change_by_hand_is_a_conflict(run, store):
    run("set", "ada", "company=Initech")
    path = store / "contacts/ada.yaml"
    path.write_text(path.read_text().replace("Initech", "Globex"))
    done = run("undo")
    assert done.code == 5
    assert "company" in done.err
    assert "Globex" in path.read_text()


def test_log_tells_what_was_done_newest_first(run, store):
    run("set", "ada", "company=Initech")
    run("set", "bo", "company=Acme")
    steps = run("log", "--json").json
    assert [step["actor"].startswith("cli") for step in steps] == [True, True]
    assert steps[1]["entries"][0]["id"] == ID
    assert {"field": "company", "old": "Analytical Engines", "new": "Initech"} in steps[1]["entries"][0][
        "changes"
    ]
    assert len(run("log", "ada", "--json").json) == 1
    assert len(run("log", "--limit", "1", "--json").json) == 1
    assert "Bo Lindqvist" in run("log").out


def test_a_file_with_errors_is_not_written(run, store):
    path = store / "contacts/broken.yaml"
    path.write_text("first_name: Eve\nphone_numbers: 5\n")
    assert run("set", "contacts/broken.yaml", "company=x").code == 4
    assert path.read_text() == "first_name: Eve\nphone_numbers: 5\n"
