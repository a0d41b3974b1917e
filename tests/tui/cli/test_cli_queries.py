"""Commands that take a query understand its whole language, not words alone."""

import pytest


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("company:engines or display_name:bo", ["Ada", ""]),
        ("has:email -company:navy", ["Ada"]),
        ("no:email (bo or ada)", [""]),
        ("extra.birthday:/^1815/", ["Ada"]),
    ],
)
def test_export_takes_operators(run, store, query, names):
    assert sorted(each["first_name"] for each in run("export", query).json) == sorted(names)


def test_set_where_takes_operators(run, store):
    bo = (store / "contacts/bo.yaml").read_bytes()
    assert run("set", "--where", "has:email -display_name:bo", "company=Acme").code == 0
    assert "company: Acme\n" in (store / "contacts/ada.yaml").read_text()
    assert (store / "contacts/bo.yaml").read_bytes() == bo


@pytest.mark.parametrize("words", [("export", "compny:x"), ("set", "--where", "compny:x", "company=Acme")])
def test_an_unknown_field_is_a_usage_error_that_suggests(run, store, words):
    done = run(*words)
    assert done.code == 2
    assert "did you mean company?" in done.err
