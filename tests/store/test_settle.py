"""The settle rule: whatever writers do, a file is handed out only as it was when it stood still."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts_store.disk.stamp import Stamp
from contacts_store.live.settle import Settler

PATH = "contacts/ada.yaml"


class Disk:
    """Stamps by path, as a disk would show them."""

    def __init__(self):
        self.stamps = {}
        self.shown = {}
        self._ticks = 0

    def write(self, path=PATH, size=100):
        self._ticks += 1
        self.stamps[path] = Stamp(self._ticks, self._ticks, size, 1)

    def show(self, path=PATH):
        """Have the state of this moment be the one that is shown."""
        self.shown[path] = self.stamps[path]

    def replace(self, path=PATH, size=100):
        """Move a file here that was written before."""
        self._ticks += 2
        self.stamps[path] = Stamp(self._ticks - 1, self._ticks, size, self._ticks)

    def delete(self, path=PATH):
        self.stamps.pop(path, None)

    def look(self, path):
        return self.stamps.get(path)


@pytest.fixture
def disk():
    return Disk()


@pytest.fixture
def settler(disk):
    return Settler(disk.look, disk.shown.get)


def test_file_that_stands_still_is_handed_out_once(disk, settler):
    disk.write()
    settler.hint([PATH], 0.0)
    assert settler.next_look() == pytest.approx(0.1)
    assert not settler.settled(0.09).usual
    assert settler.settled(0.1).usual == {PATH: disk.look(PATH)}
    assert len(settler) == 0
    assert settler.next_look() is None


def test_file_that_moved_waits_anew_even_if_nobody_hinted(disk, settler):
    disk.write()
    settler.hint([PATH], 0.0)
    disk.write()
    assert not settler.settled(0.1).usual
    assert not settler.settled(0.19).usual
    assert settler.settled(0.2).usual


def test_hint_about_a_file_that_did_not_move_costs_no_time(disk, settler):
    disk.write()
    settler.hint([PATH], 0.0)
    settler.hint([PATH], 0.09)
    assert settler.settled(0.1).usual


def test_missing_file_is_handed_out_as_missing_and_has_a_last_chance(disk, settler):
    settler.hint([PATH], 0.0)
    assert settler.settled(0.1).usual == {PATH: None}
    settler.defer([PATH], 0.1)
    assert not settler.settled(0.29).final
    assert settler.settled(0.31).final == {PATH: None}


def test_deferred_file_that_comes_back_is_like_any_other(disk, settler):
    settler.defer([PATH], 0.0)
    disk.write()
    settler.hint([PATH], 0.15)
    settled = settler.settled(0.25)
    assert settled.usual
    assert not settled.final


def test_empty_file_waits_long_and_is_final(disk, settler):
    disk.write(size=0)
    settler.hint([PATH], 0.0)
    assert not settler.settled(1.9).final
    assert settler.settled(2.0).final == {PATH: disk.look(PATH)}


def test_many_files_are_handed_out_together(disk, settler):
    paths = [f"contacts/{number}.yaml" for number in range(50)]
    for number, path in enumerate(paths):
        disk.write(path)
        settler.hint([path], number * 0.004)
        assert not settler.settled(number * 0.004).usual
    assert settler.next_look() == pytest.approx(0.296)
    assert not settler.settled(0.29).usual
    assert settler.settled(0.3).usual.keys() == set(paths)


def test_endless_burst_is_handed_out_after_a_second(disk, settler):
    for number in range(200):
        path = f"contacts/{number}.yaml"
        disk.write(path)
        settler.hint([path], number * 0.001)
    for step in range(12):
        settler.hint([f"contacts/more-{step}.yaml"], 0.2 + step * 0.08)
    assert len(settler.settled(1.1).usual) >= 200


def test_gathered_files_wait_for_one_another(disk, settler):
    disk.write("contacts/a.yaml")
    settler.hint(["contacts/a.yaml"], 0.0)
    settler.gather(5.0)
    disk.write("contacts/b.yaml")
    settler.hint(["contacts/b.yaml"], 5.05)
    assert not settler.settled(5.1).usual
    assert settler.settled(5.16).usual.keys() == {"contacts/a.yaml", "contacts/b.yaml"}


def test_file_that_keeps_moving_is_restless_and_never_handed_out(disk, settler):
    for step in range(60):
        disk.write()
        settler.hint([PATH], step * 0.05)
        assert not settler.settled(step * 0.05).usual
        assert settler.restless(step * 0.05) == (step * 0.05 > 2.0)
    assert settler.settled(3.1).usual
    assert settler.restless(3.1) == 0


def test_whole_file_moved_over_a_shown_one_needs_no_waiting(disk, settler):
    disk.write()
    disk.show()
    disk.replace()
    settler.hint([PATH], 0.0)
    assert settler.next_look() == 0.0
    assert settler.settled(0.0).usual == {PATH: disk.look(PATH)}


def test_file_replaced_again_and_again_is_handed_out_at_a_distance(disk, settler):
    disk.write()
    disk.show()
    moments = []
    for step in range(50):
        now = step * 0.01
        disk.replace()
        settler.hint([PATH], now)
        if settler.settled(now).usual:
            moments.append(now)
    assert len(moments) > 1
    assert all(later - earlier > 0.0999 for earlier, later in pairwise(moments))


def test_file_made_anew_in_place_of_a_shown_one_waits_for_half_as_long(disk, settler):
    disk.write()
    disk.show()
    disk.replace()
    disk.stamps[PATH] = disk.look(PATH)._replace(mtime_ns=disk.look(PATH).ctime_ns)
    settler.hint([PATH], 0.0)
    assert not settler.settled(0.04).usual
    assert settler.settled(0.05).usual


@pytest.mark.parametrize("case", ["new", "empty", "rights", "with one that went"])
def test_what_may_not_be_whole_waits(disk, settler, case):
    disk.write()
    if case != "new":
        disk.show()
    paths = [PATH]
    if case == "rights":
        stamp = disk.look(PATH)
        disk.stamps[PATH] = stamp._replace(ctime_ns=stamp.ctime_ns + 5)
    else:
        disk.replace(size=0 if case == "empty" else 100)
    if case == "with one that went":
        paths.append("contacts/gone.yaml")
    settler.hint(paths, 0.0)
    assert settler.next_look() >= 0.1
    assert settler.settled(0.09).usual == {}


def test_burst_that_goes_on_is_handed_out_more_and_more_rarely(disk, settler):
    sizes = []
    for number in range(10_000):
        path = f"contacts/{number}.yaml"
        disk.replace(path)
        settler.hint([path], number * 0.001)
        if found := settler.settled(number * 0.001).usual:
            sizes.append(len(found))
    assert 2 <= len(sizes) <= 5
    assert sizes == sorted(sizes)
    assert sum(sizes) + len(settler.settled(10.1).usual) == 10_000


writes = st.lists(
    st.tuples(st.floats(0.001, 0.4), st.sampled_from(["write", "empty", "delete"]), st.booleans()),
    min_size=1,
    max_size=15,
)


@given(writes)
def test_what_is_handed_out_stood_still_and_the_last_state_always_comes(steps):
    """Writers with any pauses; some of their events get lost, the last one doesn't."""
    disk = Disk()
    settler = Settler(disk.look, disk.shown.get)
    moved_at = now = 0.0
    last = object()

    def run_until(end):
        nonlocal last
        while (look := settler.next_look()) is not None and look <= end:
            settled = settler.settled(look)
            for stamp in (settled.usual | settled.final).values():
                last = stamp
                assert stamp == disk.look(PATH)
                # A file that came and went between two looks, unheard of, looks as if it never was there.
                assert stamp is None or look - moved_at > 0.0999

    for pause, kind, is_hinted in [*steps, (0.3, "write", True)]:
        run_until(now + pause)
        now += pause
        before = disk.look(PATH)
        if kind == "delete":
            disk.delete()
        else:
            disk.write(size=0 if kind == "empty" else 100)
        if disk.look(PATH) != before:
            moved_at = now
        if is_hinted:
            settler.hint([PATH], now)
    run_until(now + 10)
    assert last == disk.look(PATH)
