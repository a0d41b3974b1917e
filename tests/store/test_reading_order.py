"""The order of names in the person's own language, where PyICU is installed."""

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts_store.snapshot.collation import collation_key
from contacts_store.snapshot.reading_order import heading_in, key_in, language_of

NAMES = ["Örjan", "Zoe", "Åsa", "Anders", "Team 10", "Team 9", "山田"]


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "sv_SE.UTF-8"}, "sv_SE"),
        ({"LANG": "sv_SE.UTF-8", "LC_COLLATE": "de_DE@phonebook"}, "de_DE"),
        ({"LANG": "sv_SE", "LC_COLLATE": "de_DE", "LC_ALL": "C.UTF-8"}, ""),
        ({"LANG": ""}, ""),
        ({}, ""),
    ],
)
def test_the_language_is_that_of_the_environment(environ, language):
    assert language_of(environ) == language


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("sv_SE", ["Anders", "Team 9", "Team 10", "Zoe", "Åsa", "Örjan", "山田"]),
        ("de_DE", ["Anders", "Åsa", "Örjan", "Team 9", "Team 10", "Zoe", "山田"]),
        ("", ["Anders", "Åsa", "Örjan", "Team 9", "Team 10", "Zoe", "山田"]),
    ],
)
def test_icu_orders_by_the_rules_of_a_language(language, names):
    pytest.importorskip("icu")
    assert sorted(NAMES, key=key_in(language)) == names


@pytest.mark.parametrize(
    ("language", "headings"),
    [("sv_SE", ["Ö", "Z", "Å", "A", "T", "T", ""]), ("de_DE", ["O", "Z", "A", "A", "T", "T", ""])],
)
def test_icu_groups_by_the_letters_of_a_language(language, headings):
    pytest.importorskip("icu")
    assert list(map(heading_in(language), NAMES)) == headings
    assert heading_in(language)("Борис") == "Б"


@given(st.text(), st.text())
def test_only_equal_texts_have_equal_keys(one, other):
    key = key_in("sv_SE")
    assert (key(one) == key(other)) == (one == other)


def test_without_icu_the_order_is_our_own(tmp_path):
    (tmp_path / "icu.py").write_text("raise ImportError('not here')\n")
    program = (
        "from contacts_store.snapshot.collation import collation_key\n"
        "from contacts_store.snapshot.reading_order import heading_in, key_in\n"
        "assert key_in('sv_SE') is collation_key\n"
        "assert [heading_in('sv_SE')(name) for name in ('Åsa', '9', '')] == ['A', '#', '']"
    )
    paths = os.pathsep.join([str(tmp_path), *sys.path])
    subprocess.run([sys.executable, "-c", program], env={**os.environ, "PYTHONPATH": paths}, check=True)
    assert sorted(NAMES, key=collation_key)[1] == "Åsa"
