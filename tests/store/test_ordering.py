"""The order of a reader's language."""

from hypothesis import given
from hypothesis import strategies as st

from contacts_store.snapshot.collation import collation_key


def test_letters_come_before_accents_numbers_by_value_and_scripts_together():
    names = ["Αθηνά", "Zoë", "山田", "Łukasz", "Борис", "Team 10", "Ångström", "Team 9", "Æsop", "Luke"]
    names += ["anders", "Straße", "Strasse", "Zoe"]
    assert sorted(names, key=collation_key) == [
        "Æsop", "anders", "Ångström", "Łukasz", "Luke", "Strasse", "Straße", "Team 9", "Team 10",
        "Zoe", "Zoë", "Αθηνά", "Борис", "山田",
    ]  # fmt: skip


@given(st.text(), st.text())
def test_only_equal_texts_have_equal_keys(one, other):
    assert (collation_key(one) == collation_key(other)) == (one == other)


@given(st.integers(0), st.integers(0))
def test_numbers_in_any_digits_are_ordered_by_value(one, other):
    arabic = str(other).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    if one != other:
        assert (collation_key(f"Team {one}") < collation_key(f"Team {arabic}")) == (one < other)
