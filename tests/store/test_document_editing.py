"""Editing: what a file looks like afterwards, for every manner of writing that people use."""

from __future__ import annotations

import pytest

from contacts_store.document.document import Document
from contacts_store.document.edit import Arrange, Drop, Put, applied
from contacts_store.document.emit import Noted
from contacts_store.document.error import EditRefused
from contacts_store.document.limits import Limits

ORDER = {
    (): ("id", "first_name", "last_name", "company", "phone_numbers", "emails", "tm_update"),
    ("phone_numbers",): ("id", "number", "type", "is_primary"),
}


def edited(text, *edits):
    return Document.read(text.encode()).edited(edits, ORDER).data.decode()


@pytest.mark.parametrize(
    ("old", "value", "new"),
    [
        ("a: x   # c\n", "y", "a: 'y'   # c\n"),
        ("a: x   # c\n", "Bob", "a: Bob   # c\n"),
        ("a: 'x'\n", "it's", "a: 'it''s'\n"),
        ('a: "x"  # c\n', "é", 'a: "é"  # c\n'),
        ("a:   x\nb: c\n", "+44", "a:   '+44'\nb: c\n"),
        ("a:\nb: c\n", "x", "a: x\nb: c\n"),
        ("a:   # c\n", "x", "a: x   # c\n"),
        ("a: ~\n", "x", "a: x\n"),
        ("a: x\n", None, "a: null\n"),
        ("a: 'x'\n", True, "a: true\n"),
        ("a: x\n", "", "a: ''\n"),
        ("a: one\n  two  # c\nb: d\n", "x", "a: x  # c\nb: d\n"),
        ('a: "one\n  two"\nb: d\n', "x", 'a: "x"\nb: d\n'),
        ("a: |  # c\n    one\n\n# d\nb: e\n", "two\nthree\n", "a: |  # c\n    two\n    three\n\n# d\nb: e\n"),
        ("a: |\n  one\n", "two", "a: |-\n  two\n"),
        ("a: >-\n  one\n  two\nb: c\n", "three", "a: >-\n  three\nb: c\n"),
        ("a: |  # c\n  one\nb: d\n", " edge ", "a: ' edge '  # c\nb: d\n"),
        ("a: x  # c\nb: d\n", "one\ntwo\n", "a: |  # c\n  one\n  two\nb: d\n"),
        ("a: x", "one\ntwo", "a: |-\n  one\n  two"),
        ("{a: x, b: c}\n", "no", "{a: 'no', b: c}\n"),
        ("{a: x, b: c}\n", "one\ntwo", '{a: "one\\ntwo", b: c}\n'),
        ('{"a":null,"b":1}', "x", '{"a":"x","b":1}'),
        ('{"a":1,"b":1}', "2", '{"a":"2","b":1}'),
        ("a: &x y  # c\n", "z", "a: &x z  # c\n"),
        ("a: !!str 007\n", "008", "a: '008'\n"),
        ("a: x  # c\n", ["y1", "z"], "a:  # c\n  - y1\n  - z\n"),
        ("a: [b]  # c\n", {"k": "v"}, "a:  # c\n  k: v\n"),
        ("a:  # c\n  - b\nd: e\n", "x", "a: x  # c\nd: e\n"),
        ("a: x\r\nb: c\r\n", "one\ntwo\n", "a: |\r\n  one\r\n  two\r\nb: c\r\n"),
        ("\ufeffa: x\n", "Bob", "\ufeffa: Bob\n"),
        ("a: x\n", Noted("0d0c", "vip"), "a: '0d0c'  # vip\n"),
        ("a: x  # mine\n", Noted("Bob", "vip"), "a: Bob  # vip  # mine\n"),
    ],
)
def test_replacing_a_value(old, value, new):
    assert edited(old, Put(("a",), value)) == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("first_name: a\ncompany: b\n", "first_name: a\nlast_name: x\ncompany: b\n"),
        ("# me\ncompany: b\n", "# me\nlast_name: x\ncompany: b\n"),
        ("zz: 1\n# b\ncompany: b\n", "zz: 1\nlast_name: x\n# b\ncompany: b\n"),
        ("zz: 1  # c", "zz: 1  # c\nlast_name: x"),
        ("first_name: |\n  a\n\n\ncompany: b\n", "first_name: |\n  a\nlast_name: x\n\n\ncompany: b\n"),
        ("first_name: |\n  a", "first_name: |-\n  a\nlast_name: x"),
        ("first_name: a\r\n\r\nzz: 1\r\n", "first_name: a\r\nlast_name: x\r\n\r\nzz: 1\r\n"),
        ("---\nfirst_name: a\n...\n# end\n", "---\nfirst_name: a\nlast_name: x\n...\n# end\n"),
        ("{first_name: a, company: b}", "{first_name: a, last_name: x, company: b}"),
        ("{}\n", "{last_name: x}\n"),
        ('{\n  "first_name" : "a"\n}\n', '{\n  "first_name" : "a",\n  "last_name" : "x"\n}\n'),
        ('{\n  "company": "b"\n}\n', '{\n  "last_name": "x",\n  "company": "b"\n}\n'),
    ],
)
def test_a_new_key_goes_behind_its_predecessor_in_the_order(old, new):
    assert edited(old, Put(("last_name",), "x")) == new


