"""The query language: what each operator finds, what is refused and where, and properties of all queries."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from contacts_store.disk.stamp import Stamp
from contacts_store.errors import QueryError
from contacts_store.model.contact import Contact
from contacts_store.model.identity import derived_id
from contacts_store.model.phone import digits
from contacts_store.query.compiling import Surroundings
from contacts_store.query.fields import ALIASES, FIELDS, STATES
from contacts_store.query.folding import fold
from contacts_store.query.parsing import parse_tree
from contacts_store.query.patterns import compile_pattern
from contacts_store.query.query import parse
from contacts_store.query.tree import And, Comparison, Not, Or, State, Word
from contacts_store.records.rows import row_of
from contacts_store.snapshot.block import Block

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
TAGS = {derived_id("vip"): "VIP", derived_id("press"): "Press"}


def contact(name, **fields):
    return Contact.model_validate({"id": derived_id(name), "first_name": name, **fields})


def phone(number, e164=""):
    return {"id": derived_id(number), "number": number, "number_e164": e164}


def email(address):
    return {"id": derived_id(address), "address": address}


ANN = contact(
    "Ann", last_name="Lee", company="Initech", job_title="Head of Ops", source="import", notes="met in Rome",
    phone_numbers=[phone("020 7946 0018", "+442079460018"), phone("ext 12")], emails=[email("ann@x.org")],
    tag_ids=[derived_id("vip")], tm_create=datetime(2026, 1, 31, 12, tzinfo=UTC),
    tm_update=NOW - timedelta(days=3), extra={"birthday": "1938-04-02", "pets": [{"name": "Rex"}]},
)  # fmt: skip
BOB = contact(
    "Bob", display_name="Bobby Tables", company="Globex", source="manual", external_id="sf_003x",
    customer_id=derived_id("owner"), emails=[email("bob@globex.example")], tag_ids=[derived_id("press")],
    tm_create=datetime(2025, 12, 1, tzinfo=UTC), tm_update=NOW - timedelta(days=90),
)  # fmt: skip
ZOE = contact(
    "Zoë", emails=[email("zoe@x.org")], tm_create=datetime(2024, 5, 1, tzinfo=UTC), tm_update=NOW,
    tm_delete=NOW,
)  # fmt: skip
EVERYONE = (ANN, BOB, ZOE)


def asked_of(contacts, text):
    """Return those of some contacts that a query finds."""
    held = {each.id: each for each in contacts}
    rows = [row_of(each, f"contacts/{each.first_name}.yaml", (), b"", Stamp(0, 0, 0, 0)) for each in contacts]
    around = Surroundings(TAGS, NOW, lambda row: held[row.id], lambda: {ANN.id})
    block = Block(rows)
    return [held[row.id] for row in block.at(parse(text).matching(around)(block, block.everywhere))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ann or bob", "Ann Bob"),
        ("-lee", "Bob Zoë"),
        ("-(ann or bob)", "Zoë"),
        ("(ann or bob) initech", "Ann"),
        ("ann or bob initech", "Ann"),
        ('"met in rome"', "Ann"),
        ('-"met in rome" globex', "Bob"),
        ("name:bobby", "Bob"),
        ("name:=bobby", ""),
        ('name:="BOBBY tables"', "Bob"),
        ("first_name:=bob", "Bob"),
        ("first_name:zoe", "Zoë"),
        ("company:/^glo|tech$/", "Ann Bob"),
        ("job_title:ops", "Ann"),
        ("title:ops", "Ann"),
        ("notes:rome", "Ann"),
        ("phone:79460018", "Ann"),
        ("phone:02079460018", "Ann"),
        ('phone:="020 7946 0018"', "Ann"),
        ("phone:=+442079460018", "Ann"),
        ("phone:ext", "Ann"),
        ("email:globex", "Bob"),
        ("email:=ann@x.org", "Ann"),
        ("email:/@x\\.org$/", "Ann Zoë"),
        ("tag:vip", "Ann"),
        ("tag:=vi", ""),
        ("-tag:vip", "Bob Zoë"),
        ("has:email", "Ann Bob Zoë"),
        ("no:phone", "Bob Zoë"),
        ("has:notes", "Ann"),
        ("no:tag", "Zoë"),
        ("has:extra.birthday", "Ann"),
        ("source:import", "Ann"),
        ("external_id:sf_", "Bob"),
        (f"customer:{derived_id('owner')}", "Bob"),
        ("is:deleted", "Zoë"),
        ("is:duplicate", "Ann"),
        ("is:broken", ""),
        ("created:2026", "Ann"),
        ("created:2026-01", "Ann"),
        ("created:>2025", "Ann"),
        ("created:>=2025", "Ann Bob"),
        ("created:<2025", "Zoë"),
        ("updated:<30d", "Ann Zoë"),
        ("updated:>30d", "Bob"),
        ("deleted:<1d", "Zoë"),
        ("extra.birthday:1938", "Ann"),
        ("extra.pets.name:=rex", "Ann"),
        ("EXTRA.Birthday:/^1938-/", "Ann"),
        ("file:zoë", "Zoë"),
        ("or", "Ann Zoë"),
        ("bob or", ""),
        ("http://x", ""),
    ],
)
def test_what_an_operator_finds(text, names):
    assert [each.first_name for each in asked_of(EVERYONE, text)] == names.split()


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ("ann emial:x", 4, "did you mean email?"),
        ("tagg:vip", 0, "did you mean tag?"),
        ("is:brokn", 3, "did you mean broken?"),
        ("has:fone", 4, "did you mean phone?"),
        ("ann (bob", 4, "not closed"),
        ("ann) bob", 3, "closes nothing"),
        ("-", None, ""),
        ("ann -(", 5, "not closed"),
        ("(-)", 2, "missing"),
        ("tag:", 4, "value"),
        ("created:yesterday", 8, "2026-01-31"),
        ("created:2026-02-30", 8, "no day"),
        ("company:>5", 8, "compares times"),
        ("name:/(/", 6, "regular expression"),
        ("name:/abc", 9, "slash"),
        ("(" * 60 + "a", 51, "deeply"),
    ],
)
def test_an_error_points_at_the_character(text, position, words):
    if position is None:
        assert parse(text)
        return
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert caught.value.position == position
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "pattern", ["(a+)+b", "(a|aa)+b", "(a*)*", "((a?){3}){9}", "a*a*a*a*b", "a?" * 30, r"(a)\1", "(?=a)", "a" * 300]
)  # fmt: skip
def test_a_regular_expression_that_could_hang_is_refused(pattern):
    with pytest.raises(QueryError):
        parse(f"name:/{pattern}/")


@pytest.mark.parametrize("pattern", ["^ann", "mei?er", "(smith|smythe) .*", r"\d{4}-\d{2}", "[[:a]x+"])
def test_usual_regular_expressions_are_understood(pattern):
    assert parse(f"name:/{pattern}/").tree == Comparison("name", "/", pattern)


WORDS = st.text('annbo 07+-.é:"()=</or', min_size=1, max_size=8)
VALUES = st.text("anbé07 :()=-/<", min_size=1, max_size=6)
TEXT_FIELDS = sorted(name for name, field in FIELDS.items() if not field.is_time)
LEAVES = st.one_of(
    VALUES.map(Word),
    st.builds(
        Comparison, st.sampled_from([*TEXT_FIELDS, "extra.pets.name"]), st.sampled_from(["", "="]), VALUES
    ),
    st.builds(
        Comparison,
        st.sampled_from(["created", "updated", "deleted"]),
        st.sampled_from(["", "<", "<=", ">", ">="]),
        st.sampled_from(["2026", "2026-01", "2025-12-01", "30d", "1y"]),
    ),
    st.builds(State, st.just("is"), st.sampled_from(STATES)),
    st.builds(State, st.sampled_from(["has", "no"]), st.sampled_from(sorted(FIELDS))),
)
TREES = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        parts.map(Not),
        st.lists(parts, min_size=2, max_size=3).map(lambda some: And(tuple(some))),
        st.lists(parts, min_size=2, max_size=3).map(lambda some: Or(tuple(some))),
    ),
    max_leaves=6,
)


@given(st.one_of(st.text(), st.text('ab"()-:=/<>.| *+or0 tagisnd', max_size=30), WORDS))
def test_whatever_is_typed_is_a_query_or_an_error_within_it(text):
    try:
        tree = parse_tree(text)
    except QueryError as problem:
        position = problem.position
    else:
        position = 0
        assert parse_tree(str(tree)) == tree
    assert 0 <= position <= len(text)


@given(TREES)
def test_a_printed_tree_parses_to_the_same_tree(tree):
    assert parse_tree(str(tree)) == tree


@given(TREES, st.lists(st.sampled_from(EVERYONE), unique_by=lambda each: each.id))
def test_rows_and_files_answer_as_whole_contacts_would(tree, contacts):
    wanted = [each for each in contacts if means(tree, each)]
    assert asked_of(contacts, str(tree)) == wanted


@given(WORDS, WORDS)
def test_a_narrower_query_finds_no_more(first, more):
    try:
        wide, narrow = parse(first), parse(first + more)
    except QueryError:
        assume(False)
    if narrow.narrows(wide):
        wider = asked_of(EVERYONE, first)
        assert all(each in wider for each in asked_of(EVERYONE, first + more))


@pytest.mark.parametrize("name", [*FIELDS, *ALIASES])
def test_every_field_can_be_asked_for(name):
    assert asked_of(EVERYONE, f"has:{name}") + asked_of(EVERYONE, f"no:{name}")


@given(st.text("a(|)*+?{1,9}[]\\", max_size=12), st.text("a1", max_size=80))
def test_a_pattern_is_refused_or_answers(pattern, text):
    try:
        compiled = compile_pattern(pattern)
    except QueryError:
        assume(False)
    compiled.search(text)


def means(tree, each):  # noqa: PLR0911 -- one a kind of node
    """Tell whether a contact matches a tree, by its whole content and in the plainest way."""
    match tree:
        case And(parts):
            return all(means(part, each) for part in parts)
        case Or(parts):
            return any(means(part, each) for part in parts)
        case Not(part):
            return not means(part, each)
        case State("is", name):
            return {"deleted": each.is_deleted, "broken": False, "duplicate": each is ANN}[name]
        case State(kind, name):
            return any(values(each, name)) == (kind == "has")
        case Word(text):
            everything = [value for name in SHOWN for value in values(each, name)]
            return holds(
                text, [*everything, f"{each.first_name} {each.last_name}", *leaves(each.extra)]
            ) or any(fold(text) in fold(TAGS[ref]) for ref in each.tag_ids)
        case Comparison(name, "", text) if name == "phone":
            return holds(text, values(each, name))
        case Comparison("created" | "updated" | "deleted" as name, operator, text):
            return any(in_time(operator, text, moment) for moment in values(each, name))
        case Comparison(name, operator, text):
            folded = [fold(value) for value in values(each, name) if value]
            return any(fold(text) == value if operator else fold(text) in value for value in folded)


SHOWN = ("name", "company", "job_title", "external_id", "phone", "email", "notes", "display_name")


def holds(text, texts):
    bare = digits(text.replace("(0)", "")) if set(text) <= set("+0123456789 ().-/") else ""
    if not bare or not text.lstrip("+(")[:1].isdigit() or (text.startswith("+") and len(bare) < 4):
        bare = ""
    bare = bare.lstrip("0") if len(bare) > 3 else bare
    return any(fold(text) in fold(each) or (bare and bare in each) for each in texts if each)


def values(each, name):
    full = f"{each.first_name} {each.last_name}".strip()
    simple = {
        "name": each.display_name or full,
        "customer": each.customer_id or "",
        "created": each.tm_create,
        "updated": each.tm_update,
        "deleted": each.tm_delete,
        "file": f"contacts/{each.first_name}.yaml",
    }
    if name == "phone":
        return [text for p in each.phone_numbers for text in (p.number, digits(p.number), p.number_e164)]
    if name == "email":
        return [each.address for each in each.emails]
    if name == "tag":
        return [text for ref in each.tag_ids for text in (TAGS[ref], ref)]
    if name.startswith("extra."):
        return [pet["name"] for pet in each.extra.get("pets", ())]
    found = simple[name] if name in simple else getattr(each, name)
    return [found] if found else []


def leaves(extra):
    return [extra["birthday"], "Rex"] if extra else []


def in_time(operator, text, moment):
    ages = {"30d": timedelta(days=30), "1y": timedelta(days=365)}
    if text in ages:
        age = NOW - moment
        return age > ages[text] if operator in {">", ">="} else age <= ages[text]
    day = moment.astimezone().strftime("%Y-%m-%d")[: len(text)]
    return {"": day == text, "<": day < text, "<=": day <= text, ">": day > text, ">=": day >= text}[operator]
