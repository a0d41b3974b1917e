"""The layered mapping is a dict whose next states leave the earlier ones alone."""

from hypothesis import given
from hypothesis import strategies as st

from contacts_store.snapshot import layered
from contacts_store.snapshot.layered import Layered

keys = st.sampled_from("abcdef")
changes = st.dictionaries(keys, st.none() | st.integers())


def after(content, change):
    return {key: value for key, value in (content | change).items() if value is not None}


@given(st.dictionaries(keys, st.integers()), st.lists(changes, max_size=6), st.sampled_from([0, 2, 100]))
def test_it_agrees_with_a_dict_through_any_changes(start, history, most):
    before, layered._MOST = layered._MOST, most
    try:
        states = [(Layered(dict(start)), start)]
        for change in history:
            mapping, content = states[-1]
            states.append((mapping.changed(change), after(content, change)))
    finally:
        layered._MOST = before
    for mapping, content in states:
        assert dict(mapping) == content
        assert len(mapping) == len(content)
        for key in "abcdef":
            assert mapping.get(key) == content.get(key)
            assert (key in mapping) == (key in content)