def test_comment_lines_that_are_indented_deeper_stay_with_their_key():
    old = "first_name:\n  - a\n  # more of a\n# about zz\nzz: 1\n"
    assert edited(old, Put(("last_name",), "x")) == (
        "first_name:\n  - a\n  # more of a\nlast_name: x\n# about zz\nzz: 1\n"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a: b\n", "a: b\nemails:\n  - x\n"),
        ("emails: []  # none\n", "emails:  # none\n  - x\n"),
        ("emails:\nz: 1\n", "emails:\n  - x\nz: 1\n"),
        ("emails: null\n", "emails:\n  - x\n"),
        ("emails: [\n  # none\n]\n", "emails: [x\n  # none\n]\n"),
        ("emails:\n-   a # c\n# d\n", "emails:\n-   a # c\n-   x\n# d\n"),
        ("emails: [a, b]\n", "emails: [a, b, x]\n"),
        ("emails: [\n  a,\n  b   # c\n]\n", "emails: [\n  a,\n  b,\n  x   # c\n]\n"),
        ("l:\n    - 1\nemails: []\n", "l:\n    - 1\nemails:\n    - x\n"),
        ('{"a": "b", "emails": []}', '{"a": "b", "emails": ["x"]}'),
    ],
)
def test_an_item_is_added_in_the_manner_of_the_file(old, new):
    length = len(Document.read(old.encode()).plain().get("emails") or [])
    assert edited(old, Put(("emails", length), "x")) == new


def test_a_short_form_becomes_a_mapping_and_keeps_its_comment():
    old = "phone_numbers:\n  # mine\n  - +44 20 7946 0018  # desk\n  - 5\n"
    whole = {"number": "+44 20 7946 0018", "type": "work", "id": "u1"}
    assert edited(old, Put(("phone_numbers", 0), whole)) == (
        "phone_numbers:\n  # mine\n  - id: u1\n    number: '+44 20 7946 0018'  # desk\n    type: work\n  - 5\n"
    )


def test_an_item_keeps_its_lines_when_a_list_is_put_over_a_list():
    old = "tags:\n  - a  # first\n  - b  # second\n  - c  # third\n"
    assert edited(old, Put(("tags",), ["c", "a", "new"])) == (
        "tags:\n  - c  # third\n  - a  # first\n  - new\n"
    )
    assert edited(old, Put(("tags",), ["a", "changed", "c"])) == (
        "tags:\n  - a  # first\n  - changed  # second\n  - c  # third\n"
    )
    assert edited(old, Put(("tags",), [])) == "tags: []\n"


def test_a_mapping_put_over_a_mapping_changes_the_keys_that_differ():
    old = "a:\n  k: v   # c\n  l: w\n  m: x  # d\n"
    assert edited(old, Put(("a",), {"k": "v", "m": "y1", "o": "z"})) == (
        "a:\n  k: v   # c\n  m: y1  # d\n  o: z\n"
    )


