"""Pasted text: what is known goes to its field, the rest to the notes, nothing is lost and nothing raises."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contacts_store.interchange.pasted import draft_from_text

ANN = {"first_name": "Ann", "last_name": "Lee"}


def read(text):
    """Return texts, (number, type) pairs and addresses of a text."""
    fields = draft_from_text(text, "GB").fields
    texts = {name: value for name, value in fields.items() if isinstance(value, str)}
    numbers = [(item["number"], item.get("type", "")) for item in fields["phone_numbers"]]
    return texts, numbers, [item["address"] for item in fields["emails"]]


@pytest.mark.parametrize(
    ("text", "texts", "numbers", "addresses"),
    [
        ("Ann Lee <ann@x.org>", ANN, [], ["ann@x.org"]),
        ('"Lee, Ann" <ann@x.org>', ANN, [], ["ann@x.org"]),
        ("Ann <ann@x.org>", {"first_name": "Ann"}, [], ["ann@x.org"]),
        ("<ann@x.org>", {}, [], ["ann@x.org"]),
        ("mailto:ann@x.org", {}, [], ["ann@x.org"]),
        ("E-mail: ann@x.org", {}, [], ["ann@x.org"]),
        ("a@x.org, c@y.org", {}, [], ["a@x.org", "c@y.org"]),
        ("a@x.org; c@y.org", {}, [], ["a@x.org", "c@y.org"]),
        ("a@x.org\nA@x.org", {}, [], ["a@x.org"]),
        ("Ann Lee\nann@x.org", ANN, [], ["ann@x.org"]),
        ("Ann Lee\n+44 20 7946 0018", ANN, [("+44 20 7946 0018", "other")], []),
        ("Ann Lee\nT: 020 7946 0018", ANN, [("020 7946 0018", "work")], []),
        ("Ann Lee\nTel. 020 7946 0018", ANN, [("020 7946 0018", "work")], []),
        ("Ann Lee\nM: 07700 900417", ANN, [("07700 900417", "mobile")], []),
        ("Ann Lee\nMobile 07700 900417", ANN, [("07700 900417", "mobile")], []),
        ("Ann Lee\nFax: 020 7946 0019", ANN, [("020 7946 0019", "fax")], []),
        ("Ann Lee\n07700 900417 (mobile)", ANN, [("07700 900417", "mobile")], []),
        ("Ann Lee\nT: 020 7946 0018 ext 7", ANN, [("020 7946 0018 ext 7", "work")], []),
        ("Ann Lee\nCEO\nann@x.org", ANN | {"job_title": "CEO"}, [], ["ann@x.org"]),
        ("Ann Lee\nAcme Ltd\na@x.org", ANN | {"company": "Acme Ltd"}, [], ["a@x.org"]),
        ("Ann Lee\nAcme\nann@acme.com", ANN | {"company": "Acme"}, [], ["ann@acme.com"]),
        (
            "Ann Lee, CEO at Acme\nann@acme.com",
            ANN | {"job_title": "CEO", "company": "Acme"},
            [],
            ["ann@acme.com"],
        ),
        ("Ann Lee | a@x.org | +44 20 7946 0018", ANN, [("+44 20 7946 0018", "other")], ["a@x.org"]),
        ("Best regards,\nAnn Lee\na@x.org", ANN, [], ["a@x.org"]),
        ("Ann Lee\nhttps://x.org/12345678", ANN | {"notes": "https://x.org/12345678"}, [], []),
        ("Ann Lee\n12 High Street, London N1 2AB", ANN | {"notes": "12 High Street, London N1 2AB"}, [], []),
        ("Ludwig van Beethoven", {"first_name": "Ludwig", "last_name": "van Beethoven"}, [], []),
        ("山田 太郎 <taro@x.jp>", {"first_name": "山田", "last_name": "太郎"}, [], ["taro@x.jp"]),
        ("born on 1938-04-02", {"notes": "born on 1938-04-02"}, [], []),
        ("first_name: Ann\nemails: [a@x.org]", {"first_name": "Ann"}, [], ["a@x.org"]),
        (
            "\nbegin:vcard\nVERSION:3.0\nN:Lee;Ann\nTEL;TYPE=CELL:07700 900417\nEMAIL:a@x.org\nEND:VCARD",
            ANN,
            [("07700 900417", "mobile")],
            ["a@x.org"],
        ),
        ('{"first_name": "Ann", "phone_numbers": ["112"]}', {"first_name": "Ann"}, [("112", "")], []),
        ("", {}, [], []),
    ],
)
def test_realistic_text(text, texts, numbers, addresses):
    assert read(text) == (texts, numbers, addresses)


@pytest.mark.parametrize("text", ["{", "[1]", "first_name: [", '{"odd": 1}', "BEGIN:VCARD\nFN:Ann"])
def test_a_payload_that_is_none_is_kept_as_text(text):
    assert not draft_from_text(text).is_payload


def test_a_plain_value_is_not_spread_over_the_form():
    assert not draft_from_text("Blue Kettle").is_several
    assert not draft_from_text("ann@x.org").is_several
    assert draft_from_text("Ann <ann@x.org>").is_several


@given(st.text(max_size=200))
def test_nothing_raises(text):
    draft_from_text(text, "GB")


WORDS = (
    "Ann",
    "Lee",
    "zürich",
    "CEO",
    "Acme Ltd",
    "a@x.org",
    "<b@y.org>",
    "+44 20 7946 0018",
    "07700 900417",
    "x9",
    "1938",
    "https://q.io/1",
)
TEXTS = st.lists(st.sampled_from((*WORDS, "\n", ", ", " | ", " - ", " at ")), max_size=14)


@given(TEXTS)
@example(["Ann", "<b@y.org>", "\n", "Lee", "<b@y.org>"])
def test_every_word_is_in_some_field(pieces):
    text = " ".join(pieces)
    texts, numbers, addresses = read(text)
    found = " ".join((*texts.values(), *(number for number, _ in numbers), *addresses)).lower()
    for word in re.findall(r"\w+", text.lower()):
        assert word in found or word == "at"
