"""What is cut out of a row's packed texts is what was put into them."""

from hypothesis import example, given
from hypothesis import strategies as st

from contacts_store.snapshot.row import NO_STAMP, Row, packed, seal_of

names = st.sampled_from(["", "Ann", "Lee", " ", "7", "Ann Lee", "\x1f", "\x1e", "²", "李"]) | st.text(
    max_size=5
)


@given(names, names, names | st.none())
@example("", "Lee", None)
@example("Ann", "", "Ann")
@example("", "", "42")
@example("4", "2", "42")
@example("a\x1e", "b", None)
def test_first_and_last_name_are_kept_whatever_the_shown_name_is(first, last, display):
    name = f"{first} {last}".strip() if display is None else display
    seal = seal_of(NO_STAMP, bytes(16))
    row = Row("", "contacts/a.yaml", "a", packed(name=name, names=(first, last)), 0, (), seal)
    assert (row.name, row.first_name, row.last_name) == tuple(map(_shown, (name, first, last)))


def _shown(text):
    written = text.encode(errors="replace").decode()
    return written.replace("\x1f", "␟").replace("\x1e", "␞")