@pytest.mark.parametrize(
    ("old", "path", "new"),
    [
        ("a: 1\n# b\nb: 2  # c\n\nc: 3\n", ("b",), "a: 1\n# b\n\nc: 3\n"),
        ("a: 1\nb: 2", ("b",), "a: 1"),
        ("a: |\n  1\nb: 2", ("b",), "a: |\n  1\n"),
        ("a: |\n  1\n\n\nb: 2\n", ("a",), "\n\nb: 2\n"),
        ("a:\n  - k: 1\n    l: 2\n", ("a", 0, "k"), "a:\n  - l: 2\n"),
        ("a:\n  - k: 1  # c\n", ("a", 0, "k"), "a:\n  - {}  # c\n"),
        ("a:  # c\n  # d\n  - x  # e\n# f\n", ("a", 0), "a: []  # c\n  # d\n# f\n"),
        ("a:\n  - x\n  - y\n", ("a", 0), "a:\n  - y\n"),
        ("a:\n- - x\n  - y\n", ("a", 0, 0), "a:\n- - y\n"),
        ("a: [x, y, z]\n", ("a", 0), "a: [y, z]\n"),
        ("a: [x, y, z]\n", ("a", 2), "a: [x, y]\n"),
        ("a: [x]\n", ("a", 0), "a: []\n"),
        ("a: [\n  x, # one\n  y  # two\n]\n", ("a", 1), "a: [\n  x # one\n    # two\n]\n"),
        ("a: {k: v, l: w}\n", ("a", "k"), "a: {l: w}\n"),
        ("a: 1\n", ("a",), "{}\n"),
        ("a: 1\n", ("missing",), "a: 1\n"),
    ],
)
def test_dropping(old, path, new):
    assert edited(old, Drop(path)) == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "a:\n  # one\n  - 1  # uno\n  - 2\n  - 3\nb: c\n",
            "a:\n  - 3\n  # one\n  - 1  # uno\n  - 2\nb: c\n",
        ),
        ("a:\n- k: 1\n  l: 2\n- 2\n- 3", "a:\n- 3\n- k: 1\n  l: 2\n- 2"),
        ("a:\n  - |\n    1\n  - |\n    2\n  - |\n    3", "a:\n  - |-\n    3\n  - |\n    1\n  - |\n    2\n"),
        ("a: [ 1, '2',  3 ]\n", "a: [ 3, 1,  '2' ]\n"),
        ("a:\r\n  - 1\r\n  - 2\r\n  # three\r\n  - 3", "a:\r\n  # three\r\n  - 3\r\n  - 1\r\n  - 2"),
    ],
)
def test_arranging_takes_comments_along(old, new):
    assert edited(old, Arrange(("a",), (2, 0, 1))) == new


ALIASED = "a: &x foo  # c\nb: *x\nc: &m\n  k: v\n  l: w\nd:\n  <<: *m\n  own: 1\n"


@pytest.mark.parametrize(
    ("edit", "lines"),
    [
        (Put(("a",), "bar"), ("a: &x bar  # c", "b: foo")),
        (Put(("b",), "bar"), ("a: &x foo  # c", "b: bar")),
        (Put(("c", "k"), "bar"), ("  k: bar", "  <<: *m\n  own: 1\n  k: v")),
        (Put(("d", "k"), "bar"), ("  k: v", "  <<: *m\n  own: 1\n  k: bar")),
        (Drop(("a",)), ("b: foo",)),
    ],
)
def test_an_edit_never_shows_through_an_alias(edit, lines):
    text = edited(ALIASED, edit)
    for line in lines:
        assert f"\n{line}\n" in f"\n{text}"


def test_what_is_equal_is_left_alone():
    document = Document.read(b"a: '1'\nb: true\nc:\n")
    assert document.edited([Put(("a",), "1"), Put(("b",), value=True), Put(("c",), None)]) is document


EXPLICIT = "? a\n: b  # one\n? '+49 1'\n: +49 2  # two\n? c\n:\n? d\n: ~\n? e\n: [0171, no, 1e5]\n"


@pytest.mark.parametrize(
    "edit",
    [
        Put(("zz",), "no"),
        Put(("zz",), ["+49", {"no": "yes"}, None]),
        Put(("zz",), Noted("null", "lost")),
        Drop(("a",)),
        Arrange(("e",), (2, 1, 0)),
    ],
)
def test_what_can_not_be_changed_in_place_is_rewritten_without_loss(edit):
    plain = Document.read(EXPLICIT.encode()).plain()
    text = edited(EXPLICIT, edit)
    assert Document.read(text.encode()).plain() == applied(plain, edit)
    assert "# two" in text
    assert "+49 2" in text
    assert "'+49 2'" not in text


def test_what_can_not_be_changed_without_loss_is_refused_with_its_place():
    document = Document.read(b"? a  # one\n: b\n? c\n: d\n")
    with pytest.raises(EditRefused, match=r"line 1, column 1: .*text editor"):
        document.edited([Put(("zz",), "no")])


@pytest.mark.parametrize(
    "edit",
    [
        Put(("a", "k"), "x"),
        Put(("l", 2), "x"),
        Put(("new", 1), "x"),
        Put(("l", "k"), "x"),
        Arrange(("l",), (0, 1)),
        Arrange(("a",), (0,)),
        Arrange(("missing",), ()),
        Arrange((), (0, 1)),
        Drop(()),
        Put((), "text"),
        Put(("a",), 5),
        Put(("a",), "half \ud83d"),
    ],
)
def test_what_makes_no_sense_is_refused(edit):
    document = Document.read(b"a: b\nl:\n  - c\n")
    with pytest.raises(EditRefused):
        document.edited([edit])


def test_an_edit_beyond_the_limits_is_refused():
    document = Document.read(b"a: b\n")
    with pytest.raises(EditRefused):
        document.edited([Put(("c",), {"d": {"e": "f"}})], None, Limits(depth=2))
