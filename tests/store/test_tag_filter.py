"""Choosing several tags: what is let through, and how the choice is written."""

from hypothesis import given
from hypothesis import strategies as st

from contacts_store.snapshot.tag_filter import TagFilter
from contacts_store.snapshot.view import View
from contacts_store.store import Store

TAGS = st.frozensets(st.sampled_from("abcd"))


def store_of(root, tag_lists):
    from contacts_store.initialise import initialise

    initialise(root)
    for number, tags in enumerate(tag_lists):
        (root / "contacts" / f"{number}.yaml").write_text(
            f"first_name: '{number}'\ntag_ids: [{', '.join(tags)}]\n"
        )
    store = Store.open(root)
    store.load()
    return store


def test_all_any_and_none(tmp_path):
    store = store_of(tmp_path, ["ab", "a", "bc", ""])

    def names(choice):
        return "".join(row.name for row in store.snapshot.select(View.filtered(choice)))

    assert names(TagFilter(frozenset("ab"))) == "0"
    assert names(TagFilter(frozenset("ab"), any_of=True)) == "012"
    assert names(TagFilter(frozenset("ab"), frozenset("c"), any_of=True)) == "01"
    assert names(TagFilter(unwanted=frozenset("a"))) == "23"
    assert store.snapshot.count(View.filtered(TagFilter(frozenset("a")))) == 2
    store.delete([store.snapshot.rows[0].id])
    assert names(TagFilter(frozenset("a"))) == "1"
    assert store.snapshot.count(View.filtered(TagFilter(frozenset("a")))) == 1
    store.close()


@given(TAGS, TAGS, st.booleans(), st.sampled_from("abcd"))
def test_three_steps_lead_back(wanted, unwanted, any_of, tag):
    choice = TagFilter(wanted - unwanted, unwanted, any_of)
    seen = [choice, choice.stepped(tag), choice.stepped(tag).stepped(tag)]
    assert len(set(seen)) == 3
    assert seen[2].stepped(tag) == choice


def test_a_choice_in_signs():
    names = {"1": "vip", "2": "Family", "3": "work"}.get
    assert TagFilter(frozenset("12")).described(names) == "Family & vip"
    assert (
        TagFilter(frozenset("12"), frozenset("3"), any_of=True).described(names) == "(Family | vip) & !work"
    )
    assert TagFilter(frozenset("1"), frozenset("3"), any_of=True).described(names) == "vip & !work"
    assert TagFilter(frozenset("12"), any_of=True).described(names) == "Family | vip"
