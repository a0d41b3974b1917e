"""The fast reader of our own form finds exactly what the YAML parser finds, or gives up."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts_store.document.canonical import read_canonical
from contacts_store.document.emit import Noted, emit
from contacts_store.document.error import DocumentError
from contacts_store.document.nodes import plain_of
from contacts_store.document.reader import read_tree

SAMPLE = """\
id: 0f8fad5b-d9cb-469f-a165-70867728950e
first_name: Zoë
last_name: 'O''Brien'
company: "Müller"
job_title: null
external_id: '007'
phone_numbers:
  - id: 3f8fad5b-d9cb-469f-a165-70867728950e
    number: '+44 20 7946 0018'
    number_e164: '+442079460018'
    is_primary: true
  - number: +1 555 1234567
tag_ids:
  - 7c9e6679-7425-40de-944b-e07fc1f90ae7  # VIP, the best
  - 'vip'
notes: |-
  Speaks: Swedish # and "Greek".

    - Never before ten.
birthday: |
  May

tm_update: '2026-02-07T14:45:59.038962Z'
"""


def parsed(text):
    return plain_of(read_tree(text))


def agree(text):
    fast = read_canonical(text)
    if fast is not None:
        assert fast == parsed(text)
    return fast is not None


def test_our_own_form_is_read():
    assert agree(SAMPLE)
    assert read_canonical(SAMPLE)["last_name"] == "O'Brien"
    assert read_canonical(SAMPLE)["birthday"] == "May\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: b",
        "a: b # c\n",
        "a:\n",
        "a: &x b\n",
        "a: [b]\n",
        "- a\n",
        "a: b\na: c\n",
        "a: b:\n",
        "a: |\n",
        "a: |\n\n  b\n",
        "a: |\n   b\n",
        "a: |\n b\n",
        "a: |+\n  b\n",
        "a: >\n  b\n",
        "a: |2\n  b\n",
        "a: |\n  b\n# c\n",
        "a: |\n  b\na: c\n",
        "a:\n  - |\n    b\n",
        "a: b: c\n",
        "a:\n - b\n",
        "a:\n  - - b\n",
        "a: 'b' c\n",
        'a: "\\e"\n',
        "a: b\n  c\n",
        "a: b \n",
        "# a: b\n",
        "a:\n  - b: c\n     d: e\n",
        "a: 'b\n",
        "'a': b\n",
        "a b: c\n",
        "%YAML: 1\n",
        "a:\n  - b\n    c: d\n",
    ],
)
def test_anything_unusual_is_left_to_the_parser(text):
    assert read_canonical(text) is None


def test_mutated_texts_never_differ():
    source = random.Random(7)
    alphabet = "\n  -:#'\"|>&*!~ab0 \t[]{},\\?%@é\u0085\ufeff"
    accepted = 0
    for _ in range(20_000):
        text = SAMPLE
        for _ in range(source.randint(1, 3)):
            place = source.randrange(len(text))
            width = source.choice((0, 0, 1, 1, 2, 9))
            text = text[:place] + source.choice(alphabet) * source.randint(0, 2) + text[place + width :]
        fast = read_canonical(text)
        if fast is not None:
            accepted += 1
            try:
                assert fast == parsed(text), text
            except DocumentError as problem:
                pytest.fail(f"{problem}: {text!r}")
    assert accepted > 4_000


scalars = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
keys = st.from_regex(r"[a-z_]{1,6}", fullmatch=True)
lists = st.lists(
    scalars | st.builds(Noted, scalars.filter(bool), scalars) | st.dictionaries(keys, scalars, min_size=1),
    max_size=3,
)


@given(st.dictionaries(keys, scalars | lists, min_size=1))
def test_what_we_write_is_read_alike(data):
    agree(emit(data))
