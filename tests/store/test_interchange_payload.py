"""Reading payloads: the shapes that come in, and hostile ones."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts_store.interchange.payload import FORMATS, Draft, Problem, guessed_format, read_payload

ID = "0f8fad5b-d9cb-469f-a165-70867728950e"


def rows(text, format_="json"):
    return list(read_payload(text if isinstance(text, bytes) else text.encode(), format_))


def fields(text, format_="json"):
    (row,) = rows(text, format_)
    assert isinstance(row, Draft), row
    return row.fields


@pytest.mark.parametrize(
    ("text", "format_"),
    [
        ('{"first_name": "Ada"}', "json"),
        ('[{"first_name": "Ada"}]', "json"),
        ('{"next_page_token": "t", "result": [{"first_name": "Ada"}], "more": {"a": []}}', "json"),
        ('\ufeff {"first_name": "Ada"}\n', "json"),
        ('\n{"first_name": "Ada"}\n\n', "jsonl"),
        ("first_name: Ada", "yaml"),
        ("- first_name: Ada\n", "yaml"),
        ("result:\n- first_name: Ada\nnext_page_token: t\n", "yaml"),
    ],
)
def test_one_contact_a_list_or_a_list_answer(text, format_):
    assert fields(text, format_)["first_name"] == "Ada"


def test_an_empty_list_has_no_rows():
    assert rows("[ ]") == rows('{"result": []}') == rows("", "jsonl") == rows("# nothing\n", "yaml") == []


def test_rows_and_lines_are_counted():
    text = '[\n {"first_name": "A"}, {"first_name": "B"},\n\n {"first_name": "C"}]'
    assert [(row.row, row.line) for row in rows(text)] == [(1, 2), (2, 2), (3, 4)]


def test_numbers_and_booleans_stay_the_text_that_was_written():
    read = fields('{"external_id": 007.10e2, "company": true}'.replace("007", "7"))
    assert (read["external_id"], read["company"]) == ("7.10e2", "true")
    huge = "9" * 5000
    assert fields(f'{{"age": {huge}}}')["extra"] == {"age": huge}


def test_unknown_keys_are_kept_and_our_own_path_and_extra_are_unfolded():
    assert fields('{"birthday": "1938", "path": "x"}')["extra"] == {"birthday": "1938", "path": "x"}
    ours = fields('{"path": "contacts/a.yaml", "extra": {"birthday": "1938", "path": "mine"}}')
    assert ours["extra"] == {"birthday": "1938", "path": "mine"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"first_name": "A", "extra": {"last_name": "B"}}', "extra: last_name"),
        ('{"emails": [{"address": "a@x.org", "extra": {"id": "1"}}]}', "emails[0].extra: id"),
    ],
)
def test_fields_of_ours_are_no_unknown_keys(text, place):
    (problem,) = rows(text)
    assert place in problem.reason


def test_children_lose_what_they_repeat_of_their_contact():
    (phone,) = fields(
        f'{{"phone_numbers": [{{"number": "1", "customer_id": "{ID}", "contact_id": "{ID}"}}]}}'
    )["phone_numbers"]
    assert phone == {"number": "1", "extra": {}}


def test_of_several_primaries_the_last_one_stays():
    read = fields(
        json.dumps(
            {"emails": [{"address": a, "is_primary": p} for a, p in [("a", True), ("b", True), ("c", False)]]}
        )
    )
    assert [item.get("is_primary") for item in read["emails"]] == [None, "true", "false"]


def test_the_platforms_later_addresses_become_numbers_and_emails():
    read = fields(
        json.dumps(
            {
                "addresses": [
                    {
                        "type": "tel",
                        "target": "+442079460018",
                        "name": "work",
                        "is_primary": True,
                        "detail": "",
                    },
                    {"type": "tel", "target": "+442079460019", "name": "Front desk", "detail": "till five"},
                    {"type": "email", "target": "a@example.com", "name": "personal"},
                    {"type": "sip", "target": "a@pbx"},
                ]
            }
        )
    )
    assert read["phone_numbers"] == [
        {"number": "+442079460018", "type": "work", "is_primary": "true", "extra": {}},
        {"number": "+442079460019", "extra": {"name": "Front desk", "detail": "till five"}},
    ]
    assert read["emails"] == [{"address": "a@example.com", "type": "personal", "extra": {}}]
    assert read["extra"] == {"addresses": [{"type": "sip", "target": "a@pbx"}]}


def test_an_address_that_is_in_its_own_list_already_comes_once():
    read = fields('{"phone_numbers": ["1"], "addresses": [{"type": "tel", "target": "1"}]}')
    assert [phone["number"] for phone in read["phone_numbers"]] == ["1"]


def test_nil_ids_and_nulls_mean_absent():
    nil = "00000000-0000-0000-0000-000000000000"
    read = fields(
        json.dumps({"id": nil, "customer_id": nil, "first_name": None, "emails": None, "extra": None})
    )
    assert read == {"phone_numbers": [], "emails": [], "tag_ids": [], "extra": {"extra": None}}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "not a JSON object"),
        ('[{"a": 1},\n{"a": NaN}]', 2, "NaN"),
        ('[{"a": "b"},\n{"a": -Infinity}]', 2, "Infinity"),
        ('\n{"a": 1, "b": {"c": 1, "c": 2}}', 2, "'c' stands twice"),
        ('{"a": "\\ud83d"}', 1, "surrogate"),
        ('{"\\udc00": 1}', 1, "surrogate"),
        ("[" * 100_000, 1, "nested too deeply"),
        ('{"a":' * 40 + "1" + "}" * 40, 1, "nested too deeply"),
        ('[{"a": 1}\n{"a": 1}]', 2, "expected"),
        ('[{"a": 1},]', 1, "not JSON"),
        ('{"a": 1}\n{"a": 2}', 2, "jsonl"),
        ('{"a": ', 1, "not JSON"),
        (b'{"a": "\xff"}', 1, "not UTF-8"),
        ('{"a": 1}'.encode("utf-16"), 1, "UTF-16"),
    ],
)
def test_hostile_json_is_told_with_its_line(text, line, words):
    problem = rows(text)[-1]
    assert isinstance(problem, Problem)
    assert problem.line == line
    assert words in problem.reason


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("5", "not a contact"),
        ('"Ada"', "not a contact"),
        ('{"phone_numbers": 5}', "phone_numbers: a list"),
        ('{"phone_numbers": [[]]}', r"phone_numbers[0]: neither"),
        ('{"emails": [{"address": ["a"]}]}', "emails[0].address: a text"),
        ('{"first_name": {"a": 1}}', "first_name: a text"),
        ('{"tag_ids": [{}]}', "tag_ids: a text"),
        ('{"addresses": ["a"]}', "addresses[0]: an object"),
    ],
)
def test_a_row_of_another_shape_costs_only_itself(row, words):
    good, bad, after = rows(f'[{{"first_name": "A"}}, {row}, {{"first_name": "B"}}]')
    assert isinstance(good, Draft)
    assert isinstance(after, Draft)
    assert isinstance(bad, Problem)
    assert (bad.row, words in bad.reason) == (2, True)


def test_a_bad_line_of_json_lines_costs_only_itself():
    read = rows('{"first_name": "A"}\n{oops\n{} {}\n{"first_name": "B"}', "jsonl")
    assert [type(row) for row in read] == [Draft, Problem, Problem, Draft]
    assert [row.line for row in read] == [1, 2, 3, 4]


def test_broken_yaml_is_told_with_its_line():
    (problem,) = rows("- first_name: Ada\n- [\n", "yaml")
    assert isinstance(problem, Problem)
    assert problem.line > 1


def test_the_format_is_told_by_the_name_else_by_the_beginning():
    assert guessed_format("a.YML", b"{") == guessed_format("-", b"first_name: A") == "yaml"
    assert guessed_format("a.ndjson", b"") == "jsonl"
    assert guessed_format("stdin", b"\xef\xbb\xbf\n [") == guessed_format("a.json", b"x") == "json"


@given(st.binary(max_size=200), st.sampled_from(FORMATS))
def test_whatever_bytes_come_they_are_rows_or_problems(data, format_):
    assert all(isinstance(row, Draft | Problem) for row in read_payload(data, format_))


@given(st.text(alphabet='{}[]":,\\ud \n0a-', max_size=60), st.sampled_from(FORMATS))
def test_whatever_looks_like_json_is_rows_or_problems(text, format_):
    assert all(isinstance(row, Draft | Problem) for row in read_payload(text.encode(), format_))
