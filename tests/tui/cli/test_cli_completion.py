"""``email`` and ``phone``: what mutt, aerc and others read, line by line."""

import os
import subprocess
import sys

import pytest

PEOPLE = {
    "ann": "first_name: Ann\nlast_name: Zimmer\ncompany: Initech\nemails: [x@example.org]\n",
    "zoe": "first_name: Zoé\nlast_name: Annan\nemails: [{address: first@example.org}, {address: zoe@example.org, is_primary: true}]\n",
    "joanna": "first_name: Joanna\nemails: [jo@example.org]\nphone_numbers: [+46 8 765 432 10]\n",
    "info": "display_name: Help desk\nemails: [annex@example.org]\n",
    "nobody": "first_name: Anna\nnotes: has neither number nor address\n",
    "gone": "first_name: Annika\nemails: [annika@example.org]\ntm_delete: 2026-01-01T00:00:00Z\n",
}


@pytest.fixture
def people(store):
    for name, text in PEOPLE.items():
        (store / f"contacts/{name}.yaml").write_text(text)
    return store


def addresses(done):
    return [line.split("\t")[0] for line in done.out.splitlines()]


@pytest.mark.parametrize("fast", [(), ("--fast",)])
def test_mutt_gets_a_status_line_and_three_fields(process, people, fast):
    done = process("email", "--mutt", *fast, "ann", "zim")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == ["1 address found", "x@example.org\tAnn Zimmer\tInitech"]


def test_mutt_gets_the_status_line_and_exit_code_1_when_nobody_matches(process, people):
    done = process("email", "--mutt", "nobody like that")
    assert (done.code, done.out) == (1, "0 addresses found\n")


@pytest.mark.parametrize("fast", [(), ("--fast",)])
def test_starts_of_names_come_first_then_of_words_then_the_rest(process, people, fast):
    done = process("email", "-p", *fast, "ANN")
    assert done.code == 0
    assert addresses(done) == [
        "x@example.org",
        "annex@example.org",
        "zoe@example.org",
        "first@example.org",
        "jo@example.org",
    ]


def test_the_primary_address_leads_unless_another_one_is_typed(run, people):
    assert addresses(run("email", "-p", "zoe")) == ["zoe@example.org", "first@example.org"]
    assert addresses(run("email", "-p", "first@")) == ["first@example.org", "zoe@example.org"]


def test_nothing_found_is_no_line_and_exit_code_1(process, people):
    for fast in ((), ("--fast",)):
        done = process("email", "-p", *fast, "qqq")
        assert (done.code, done.out, done.err) == (1, "", "")


def test_every_word_must_be_found_in_any_field(run, people):
    assert addresses(run("email", "-p", "initech", "ann")) == ["x@example.org"]
    assert addresses(run("email", "-p", "initech", "zoe")) == []


def test_every_character_means_itself(run, people):
    (people / "contacts/odd.yaml").write_text("display_name: 'A*b?[c] %_'\nemails: [odd@example.org]\n")
    for typed in ("*b", "?[c]", "[c]", "%_", "a*b"):
        assert addresses(run("email", "-p", "--", typed)) == ["odd@example.org"]
    for typed in ("a?b", "[bc]", "tag:x", "-ann", "\udce9"):
        assert run("email", "-p", "--", typed).code == 1


def test_a_field_holds_no_tab_and_no_line_break_and_no_escape(process, people):
    (people / "contacts/odd.yaml").write_text(
        'display_name: "Tab\\there\\nand \\e[31mred"\ncompany: "Two\\nlines"\nemails: [odd@example.org]\n'
    )
    done = process("email", "-p", "tab")
    assert done.out == "odd@example.org\tTab here and ␛[31mred\tTwo lines\n"


def test_a_hundred_lines_at_most(run, store):
    for number in range(60):
        (store / f"contacts/{number}.yaml").write_text(
            f"first_name: Many{number}\nemails: [a{number}@example.org, b{number}@example.org]\n"
        )
    assert len(addresses(run("email", "-p", "many"))) == 100
    assert len(addresses(run("email", "-p", "example"))) == 100
    assert len(run("email", "many").out.splitlines()) == 121


@pytest.mark.parametrize("typed", ["76543210", "+46 8 765", "+468765", "08 765 432", "joanna", "087654"])
def test_numbers_are_found_by_a_part_in_any_notation(run, people, typed):
    assert run("phone", "-p", typed).out == "+46876543210\tJoanna\t\n"


def test_people_get_a_table_and_programs_json(run, people):
    assert run("email", "joanna").out.splitlines()[1].split() == ["jo@example.org", "Joanna"]
    found = run("phone", "joanna", "--json").json
    assert [(each["number"], each["name"]) for each in found] == [("+46876543210", "Joanna")]
    assert run("email", "--mutt", "qqq", "--json").json == []


def test_without_words_everybody_is_listed_in_list_order(run, people):
    assert addresses(run("email", "-p"))[0] == "ada@example.org"
    assert "annika@example.org" not in addresses(run("email", "-p"))


def test_without_an_index_the_answers_are_the_same(run, people, monkeypatch):
    calls = [("email", "-p", "ann"), ("email", "-p"), ("phone", "-p", "123"), ("lookup", "jo@example.org")]
    indexed = [run(*call) for call in calls]
    monkeypatch.setenv("CONTACTS_TUI_INDEX", "off")
    assert [run(*call) for call in calls] == indexed
    assert [run(*call, "--fast") for call in calls] == indexed


def test_the_quick_way_prints_what_the_command_prints(run, process, people, fine_clock):
    assert run("email", "-p", "ann").code == 0
    for words in (
        ["email", "-p", "ann"],
        ["phone", "-p", "+46"],
        ["lookup", "jo@example.org"],
        ["lookup", "x@y.org"],
    ):
        quick, parsed = process(*words, "--fast"), process("--color", "never", *words, "--fast")
        assert quick == parsed == process(*words)


def test_the_quick_way_names_its_errors_like_the_command(process, machine):
    done = process("email", "-p", "--fast", "x", "--store", str(machine / "none"))
    assert (done.code, done.out) == (3, "")
    assert "contacts-tui init" in done.err


def test_a_closed_pipe_is_quiet(people):
    reader, writer = os.pipe()
    os.close(reader)
    words = [sys.executable, "-m", "contacts_tui", "email", "-p", "--fast", "ann"]
    done = subprocess.run(words, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")
