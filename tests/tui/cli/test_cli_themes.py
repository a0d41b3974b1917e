"""``themes``: the list, and what is wrong with a file."""

from pathlib import Path

import pytest

from contacts_store.locations import user_themes_dir

SHIPPED = sorted(path.stem for path in (Path(__file__).parents[3] / "themes").glob("*.yaml"))


@pytest.fixture
def themes(run):
    folder = Path(user_themes_dir())
    folder.mkdir(parents=True)

    def call(*argv, **files):
        for name, text in files.items():
            (folder / f"{name}.yaml").write_text(text)
        return run("themes", *(str(folder / word) if ".yaml" in word else word for word in argv))

    return call


def test_all_themes_are_listed(themes):
    listed = themes("--json", mine="extends: nord\ndark: false\n").json
    assert [row["name"] for row in listed] == sorted([*SHIPPED, "mine"])
    assert {"name": "mine", "dark": False, "own": True} in listed
    assert {"name": "paper", "dark": False, "own": False} in listed


def test_the_table_names_kinds_and_bad_files_hide_no_other(themes):
    done = themes(bad="colors: {primary: octarine}\n")
    assert "paper" in done.out
    assert "bad.yaml:1:19: error: colors.primary: 'octarine' is no colour" in done.err


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("extends: nord\nvariables:\n  star: gold\n", 0, ""),
        ("extends: nord\nvariables:\n  stra: gold\n", 4, "mine.yaml:3:3: error: stra: 'stra' is not known"),
        ("extends: nrod\n", 4, "extends nrod, which is no other theme"),
    ],
)
def test_a_file_is_checked(themes, text, code, words):
    done = themes("check", "mine.yaml", mine=text)
    assert (done.code, words in done.out) == (code, True)
