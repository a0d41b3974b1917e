"""The list of rows is a sorted list whose next states leave the earlier ones alone."""

from hypothesis import given
from hypothesis import strategies as st

from contacts_store.finding import Degree, Finding
from contacts_store.snapshot import row_list
from contacts_store.snapshot.row import NO_STAMP, Row, packed, seal_of
from contacts_store.snapshot.row_list import RowList

PATHS = "abcdefgh"
names = st.sampled_from(["ann", "ann\nacme", "ann b", "bob", "łukasz", "李"])
changes = st.dictionaries(st.sampled_from(PATHS), st.none() | names, max_size=8)


def row(path, folded, version):
    """Return a row; each version differs from all others in what does not matter for the order."""
    findings = (Finding(Degree.WARNING, path, version, 0, "", "odd", "mend it"),)
    return Row(folded, path, path, packed(name=folded), 0, findings, seal_of(NO_STAMP, bytes(16)))


def in_order(files):
    return sorted(files.values(), key=lambda row: (row.folded, row.path))


@given(st.lists(changes, max_size=8), st.integers(1, 4))
def test_it_agrees_with_a_sorted_list_through_any_changes(history, size):
    usual = row_list._SIZE, row_list._MOST
    row_list._SIZE, row_list._MOST = size, size + 1
    states = [(RowList(), {})]
    try:
        for version, change in enumerate(history):
            rows, files = states[-1]
            fresh = [row(path, name, version) for path, name in change.items() if name is not None]
            gone = [files[path] for path in change if path in files]
            after = {path: old for path, old in files.items() if path not in change}
            states.append((rows.changed(gone, fresh), after | {new.path: new for new in fresh}))
            assert list(RowList(states[-1][0])) == list(states[-1][0])
    finally:
        row_list._SIZE, row_list._MOST = usual
    for rows, files in states:
        expected = in_order(files)
        assert list(rows) == expected
        assert len(rows) == len(expected)
        assert [rows[index] for index in range(-len(rows), len(rows))] == expected * 2
        assert rows[1:-1] == expected[1:-1]


def test_a_change_leaves_the_blocks_beside_it_shared():
    many = [row(f"{number:05}", f"name {number:05}", 0) for number in range(10_000)]
    before = RowList(many)
    after = before.changed([many[5_000]], [row("05000", "name 05000", 1)])
    shared = sum(mine is theirs for mine, theirs in zip(before.blocks, after.blocks, strict=True))
    assert shared == len(before.blocks) - 1
    assert after[5_000].findings != before[5_000].findings
