"""The one door for foreign text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts_tui.text import shown

CONTROLS = {chr(code) for code in (*range(0x20), 0x7F, *range(0x80, 0xA0))}
INVISIBLE_OR_REORDERING = set("\u2028\u2029\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("\x1b]52;c;aGk=\x1b\\", "␛]52;c;aGk=␛\\"),
        ("a\x00b\x7fc", "a␀b␡c"),
        ("\x9b2J", "<U+009B>2J"),
        ("\u202eevil", "<U+202E>evil"),
        ("\ud83d", "<U+D83D>"),
        ("\ufeffname", "<U+FEFF>name"),
        ("two\nlines\tand tab", "two⏎lines→and tab"),
        ("[red]not markup[/]", "[red]not markup[/]"),
    ],
)
def test_what_a_terminal_would_obey_is_seen_instead(raw, seen):
    assert shown(raw) == seen


@pytest.mark.parametrize("name", ["👩‍🚀", "نوشته\u200cها", "é", "❤️", "\u200eLRM\u200f", "Zoë", "张伟"])
def test_names_keep_the_marks_that_they_need(name):
    assert shown(name) == name


def test_several_lines_stay_several_lines_where_there_is_room():
    assert shown("a\r\nb\tc\rd\x1b", multiline=True) == "a\nb   c␍d␛"


@given(st.text(alphabet=st.characters(exclude_categories=())), st.booleans())
def test_nothing_dangerous_comes_out(text, multiline):
    out = shown(text, multiline=multiline)
    forbidden = (CONTROLS | INVISIBLE_OR_REORDERING) - ({"\n"} if multiline else set())
    assert not forbidden & set(out)
    assert not any(unicodedata.category(char) == "Cs" for char in out)
    out.encode("utf-8")


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp"))))
def test_harmless_text_is_left_alone(text):
    assert shown(text) == text
